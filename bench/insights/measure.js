// measure.js - questions to a running Weft beside the same questions to DuckDB, a sale written before each of them.
// usage: node measure.js URL E-MAIL PASSWORD FACTS ROUNDS; FACTS: CSV of customer, order, day, channel, amount, returned
import { DuckDBInstance } from "@duckdb/node-api";

const [url, email, password, facts, rounds] = process.argv.slice(2);

// ---- Weft, as a client that is signed in
const signedIn = await fetch(`${url}/v1/session`, {
  method: "PUT",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ email, password }),
});
if (!signedIn.ok) throw new Error(`sign-in: ${signedIn.status} ${await signedIn.text()}`);
const cookie = signedIn.headers
  .getSetCookie()
  .map((one) => one.split(";")[0])
  .join("; ");
const { csrf_token } = await signedIn.json();
const call = async (method, path, body) => {
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: { cookie, "content-type": "application/json", "x-csrf-token": csrf_token ?? "" },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return JSON.parse(text);
};

// ---- DuckDB with a table of its own over the same facts
const duck = await (await DuckDBInstance.create(":memory:")).connect();
await duck.run(`CREATE TABLE fact AS SELECT * FROM read_csv('${facts}', header = true, types =
  {'customer': 'VARCHAR', 'order_id': 'VARCHAR', 'day': 'DATE', 'channel': 'VARCHAR', 'amount': 'BIGINT', 'returned': 'BIGINT'})`);
const rowsOf = async (sql) => (await duck.runAndReadAll(sql)).getRowObjects();
const [{ last, orders: recorded }] = await rowsOf(
  "SELECT CAST(max(day) AS VARCHAR) AS last, count(DISTINCT order_id) AS orders FROM fact WHERE order_id IS NOT NULL",
);
const inWindow = (from, to) => `day >= DATE '${from}' AND day < DATE '${to}'`;
const questions = {
  mix: {
    path: "channel-mix",
    sql: (from, to) => `
      SELECT mix, count(*) AS customers, sum(orders) AS orders, sum(amount) AS amount, sum(returned) AS returned FROM (
        SELECT customer, string_agg(DISTINCT channel, '+' ORDER BY channel) FILTER (WHERE order_id IS NOT NULL) AS mix,
               count(DISTINCT order_id) AS orders, sum(amount) AS amount, sum(returned) AS returned
        FROM fact WHERE ${inWindow(from, to)} GROUP BY customer)
      WHERE mix IS NOT NULL GROUP BY mix ORDER BY customers DESC, mix`,
    ours: ({ mixes }) =>
      mixes
        .filter((row) => row.customers > 0)
        .map((row) => [row.mix.join("+"), row.customers, row.orders, row.amount_minor, row.returned_minor]),
    theirs: (row) => [row.mix, row.customers, row.orders, row.amount, row.returned],
  },
  retention: {
    path: "retention",
    sql: (from, to) => `
      WITH first AS (SELECT customer, min(day) AS day0 FROM fact WHERE order_id IS NOT NULL GROUP BY customer),
      person AS (
        SELECT customer, string_agg(DISTINCT channel, '+' ORDER BY channel) FILTER (WHERE day < day0 + 90) AS mix,
               bool_or(day >= day0 + 90 AND day < day0 + 455) AS back
        FROM fact JOIN first USING (customer)
        WHERE order_id IS NOT NULL AND day0 >= DATE '${from}' AND day0 < DATE '${to}'
          AND DATE '${last}' + 1 - day0 >= 455 GROUP BY customer)
      SELECT mix, count(*) AS eligible, count(*) FILTER (WHERE back) AS retained FROM person GROUP BY mix
      ORDER BY eligible DESC, mix`,
    ours: ({ rolling }) =>
      rolling
        .filter((row) => row.retention.complete)
        .map((row) => [row.mix.join("+"), row.retention.eligible, row.retention.retained]),
    theirs: (row) => [row.mix, row.eligible, row.retained],
  },
  rfm: {
    path: "rfm",
    // Fifths by rank depend on how ties are broken, so the sums that do not are compared.
    sql: (from, to) => `
      WITH buyer AS (
        SELECT customer, max(day) FILTER (WHERE order_id IS NOT NULL) AS last, count(DISTINCT order_id) AS orders,
               coalesce(sum(amount), 0) - coalesce(sum(returned), 0) AS net
        FROM fact WHERE ${inWindow(from, to)} GROUP BY customer HAVING count(order_id) > 0),
      scored AS (
        SELECT *, ntile(5) OVER (ORDER BY last, customer) AS r, ntile(5) OVER (ORDER BY orders, customer) AS f,
               ntile(5) OVER (ORDER BY net, customer) AS m FROM buyer)
      SELECT r, count(*) AS customers, count(*) FILTER (WHERE f = 5) AS often, count(*) FILTER (WHERE m = 5) AS much,
             sum(net) AS net FROM scored GROUP BY r ORDER BY r`,
    ours: ({ recency }) => [
      recency.map((row) => row.customers).join(" "),
      recency.reduce((sum, row) => sum + row.amount_minor, 0),
    ],
    theirs: null,
  },
};

