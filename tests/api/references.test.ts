// references.test.ts - real and benchmark data of four retailers, imported whole: every figure that others reckoned from the same files.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, type Schemas, signInAs } from "../harness/client.ts";
import { factsOf } from "../harness/facts.ts";
import { psql } from "../harness/postgres.ts";
import { root, Server } from "../harness/server.ts";

type Import = Schemas["Import"];

const data = join(root, "../shared/data");
const packed = (name: string) => readFileSync(join(data, `${name}.csv.zst`));
const plain = (name: string) =>
  execFileSync("zstd", ["-dcq", join(data, `${name}.csv.zst`)], { encoding: "utf8", maxBuffer: 1 << 28 });
const reference = (name: string) =>
  readFileSync(join(data, "reference", `${name}.csv`), "utf8")
    .trim()
    .split("\n");

/** A quarter of a million rows on a busy machine with a sanitised build. */
const importMs = 600_000;

/** Imports a set of files and waits for its end. */
async function importSet(director: Caller, mapping: string, files: [string, string | Uint8Array][]): Promise<Import> {
  // The moment it speaks for is given, since it is what people without a date of their own are dated by.
  const opened = await director.send("POST", "/v1/imports", { body: { mapping, as_of: "2026-01-01T00:00:00Z" } });
  expect(opened.status, opened.text).toBe(201);
  const id = opened.body.import_id;
  for (const [name, body] of files) {
    const headers = { "content-type": "application/octet-stream" };
    const sent = await director.send("PUT", `/v1/imports/${id}/files/${name}`, { body, headers });
    expect(sent.status, sent.text).toBe(200);
  }
  expect((await director.send("POST", `/v1/imports/${id}/start`)).status).toBe(200);
  for (const until = Date.now() + importMs; Date.now() < until; ) {
    const { body } = await director.send("GET", `/v1/imports/${id}`);
    if (["done", "failed", "cancelled"].includes(body.state)) return body;
    await new Promise((settle) => setTimeout(settle, 200));
  }
  throw new Error(`import ${id} did not end`);
}

const tpcdsFiles = ["store", "web", "catalog"].flatMap((channel) =>
  ["sales", "returns"].map((what) => `tpcds_5k_${channel}_${what}`),
);
const olistFiles = ["olist_orders", "olist_order_items", "olist_order_payments", "olist_customers"];
const whole = (names: string[]): [string, Uint8Array][] => names.map((name) => [`${name}.csv.zst`, packed(name)]);

