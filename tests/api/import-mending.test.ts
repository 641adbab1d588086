// import-mending.test.ts - rows that did not go in are given back whole, mended in place and imported: nothing is lost, nothing doubled.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Caller, signInAs } from "../harness/client.ts";
import { refused } from "../harness/expect.ts";
import { type Import, Imports } from "../harness/imports.ts";
import { psql } from "../harness/postgres.ts";
import { Server } from "../harness/server.ts";
import { openShop } from "../harness/shop.ts";

const header = "order_number,sold_at,channel,location,sku,quantity,unit_price,currency,customer_id,description";
const text = (...rows: string[]) => [header, ...rows, ""].join("\n");
let round = 0;
/** A row of an order of this test's own. */
const row = (number: string, sku: string, price: string, description = "", place = "s1") =>
  `${round}-${number},2026-03-02T09:15:00Z,store,${place},${sku},1,${price},EUR,ann,${description}`;

describe("rejected rows", () => {
  let server: Server;
  let director: Caller;
  let imports: Imports;
  const orders = () =>
    psql(
      server.databaseUrl,
      `SELECT string_agg(concat_ws(' ', substr(o.number, position('-' IN o.number) + 1), l.sku, l.amount_minor, nullif(l.description, '')), ', '
         ORDER BY o.number, l.sku, l.description)
       FROM orders.sales_order o JOIN orders.order_line l USING (record_id, order_id) WHERE o.number LIKE '${round}-%'`,
    );
  const giveBack = async (done: Import, name: string): Promise<string> => {
    const answer = await director.send("GET", `/v1/imports/${done.import_id}/files/${name}/rejects.csv`);
    expect(answer.status, answer.text).toBe(200);
    expect(answer.headers.get("content-type")).toMatch(/^text\/csv/);
    return answer.text;
  };

  beforeAll(async () => {
    server = await Server.start();
    director = await signInAs(server);
    await openShop(director);
    imports = new Imports(director);
  });
  afterAll(() => server?.close());
  beforeEach(() => {
    round += 1;
  });

  test("come back with all rows of their document, and the mended file is a set like any other", async () => {
    const done = await imports.run("orders", {
      "march.csv": text(
        row("A", "CUP", "1.00"),
        row("A", "MUG", "two"), // the order A waits for it
        row("B", "CUP", "3.00"),
        row("C", "CUP", "4.00", '"with, comma"'),
        row("C", "HAT", "5.00", "", "moon"), // found when the document is put together
      ),
    });
    expect(done.counts).toMatchObject({ rows_read: 5, rows_rejected: 4, rows_held: 2, orders_new: 1, order_lines: 1 });
    expect(done.files).toMatchObject([{ name: "march.csv", rows_rejected: 4 }]);
    expect(orders()).toBe("B CUP 300");
    const reasons = (await imports.rejects(done.import_id)).map(({ line, reason }) => `${line} ${reason}`);
    expect(reasons).toEqual([
      "2 connectors.held_back",
      "3 connectors.not_a_number",
      "5 connectors.held_back",
      "6 orders.unknown_location",
    ]);
    const csv = await giveBack(done, "march.csv");
    const lines = csv.trimEnd().split("\n");
    expect(lines[0]).toContain('"description","weft_line","weft_column","weft_reason","weft_detail","weft_import"');
    expect(lines.slice(1).map((line) => line.match(/"(\d)","([a-z_]*)","([a-z_.]*)"/)?.slice(1))).toEqual([
      ["2", "", "connectors.held_back"],
      ["3", "unit_price", "connectors.not_a_number"],
      ["5", "", "connectors.held_back"],
      ["6", "location", "orders.unknown_location"],
    ]);
    expect(csv).toContain('"with, comma"');
    const mended = csv.replace('"two"', '"2.00"').replace('"moon"', '"s1"');
    const after = await imports.run("orders", { "mended.csv": mended });
    expect(after.counts).toMatchObject({ rows_read: 4, rows_rejected: 0, orders_new: 2, orders_changed: 0 });
    expect(orders()).toBe("A CUP 100, A MUG 200, B CUP 300, C CUP 400 with, comma, C HAT 500");
    // Once more, and the whole first file mended: nothing is new.
    const again = await imports.run("orders", { "mended.csv": mended });
    expect(again.counts).toMatchObject({ orders_new: 0, orders_changed: 0, orders_unchanged: 2 });
    const whole = await imports.run("orders", {
      "march.csv": text(
        row("C", "HAT", "5.00"),
        row("A", "CUP", "1.00"),
        row("A", "MUG", "2.00"),
        row("B", "CUP", "3.00"),
        row("C", "CUP", "4.00", '"with, comma"'),
      ),
    });
    expect(whole.counts).toMatchObject({ orders_new: 0, orders_changed: 0, orders_unchanged: 3 });
  });

  test("rejected again come back again", async () => {
    const first = await imports.run("orders", { "a.csv": text(row("A", "CUP", "1.00"), row("A", "MUG", "two")) });
    const second = await imports.run("orders", { "b.csv": await giveBack(first, "a.csv") });
    expect(second.counts).toMatchObject({ rows_read: 2, rows_rejected: 2, orders_new: 0 });
    const csv = await giveBack(second, "b.csv");
    expect(csv.split("\n")[0]?.match(/weft_line/g)).toHaveLength(1);
    await imports.run("orders", { "c.csv": csv.replace('"two"', '"2.00"') });
    expect(orders()).toBe("A CUP 100, A MUG 200");
  });

  test("that did not say their order join it where it went in without them", async () => {
    const done = await imports.run("orders", {
      "x.csv": text(
        row("A", "CUP", "1.00"),
        row("A", "HAT", "2.00", "in, halves"), // a field too many: nobody knows whose it is
        row("A", "MUG", "3.00").replace(`${round}-A`, ""), // no order number
        row("B", "CUP", "4.00"),
        row("A", "PAN", "5.00", '5" wide'), // a quote where none may stand
      ),
    });
    expect(done.counts).toMatchObject({ rows_read: 5, rows_rejected: 3, rows_held: 0, orders_new: 2 });
    expect(orders()).toBe("A CUP 100, B CUP 400");
    const csv = await giveBack(done, "x.csv");
    expect(csv.match(new RegExp(done.import_id, "g"))).toHaveLength(3);
    expect(csv).toContain('"5"" wide"'); // mended already: only its quotes were wrong
    const [names, halves, nameless, quoted] = csv.trimEnd().split("\n") as [string, string, string, string];
    // One row is mended now, the others later: the order grows by each.
    const one = await imports.run("orders", { "one.csv": `${names}\n${quoted}\n` });
    expect(one.counts).toMatchObject({ rows_read: 1, rows_rejected: 0, orders_changed: 1, order_lines: 2 });
    expect(orders()).toBe('A CUP 100, A PAN 500 5" wide, B CUP 400');
    const two = await imports.run("orders", {
      "two.csv": `${names}\n${quoted}\n${nameless.replace('""', `"${round}-A"`)}\n${halves}\n`,
    });
    expect(two.counts, JSON.stringify(await imports.rejects(two.import_id))).toMatchObject({
      rows_rejected: 0,
      orders_changed: 1,
    });
    expect(orders()).toBe('A CUP 100, A HAT 200 in, A MUG 300, A PAN 500 5" wide, B CUP 400');
    const again = await imports.run("orders", {
      "two.csv": `${names}\n${quoted}\n${nameless.replace('""', `"${round}-A"`)}\n${halves}\n`,
    });
    expect(again.counts).toMatchObject({ orders_changed: 0, orders_unchanged: 1 });
  });

  test("mended one after the other join what the last of them made", async () => {
    const first = await imports.run("orders", {
      "x.csv": text(
        row("A", "CUP", "1.00"),
        row("A", "HAT", "2.00").replace(`${round}-A`, ""),
        row("A", "MUG", "3.00").replace(`${round}-A`, ""),
      ),
    });
    const named = (csv: string, sku: string) =>
      csv
        .split("\n")
        .map((line) => (line.includes(sku) ? line.replace('""', `"${round}-A"`) : line))
        .join("\n");
    const second = await imports.run("orders", { "y.csv": named(await giveBack(first, "x.csv"), "HAT") });
    expect(orders()).toBe("A CUP 100, A HAT 200");
    await imports.run("orders", { "z.csv": named(await giveBack(second, "y.csv"), "MUG") });
    expect(orders()).toBe("A CUP 100, A HAT 200, A MUG 300");
  });

  test("in another encoding come back readable", async () => {
    const latin = Buffer.from(text(row("A", "CUP", "1.00", "café à la crème"), row("B", "CUP", "2.00")), "latin1");
    const done = await imports.run("orders", { "latin.csv": new Uint8Array(latin) });
    expect(done.counts).toMatchObject({ rows_rejected: 1, orders_new: 1 });
    await imports.run("orders", { "mended.csv": await giveBack(done, "latin.csv") });
    expect(orders()).toBe("A CUP 100 café à la crème, B CUP 200");
  });

  test("keep the delimiter of their file", async () => {
    const done = await imports.run("orders", { "s.csv": text(row("A", "CUP", "one")).replaceAll(",", ";") });
    const csv = await giveBack(done, "s.csv");
    expect(csv.split("\n")[0]).toContain('"sku";"quantity"');
    await imports.run("orders", { "m.csv": csv.replace('"one"', '"1.00"') });
    expect(orders()).toBe("A CUP 100");
  });

  test("of an import that is not known, or no longer has their rows, are not guessed at", async () => {
    const withColumn = (id: string) => `${header},weft_import\n${row("A", "CUP", "1.00")},${id}\n`;
    const strange = await imports.run("orders", { "a.csv": withColumn("imp_0000000000000000000000000a") });
    expect([strange.state, strange.last_error]).toEqual(["failed", expect.stringContaining("is not known here")]);
    expect(strange.last_error).toContain("connectors.cannot_join");
    const done = await imports.run("orders", { "b.csv": text(row("B", "CUP", "1.00")) });
    await expect
      .poll(() => psql(server.databaseUrl, `SELECT count(*) FROM connectors.staged_rows`), { timeout: 10_000 })
      .toBeTruthy();
    await new Promise((settle) => setTimeout(settle, 1_500));
    const late = await imports.run("orders", { "c.csv": withColumn(done.import_id) });
    expect([late.state, late.last_error]).toEqual(["failed", expect.stringContaining("has let go of its rows")]);
    const words = await imports.run("orders", { "d.csv": withColumn("my import") });
    expect(words.last_error).toContain("Leave that column as it was");
  });

  test("are asked for by the name of a file that the import has", async () => {
    const done = await imports.run("orders", { "a.csv": text(row("A", "CUP", "1.00")) });
    expect((await giveBack(done, "a.csv")).trimEnd().split("\n")).toHaveLength(1);
    refused(
      await director.send("GET", `/v1/imports/${done.import_id}/files/b.csv/rejects.csv`),
      404,
      "connectors.no_such_file",
    );
    refused(
      await director.send("GET", "/v1/imports/imp_0000000000000000000000000a/files/b.csv/rejects.csv"),
      404,
      "connectors.no_such_import",
    );
  });
});
