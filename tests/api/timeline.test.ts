// timeline.test.ts - people found by three letters, and all that happened with them, through the real process.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, makeKey, type Schemas, signInAs } from "../harness/client.ts";
import { refused } from "../harness/expect.ts";
import { Server } from "../harness/server.ts";
import { backAtStore, clickAndCollect, freshNumber, openShop, type Sale, saleOf } from "../harness/shop.ts";

type Found = Schemas["CustomerSummary"];
type Entry = Schemas["TimelineEntry"];

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
  const search = (query: string, more = "") =>
    director.send("GET", `/v1/customers?query=${encodeURIComponent(query)}${more}`);
  const find = async (query: string): Promise<Found[]> => {
    const answer = await search(query);
    expect(answer.status, answer.text).toBe(200);
    return answer.body.items;
  };
  const timelineOf = async (customer: string, query = ""): Promise<{ items: Entry[]; next_cursor?: string }> => {
    const answer = await director.send("GET", `/v1/customers/${customer}/timeline${query}`);
    expect(answer.status, answer.text).toBe(200);
    return answer.body;
  };

  test("are found by names, e-mail, telephone, loyalty number, account and the number of an order", async () => {
    const number = freshNumber();
    const sold = await record(
      saleOf({
        number,
        customer: {
          source_id: "Acc-4711",
          name: "Zoë Müller-O'Brien",
          identifiers: [
            { kind: "email", value: "Zoe.M@Shop.Example" },
            { kind: "loyalty", value: "LX-99 12" },
          ],
        },
      }),
    );
    const phone = { provenance: "recorded", attributes: [{ name: "phone", value: "+49 30 5550-199" }] };
    const stated = await director.send("PATCH", `/v1/records/${sold.record_id}/attributes`, { body: phone });
    expect(stated.status, stated.text).toBe(200);
    for (const [query, found_by] of [
      ["zoe", "name"],
      ["mueller zoë", "name"],
      ["Brien mul", "name"],
      ["müllerob", "name"],
      ["zoe.m@sh", "email"],
      ["lx99", "loyalty"],
      ["LX-99 1", "loyalty"],
      ["acc4", "account"],
      ["+49 30 555", "phone"],
      ["030 5550199", "phone"],
      ["0199", "phone"],
      [number, "order"],
    ] as const) {
      const found = await find(query);
      expect(
        found.map((one) => [one.customer_id, one.found_by]),
        query,
      ).toEqual([[sold.customer_id, found_by]]);
    }
    expect((await find("zoe"))[0]).toMatchObject({
      name: "Zoë Müller-O'Brien",
      emails: ["zoe.m@shop.example"],
      phones: ["+49 30 5550-199"],
      loyalty_numbers: ["LX9912"],
      sources: ["till"],
      records: 1,
    });
    expect(await find("zoe walsh")).toEqual([]);
    refused(await search("zo"), 422, "customer.query_too_short");
    refused(await director.send("GET", "/v1/customers"), 422, "clienteling.query_needed");
    refused(await search("zoe", "&source=till"), 422, "clienteling.query_needed");
    refused(await search("zoe", "&cursor=made-up"), 422, "page.bad_cursor");
    const stranger = await makeKey(server, director, ["orders.read"]);
    refused(await stranger.send("GET", "/v1/customers?query=zoe"), 403, "http.permission_denied");
  });

  test("are each found once, however many of their records fit, page after page", async () => {
    const customers = new Set<string>();
    for (let i = 0; i < 30; i += 1) {
      const identifiers = [{ kind: "email" as const, value: `quill${i % 10}@example.org` }];
      await record(saleOf({ customer: { source_id: `quill-${i}`, name: `Quilla Byrne${i % 4}`, identifiers } }));
    }
    for (let i = 0; i < 10; i += 1) {
      for (const { customer_id } of await find(`quill${i}@`)) customers.add(customer_id);
    }
    expect(customers.size).toBe(10);
    const seen: string[] = [];
    for (let cursor = ""; ; ) {
      const { body } = await search("quil byr", `&limit=3${cursor}`);
      expect(body.items.length).toBeLessThanOrEqual(3);
      seen.push(...body.items.map((one: Found) => one.customer_id));
      if (!body.next_cursor) break;
      cursor = `&cursor=${encodeURIComponent(body.next_cursor)}`;
    }
    expect(seen.length).toBe(10);
    expect(new Set(seen)).toEqual(customers);
  });

  test("are found by a name they had before", async () => {
    const account = { source_id: freshNumber() };
    const { customer_id } = await record(saleOf({ customer: { ...account, name: "Wilhelmina Xaver" } }));
    await record(saleOf({ event_at: "2026-06-01T00:00:00Z", customer: { ...account, name: "Wilhelmina Yves" } }));
    for (const query of ["xaver", "yves"]) {
      expect((await find(query)).map((one) => [one.customer_id, one.name])).toEqual([[customer_id, "Wilhelmina Yves"]]);
    }
  });

  test("have one timeline over all records and channels, filtered and paged", async () => {
    const tag = freshNumber();
    const identifiers = [{ kind: "loyalty" as const, value: tag }];
    const sold = await record(
      saleOf({ event_at: "2026-05-01T10:00:00Z", customer: { source_id: `t-${tag}`, identifiers } }),
    );
    await record(
      saleOf({
        source: "webshop",
        event_at: "2026-05-03T10:00:00Z",
        tags: clickAndCollect,
        customer: { source_id: `w-${tag}`, identifiers },
      }),
    );
    await record({
      ...saleOf({ event_at: "2026-05-04T10:00:00Z", customer: { source_id: `t-${tag}`, identifiers } }),
      lines: [],
      tenders: [],
      return_tags: backAtStore,
      return_lines: [{ kind: "return", sku: "MUG-01", quantity_units: 1, unit_price_minor: 1250 }],
    } as Sale);
    const said = {
      provenance: "declared",
      said_at: "2026-05-02T10:00:00Z",
      attributes: [
        { name: "city", value: "Cork" },
        { name: "shoe_size", value: "40" },
      ],
    };
    await director.send("PATCH", `/v1/records/${sold.record_id}/attributes`, { body: said });
    const customer = sold.customer_id;
    const kinds = async (query: string) => (await timelineOf(customer, query)).items.map(({ kind }) => kind);
    // The join is seen when it is seen: now.
    expect(await kinds("")).toEqual(["joined", "returned", "order", "attributes", "order"]);
    expect(await kinds("?kind=order")).toEqual(["order", "order"]);
    expect(await kinds("?channel=web")).toEqual(["order"]);
    expect(await kinds("?channel=store")).toEqual(["returned", "order"]);
    expect(await kinds("?from=2026-05-02T10:00:00Z&to=2026-05-04T10:00:00Z")).toEqual(["order", "attributes"]);
    const { items } = await timelineOf(customer);
    expect(items[1]).toMatchObject({ source: "till", document: { amount_minor: 1250, channels: ["store"] } });
    expect(items[2]).toMatchObject({ source: "webshop", document: { amount_minor: 2500, channels: ["web"] } });
    expect(items[3]!.change).toEqual({
      provenance: "declared",
      attributes: [
        { name: "city", value: "Cork" },
        { name: "shoe_size", value: "40" },
      ],
    });
    expect(items[4]!.entry_id).toBe(sold.order_id);
    const paged: Entry[] = [];
    for (let cursor = ""; ; ) {
      const page = await timelineOf(customer, `?limit=2${cursor}`);
      paged.push(...page.items);
      if (!page.next_cursor) break;
      cursor = `&cursor=${encodeURIComponent(page.next_cursor)}`;
    }
    expect(paged).toEqual(items);
    const full = await director.send("GET", `/v1/customers/${customer}`);
    expect(full.body.joins).toMatchObject([{ kind: "loyalty", joined: true }]);
  });

  test("keep their timeline from whoever may not read orders, and refuse a window that ends before it begins", async () => {
    const { customer_id } = await record(saleOf());
    const reader = await makeKey(server, director, ["customers.read"]);
    refused(await reader.send("GET", `/v1/customers/${customer_id}/timeline`), 403, "http.permission_denied");
    const window = "?from=2026-05-02T00:00:00Z&to=2026-05-01T00:00:00Z";
    refused(
      await director.send("GET", `/v1/customers/${customer_id}/timeline${window}`),
      422,
      "clienteling.empty_window",
    );
    refused(
      await director.send("GET", "/v1/customers/cus_0000000000000000000000000a/timeline"),
      404,
      "customer.customer_not_found",
    );
  });
});
