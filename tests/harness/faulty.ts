// faulty.ts - an orders.csv with every fault that a person's export may have, and the same mended.

export const header = "order_number,sold_at,channel,location,sku,quantity,unit_price,currency,customer_id,email";

interface Fault {
  line: number;
  /** Empty: of the row as a whole, or none. */
  column: string;
  /** Empty: the row is right. */
  reason: string;
}

interface Row {
  text: string;
  column?: string;
  reason?: string;
}

const right = {
  number: "",
  sold_at: "2026-03-02T09:15:00Z",
  channel: "store",
  location: "s1",
  sku: "MUG",
  quantity: "1",
  price: "1.00",
  currency: "EUR",
  customer: "ann",
  email: "",
};
let made = 0;
const row = (differs: Partial<typeof right>) => {
  made += 1;
  return Object.values({ ...right, number: `F-${made}`, ...differs }).join(",");
};
const wrong = (column: string, reason: string, differs: Partial<typeof right>): Row => ({
  text: row(differs),
  column,
  reason,
});
const c = (reason: string) => `connectors.${reason}`;

const rows: Row[] = [
  { text: row({}) },
  wrong("sold_at", c("no_such_date"), { sold_at: "2026-02-30" }),
  wrong("sold_at", c("no_such_date"), { sold_at: "2025-02-29" }),
  wrong("sold_at", c("no_such_date"), { sold_at: "2026-03-02T25:00:00Z" }),
  wrong("sold_at", c("not_a_time"), { sold_at: "yesterday" }),
  wrong("sold_at", c("not_a_time"), { sold_at: "03/02/2026" }),
  wrong("sold_at", c("missing_value"), { sold_at: "" }),
  { text: row({ sold_at: "2024-02-29" }) },
  wrong("quantity", c("not_a_number"), { quantity: "two" }),
  wrong("quantity", c("not_a_number"), { quantity: "1.5" }),
  wrong("quantity", c("not_a_number"), { quantity: "99999999999999999999" }),
  wrong("quantity", c("rejected_by_rule"), { quantity: "0" }),
  wrong("quantity", c("rejected_by_rule"), { quantity: "-2" }),
  wrong("quantity", c("spreadsheet_error"), { quantity: "#REF!" }),
  wrong("unit_price", c("not_a_number"), { price: "free" }),
  wrong("unit_price", c("not_a_number"), { price: '"1,50"' }),
  wrong("unit_price", c("not_a_number"), { price: '"1.234,56"' }),
  wrong("unit_price", c("not_a_number"), { price: '"1,234.56"' }),
  wrong("unit_price", c("not_a_number"), { price: "1.999" }),
  wrong("unit_price", c("not_a_number"), { price: "€ 5.00" }),
  wrong("unit_price", c("spreadsheet_error"), { price: "#N/A" }),
  wrong("sku", c("missing_value"), { sku: "" }),
  wrong("sku", c("spreadsheet_error"), { sku: "#NAME?" }),
  wrong("sku", c("value_too_long"), { sku: "x".repeat(101) }),
  wrong("channel", "orders.unknown_channel", { channel: "fax" }),
  wrong("channel", c("missing_value"), { channel: "" }),
  wrong("location", "orders.unknown_location", { location: "moon" }),
  wrong("currency", c("bad_currency"), { currency: "eu" }),
  wrong("email", "customer.bad_identifier", { email: "nobody at home" }),
  wrong("order_number", c("missing_value"), { number: "" }),
  { text: `${row({})},one,too many`, reason: c("wrong_width") },
  { text: row({}).split(",").slice(0, 5).join(","), reason: c("wrong_width") },
  { text: row({ sku: '5" nail' }), reason: c("bad_quote") },
  wrong("sku", c("wrong_encoding"), { sku: "N\u0000L" }),
  wrong("customer_id", c("document_disagrees"), { number: "TWO" }),
  { text: row({ number: "TWO", customer: "ben" }), reason: c("held_back") },
  wrong("currency", c("document_disagrees"), { number: "MIXED" }),
  { text: row({ number: "MIXED", currency: "USD", sku: "CUP" }), reason: c("held_back") },
  { text: row({ sku: "SAME", number: "TWICE" }) },
  { text: row({ sku: '"quoted, ""comma"""' }) },
  { text: row({ sku: "y".repeat(1_100_000) }), reason: c("line_too_long") },
  { text: "Total,,,,,41,99.00,,,", column: "sold_at", reason: c("missing_value") },
  { text: row({ sku: '"never closed' }), reason: c("quote_not_closed") },
];

export const faults: Fault[] = rows.map(({ column = "", reason = "" }, at) => ({ line: at + 2, column, reason }));

export function faultyFile(): string {
  return [header, ...rows.map(({ text }) => text), ""].join("\n");
}

/** The file of rejected rows as a person would mend it: each row right in its own columns, the totals row left out. */
export function mendFaulty(csv: string): string {
  const [names, ...rejected] = csv.trimEnd().split("\n") as [string, ...string[]];
  const mended = rejected.flatMap((line) => {
    const added = line.match(/("\d+","[^"]*","[^"]*","(?:[^"]|"")*","[^"]*","(?:[^"]|"")*")$/)?.[1] ?? "";
    const number = Number(added.match(/^"(\d+)"/)?.[1]);
    if (rows[number - 2]?.text.startsWith("Total")) return [];
    const order = line.match(/^"([^"]*)"/)?.[1] || `M-${number}`;
    return [`${Object.values({ ...right, number: order, sku: `S-${number}` }).join(",")},${added}`];
  });
  return [names, ...mended, ""].join("\n");
}
