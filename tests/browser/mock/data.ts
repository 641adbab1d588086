// Made-up answers in the shapes of the API, for states that are hard to bring about with the real server.

export const session = {
  principal: "stf_018f0000000000000000000000000001",
  display_name: "Nora Byrne",
  role: "director",
  scopes: [
    "auth.keys",
    "customers.read",
    "customers.write",
    "history.read",
    "imports.read",
    "imports.write",
    "jobs.read",
    "jobs.write",
    "insights.read",
    "jobs.read",
    "orders.read",
    "orders.write",
    "org.company",
    "org.footfall",
    "org.hours",
    "org.read",
    "org.shifts",
    "org.staff",
    "org.write",
  ],
  csrf_token: "csrf-of-the-mock",
  expires_at: "2027-01-01T00:00:00Z",
};

const definition =
  "v1: customer = records joined by identifier; mix = origin channels bought in the window; value = sum of order lines, gross of returns; retention = an order in days 90-454 after the first, by the mix of days 0-89; windows half-open, UTC days.";

function retention(eligible: number, retained: number, complete = true, observed_days = 455) {
  return {
    eligible,
    retained,
    rate_bps: eligible > 0 ? Math.round((retained / eligible) * 10_000) : undefined,
    complete,
    observed_days,
  };
}

function mix(channels: string[], customers: number, orders: number, amount_minor: number, back: object) {
  return {
    mix: channels,
    customers,
    share_bps: Math.round((customers / 12_480) * 10_000),
    orders,
    amount_minor,
    returned_minor: Math.round(amount_minor * 0.064),
    average_order_minor: Math.round(amount_minor / orders),
    orders_per_customer_milli: Math.round((orders / customers) * 1000),
    retention: back,
  };
}

function months(complete = true) {
  return Array.from({ length: 24 }, (_, at) => {
    const date = new Date(Date.UTC(2024, at, 1));
    const wave = 1 + 0.25 * Math.sin(at / 2) + at * 0.015;
    return {
      month: date.toISOString().slice(0, 7),
      customers: Math.round(820 * wave),
      orders: Math.round(1_350 * wave),
      amount_minor: Math.round(9_480_000 * wave),
      complete: complete && at > 0 && at < 23,
    };
  });
}

/** A shop with three channels and finished years. */
export function crossChannel() {
  return {
    from: "2024-01-06",
    to: "2025-12-19",
    currency: "EUR",
    generated_at: new Date(Date.now() - 40_000).toISOString(),
    definition,
    customers: 12_480,
    customers_two_or_more_channels: 2_214,
    orders: 41_802,
    amount_minor: 342_118_455,
    returned_minor: 21_895_581,
    average_order_minor: 8_184,
    anonymous_orders: 6_120,
    anonymous_amount_minor: 38_410_250,
    mixes: [
      mix(["store"], 5_310, 11_640, 86_921_400, retention(3_920, 1_113)),
      mix(["web"], 4_420, 12_310, 97_110_905, retention(3_104, 1_021)),
      mix(["store", "web"], 1_390, 9_880, 89_210_300, retention(902, 588)),
      mix(["app", "web"], 512, 4_120, 36_400_100, retention(301, 188)),
      mix(["app"], 520, 1_790, 13_820_750, retention(288, 96)),
      mix(["app", "store", "web"], 312, 2_030, 18_455_000, retention(122, 91)),
      mix(["phone"], 16, 32, 200_000, retention(9, 2)),
    ],
    months: months(),
  };
}

/** One channel and a record too short for twelve months. */
export function oneChannel() {
  return {
    ...crossChannel(),
    from: "2010-12-01",
    to: "2011-12-10",
    currency: "GBP",
    customers: 1_734,
    customers_two_or_more_channels: 0,
    orders: 8_251,
    amount_minor: 292_329_594,
    average_order_minor: 35_430,
    anonymous_orders: 497,
    anonymous_amount_minor: 36_155_763,
    mixes: [
      {
        ...mix(["web"], 1_734, 8_251, 292_329_594, retention(1_388, 902, false, 373)),
        share_bps: 10_000,
      },
    ],
  };
}

