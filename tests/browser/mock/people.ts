// Made-up customers in the shapes of the API: one whom three systems know, and a few who are only found.
export const customers = [
  {
    customer_id: "cus_1",
    found_by: "name",
    name: "Ann Byrne",
    emails: ["ann.byrne@shop.example"],
    phones: ["+353 87 555 0101"],
    loyalty_numbers: ["L7788"],
    birth_date: "1980-02-29",
    city: "Cork",
    country: "IE",
    sources: ["crm", "till", "webshop"],
    records: 3,
  },
  {
    customer_id: "cus_2",
    found_by: "name",
    name: "Bryan O'Byrne-Featherstonehaugh",
    emails: ["b.obyrne-featherstonehaugh@a-rather-long-domain.example"],
    phones: [],
    loyalty_numbers: [],
    city: "Baile Átha Cliath",
    sources: ["webshop"],
    records: 1,
  },
  {
    customer_id: "cus_3",
    found_by: "order",
    name: "",
    emails: [],
    phones: [],
    loyalty_numbers: ["L900"],
    sources: ["till"],
    records: 1,
  },
];

const record = (record_id: string, source: string, more: object) => ({
  record_id,
  customer_id: "cus_1",
  source,
  guest: false,
  identified: true,
  name: "Ann Byrne",
  country: "IE",
  identifiers: [],
  seen_at: "2024-03-02T09:15:00Z",
  received_at: "2024-03-02T09:15:02Z",
  ...more,
});
const email = { kind: "email", value: "ann.byrne@shop.example" };
const loyalty = { kind: "loyalty", value: "L7788" };

export const customer = {
  customer_id: "cus_1",
  records: [
    record("rec_1", "crm", { source_id: "C-1042", identifiers: [loyalty, email] }),
    record("rec_2", "webshop", { source_id: "88231", identifiers: [email] }),
    record("rec_3", "till", { guest: true, name: "", identifiers: [loyalty] }),
  ],
  joins: [
    { record_a: "rec_1", record_b: "rec_2", ...email, joined: true, at: "2024-05-01T10:00:00Z" },
    { record_a: "rec_1", record_b: "rec_3", ...loyalty, joined: true, at: "2024-06-11T16:20:00Z" },
    {
      record_a: "rec_9",
      record_b: "rec_3",
      kind: "email",
      value: "kiosk@shop.example",
      joined: false,
      at: "2024-07-01T10:00:00Z",
    },
  ],
};

const value = (text: string, source: string, provenance: string, more: object = {}) => ({
  value: text,
  wins: false,
  current: true,
  record_id: source === "webshop" ? "rec_2" : "rec_1",
  source,
  provenance,
  said_first_at: "2024-03-02T09:15:00Z",
  said_last_at: "2026-01-15T08:00:00Z",
  received_at: "2024-03-02T09:15:02Z",
  ...more,
});
const attribute = (name: string, values: ReturnType<typeof value>[], contradicted = false) => ({
  name,
  value: values[0]?.value,
  contradicted,
  values: values.map((one, at) => ({ ...one, wins: at === 0 })),
});

export const profile = {
  customer_id: "cus_1",
  name: "Ann Byrne",
  attributes: [
    attribute("given_name", [value("Ann", "crm", "recorded")]),
    attribute("family_name", [
      value("Byrne", "crm", "recorded"),
      value("Walsh", "crm", "recorded", { current: false, said_last_at: "2024-11-02T00:00:00Z" }),
    ]),
    attribute("birth_date", [value("1980-02-29", "crm", "recorded")]),
    attribute("phone", [value("+353 87 555 0101", "staff", "declared")]),
    attribute("street", [value("Grafton Quay", "crm", "recorded")]),
    attribute("city", [value("Cork", "crm", "recorded"), value("Galway", "webshop", "recorded")], true),
    attribute(
      "favourite_colour",
      [
        value("red", "preferences", "declared"),
        value("blue", "model", "inferred"),
        value("green", "webshop", "observed"),
      ],
      true,
    ),
  ],
};

const entry = (entry_id: string, kind: string, event_at: string, more: object) => ({
  entry_id,
  kind,
  event_at,
  received_at: event_at,
  record_id: "rec_1",
  ...more,
});
const bought = (number: string, channels: string[], amount_minor: number, line_count: number) => ({
  order_id: `ord_${number}`,
  number,
  currency: "EUR",
  amount_minor,
  line_count,
  channels,
});

export const timeline = [
  entry("ord_3", "order", "2026-01-20T17:45:00Z", {
    source: "till",
    document: bought("S1-20931", ["store"], 8_490, 2),
  }),
  entry("ret_1", "returned", "2026-01-18T11:05:00Z", {
    source: "till",
    document: bought("S1-20877", ["store"], 4_999, 1),
  }),
  entry("e-1", "attributes", "2026-01-15T08:00:00Z", {
    source: "staff",
    change: {
      provenance: "declared",
      attributes: [
        { name: "phone", value: "+353 87 555 0101" },
        { name: "favourite_colour", value: "" },
      ],
    },
  }),
  entry("ord_2", "order", "2026-01-12T20:31:00Z", {
    source: "webshop",
    document: bought("W-88412", ["web", "app"], 12_998, 3),
  }),
  entry("e-2", "joined", "2024-06-11T16:20:00Z", { join: { record_a: "rec_1", record_b: "rec_3", ...loyalty } }),
  entry("ord_1", "order", "2024-06-11T16:19:00Z", {
    source: "till",
    document: bought("S2-00417", ["store"], 129_900, 1),
  }),
];
