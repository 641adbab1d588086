// A mapping as the stand-in proposes it: a shop's export with a column nobody knows, a date read in two ways, and words for its stores.

const columns = [
  { name: "Order No", becomes: "number", type: "text", format: "" },
  { name: "Sold on", becomes: "sold_at", type: "timestamp", format: "DD/MM/YYYY" },
  { name: "Branch", becomes: "location", type: "text", format: "" },
  { name: "Item", becomes: "sku", type: "text", format: "" },
  { name: "Item description as printed on the receipt", becomes: "description", type: "text", format: "" },
  { name: "Qty", becomes: "quantity", type: "integer", format: "" },
  { name: "Price", becomes: "unit_price", type: "decimal", format: "" },
  { name: "Who", becomes: "", type: "text", format: "" },
];

const rows = [
  ["1001", "03/02/2026", "Grafton Street", "A-1", "Mug, blue, with a handle on the left", "2", "12.50", "77"],
  ["1001", "03/02/2026", "Grafton Street", "A-2", "Hat", "1", "1,099.00", "77"],
  ["1002", "04/02/2026", "Cork, Patrick Street", "A-2", "Hat", "1", "1,099.00", ""],
];

const sure = [95, 93, 65, 88, 40, 91, 95, 0];

export const choices = {
  title: "till-february.csv",
  source: "till-february",
  target: "sales",
  delimiter: ",",
  decimal: ".",
  zone: "",
  currency: "",
  channel: "",
  location: "",
  negative_returns: false,
  places: [
    { of: "location", value: "Grafton Street", code: "grafton-street" },
    { of: "location", value: "Cork, Patrick Street", code: "cork-patrick-street" },
  ],
  columns,
};

/** The draft that these choices come to; the currency and the channel must be said. */
export function draftOf(chosen: typeof choices = choices) {
  const faults = (["currency", "channel"] as const)
    .filter((field) => chosen[field] === "")
    .map((field) => ({ place: `/fields/${field}`, detail: "Every sale needs it: name a column or a constant." }));
  return {
    draft: {
      choices: chosen,
      evidence: columns.map((_, at) => ({
        sure_percent: sure[at] ?? 0,
        samples: [...new Set(rows.map((row) => row[at] ?? ""))].filter(Boolean),
        empty: 0,
        ...(at === 1
          ? { doubt: "Every value seen can be read as DD/MM/YYYY and as MM/DD/YYYY: choose which it is." }
          : {}),
      })),
      rows,
      rows_looked_at: rows.length,
      questions: [],
      doubts: ["Some rows have fewer than 0 units: they are taken for returns."],
    },
    toml: `title  = "${chosen.title}"\ntarget = "sales"\nsource = "${chosen.source}"\n\n[columns]\n"Order No" = { type = "text", required = true }\n`,
    faults,
  };
}
