// sales.test.ts - the lane POST /v1/sales: every sale once, however often, however many at a time, and never without its tags.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, makeKey, signInAs } from "../harness/client.ts";
import { faults, refused } from "../harness/expect.ts";
import { psql } from "../harness/postgres.ts";
import { Server } from "../harness/server.ts";
import { backAtStore, clickAndCollect, freshNumber, inStore, openShop, type Sale, saleOf } from "../harness/shop.ts";

describe("recording sales", () => {
  let server: Server;
  let director: Caller;

  beforeAll(async () => {
    server = await Server.start();
    director = await signInAs(server);
    await openShop(director);
  });
  afterAll(() => server?.close());

  const record = async (sale: Sale) => {
    const { data, error, response } = await director.api.POST("/v1/sales", { body: sale });
    expect(response.status, JSON.stringify(error)).toBe(201);
    return data!;
  };
  const refuse = (sale: unknown) => director.send("POST", "/v1/sales", { body: sale });

  test("keeps a whole sale: lines with their tags, what came back, tenders", async () => {
    const customer = { source_id: "whole" };
    const bought = saleOf({ customer });
    const first = await record(bought);
    expect(first).toMatchObject({ state: "recorded", order_id: expect.stringMatching(/^ord_/) });
    expect(first.return_id).toBeUndefined();

    const both = await record(
      saleOf({
        customer,
        tags: clickAndCollect,
        lines: [
          { sku: "CUP-02", quantity_units: 3, unit_price_minor: 600, discount_minor: 200 },
          { sku: "TEA-07", quantity_units: 1, amount_minor: 890, tags: inStore },
        ],
        return_tags: backAtStore,
        returns_number: bought.number,
        return_lines: [{ kind: "return", sku: "MUG-01", quantity_units: 1, unit_price_minor: 1250 }],
        tenders: [
          { kind: "card", amount_minor: 2490, reference: "auth 77" },
          { kind: "cash", amount_minor: -1250 },
        ],
      }),
    );
    const { data: order } = await director.api.GET("/v1/orders/{order_id}", {
      params: { path: { order_id: both.order_id! } },
    });
    expect(order).toMatchObject({ currency: "EUR", amount_minor: 1600 + 890, source: "till" });
    expect(
      order?.lines.map((line) => [line.sku, line.amount_minor, line.origin_channel, line.fulfilment_channel]),
    ).toEqual([
      ["CUP-02", 1600, "web", "store"],
      ["TEA-07", 890, "store", "store"],
    ]);
    expect(order?.tenders.map(({ kind, amount_minor }) => [kind, amount_minor])).toEqual([
      ["card", 2490],
      ["cash", -1250],
    ]);
    // Who listens for returns hears of those in an exchange too.
    expect(
      psql(
        server.databaseUrl,
        `SELECT topic FROM (SELECT topic, key FROM outbox.pending UNION SELECT topic, key FROM outbox.event) e
         WHERE key IN ('${both.order_id}', '${both.return_id}') ORDER BY topic;`,
      ),
    ).toBe("orders.order_recorded\norders.return_recorded");
    const { data: returned } = await director.api.GET("/v1/orders/{order_id}", {
      params: { path: { order_id: first.order_id! } },
    });
    expect(returned?.return_lines).toMatchObject([
      { return_id: both.return_id, sku: "MUG-01", amount_minor: 1250, return_channel: "store", kind: "return" },
    ]);
  });

  test("answers a replay with what is there, and changes nothing", async () => {
    const sale = saleOf();
    const first = await record(sale);
    expect(await record(sale)).toEqual({ ...first, state: "unchanged" });
    expect(await record(sale)).toEqual({ ...first, state: "unchanged" });
  });

  test("replaces a sale whole when newer content comes, and keeps it when older does", async () => {
    const sale = saleOf({ as_of: "2026-03-02T10:00:00Z" });
    const first = await record(sale);
    const lines = [{ sku: "MUG-01", quantity_units: 1, unit_price_minor: 1250 }];
    expect(await record({ ...sale, lines, as_of: "2026-03-02T11:00:00Z" })).toMatchObject({
      state: "replaced",
      order_id: first.order_id,
      record_id: first.record_id,
    });
    expect(await record({ ...sale, as_of: "2026-03-02T10:30:00Z" })).toMatchObject({
      state: "older",
      order_id: first.order_id,
    });
    const { data } = await director.api.GET("/v1/orders/{order_id}", {
      params: { path: { order_id: first.order_id! } },
    });
    expect(data?.amount_minor).toBe(1250);
    expect(data?.lines).toHaveLength(1);
  });

  test("names every wrong field at once, whatever layer finds it", async () => {
    const shape = await refuse({
      ...saleOf(),
      currency: "euro",
      lines: [{ sku: "", quantity_units: 0 }],
      colour: "blue",
    });
    refused(shape, 422, "json.invalid");
    expect(faults(shape)).toEqual([
      "/colour json.unknown",
      "/currency json.bad_format",
      "/lines/0/quantity_units json.out_of_range",
      "/lines/0/sku json.too_short",
    ]);

    const sense = await refuse(
      saleOf({
        event_at: "2999-01-01T00:00:00Z",
        tags: { ...inStore, origin_channel: "fax", fulfilment_location: "moon" },
        lines: [
          { sku: "A", quantity_units: 2, unit_price_minor: 100, amount_minor: 150 },
          { sku: "B", quantity_units: 1 },
        ],
      }),
    );
    refused(sense, 422, "orders.invalid_sale");
    expect(faults(sense)).toEqual([
      "/event_at orders.bad_instant",
      "/lines/0/amount_minor orders.line_sum",
      "/lines/1/amount_minor orders.no_amount",
      "/tags/fulfilment_location orders.unknown_location",
      "/tags/origin_channel orders.unknown_channel",
    ]);
  });

  test("refuses a sale without its tags, in part or in whole", async () => {
    const { tags: _, ...untagged } = saleOf();
    const answer = await refuse(untagged);
    refused(answer, 422, "orders.invalid_sale");
    expect(faults(answer).map((fault) => fault.split(" ")[0])).toEqual([
      "/tags/fulfilment_channel",
      "/tags/fulfilment_location",
      "/tags/origin_channel",
      "/tags/origin_location",
    ]);
    const half = await refuse({ ...untagged, tags: { origin_channel: "store", origin_location: "s1" } });
    refused(half, 422, "json.invalid");
    expect(faults(half)).toEqual(["/tags/fulfilment_channel json.missing", "/tags/fulfilment_location json.missing"]);
    const back = await refuse({
      ...untagged,
      lines: [],
      return_lines: [{ kind: "return", sku: "A", quantity_units: 1, amount_minor: 5 }],
    });
    refused(back, 422, "orders.invalid_sale");
    expect(faults(back).map((fault) => fault.split(" ")[0])).toEqual([
      "/return_tags/return_channel",
      "/return_tags/return_location",
    ]);
    refused(await refuse({ ...saleOf(), lines: [] }), 422, "orders.invalid_sale");
  });

  test("the table itself refuses an order line without a tag", () => {
    const columns = ["origin_channel", "origin_location", "fulfilment_channel", "fulfilment_location"];
    const nullable = psql(
      server.databaseUrl,
      `SELECT table_name || '.' || column_name FROM information_schema.columns
       WHERE table_schema = 'orders' AND is_nullable = 'YES' AND column_name IN (${[
         ...columns,
         "return_channel",
         "return_location",
       ]
         .map((name) => `'${name}'`)
         .join(
           ", ",
         )}) AND table_name IN (SELECT table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE');`,
    );
    expect(nullable).toBe("");
  });

  test("holds a key to the source and channel it speaks for", async () => {
    const till = await makeKey(server, director, ["orders.write"], { source: "till", channel: "store" });
    const say = (sale: Sale) => till.send("POST", "/v1/sales", { body: sale });
    expect((await say(saleOf())).status).toBe(201);
    refused(await say(saleOf({ source: "webshop" })), 403, "orders.foreign_source");
    refused(await say(saleOf({ tags: clickAndCollect })), 403, "orders.foreign_channel");
  });

  test("twenty tills asking at once: each sale of theirs is there once, and a sale told by all of them too", async () => {
    const shared = saleOf({ customer: { identifiers: [{ kind: "loyalty", value: "L-20" }] } });
    const tills = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const [own, common] = await Promise.all([record(saleOf()), record(shared)]);
        return { own, common };
      }),
    );
    expect(new Set(tills.map(({ own }) => own.order_id)).size).toBe(20);
    expect(new Set(tills.map(({ common }) => common.order_id)).size).toBe(1);
    expect(tills.filter(({ common }) => common.state === "recorded")).toHaveLength(1);
    expect(tills.filter(({ common }) => common.state === "unchanged")).toHaveLength(19);
  });

  test("two hundred in parallel, a few of them wrong: the right ones are all there once", async () => {
    const run = freshNumber();
    const sales = Array.from({ length: 200 }, (_, i) => {
      const sale = saleOf({
        number: `${run}-${i}`,
        customer: { source_id: `c-${i % 40}`, identifiers: [{ kind: "loyalty", value: `P-${i % 25}` }] },
      });
      return i % 50 === 7 ? { ...sale, tags: { ...inStore, origin_channel: "fax" } } : sale;
    });
    const answers = await Promise.all(sales.map(refuse));
    answers.forEach((answer, i) => {
      if (i % 50 === 7) refused(answer, 422, "orders.invalid_sale");
      else expect(answer.status, answer.text).toBe(201);
    });
    const right = answers.filter(({ status }) => status === 201);
    expect(right).toHaveLength(196);
    expect(new Set(right.map(({ body }) => body.order_id)).size).toBe(196);
    const again = await Promise.all(sales.filter((_, i) => i % 50 !== 7).map(record));
    expect(again.every(({ state }) => state === "unchanged")).toBe(true);
    expect(again.map(({ order_id }) => order_id)).toEqual(right.map(({ body }) => body.order_id));
    // 40 accounts and 25 loyalty numbers share themselves into gcd(40, 25) = 5 people.
    const people = new Set<string>();
    for (const { record_id } of again) {
      const { data } = await director.api.GET("/v1/records/{record_id}", { params: { path: { record_id } } });
      people.add(data!.customer_id);
    }
    expect(people.size).toBe(5);
  });
});