export function nothing() {
  return {
    ...crossChannel(),
    from: undefined,
    to: undefined,
    customers: 0,
    customers_two_or_more_channels: 0,
    orders: 0,
    amount_minor: 0,
    anonymous_orders: 0,
    anonymous_amount_minor: 0,
    mixes: [],
    months: [],
  };
}

export function summaryOf(data: ReturnType<typeof crossChannel> | ReturnType<typeof nothing>) {
  return {
    generated_at: data.generated_at,
    definition,
    currency: data.orders > 0 ? data.currency : undefined,
    currencies: data.orders > 0 ? [data.currency] : [],
    first_sale_on: data.from,
    last_sale_on: data.to,
    customers: data.customers,
    customers_two_or_more_channels: data.customers_two_or_more_channels,
    customers_two_or_more_orders: Math.round(data.customers * 0.6),
    orders: data.orders + data.anonymous_orders,
    amount_minor: data.amount_minor + data.anonymous_amount_minor,
    returned_minor: data.returned_minor,
    average_order_minor: data.average_order_minor,
    anonymous_orders: data.anonymous_orders,
    anonymous_amount_minor: data.anonymous_amount_minor,
    retention: retention(0, 0, false, 0),
    words: [],
  };
}

export const mappings = [
  {
    name: "uci",
    title: "UCI Online Retail",
    source: "uci",
    channel: "web",
    parts: [
      {
        target: "sales",
        columns: [
          "invoice_no",
          "stock_code",
          "description",
          "quantity",
          "invoice_ts",
          "unit_price",
          "customer_id",
          "country",
        ],
      },
    ],
  },
  {
    name: "orders",
    title: "Orders: one row a line, any channel",
    source: "orders",
    channel: "by column",
    parts: [
      {
        target: "sales",
        columns: ["order_number", "sold_at", "channel", "location", "sku", "quantity", "unit_price", "currency"],
      },
    ],
  },
  {
    name: "olist",
    title: "Olist: a marketplace in four files",
    source: "olist",
    channel: "market",
    parts: [
      { name: "orders", target: "sales", columns: ["order_id", "customer_id", "order_status"] },
      { name: "order_items", target: "sales", columns: ["order_id", "product_id", "price"] },
      { name: "customers", target: "customers", columns: ["customer_id", "customer_unique_id"] },
    ],
  },
];

const noCounts = {
  rows_read: 0,
  rows_rejected: 0,
  rows_held: 0,
  rows_skipped: 0,
  orders_new: 0,
  orders_changed: 0,
  orders_unchanged: 0,
  orders_older: 0,
  returns_new: 0,
  returns_changed: 0,
  returns_unchanged: 0,
  returns_older: 0,
  order_lines: 0,
  return_lines: 0,
  lines_kept: 0,
  lines_cancelled: 0,
  entries_new: 0,
  entries_changed: 0,
  entries_unchanged: 0,
  entries_older: 0,
  records: 0,
};

export type MockImport = ReturnType<typeof newImport>;

export function newImport(import_id: string, mapping: string, minutesAgo = 0) {
  return {
    import_id,
    mapping,
    source: mapping,
    state: "waiting_for_files",
    files: [] as { name: string; bytes: number; rows_rejected: number }[],
    created_by: "Nora Byrne",
    created_at: new Date(Date.now() - minutesAgo * 60_000).toISOString(),
    started_at: undefined as string | undefined,
    finished_at: undefined as string | undefined,
    progress: { phase: "", done: 0, rate_per_s: 0 } as Record<string, unknown>,
    counts: { ...noCounts },
    last_error: undefined as string | undefined,
  };
}

