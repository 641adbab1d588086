// tags.test.ts - the channel on every line: none goes in without, and a key that speaks for one channel tags no other.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, makeKey, makeOldKey, signInAs } from "../harness/client.ts";
import { faults, refused } from "../harness/expect.ts";
import { Imports } from "../harness/imports.ts";
import { psql } from "../harness/postgres.ts";
import { Server } from "../harness/server.ts";
import { backAtStore, clickAndCollect, freshNumber, inStore, openShop, type Sale, saleOf } from "../harness/shop.ts";

const onWeb = { ...clickAndCollect, fulfilment_channel: "web", fulfilment_location: "dc" };
const header = "order_number,sold_at,channel,location,sku,quantity,unit_price,currency";

describe("the channel of a line", () => {
  let server: Server;
  let director: Caller;

  beforeAll(async () => {
    server = await Server.start();
    director = await signInAs(server);
    await openShop(director);
  });
  afterAll(() => server?.close());

  const lines = () => Number(psql(server.databaseUrl, "SELECT count(*) FROM orders.order_line;"));
  const open = (who: Caller, mapping: string) => who.send("POST", "/v1/imports", { body: { mapping } });
  const put = (who: Caller, id: string, body: string) =>
    who.send("PUT", `/v1/imports/${id}/files/a.csv`, { body, headers: { "content-type": "application/octet-stream" } });

  test("channel keys cannot tag another channel: not by a sale, a line of it, or a return", async () => {
    const store = await makeKey(server, director, ["orders.write"], { channel: "store" });
    const say = (sale: Sale) => store.send("POST", "/v1/sales", { body: sale });
    expect((await say(saleOf())).status).toBe(201);
    refused(await say(saleOf({ tags: onWeb })), 403, "orders.foreign_channel");
    // Another channel's line among its own.
    const line = { sku: "MUG-01", quantity_units: 1, unit_price_minor: 1250 };
    refused(await say(saleOf({ lines: [line, { ...line, tags: onWeb }] })), 403, "orders.foreign_channel");
    const back = { sku: "MUG-01", kind: "return", quantity_units: 1, amount_minor: 1250 } as const;
    const returned = { lines: [], tags: undefined, return_lines: [back], tenders: [] };
    refused(
      await say(saleOf({ ...returned, return_tags: { return_channel: "web", return_location: "dc" } })),
      403,
      "orders.foreign_channel",
    );
    expect((await say(saleOf({ ...returned, return_tags: backAtStore }))).status).toBe(201);
    // Ordered in the store and handed over by another channel is the store's to say.
    const sent = { ...inStore, fulfilment_channel: "web", fulfilment_location: "dc" };
    expect((await say(saleOf({ tags: sent }))).status).toBe(201);
  });

  test("channel keys cannot replace what stands for another channel, whoever told it", async () => {
    const store = await makeKey(server, director, ["orders.write"], { channel: "store" });
    const web = await makeKey(server, director, ["orders.write"], { channel: "web" });
    const till = await makeKey(server, director, ["orders.write"], { source: "till" });
    const say = (who: Caller, sale: Sale) => who.send("POST", "/v1/sales", { body: sale });
    const line = { sku: "MUG-01", quantity_units: 1, unit_price_minor: 1250 };
    const back = { sku: "MUG-01", kind: "return", quantity_units: 1, amount_minor: 1250 } as const;
    const returned = { lines: [], tags: undefined, return_lines: [back], tenders: [] };
    const ofWeb: Partial<Sale>[] = [
      { tags: onWeb },
      { lines: [line, { ...line, tags: onWeb }] },
      { ...returned, return_tags: { return_channel: "web", return_location: "dc" } },
    ];
    for (const differs of ofWeb) {
      const told = saleOf({ source: "webshop", ...differs });
      const { body: first } = await say(director, told);
      const forged = saleOf({ source: "webshop", number: told.number, customer: { source_id: "forged" } });
      for (const as_of of ["2020-01-01T00:00:00Z", undefined])
        refused(await say(store, { ...forged, as_of }), 403, "orders.foreign_channel");
      expect((await say(director, told)).body).toEqual({ ...first, state: "unchanged" });
    }
    expect(psql(server.databaseUrl, "SELECT count(*) FROM customer.record WHERE source_id = 'forged';")).toBe("0");
    // Its own it may correct, whoever told it; and the source's key what its source said of any channel.
    const own = saleOf();
    expect((await say(till, own)).status).toBe(201);
    expect((await say(store, { ...own, lines: [line], tenders: [] })).body.state).toBe("replaced");
    const moved = await say(till, { ...own, tags: onWeb });
    expect(moved.body.state).toBe("replaced");
    refused(await say(store, own), 403, "orders.foreign_channel");
    expect((await say(web, { ...own, lines: [line], tags: onWeb, tenders: [] })).body.state).toBe("replaced");
    refused(await say(till, saleOf({ source: "webshop" })), 403, "orders.foreign_source");
  });

  test("keys that name neither channel nor source record nothing, and go on reading", async () => {
    const scopes = ["orders.write", "orders.read", "imports.write", "imports.read"];
    const old = await makeOldKey(server, director, scopes);
    const told = (await director.send("POST", "/v1/sales", { body: saleOf() })).body;
    refused(await old.send("POST", "/v1/sales", { body: saleOf() }), 403, "orders.no_voice");
    refused(await open(old, "orders"), 403, "orders.no_voice");
    expect((await old.send("GET", `/v1/orders/${told.order_id}`)).status).toBe(200);
    expect((await old.send("GET", "/v1/imports")).status).toBe(200);
  });

  test("channel keys cannot tag another channel by a file either", async () => {
    const scopes = ["imports.write", "imports.read"];
    const store = await makeKey(server, director, scopes, { channel: "store" });
    const online = await makeKey(server, director, scopes, { channel: "web" });
    const till = await makeKey(server, director, scopes, { source: "till" });
    const orders = await makeKey(server, director, scopes, { source: "orders" });
    // The mapping takes the channel from a column: a row could say any.
    refused(await open(store, "orders"), 403, "connectors.foreign_voice");
    refused(await open(till, "orders"), 403, "connectors.foreign_voice");
    // Of cdnow every row is of the web.
    refused(await open(store, "cdnow"), 403, "connectors.foreign_voice");
    expect((await open(online, "cdnow")).status).toBe(201);
    // Nor by taking part in what somebody else opened.
    const theirs = (await open(director, "orders")).body.import_id;
    const row = `${header}\n${freshNumber()},2026-03-02T09:15:00Z,web,dc,MUG-01,1,12.50,EUR\n`;
    refused(await put(store, theirs, row), 403, "connectors.foreign_voice");
    for (const verb of ["check", "start", "cancel"])
      refused(await store.send("POST", `/v1/imports/${theirs}/${verb}`), 403, "connectors.foreign_voice");
    expect((await put(orders, theirs, row)).status).toBe(200);
  });

  test("channel keys cannot replace what stands for another channel by a file either, checked or not", async () => {
    const web = new Imports(await makeKey(server, director, ["imports.write", "imports.read"], { channel: "web" }));
    const log = (amount: string) => ({
      "log.csv": `master_id,date,quantity,amount,sample_id\n7,1997-01-02,1,${amount},3\n8,1997-01-02,1,5.00,4\n`,
    });
    const first = await web.run("cdnow", log("11.00"));
    expect(first, first.last_error ?? "").toMatchObject({ state: "done", counts: { orders_new: 2 } });
    const stands = () =>
      psql(
        server.databaseUrl,
        `SELECT string_agg(o.number || ' ' || origin_channel || ' ' || amount_minor, ', ' ORDER BY o.number)
         FROM orders.sales_order o WHERE source = 'cdnow';`,
      ).trim();
    const number = stands().split(" web")[0];
    // The shop's people say that it was sold in the store after all.
    const moved = await director.send("POST", "/v1/sales", { body: saleOf({ source: "cdnow", number }) });
    expect(moved.status, moved.text).toBe(201);
    const before = stands();
    expect(before).toContain(`${number} store 2500`);
    const foreign = [{ reason: "orders.foreign_channel", line: 2 }];
    const checked = await web.run("cdnow", log("12.00"), "check");
    expect(checked).toMatchObject({ state: "checked", counts: { rows_rejected: 1, orders_unchanged: 1 } });
    expect(await web.rejects(checked.import_id)).toMatchObject(foreign);
    await web.say(checked.import_id, "start");
    const done = await web.ended(checked.import_id);
    expect(done).toMatchObject({ state: "done", counts: { rows_rejected: 1, orders_changed: 0 } });
    expect(await web.rejects(checked.import_id)).toMatchObject(foreign);
    expect(stands()).toBe(before);
    // Whoever speaks for all channels may.
    const ours = await new Imports(director).run("cdnow", log("12.00"));
    expect(ours).toMatchObject({ state: "done", counts: { rows_rejected: 0, orders_changed: 1 } });
    expect(stands()).toContain(`${number} web 1200`);
  });

  test("an order line without a channel cannot be inserted by any path", async () => {
    const before = lines();
    // Through the door: left out, empty, of no channel, or left out of one line's own tags.
    const say = (sale: unknown) => director.send("POST", "/v1/sales", { body: sale });
    const { tags: _, ...untagged } = saleOf();
    expect(faults(refusedSale(await say(untagged)))).toContain("/tags/origin_channel orders.unknown_channel");
    for (const origin_channel of ["", "fax"]) {
      const answer = await say(saleOf({ tags: { ...inStore, origin_channel } }));
      expect(answer.status, answer.text).toBe(422);
    }
    const [line] = saleOf().lines ?? [];
    const half = await say({ ...saleOf(), lines: [{ ...line, tags: { ...inStore, origin_channel: undefined } }] });
    expect(half.status, half.text).toBe(422);

    // By a file: the row is rejected, and names the column.
    const id = (await open(director, "orders")).body.import_id;
    const rows = ["", "fax"].map((channel) => `${freshNumber()},2026-03-02T09:15:00Z,${channel},s1,MUG-01,1,12.50,EUR`);
    expect((await put(director, id, [header, ...rows, ""].join("\n"))).status).toBe(200);
    expect((await director.send("POST", `/v1/imports/${id}/start`)).status).toBe(200);
    await expect
      .poll(async () => (await director.send("GET", `/v1/imports/${id}`)).body.state, { timeout: 60_000 })
      .toBe("done");
    const { items } = (await director.send("GET", `/v1/imports/${id}/rejects`)).body;
    expect(items.map(({ line: at, column, reason }: Record<string, unknown>) => [at, column, reason])).toEqual([
      [2, "channel", "connectors.missing_value"],
      [3, "channel", "orders.unknown_channel"],
    ]);
    expect(lines()).toBe(before);

    // By hand.
    expect((await say(saleOf())).status).toBe(201);
    for (const column of ["origin_channel", "fulfilment_channel"]) {
      for (const value of ["NULL", "''"]) {
        expect(() => psql(server.databaseUrl, `UPDATE orders.order_line SET ${column} = ${value};`)).toThrow(
          /null value|order_line_tagged/,
        );
      }
    }
  });

  const refusedSale = (answer: Awaited<ReturnType<Caller["send"]>>) => {
    refused(answer, 422, "orders.invalid_sale");
    return answer;
  };
});
