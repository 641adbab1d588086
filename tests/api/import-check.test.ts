// import-check.test.ts - an import checked before it is started: it says what would come, and leaves nothing behind.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, signInAs } from "../harness/client.ts";
import { refused } from "../harness/expect.ts";
import { Imports } from "../harness/imports.ts";
import { psql } from "../harness/postgres.ts";
import { Server } from "../harness/server.ts";
import { openShop } from "../harness/shop.ts";

const header = "order_number,sold_at,channel,location,sku,quantity,unit_price,currency,customer_id";
const text = (...rows: string[]) => [header, ...rows, ""].join("\n");
const row = (number: string, price: string, sku = "MUG", place = "s1") =>
  `${number},2026-03-02T09:15:00Z,store,${place},${sku},1,${price},EUR,ann`;

describe("a checked import", () => {
  let server: Server;
  let director: Caller;
  let imports: Imports;
  /** Every row of every table that holds facts, channels or events. */
  const everything = () =>
    psql(
      server.databaseUrl,
      `SELECT concat_ws(' ', (SELECT md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) FROM orders.order_claim t),
        (SELECT md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) FROM orders.order_line t),
        (SELECT md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) FROM customer.record t),
        (SELECT count(*) FROM customer.member), (SELECT count(*) FROM org.channel))`,
    );

  beforeAll(async () => {
    server = await Server.start();
    director = await signInAs(server);
    await openShop(director);
    imports = new Imports(director);
  });
  afterAll(() => server?.close());

  test("makes no channel that its mapping would make", async () => {
    const id = await imports.open("orders");
    await imports.put(id, "app.csv", text("B-1,2026-03-02T09:15:00Z,app,dc,MUG,1,1.00,EUR,ann"));
    await imports.say(id, "check");
    const checked = await imports.ended(id);
    expect(checked.counts).toMatchObject({ rows_rejected: 0, orders_new: 1 });
    const { data } = await director.api.GET("/v1/channels");
    expect(data?.items.map(({ channel }) => channel)).not.toContain("phone");
    await imports.say(id, "cancel");
    refused(await director.send("POST", `/v1/imports/${id}/start`), 409, "connectors.cancelled");
  });

  test("says what would come of it and writes none of it; started, it does just that", async () => {
    await imports.run("orders", { "before.csv": text(row("A-1", "1.00"), row("A-2", "2.00"), row("A-3", "3.00")) });
    const before = everything();
    const set = {
      "next.csv": text(
        row("A-1", "1.00"), // unchanged
        row("A-2", "2.50"), // changed
        row("A-4", "4.00"), // new
        row("A-4", "0.50", "CUP"),
        row("A-5", "five"), // no number
        row("A-6", "6.00", "MUG", "moon"), // no such place, which only the rehearsal finds
      ),
    };
    const checked = await imports.run("orders", set, "check");
    expect(checked.state, checked.last_error ?? "").toBe("checked");
    const counts = {
      rows_read: 6,
      rows_rejected: 2,
      orders_new: 1,
      orders_changed: 1,
      orders_unchanged: 1,
      order_lines: 4,
    };
    expect(checked.counts).toMatchObject(counts);
    expect(everything()).toBe(before);
    const told = await imports.rejects(checked.import_id);
    expect(told.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
      "6 connectors.not_a_number",
      "7 orders.unknown_location",
    ]);
    // Once more: it stays checked, and takes no other files.
    await imports.say(checked.import_id, "check");
    refused(
      await director.send("PUT", `/v1/imports/${checked.import_id}/files/x.csv`, {
        body: "x",
        headers: { "content-type": "application/octet-stream" },
      }),
      422,
      "connectors.not_waiting_for_files",
    );
    await imports.say(checked.import_id, "start");
    const done = await imports.ended(checked.import_id);
    expect(done.state, done.last_error ?? "").toBe("done");
    expect(done.counts).toMatchObject(counts);
    expect(await imports.rejects(done.import_id)).toEqual(told);
    expect(psql(server.databaseUrl, "SELECT sum(amount_minor) FROM orders.sales_order")).toBe("1100");
    const again = await imports.run("orders", set);
    expect(again.counts).toMatchObject({ orders_new: 0, orders_changed: 0, orders_unchanged: 3 });
  });

  test("needs files, and cannot be started while it is under way", async () => {
    const id = await imports.open("orders");
    refused(await director.send("POST", `/v1/imports/${id}/check`), 422, "connectors.no_files");
    const many = Array.from({ length: 20_000 }, (_, at) => row(`C-${at}`, "1.00"));
    await imports.put(id, "many.csv", text(...many));
    await imports.say(id, "check");
    refused(await director.send("POST", `/v1/imports/${id}/start`), 409, "connectors.still_checking");
    expect((await imports.ended(id)).counts).toMatchObject({ orders_new: 20_000, rows_rejected: 0 });
    await imports.say(id, "cancel");
    const other = await imports.open("orders");
    await imports.put(other, "one.csv", text(row("D-1", "1.00")));
    await imports.say(other, "start");
    refused(await director.send("POST", `/v1/imports/${other}/check`), 422, "connectors.not_waiting_for_files");
    await imports.ended(other);
  });
});