export function finished(import_id: string, minutesAgo: number, state = "done", file = "uci_online_retail.csv.zst") {
  const made = newImport(import_id, "uci", minutesAgo);
  const isDone = state === "done" || state === "checked";
  return {
    ...made,
    state,
    files: [{ name: file, bytes: 2_480_112, rows_rejected: isDone ? 3 : 12_400 }],
    started_at: made.created_at,
    finished_at: new Date(Date.parse(made.created_at) + 9_400).toISOString(),
    counts: {
      ...noCounts,
      rows_read: isDone ? 213_344 : 84_000,
      rows_rejected: isDone ? 3 : 12_400,
      orders_new: isDone ? 8_748 : 0,
      returns_new: isDone ? 1_523 : 0,
      order_lines: isDone ? 208_917 : 0,
      return_lines: isDone ? 4_424 : 0,
      lines_kept: isDone ? 7 : 0,
      records: isDone ? 1_734 : 0,
    },
    last_error:
      state === "failed"
        ? `${file}: the header lacks the columns "unit_price" and "customer_id". Choose another format.`
        : undefined,
  };
}

/** An import of the organisation: a rota given again with a few changes in it. */
export function rota(import_id: string) {
  const done = finished(import_id, 2, "done", "shifts.csv");
  const counts = {
    ...noCounts,
    rows_read: 61,
    entries_new: 12,
    entries_changed: 3,
    entries_unchanged: 44,
    entries_older: 2,
  };
  return {
    ...done,
    mapping: "shifts",
    source: "rota",
    files: [{ name: "shifts.csv", bytes: 3_210, rows_rejected: 0 }],
    counts,
  };
}

export function running(import_id: string, done = 84_200) {
  return {
    ...finished(import_id, 0),
    state: "writing",
    finished_at: undefined,
    progress: { phase: "writing", done, total: 213_341, rate_per_s: 21_400, eta_seconds: 7 },
    counts: { ...noCounts, rows_read: 213_344, rows_rejected: 3 },
  };
}

export const rejects = [
  {
    file: "uci_online_retail.csv.zst",
    line: 8_214,
    column: "quantity",
    reason: "connectors.not_a_number",
    value: "twelve",
    detail: "The value is not a whole number.",
  },
  {
    file: "uci_online_retail.csv.zst",
    line: 91_002,
    column: "invoice_ts",
    reason: "connectors.no_such_date",
    value: "2011-02-30 10:15",
    detail: "The calendar has no 30 February.",
  },
  {
    file: "uci_online_retail.csv.zst",
    line: 120_775,
    column: undefined,
    reason: "connectors.wrong_width",
    value: undefined,
    detail: "The row has 9 fields, the header 8.",
  },
];

const job = {
  queue: "house",
  attempts: 0,
  cancel_requested: false,
  can_retry: false,
  last_error: null,
  created_at: "2026-11-29T08:00:00Z",
  run_at: "2026-11-29T08:00:00Z",
  started_at: "2026-11-29T08:00:01Z",
  finished_at: null,
  progress: { phase: "", done: 0, total: null, rate_per_s: 0, eta_seconds: null },
};
export const jobs = [
  {
    ...job,
    job_id: "job_018f00000000000000000000000001",
    kind: "connectors.import",
    state: "running",
    progress: { phase: "reading", done: 125_000, total: 541_909, rate_per_s: 41_000, eta_seconds: 10 },
  },
  {
    ...job,
    job_id: "job_018f00000000000000000000000002",
    kind: "connectors.import",
    state: "queued",
    started_at: null,
  },
  {
    ...job,
    job_id: "job_018f00000000000000000000000003",
    kind: "outbox.archive",
    state: "failed",
    attempts: 5,
    can_retry: true,
    last_error: "outbox-1-1000000.jsonl.zst: 999,998 events read back of 1,000,000",
    finished_at: "2026-11-29T08:02:00Z",
  },
  {
    ...job,
    job_id: "job_018f00000000000000000000000004",
    kind: "http.sweep",
    state: "done",
    finished_at: "2026-11-29T08:00:02Z",
  },
];

export const apiKeys = [
  {
    key_id: "key_018f00000000000000000000000000a1",
    name: "Till Grafton St",
    scopes: ["orders.write", "customers.read"],
    source: "till",
    channel: "store",
    created_at: "2026-03-02T09:00:00Z",
    last_used_at: new Date(Date.now() - 240_000).toISOString(),
  },
  {
    key_id: "key_018f00000000000000000000000000a2",
    name: "Web shop",
    scopes: ["orders.write", "orders.read"],
    source: "shop",
    channel: "web",
    created_at: "2026-02-11T14:30:00Z",
  },
];