const seconds = async (work) => {
  const begin = process.hrtime.bigint();
  const result = await work();
  return [Number(process.hrtime.bigint() - begin) / 1e6, result];
};
const dayOf = (number) => new Date(number * 86_400_000).toISOString().slice(0, 10);
const lastDay = Date.parse(last) / 86_400_000;
let state = 7;
const random = (below) => {
  state = (state * 48_271) % 2_147_483_647;
  return state % below;
};

const { items: locations } = await call("GET", "/v1/locations?limit=1");
const location = locations[0].code;
// The server has just started: it answers once it has read the sales in. The rows that the import had staged are cleared
// away first, which is no part of answering.
const soon = () => new Promise((resolve) => setTimeout(resolve, 500));
while ((await fetch(`${url}/v1/insights/summary`, { headers: { cookie } })).status === 503) await soon();
const isBusy = ({ state, run_at }) => state === "running" || (state === "queued" && Date.parse(run_at) <= Date.now());
while ((await call("GET", "/v1/jobs?limit=50")).items.some(isBusy)) await soon();
const ours = { mix: [], retention: [], rfm: [] };
const theirs = { mix: [], retention: [], rfm: [] };
let stale = 0;
const names = Object.keys(questions);
for (let n = -6; n < Number(rounds); n += 1) {
  const name = names[(n + 6) % 3];
  const question = questions[name];
  const customer = `bench-${n + 6}`;
  const amount = 1_000 + random(9_000);
  await call("POST", "/v1/sales", {
    source: "bench",
    number: customer,
    event_at: `${last}T12:00:00Z`,
    currency: "EUR",
    customer: { source_id: customer },
    tags: {
      origin_channel: "web",
      origin_location: location,
      fulfilment_channel: "web",
      fulfilment_location: location,
    },
    lines: [{ sku: "BENCH", quantity_units: 1, unit_price_minor: amount }],
  });
  await duck.run(`INSERT INTO fact VALUES ('${customer}', 'bench-${n + 6}', DATE '${last}', 'web', ${amount}, NULL)`);
  const from = dayOf(lastDay - 40 - random(680));
  const to = dayOf(lastDay + 1);
  const [ms, answer] = await seconds(() =>
    call("GET", `/v1/insights/${question.path}?currency=EUR&from=${from}&to=${to}`),
  );
  const [duckMs, rows] = await seconds(() => rowsOf(question.sql(from, to)));
  const same =
    name === "rfm"
      ? [rows.map((row) => row.customers).join(" "), rows.reduce((sum, row) => sum + Number(row.net), 0)]
      : rows.map(question.theirs);
  const text = (value) =>
    JSON.stringify(value, (_, one) => (typeof one === "bigint" ? Number(one) : one)).replaceAll("null", "0");
  if (text(question.ours(answer)) !== text(same)) {
    stale += 1;
    if (stale === 1) process.stderr.write(`${name} ${from} ${to}\n${text(question.ours(answer))}\n${text(same)}\n`);
  }
  if (n < 0) continue; // to warm up
  ours[name].push(ms);
  theirs[name].push(duckMs);
}
const middle = (all) => [...all].sort((left, right) => left - right)[Math.floor(all.length / 2)];
const p99 = (all) => [...all].sort((left, right) => left - right)[Math.floor(all.length * 0.99)];
const out = { orders: Number(recorded), stale_answers: stale };
for (const name of names) {
  out[name] = {
    ours: middle(ours[name]),
    theirs: middle(theirs[name]),
    p99: p99(ours[name]),
    calls: ours[name].length,
  };
}
process.stdout.write(`${JSON.stringify(out)}\n`);
process.exit(0);