describe.skipIf(!existsSync(data))("real files", () => {
  let server: Server;
  let director: Caller;
  const rows = (sql: string) => psql(server.databaseUrl, `COPY (${sql}) TO STDOUT (DELIMITER ',')`).trim().split("\n");

  beforeAll(async () => {
    server = await Server.start();
    director = await signInAs(server);
  });
  afterAll(() => server?.close());

  test("TPC-DS goes in whole, and again without a change", { timeout: 2 * importMs }, async () => {
    const names = [...tpcdsFiles, "tpcds_5k_customer"];
    const first = await importSet(director, "tpcds", whole(names));
    expect(first, first.last_error ?? "").toMatchObject({
      state: "done",
      counts: { rows_read: 283_572, rows_rejected: 0, orders_new: 23_028, order_lines: 253_267, return_lines: 25_305 },
    });
    const told = factsOf(server.databaseUrl);
    const again = await importSet(director, "tpcds", whole(names.reverse()));
    expect(again).toMatchObject({
      state: "done",
      counts: { orders_new: 0, orders_changed: 0, orders_unchanged: 23_028, returns_new: 0, returns_changed: 0 },
    });
    expect(factsOf(server.databaseUrl)).toEqual(told);
  });

  const named = { store: "store", web: "web", phone: "catalog" } as const;
  // Letters as in the reference: store, web, catalogue.
  const letters = (mix: readonly string[]) =>
    (["store", "web", "phone"] as const)
      .filter((channel) => mix.includes(channel))
      .map((channel) => ({ store: "S", web: "W", phone: "C" })[channel])
      .join("");
  const money = (minor: number) => (minor / 100).toFixed(2);
  const percent = (part: number, whole: number) => Number(((100 * part) / whole).toFixed(4));
  const columns = (name: string) =>
    reference(name)
      .slice(1)
      .map((line) => line.split(","));
  const ask = async <Answer>(question: string, window = "") => {
    const answer = await director.send("GET", `/v1/insights/${question}?currency=USD${window}`);
    expect(answer.status, answer.text).toBe(200);
    return answer.body as Answer;
  };

  test("TPC-DS: orders by channel, and customers by mix", async () => {
    const byChannel = rows(`
      SELECT o.origin_channel, count(*), count(*) FILTER (WHERE NOT r.identified), count(DISTINCT r.customer_id),
             sum(o.line_count), round(sum(o.amount_minor) / 100.0, 2), min(o.business_on), max(o.business_on)
      FROM orders.order_facts o JOIN customer.record_facts r USING (record_id) WHERE o.source = 'tpcds' GROUP BY 1`);
    expect(byChannel.map((line) => line.replace(/^(store|web|phone)/, (word) => named[word as "web"])).sort()).toEqual(
      columns("tpcds_5k/orders_by_channel").map(([ch, count, none, , , customers, lines, paid, , first, last]) =>
        [ch, count, none, customers, lines, paid, first, last].join(","),
      ),
    );
    const mix = await ask<Schemas["ChannelMix"]>("channel-mix");
    expect(
      mix.mixes.map((row) => [letters(row.mix), row.customers, row.orders, money(row.amount_minor)].join(",")).sort(),
    ).toEqual(
      columns("tpcds_5k/mix_all_time").map(([letter, customers, , count, revenue]) =>
        [letter, customers, count, Number(revenue).toFixed(2)].join(","),
      ),
    );
  });

  test("TPC-DS: mix and retention by calendar year, and over rolling twelve months", async () => {
    const expectedYears = columns("tpcds_5k/mix_by_year");
    for (const year of [...new Set(expectedYears.map(([year]) => Number(year)))]) {
      const mix = await ask<Schemas["ChannelMix"]>("channel-mix", `&from=${year}-01-01&to=${year + 1}-01-01`);
      expect(
        mix.mixes
          .filter((row) => row.customers > 0) // some bought so in their first 90 days, which reach into the next year
          .map((row) => [year, letters(row.mix), row.customers, row.orders, money(row.amount_minor)].join(","))
          .sort(),
      ).toEqual(
        expectedYears
          .filter(([one]) => Number(one) === year)
          .map(([yr, letter, customers, count, revenue]) =>
            [yr, letter, customers, count, Number(revenue).toFixed(2)].join(","),
          ),
      );
    }
    const all = await ask<Schemas["RetentionAnswer"]>("retention");
    expect(
      all.calendar
        .filter((row) => row.complete)
        .map((row) => [row.year, letters(row.mix), row.customers, row.retained].join(","))
        .sort(),
    ).toEqual(
      columns("tpcds_5k/retention_next_calendar_year")
        .map((line) => line.slice(0, 4).join(","))
        .sort(),
    );
    // The reference looks at those whose first order lies before July 2001.
    const early = await ask<Schemas["RetentionAnswer"]>("retention", "&to=2001-07-01");
    expect(
      early.rolling.map((row) => [letters(row.mix), row.retention.eligible, row.retention.retained].join(",")).sort(),
    ).toEqual(columns("tpcds_5k/retention_12m_after_first_90d").map((line) => line.slice(0, 3).join(",")));
  });

  test("TPC-DS: what came back, by the channel of its sale", async () => {
    const { sold } = await ask<Schemas["ReturnsAnswer"]>("returns");
    expect(
      sold
        .map((row) => [
          named[row.channel as "web"],
          row.lines,
          row.returned_lines,
          percent(row.returned_lines, row.lines),
          row.units,
          row.returned_units,
          money(row.amount_minor),
          money(row.returned_minor),
          row.orders_with_return,
          row.orders,
        ])
        .sort(([left], [right]) => (left! < right! ? -1 : 1))
        .map((row) => row.join(",")),
    ).toEqual(
      columns("tpcds_5k/return_rate_by_channel").map(
        ([ch, lines, back, rate, units, unitsBack, , paid, paidBack, , ordersBack, count]) =>
          [ch, lines, back, Number(rate), units, unitsBack, paid, Number(paidBack).toFixed(2), ordersBack, count].join(
            ",",
          ),
      ),
    );
    expect(sold.every((row) => Math.abs(row.line_rate_bps - (10_000 * row.returned_lines) / row.lines) <= 0.5)).toBe(
      true,
    );
  });

  test("TPC-DS: the benchmark's own questions 38, 87 and 97", () => {
    const named = (channel: string) => `
      SELECT rec.name, o.business_on FROM orders.order_facts o JOIN customer.record rec USING (record_id)
      WHERE o.source = 'tpcds' AND o.origin_channel = '${channel}' AND extract(year FROM o.business_on) = 2000`;
    const [store, phone, web] = ["store", "phone", "web"].map(named);
    expect(rows(`SELECT count(*) FROM (${store} INTERSECT ${phone} INTERSECT ${web}) q38`)).toEqual(
      reference("tpcds_5k/tpcds_q38").slice(1),
    );
    expect(rows(`SELECT count(*) FROM (${store} EXCEPT ${phone} EXCEPT ${web}) q87`)).toEqual(
      reference("tpcds_5k/tpcds_q87").slice(1),
    );
    const items = (channel: string) => `
      SELECT DISTINCT r.customer_id, l.sku FROM orders.order_line_facts l JOIN customer.record_facts r USING (record_id)
      WHERE l.source = 'tpcds' AND l.origin_channel = '${channel}' AND extract(year FROM l.business_on) = 2000`;
    // By the order record, where a line's customer and date are its order's: 29,357 and 14,890 and 8.
    expect(
      rows(`SELECT count(*) FILTER (WHERE c.sku IS NULL), count(*) FILTER (WHERE s.sku IS NULL), count(c.sku) - count(*) FILTER (WHERE s.sku IS NULL)
            FROM (${items("store")}) s FULL JOIN (${items("phone")}) c USING (customer_id, sku)`),
    ).toEqual(["29357,14890,8"]);
  });

  test(
    "Olist: four files are one order each, and its people are found behind their orders",
    { timeout: importMs },
    async () => {
      const done = await importSet(director, "olist", whole(olistFiles));
      expect(done, done.last_error ?? "").toMatchObject({
        state: "done",
        counts: { rows_rejected: 0, orders_new: 8_193 },
      });
      const delivered = "facts ->> 'status' = 'delivered'";
      expect(
        rows(`
        SELECT count(*), count(DISTINCT customer_id), count(*) FILTER (WHERE ${delivered}), round(sum(amount_minor) / 100.0, 2),
               round(sum(shipping_minor) / 100.0, 1),
               round(100.0 * count(*) FILTER (WHERE ${delivered} AND facts ->> 'delivered_at' > facts ->> 'delivery_estimated_at')
                     / count(*) FILTER (WHERE ${delivered}), 3)
        FROM orders.sales_order JOIN customer.member USING (record_id) WHERE source = 'olist'`),
      ).toEqual(reference("train_olist").slice(1));
      const paid = plain("olist_order_payments").trim().split("\n").slice(1);
      const sum = paid.reduce((all, line) => all + Math.round(Number(line.split(",")[4]) * 100), 0);
      expect(
        rows(
          "SELECT count(*), sum(t.amount_minor) FROM orders.tender t JOIN orders.sales_order o USING (record_id, order_id) WHERE source = 'olist'",
        ),
      ).toEqual([`${paid.length},${sum}`]);
    },
  );

  test("UCI: fifths of the customers", { timeout: importMs }, async () => {
    const done = await importSet(director, "uci", whole(["uci_online_retail"]));
    expect(done, done.last_error ?? "").toMatchObject({ state: "done", counts: { rows_rejected: 0 } });
    const answer = await director.send("GET", "/v1/insights/rfm?currency=GBP&basis=gross");
    const fifths = (answer.body as Schemas["RfmAnswer"]).recency;
    expect(
      fifths.map((row) =>
        [row.score, ...row.by_frequency, row.customers, row.days_min, row.days_max, money(row.amount_minor)].join(","),
      ),
    ).toEqual(columns("train_uci_rfm").map((line) => line.join(",")));
  });

  test("CDNOW: purchases of one day are one", { timeout: importMs }, async () => {
    const done = await importSet(director, "cdnow", whole(["cdnow_sample"]));
    expect(done, done.last_error ?? "").toMatchObject({
      state: "done",
      counts: { rows_rejected: 0, order_lines: 6_919 },
    });
    const bought = `SELECT r.customer_id, o.business_on FROM orders.order_facts o JOIN customer.record_facts r USING (record_id)
                    WHERE o.source = 'cdnow'`;
    const repeats = (from: string, to: string) => `
      SELECT count(*) FROM (${bought}) o WHERE business_on BETWEEN '${from}' AND '${to}'
        AND business_on > (SELECT min(business_on) FROM (${bought}) f WHERE f.customer_id = o.customer_id)`;
    expect(rows(`SELECT count(DISTINCT customer_id) FROM (${bought}) o`)).toEqual(["2357"]);
    // Fader, Hardie and Lee: 2,457 repeat purchases in the first 39 weeks, 1,882 in the next.
    expect(rows(repeats("1997-01-01", "1997-09-30"))).toEqual(["2457"]);
    expect(rows(repeats("1997-10-01", "1998-06-30"))).toEqual(["1882"]);
  });
});