export const ready = {
  ready: true,
  checks: [
    { name: "database", ok: true, detail: "" },
    { name: "sequencer", ok: true, detail: "" },
    { name: "jobs", ok: true, detail: "" },
  ],
};

const noteSchema = {
  type: "object",
  required: ["mapping"],
  properties: {
    mapping: { type: "string", description: "The name of a mapping." },
    as_of: { type: "string", format: "date-time", description: "When the set was true." },
  },
};
const problem = (reasons: Record<string, string>) => ({
  description: Object.entries(reasons)
    .map(([name, title]) => `- \`${name}\`: ${title}`)
    .join("\n"),
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
  "x-reasons": Object.keys(reasons),
});

export const openapi = {
  openapi: "3.1.0",
  info: { title: "Weft", version: "0.1.0" },
  paths: {
    "/healthz": {
      get: {
        tags: ["system"],
        operationId: "get_healthz",
        summary: "Whether the process lives",
        responses: { 200: { description: "The answer." } },
        security: [],
      },
    },
    "/v1/imports": {
      get: {
        tags: ["imports"],
        operationId: "get_imports",
        summary: "All imports, newest first",
        parameters: [
          {
            name: "cursor",
            in: "query",
            required: false,
            description: "Where the page starts.",
            schema: { type: "string" },
          },
          {
            name: "limit",
            in: "query",
            required: false,
            description: "How many items a page may hold.",
            schema: { type: "integer" },
          },
        ],
        responses: {
          200: {
            description: "The answer.",
            content: { "application/json": { schema: { $ref: "#/components/schemas/ImportPage" } } },
          },
          400: problem({ "page.bad_cursor": "That cursor was not made by this list." }),
        },
        security: [{ session: [] }, { api_key: [] }],
        "x-scope": "imports.read",
      },
      post: {
        tags: ["imports"],
        operationId: "post_imports",
        summary: "Opens an import",
        description: "A set of files that are read together with one mapping.",
        parameters: [{ $ref: "#/components/parameters/IdempotencyKey" }],
        requestBody: { required: true, content: { "application/json": { schema: noteSchema } } },
        responses: {
          201: {
            description: "The answer.",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Import" } } },
          },
          404: problem({ "connectors.unknown_mapping": "There is no mapping of that name." }),
          422: problem({
            "json.invalid": "Fields of the body are wrong.",
            "http.idempotency_key_reused": "The key was used with another body.",
          }),
        },
        security: [{ session: [] }, { api_key: [] }],
        "x-scope": "imports.write",
      },
    },
    "/v1/insights/channel-mix": {
      get: {
        tags: ["insights"],
        operationId: "get_insights_channel_mix",
        summary: "Who buys in which channels",
        parameters: [
          {
            name: "from",
            in: "query",
            required: false,
            description: "First day counted.",
            schema: { type: "string", format: "date" },
          },
        ],
        responses: {
          200: { description: "The answer.", content: { "application/json": { schema: { type: "object" } } } },
        },
        security: [{ session: [] }, { api_key: [] }],
        "x-scope": "insights.read",
      },
    },
  },
  components: {
    parameters: {
      IdempotencyKey: {
        name: "Idempotency-Key",
        in: "header",
        required: true,
        description: "One key a click.",
        schema: { type: "string" },
      },
    },
    schemas: {
      Problem: { type: "object", properties: { reason: { type: "string" } } },
      ImportPage: {
        type: "object",
        required: ["items"],
        properties: {
          items: { type: "array", items: { $ref: "#/components/schemas/Import" } },
          next_cursor: { type: "string" },
        },
      },
      Import: {
        type: "object",
        required: ["import_id", "state", "files"],
        properties: {
          import_id: { type: "string", pattern: "^imp_", description: "Its id." },
          state: {
            type: "string",
            enum: ["waiting_for_files", "queued", "reading", "writing", "done", "failed", "cancelled"],
          },
          files: {
            type: "array",
            items: {
              type: "object",
              required: ["name"],
              properties: { name: { type: "string" }, bytes: { type: "integer" } },
            },
          },
        },
      },
    },
  },
};
