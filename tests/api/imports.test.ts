// imports.test.ts - files of sales through the door: the real ones to the last penny, broken ones row by row, and what the analysis then says.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, type Schemas, signInAs } from "../harness/client.ts";
import { refused } from "../harness/expect.ts";
import { psql } from "../harness/postgres.ts";
import { root, Server } from "../harness/server.ts";
import { openShop, saleOf } from "../harness/shop.ts";
import { EventStream } from "../harness/wire.ts";

type Import = Schemas["Import"];

const over = ["done", "failed", "cancelled"];
/** 213,344 rows on a busy machine with a sanitised build. */
const importMs = 400_000;

describe("an import", () => {
  let server: Server;
  let director: Caller;

  beforeAll(async () => {
    server = await Server.start();
    director = await signInAs(server);
    await openShop(director);
  });
  afterAll(() => server?.close());

  const open = async (mapping: string, asOf?: string): Promise<Import> => {
    const answer = await director.send("POST", "/v1/imports", { body: { mapping, ...(asOf ? { as_of: asOf } : {}) } });
    expect(answer.status, answer.text).toBe(201);
    expect(answer.headers.get("location")).toBe(`/v1/imports/${answer.body.import_id}`);
    return answer.body;
  };
  const put = (id: string, name: string, body: string | Uint8Array) =>
    director.send("PUT", `/v1/imports/${id}/files/${encodeURIComponent(name)}`, {
      body,
      headers: { "content-type": "application/octet-stream" },
    });
  const start = (id: string) => director.send("POST", `/v1/imports/${id}/start`);
  const look = async (id: string): Promise<Import> => (await director.send("GET", `/v1/imports/${id}`)).body;
  const ended = async (id: string, withinMs = 60_000): Promise<Import> => {
    const until = Date.now() + withinMs;
    for (;;) {
      const now = await look(id);
      if (over.includes(now.state)) return now;
      if (Date.now() > until) throw new Error(`not over: ${JSON.stringify(now)}`);
      await new Promise((settle) => setTimeout(settle, 200));
    }
  };
  const run = async (mapping: string, files: Record<string, string | Uint8Array>, withinMs?: number, asOf?: string) => {
    const { import_id } = await open(mapping, asOf);
    for (const [name, body] of Object.entries(files)) {
      const answer = await put(import_id, name, body);
      expect(answer.status, answer.text).toBe(200);
    }
    const answer = await start(import_id);
    expect(answer.status, answer.text).toBe(200);
    return await ended(import_id, withinMs);
  };

  const header =
    "order_number,sold_at,channel,location,sku,quantity,unit_price,currency,kind,customer_id,email,returned_order";

  test("mappings say which columns they need", async () => {
    const { data } = await director.api.GET("/v1/mappings");
    expect(data?.items.map(({ name }) => name).sort()).toEqual([
      "cdnow",
      "customers",
      "footfall",
      "made_up",
      "olist",
      "orders",
      "shifts",
      "staff",
      "stores",
      "tpcds",
      "uci",
    ]);
    const orders = data!.items.find(({ name }) => name === "orders")!;
    expect(orders.parts).toEqual([{ target: "sales", columns: expect.arrayContaining(["order_number"]) }]);
    const olist = data!.items.find(({ name }) => name === "olist")!;
    expect(olist.parts.map(({ name, target }) => `${name} ${target}`)).toEqual([
      "orders sales",
      "order_items sales",
      "order_payments sales",
      "customers customers",
    ]);
    expect(data!.items.find(({ name }) => name === "uci")).toMatchObject({ source: "uci", channel: "web" });
  });

  test("takes its files, starts once, and says what it is doing", async () => {
    const { import_id, state } = await open("orders");
    expect(state).toBe("waiting_for_files");
    refused(await start(import_id), 422, "connectors.no_files");
    refused(await put(import_id, ".hidden", "x"), 422, "connectors.bad_file_name");
    refused(await put(import_id, "a/b", "x"), 422, "connectors.bad_file_name");
    const demo = readFileSync(join(root, "demo/orders.csv"));
    await put(import_id, "orders.csv", "something else");
    const replaced = await put(import_id, "orders.csv", demo);
    expect(replaced.body.files).toEqual([{ name: "orders.csv", bytes: demo.length, rows_rejected: 0 }]);
    expect((await start(import_id)).status).toBe(200);
    const done = await ended(import_id);
    expect(done).toMatchObject({
      state: "done",
      counts: { rows_read: 7, rows_rejected: 0, orders_new: 5, returns_new: 1, order_lines: 6, return_lines: 1 },
    });
    refused(await put(import_id, "late.csv", "x"), 422, "connectors.not_waiting_for_files");
    refused(await director.send("POST", `/v1/imports/${import_id}/cancel`), 409, "connectors.finished");
    expect((await director.api.GET("/v1/imports")).data?.items[0]).toMatchObject({ import_id });
    const job = await director.send("GET", `/v1/jobs/${done.job_id}`);
    expect(job.body).toMatchObject({ job_id: done.job_id, queue: "import" });
    refused(await director.send("POST", `/v1/jobs/${done.job_id}/cancel`), 409, "jobs.already_ended");
    const { data: history } = await director.api.GET("/v1/history", {
      params: { query: { subject_kind: "import", subject_id: import_id } },
    });
    expect(history?.items.map(({ action }) => action)).toEqual([
      "connectors.import_started",
      "connectors.import_created",
    ]);
  });

  test("what is not there is not found", async () => {
    const nil = "0000000000000000000000000a";
    refused(
      await director.send("POST", "/v1/imports", { body: { mapping: "nothing" } }),
      404,
      "connectors.unknown_mapping",
    );
    refused(await director.send("GET", `/v1/imports/imp_${nil}`), 404, "connectors.no_such_import");
    refused(await director.send("GET", `/v1/imports/imp_${nil}/rejects`), 404, "connectors.no_such_import");
    refused(await director.send("GET", `/v1/imports/imp_${nil}/rejects.csv`), 404, "connectors.no_such_import");
    refused(await put(`imp_${nil}`, "a.csv", "x"), 404, "connectors.no_such_import");
    refused(await director.send("GET", `/v1/jobs/job_${nil}`), 404, "jobs.not_found");
  });

  test("names every fault of a row that does not go in, and takes the others", async () => {
    const rows = [
      "B-1,2026-03-02T09:15:00Z,store,s1,MUG,2,12.50,EUR,sale,,,", // right
      "B-2,yesterday,store,s1,MUG,two,12.50,EUR,sale,,,", // no time, no number
      "B-3,2026-02-30T09:15:00Z,store,s1,MUG,1,12.50,EUR,sale,,,", // no such date
      "B-4,2026-03-02T09:15:00Z,store,s1,MUG,1,12.50,EUR,gift,,,", // unknown kind
      "B-5,2026-03-02T09:15:00Z,store,s1,MUG,0,12.50,EUR,sale,,,", // the mapping's rule
      "B-6,2026-03-02T09:15:00Z,store,s1", // too short
      "B-7,2026-03-02T09:15:00Z,fax,moon,MUG,1,12.50,EUR,sale,,,", // no such channel, no such location
      ",2026-03-02T09:15:00Z,store,s1,MUG,1,12.50,EUR,sale,,,", // no number
      "B-9,2026-03-02T09:15:00Z,store,s1,MUG,1,12.50,euro,sale,,,", // no currency
      "B-10,2026-03-04T09:15:00Z,store,s1,MUG,1,12.50,EUR,sale,,,", // right
    ];
    const done = await run("orders", { "broken.csv": [header, ...rows, ""].join("\n") });
    expect(done.state).toBe("done");
    expect(done.counts).toMatchObject({ rows_read: 10, rows_rejected: 8, orders_new: 2 });
    const rejects = (
      await director.api.GET("/v1/imports/{import_id}/rejects", {
        params: { path: { import_id: done.import_id }, query: { limit: 100 } },
      })
    ).data!.items;
    expect(rejects.every(({ file, detail }) => file === "broken.csv" && detail !== "")).toBe(true);
    const faultsAt = (line: number) =>
      rejects
        .filter((reject) => reject.line === line)
        .map(({ reason }) => reason)
        .sort();
    expect(faultsAt(3)).toEqual(["connectors.not_a_number", "connectors.not_a_time"]);
    expect(faultsAt(4)).toEqual(["connectors.no_such_date"]);
    expect(faultsAt(5)).toEqual(["connectors.not_in_lookup"]);
    expect(faultsAt(6)).toEqual(["connectors.rejected_by_rule"]);
    expect(faultsAt(7)).toEqual(["connectors.wrong_width"]);
    expect(faultsAt(8)).toEqual(expect.arrayContaining(["orders.unknown_channel", "orders.unknown_location"]));
    expect(faultsAt(9)).toEqual(["connectors.missing_value"]);
    expect(faultsAt(10)).toContain("connectors.bad_currency");
    const number = rejects.find(({ line, reason }) => line === 3 && reason === "connectors.not_a_number")!;
    expect(number).toMatchObject({ column: "quantity", value: "two" });
    // The same, page by page and as a file.
    const paged: Schemas["Reject"][] = [];
    let cursor: string | undefined;
    do {
      const { data } = await director.api.GET("/v1/imports/{import_id}/rejects", {
        params: { path: { import_id: done.import_id }, query: { limit: 3, ...(cursor ? { cursor } : {}) } },
      });
      paged.push(...data!.items);
      cursor = data!.next_cursor ?? undefined;
    } while (cursor);
    expect(paged).toEqual(rejects);
    const csv = await director.send("GET", `/v1/imports/${done.import_id}/rejects.csv`);
    expect(csv.headers.get("content-type")).toMatch(/^text\/csv/);
    expect(csv.headers.get("content-disposition")).toMatch(/attachment/);
    expect(csv.text.trimEnd().split("\n")).toHaveLength(rejects.length + 1);
  });

  test.each([
    ["lacks columns", "order_number,sku\n1,A\n", "connectors.missing_columns"],
    ["is a workbook", Buffer.from("PK\u0003\u0004[Content_Types].xml"), "connectors.workbook"],
    ["is not UTF-8", new Uint8Array(Buffer.from(`\ufeff${header}\n`, "utf16le")), "connectors.not_utf8"],
    ["is a broken archive", new Uint8Array([0x28, 0xb5, 0x2f, 0xfd, 1, 2, 3, 4, 5, 6]), "connectors.broken_archive"],
  ])("a file that %s stops it, with the reason", async (_, body, reason) => {
    const failed = await run("orders", { "whole.csv": body });
    expect(failed.state).toBe("failed");
    expect(failed.last_error).toContain(reason);
  });

  test("the same file under two names is found out", async () => {
    const rows = `${header}\nD-1,2026-03-02T09:15:00Z,store,s1,MUG,1,1.00,EUR,sale,,,\n`;
    const failed = await run("orders", { "a.csv": rows, "b.csv": rows });
    expect([failed.state, failed.last_error]).toEqual([
      "failed",
      expect.stringContaining("connectors.same_file_twice"),
    ]);
  });

  test("an older set never replaces what a newer one said", async () => {
    const row = (price: string) => `${header}\nO-1,2026-03-02T09:15:00Z,store,s1,MUG,1,${price},EUR,sale,,,\n`;
    await run("orders", { "new.csv": row("2.00") }, undefined, "2026-04-02T00:00:00Z");
    const older = await run("orders", { "old.csv": row("1.00") }, undefined, "2026-04-01T00:00:00Z");
    expect(older.counts).toMatchObject({ orders_older: 1, orders_changed: 0 });
    const newer = await run("orders", { "newer.csv": row("3.00") }, undefined, "2026-04-03T00:00:00Z");
    expect(newer.counts).toMatchObject({ orders_changed: 1 });
  });

  test("can be cancelled, and stays so", async () => {
    const { import_id } = await open("orders");
    await put(import_id, "orders.csv", `${header}\n`);
    const cancelled = await director.send("POST", `/v1/imports/${import_id}/cancel`);
    expect(cancelled.body.state).toBe("cancelled");
    refused(await start(import_id), 409, "connectors.cancelled");
    expect((await look(import_id)).state).toBe("cancelled");
  });
});