describe.skipIf(!existsSync(data))("the same set, however it is cut", () => {
  /** The first so many orders of Olist and TPC-DS with all their rows: small enough to be told many times. */
  const few = (name: string, keep: (row: string[]) => boolean): [string, string[]] => {
    const [header, ...lines] = plain(name).trim().split("\n");
    return [name, [header!, ...lines.filter((line) => keep(line.split(",")))]];
  };
  const small = (value: string | undefined) => (value ?? "") < "04";
  const sets: [string, [string, string[]][]][] = [
    [
      "olist",
      [
        few("olist_orders", ([order]) => small(order)),
        few("olist_order_items", ([order]) => small(order)),
        few("olist_order_payments", ([order]) => small(order)),
        few("olist_customers", () => true),
      ],
    ],
    [
      "tpcds",
      [
        few("tpcds_5k_store_sales", (row) => Number(row[9]) % 97 === 1),
        few("tpcds_5k_store_returns", (row) => Number(row[9]) % 97 === 1),
        few("tpcds_5k_web_sales", (row) => Number(row[17]) % 97 === 1),
        few("tpcds_5k_web_returns", (row) => Number(row[13]) % 97 === 1),
      ],
    ],
  ];

  test.each(sets)("%s", { timeout: importMs }, async (mapping, files) => {
    let untouched: ReturnType<typeof factsOf> | undefined;
    const tell = async (cut: [string, string][]) => {
      const server = await Server.start();
      try {
        const done = await importSet(await signInAs(server), mapping, cut);
        expect(done, done.last_error ?? "").toMatchObject({ state: "done", counts: { rows_rejected: 0 } });
        const told = factsOf(server.databaseUrl);
        untouched ??= told;
        expect(told).toEqual(untouched);
      } finally {
        await server.close();
      }
    };
    await tell(files.map(([name, [header, ...lines]]) => [`${name}.csv`, [header, ...lines, ""].join("\n")]));
    expect(untouched!.lines).toBeGreaterThan(1_000);
    const seeds = fc.sample(fc.integer({ min: 1, max: 1 << 30 }), { numRuns: 3, seed: 20260101 });
    for (const seed of seeds) {
      // Every row to a place of its own choice: order of rows and cuts at any row in one.
      let state = seed;
      const random = () => {
        state = (state * 48_271) % 2_147_483_647;
        return state / 2_147_483_647;
      };
      const cut: [string, string][] = [];
      for (const [name, [header, ...lines]] of files) {
        const pieces = Array.from({ length: 1 + Math.floor(random() * 3) }, () => [header!]);
        const shuffled = lines.map((line) => [random(), line] as const).sort(([l], [r]) => l - r);
        for (const [at, line] of shuffled) pieces[Math.floor(((at * 7_919) % 1) * pieces.length)]!.push(line);
        pieces.forEach((piece, no) => {
          cut.push([`${name}-${no}.csv`, `${piece.join("\n")}\n`]);
        });
      }
      await tell(cut.sort(() => random() - 0.5));
    }
  });
});
