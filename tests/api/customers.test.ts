// customers.test.ts - records joined by what they share, read fresh from memory, and a customer's orders over all of them.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, type Schemas, signInAs } from "../harness/client.ts";
import { eventually, refused } from "../harness/expect.ts";
import { Server } from "../harness/server.ts";
import { backAtStore, clickAndCollect, freshNumber, openShop, type Sale, saleOf } from "../harness/shop.ts";

/** What ARCHITECTURE promises of a cache. */
const staleAtMostMs = 1_000;

describe("customers", () => {
  let server: Server;
  let director: Caller;

  beforeAll(async () => {
    server = await Server.start();
    director = await signInAs(server);
    await openShop(director);
  });
  afterAll(() => server?.close());

  const record = async (sale: Sale): Promise<Schemas["RecordedSale"]> => {
    const answer = await director.send("POST", "/v1/sales", { body: sale });
    expect(answer.status, answer.text).toBe(201);
    return answer.body;
  };
  const recordOf = async (id: string) => (await director.send("GET", `/v1/records/${id}`)).body as Schemas["Record"];
  const customerOf = async (id: string) =>
    (await director.send("GET", `/v1/customers/${id}`)).body as Schemas["Customer"];

  test("are joined across sources by e-mail and by loyalty number, however it is written", async () => {
    const tag = freshNumber().toLowerCase();
    const web = await record(
      saleOf({
        source: "webshop",
        tags: clickAndCollect,
        customer: { source_id: `w-${tag}`, identifiers: [{ kind: "email", value: `Anna.${tag}@Example.ORG` }] },
      }),
    );
    const till = await record(saleOf({ customer: { identifiers: [{ kind: "loyalty", value: `L ${tag}` }] } }));
    expect(till.customer_id).not.toBe(web.customer_id);
    const joining = await record(
      saleOf({
        source: "crm",
        customer: {
          source_id: `c-${tag}`,
          name: "Anna",
          identifiers: [
            { kind: "email", value: `anna.${tag}@example.org` },
            { kind: "loyalty", value: `l ${tag}` },
          ],
        },
      }),
    );
    const present = [web, till].map(({ customer_id }) => customer_id).sort()[0]!;
    expect(joining.customer_id).toBe(present);
    const customer = await customerOf(present);
    expect(customer.records.map(({ record_id }) => record_id).sort()).toEqual(
      [web, till, joining].map(({ record_id }) => record_id).sort(),
    );
    expect(customer.records.map(({ source }) => source).sort()).toEqual(["crm", "till", "webshop"]);
    // Both ids from before the join lead to the present customer.
    for (const { customer_id } of [web, till]) expect((await customerOf(customer_id)).customer_id).toBe(present);

    const found = await director.api.GET("/v1/customers", {
      params: { query: { source: "webshop", source_id: `w-${tag}` } },
    });
    expect(found.data?.items.map(({ customer_id }) => customer_id)).toEqual([present]);
    const none = await director.api.GET("/v1/customers", {
      params: { query: { source: "webshop", source_id: "nobody" } },
    });
    expect(none.data?.items).toEqual([]);
  });

  test("guests are records of their own and never joined", async () => {
    const one = await record(saleOf());
    const other = await record(saleOf());
    expect(one.customer_id).not.toBe(other.customer_id);
    expect(await recordOf(one.record_id)).toMatchObject({ guest: true, identified: false, identifiers: [] });
  });

  test("a record is answered from memory with an ETag, and is fresh within a second of a change", async () => {
    const tag = freshNumber();
    const account = { source_id: `fresh-${tag}` };
    const { record_id } = await record(saleOf({ customer: { ...account, name: "Before" } }));
    const first = await director.send("GET", `/v1/records/${record_id}`);
    const second = await director.send("GET", `/v1/records/${record_id}`);
    expect(second.body).toEqual(first.body);
    const etag = second.headers.get("etag")!;
    expect(etag).toMatch(/^"/);
    const unchanged = await director.send("GET", `/v1/records/${record_id}`, { headers: { "if-none-match": etag } });
    expect([unchanged.status, unchanged.text]).toEqual([304, ""]);

    for (let round = 0; round < 5; round += 1) {
      const name = `After ${round}`;
      await record(saleOf({ event_at: `2026-04-0${round + 1}T00:00:00Z`, customer: { ...account, name } }));
      const took = await eventually(
        async () => (await recordOf(record_id)).name === name,
        10_000,
        `the record is called ${name}`,
      );
      expect(took).toBeLessThan(staleAtMostMs);
    }
  });

  test("their orders are paged over all their records, newest first, each once", async () => {
    const tag = freshNumber();
    const loyalty = [{ kind: "loyalty" as const, value: `page-${tag}` }];
    const orders: string[] = [];
    let customer = "";
    for (let i = 0; i < 9; i += 1) {
      const done = await record(
        saleOf({
          source: ["till", "webshop", "crm"][i % 3]!,
          // Two share their moment, so that the page must break the tie.
          event_at: `2026-05-0${Math.floor(i / 2) + 1}T08:00:00Z`,
          customer: { source_id: `${tag}`, identifiers: loyalty },
        }),
      );
      orders.push(done.order_id!);
      customer = done.customer_id;
    }
    const seen: Schemas["OrderSummary"][] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const { data } = await director.api.GET("/v1/customers/{customer_id}/orders", {
        params: { path: { customer_id: customer }, query: { limit: 2, ...(cursor ? { cursor } : {}) } },
      });
      seen.push(...data!.items);
      cursor = data!.next_cursor ?? undefined;
      pages += 1;
    } while (cursor && pages < 20);
    expect(pages).toBe(5);
    expect(seen.map(({ order_id }) => order_id).sort()).toEqual([...orders].sort());
    const times = seen.map(({ event_at }) => event_at);
    expect(times).toEqual([...times].sort().reverse());
    expect(seen[0]).toMatchObject({ amount_minor: 2500, line_count: 1, origin_channels: ["store"], currency: "EUR" });
    expect(new Set(seen.map(({ record_id }) => record_id)).size).toBe(3);
  });

  test("an order says whose it is now, and where its return came back", async () => {
    const tag = freshNumber();
    const sale = saleOf({ tags: clickAndCollect, customer: { source_id: `own-${tag}` } });
    const done = await record(sale);
    await record(
      saleOf({
        lines: [],
        tags: undefined,
        tenders: [],
        returns_number: sale.number,
        return_tags: backAtStore,
        customer: { source_id: `own-${tag}` },
        return_lines: [{ kind: "return", sku: "MUG-01", quantity_units: 1, amount_minor: 1250 }],
      }),
    );
    const { data } = await director.api.GET("/v1/orders/{order_id}", {
      params: { path: { order_id: done.order_id! } },
    });
    expect(data).toMatchObject({ customer_id: done.customer_id, record_id: done.record_id, number: sale.number });
    expect(data?.return_lines).toMatchObject([{ return_channel: "store", amount_minor: 1250 }]);
  });

  test("what is not there is not found, and what is no id is refused by name", async () => {
    const nil = "0000000000000000000000000a";
    refused(await director.send("GET", `/v1/records/rec_${nil}`), 404, "customer.record_not_found");
    refused(await director.send("GET", `/v1/customers/cus_${nil}`), 404, "customer.customer_not_found");
    refused(await director.send("GET", `/v1/customers/cus_${nil}/orders`), 404, "customer.customer_not_found");
    refused(await director.send("GET", `/v1/orders/ord_${nil}`), 404, "orders.order_not_found");
    const wrong = refused(await director.send("GET", `/v1/orders/cus_${nil}`), 422, "json.invalid");
    expect(wrong.errors).toMatchObject([{ pointer: "{order_id}", reason: "json.bad_format" }]);
    const { customer_id } = await record(saleOf());
    refused(await director.send("GET", `/v1/customers/${customer_id}/orders?cursor=made-up`), 422, "page.bad_cursor");
  });
});