describe("the sales of UCI Online Retail", () => {
  const file = readFileSync(join(root, "demo/uci_online_retail.csv.zst"));
  let server: Server;
  let director: Caller;
  let done: Import;
  let ask: (sql: string) => string;

  const bring = async (): Promise<Import> => {
    const opened = await director.send("POST", "/v1/imports", { body: { mapping: "uci" } });
    const id = opened.body.import_id as string;
    const sent = await director.send("PUT", `/v1/imports/${id}/files/uci.csv.zst`, {
      body: new Uint8Array(file),
      headers: { "content-type": "application/octet-stream" },
    });
    expect(sent.status, sent.text).toBe(200);
    const stream = await EventStream.open(server, director);
    try {
      await director.send("POST", `/v1/imports/${id}/start`);
      const about =
        (states: string[]) => (event: { event: string; data: { key: string; payload: { state: string } } }) =>
          event.event === "connectors.import_changed" &&
          event.data.key === id &&
          states.includes(event.data.payload.state);
      await stream.find(about(over), importMs);
      const told = stream.events.filter(about(["queued", "reading", "writing", ...over]));
      const states = told.map(({ data }) => data.payload.state as string);
      expect(states).toEqual([...states].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
      expect(states).toContain("reading");
      const read = told.map(({ data }) => data.payload.rows_read as number);
      expect(read).toEqual([...read].sort((a, b) => a - b));
    } finally {
      stream.close();
    }
    return (await director.send("GET", `/v1/imports/${id}`)).body;
  };
  const order = ["waiting_for_files", "queued", "reading", "writing", "done"];

  beforeAll(async () => {
    server = await Server.start();
    director = await signInAs(server);
    done = await bring();
    ask = (sql) => psql(server.databaseUrl, sql);
  }, importMs);
  afterAll(() => server?.close());

  test("are all there, to the last row and penny", () => {
    expect(done.state, done.last_error ?? "").toBe("done");
    expect(done.counts).toMatchObject({ rows_read: 213_344, rows_rejected: 0, rows_skipped: 0 });
    expect(done.counts.orders_new + done.counts.returns_new).toBe(10_271);
    expect(done.counts.order_lines + done.counts.return_lines).toBe(213_344);
    expect(
      ask("SELECT count(DISTINCT return_id) FROM orders.return_line_facts WHERE kind = 'cancellation';"),
      "cancellations",
    ).toBe("1523");
    expect(
      ask(`SELECT (SELECT sum(amount_minor) FROM orders.order_line_facts) -
                  (SELECT sum(amount_minor) FROM orders.return_line_facts);`),
      "net of all rows",
    ).toBe("328487357");
    expect(ask("SELECT count(*) FROM orders.return_line_facts WHERE kind = 'adjustment';")).toBe("497");
    expect(ask("SELECT count(*) FROM customer.record_facts WHERE identified;"), "customers").toBe("1734");
  });

  test("clean rows are those of the reference", () => {
    expect(
      ask(`SELECT count(*), sum(l.amount_minor), count(DISTINCT l.record_id)
           FROM orders.order_line_facts l JOIN customer.record_facts r USING (record_id)
           WHERE r.identified AND l.amount_minor > 0;`),
    ).toBe("161311|292329594|1718");
  });

  test("given again change nothing", { timeout: importMs }, async () => {
    const again = await bring();
    expect(again.state).toBe("done");
    expect(again.counts).toMatchObject({
      rows_read: 213_344,
      orders_new: 0,
      orders_changed: 0,
      returns_new: 0,
      returns_changed: 0,
      orders_unchanged: done.counts.orders_new,
      returns_unchanged: done.counts.returns_new,
      records: 0,
    });
  });

  test("say who bought where, and words say the same", async () => {
    const { data: summary } = await director.api.GET("/v1/insights/summary");
    expect(summary).toMatchObject({ currency: "GBP", currencies: ["GBP"], first_sale_on: "2010-12-01" });
    expect(summary?.orders).toBe(done.counts.orders_new);
    expect(summary?.amount_minor).toBe(Number(ask("SELECT sum(amount_minor) FROM orders.order_line_facts;")));
    expect(summary!.words.length).toBeGreaterThan(2);
    expect(summary!.words[0]).toContain(summary!.orders.toLocaleString("en"));
    const { data: mix } = await director.api.GET("/v1/insights/channel-mix");
    expect(mix?.customers_two_or_more_channels).toBe(0);
    expect(mix?.mixes).toMatchObject([{ mix: ["web"], share_bps: 10_000, customers: mix?.customers }]);
    expect(mix!.orders + mix!.anonymous_orders).toBe(summary?.orders);
    expect(mix!.months).toHaveLength(13);
    expect(mix!.months.reduce((sum, { orders }) => sum + orders, 0)).toBe(mix!.orders);
    // 373 days: nobody's 455 days have passed.
    expect(mix!.mixes[0]!.retention).toMatchObject({ complete: false });
    expect(mix!.mixes[0]!.retention.retained).toBeLessThanOrEqual(mix!.mixes[0]!.retention.eligible);
  });

  test("a window holds its first day and not its last", async () => {
    const ordersIn = async (from: string, to: string) => {
      const answer = await director.send("GET", `/v1/insights/channel-mix?from=${from}&to=${to}`);
      expect(answer.status, answer.text).toBe(200);
      return answer.body.orders + answer.body.anonymous_orders;
    };
    const whole = await ordersIn("2011-01-01", "2011-03-01");
    const january = await ordersIn("2011-01-01", "2011-02-01");
    const february = await ordersIn("2011-02-01", "2011-03-01");
    expect(january + february).toBe(whole);
    expect(whole).toBe(
      Number(
        ask("SELECT count(*) FROM orders.order_facts WHERE event_at >= '2011-01-01Z' AND event_at < '2011-03-01Z';"),
      ),
    );
    refused(
      await director.send("GET", "/v1/insights/channel-mix?from=2011-02-01&to=2011-02-01"),
      422,
      "insights.bad_window",
    );
  });

  test("beside sales in another currency the question must say which", async () => {
    await openShopBeside();
    const sale = await director.send("POST", "/v1/sales", { body: saleOf() });
    expect(sale.status, sale.text).toBe(201);
    refused(await director.send("GET", "/v1/insights/channel-mix"), 422, "insights.currency_needed");
    const { body: glance } = await director.send("GET", "/v1/insights/summary");
    expect(glance).toMatchObject({ currency: "GBP", currencies: ["EUR", "GBP"], orders: done.counts.orders_new });
    expect(glance.words.at(-1)).toContain("EUR");
    const { body } = await director.send("GET", "/v1/insights/summary?currency=EUR");
    expect(body).toMatchObject({ currency: "EUR", orders: 1, amount_minor: 2500 });
  });

  /** UCI's mapping made channel web; the rest of the shop is made here. */
  async function openShopBeside(): Promise<void> {
    for (const [path, body] of [
      ["/v1/channels", { channel: "store", name: "Stores", kind: "store" }],
      ["/v1/locations", { code: "s1", name: "High Street", kind: "store", zone: "Europe/London" }],
    ] as const) {
      const made = await director.send("POST", path, { body });
      expect(made.status, made.text).toBe(201);
    }
  }
});
