// reconcile.test.ts - the second look at a day: a sound record passes, and each fault planted by hand is named with its document.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Caller, signInAs } from "../harness/client.ts";
import { eventually } from "../harness/expect.ts";
import { psql } from "../harness/postgres.ts";
import { Server } from "../harness/server.ts";
import { backAtStore, clickAndCollect, openShop, type Sale, saleOf } from "../harness/shop.ts";
import { runVerb } from "../harness/verb.ts";

const folder = mkdtempSync(join(tmpdir(), "weft-reconcile-"));
let server: Server;
let director: Caller;
const orderIds = new Map<string, string>();

beforeAll(async () => {
  server = await Server.start();
  director = await signInAs(server);
  await openShop(director);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await server?.close();
});

async function sell(differs: Partial<Sale>): Promise<string> {
  const body = saleOf(differs);
  const answer = await director.send("POST", "/v1/sales", { body });
  expect(answer.status, answer.text).toBe(201);
  orderIds.set(body.number, answer.body.order_id);
  return body.number;
}

async function reconcile(day: string) {
  const { code, out, err } = await runVerb("reconcile", ...server.place, "--day", day, "--json");
  expect(err).toBe("");
  return { code, ...JSON.parse(out) };
}

test("a day on which everything holds ends with 0 and its counts, by the day of the place", async () => {
  await sell({ event_at: "2026-05-02T09:15:00Z" });
  await sell({
    event_at: "2026-05-02T10:15:00Z",
    customer: { source_id: "c-1", identifiers: [{ kind: "email", value: "one@example.com" }] },
  });
  // 23:30 in London (s1) is the same day; the warehouse in Berlin (dc) has the next one already.
  await sell({ event_at: "2026-05-02T22:30:00Z" });
  await sell({ event_at: "2026-05-02T22:30:00Z", tags: clickAndCollect });
  const brought = await sell({
    event_at: "2026-05-02T12:00:00Z",
    return_tags: backAtStore,
    returns_number: "not-told-yet",
    return_lines: [{ kind: "return", sku: "CUP-02", quantity_units: 1, unit_price_minor: 600 }],
  } as Partial<Sale>);

  const found = await reconcile("2026-05-02");
  expect(found).toMatchObject({ code: 0, day: "2026-05-02", orders: 4, returns: 1, anonymous: 4, exceptions: [] });
  expect(found.open_returns).toEqual([{ source: "till", number: brought, order_number: "not-told-yet" }]);
  expect(await reconcile("2026-05-03")).toMatchObject({ code: 0, orders: 1, returns: 0 });
  expect(await reconcile("2025-01-01")).toMatchObject({ code: 0, orders: 0, exceptions: [] });
  const { out } = await runVerb("reconcile", ...server.place, "--day", "2026-05-02");
  expect(out).toContain("2026-05-02: 4 orders and 1 returns, 4 of them anonymous; 0 exceptions");
  expect(out).toContain("came back from order not-told-yet");
});

test("receipts of an import are told of by the event of their batch", async () => {
  const file = join(folder, "orders.csv");
  const head = "order_number,sold_at,sku,quantity,unit_price,currency,channel,location\n";
  writeFileSync(file, `${head}I-1,2026-06-01T10:00:00Z,A,1,10.00,EUR,store,s1\n`);
  const done = await runVerb("import", ...server.place, "--mapping", "orders", file);
  expect(done.code, done.out + done.err).toBe(0);
  expect(await reconcile("2026-06-01")).toMatchObject({ code: 0, orders: 1, exceptions: [] });
  await eventually(
    async () => psql(server.database.url, "SELECT count(*) FROM outbox.pending") === "0",
    20_000,
    "told",
  );
  // A batch of the same instant that tells of other people's receipts is none of this one's.
  psql(
    server.database.url,
    `UPDATE outbox.event SET payload = jsonb_set(payload, '{record_ids}', '["rec_00000000000000000000000000"]')
     WHERE topic = 'orders.sales_recorded'`,
  );
  expect(await reconcile("2026-06-01")).toMatchObject({ code: 1, exceptions: [{ number: "I-1", fault: "no_event" }] });
  psql(server.database.url, "DELETE FROM outbox.event WHERE topic = 'orders.sales_recorded'");
  expect(await reconcile("2026-06-01")).toMatchObject({ code: 1, exceptions: [{ number: "I-1", fault: "no_event" }] });
});

test("each fault planted by hand is named with its document, and ends with 1", async () => {
  const day = "2026-07-01";
  const at = { event_at: `${day}T09:00:00Z` };
  const back = {
    return_tags: backAtStore,
    return_lines: [{ kind: "return", sku: "CUP-02", quantity_units: 1, unit_price_minor: 600 }],
  } as Partial<Sale>;
  const [sound, recordless, channelless, placeless, untold, wrong, short, returned] = [
    await sell(at),
    await sell(at),
    await sell(at),
    await sell(at),
    await sell(at),
    await sell(at),
    await sell(at),
    await sell({ ...at, ...back }),
  ];
  await eventually(
    async () => psql(server.database.url, "SELECT count(*) FROM outbox.pending") === "0",
    20_000,
    "told",
  );
  expect(await reconcile(day)).toMatchObject({ code: 0, orders: 8, returns: 1 });
  const order = (number: string) => `(SELECT order_id FROM orders.order_claim WHERE number = '${number}')`;
  psql(
    server.database.url,
    `DELETE FROM customer.member WHERE record_id = (SELECT record_id FROM orders.order_claim WHERE number = '${recordless}');
     UPDATE orders.sales_order SET origin_channel = 'fax' WHERE order_id = ${order(channelless)};
     UPDATE orders.order_line SET fulfilment_location = gen_random_uuid() WHERE order_id = ${order(placeless)};
     DELETE FROM outbox.event WHERE topic = 'orders.order_recorded' AND key = '${orderIds.get(untold)}';
     UPDATE orders.order_line SET amount_minor = amount_minor - 1 WHERE order_id = ${order(wrong)};
     DELETE FROM orders.order_line WHERE order_id = ${order(short)};
     DELETE FROM orders.return_line WHERE return_id = (SELECT return_id FROM orders.sales_return WHERE number = '${returned}');`,
  );
  const found = await reconcile(day);
  expect(found.code).toBe(1);
  const named = found.exceptions.map(({ kind, number, fault }: Record<string, string>) => `${kind} ${number} ${fault}`);
  expect(named.sort()).toEqual(
    [
      `order ${recordless} no_record`,
      `order ${channelless} no_channel`,
      `order ${placeless} no_location`,
      `order ${untold} no_event`,
      `order ${wrong} sums_differ`,
      `order ${short} sums_differ`,
      `customer_return ${returned} sums_differ`,
    ].sort(),
  );
  expect(named.join()).not.toContain(sound);
  const { code, out } = await runVerb("reconcile", ...server.place, "--day", day);
  expect(code).toBe(1);
  expect(out).toMatch(new RegExp(`^no channel +order +till +${channelless} +the channel it names is not there$`, "m"));
  expect(out).toContain("it says 2500 and its lines add up to 2499");
});
