// import-faults.test.ts - a file with every fault that a person's export may have: each is named by line, column and reason, and mended in one go.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signInAs } from "../harness/client.ts";
import { faults, faultyFile, header, mendFaulty } from "../harness/faulty.ts";
import { Imports } from "../harness/imports.ts";
import { psql } from "../harness/postgres.ts";
import { Server } from "../harness/server.ts";
import { openShop } from "../harness/shop.ts";

describe("a file of faults", () => {
  let server: Server;
  let imports: Imports;
  let csvOf: (id: string, name: string) => Promise<string>;

  beforeAll(async () => {
    server = await Server.start();
    const director = await signInAs(server);
    await openShop(director);
    imports = new Imports(director);
    csvOf = async (id, name) => (await director.send("GET", `/v1/imports/${id}/files/${name}/rejects.csv`)).text;
    await imports.run("orders", { "first.csv": `${header}\nZ,2026-03-02,store,s1,MUG,1,1.00,EUR,ann,\n` });
  });
  afterAll(() => server?.close());

  test("names each by line, column and reason, in words that name the value, and takes the rest", async () => {
    const done = await imports.run("orders", { "faults.csv": faultyFile() }, "check");
    expect(done.state, done.last_error ?? "").toBe("checked");
    const told = await imports.rejects(done.import_id);
    const wanted = faults.filter(({ reason }) => reason !== "").map(({ column, reason }) => `${column} ${reason}`);
    expect(wanted.length).toBeGreaterThanOrEqual(30);
    const named = faults.map(({ line, column, reason }) => ({
      line,
      faults: told.filter((one) => one.line === line).map((one) => `${one.column ?? ""} ${one.reason}`),
      wanted: `${column} ${reason}`.trim(),
    }));
    const missed = named.filter(({ faults: got, wanted: want }) =>
      want === "" ? got.length > 0 : !got.map((one) => one.trim()).includes(want),
    );
    expect(missed).toEqual([]);
    for (const { detail } of told) expect(detail.length).toBeGreaterThan(20);
  });

  test("is mended in the file that comes back, and is whole in the end", async () => {
    const done = await imports.run("orders", { "faults.csv": faultyFile() });
    const good = faults.filter(({ reason }) => reason === "").length;
    expect(done.counts.orders_new).toBe(good);
    const csv = await csvOf(done.import_id, "faults.csv");
    const after = await imports.run("orders", { "mended.csv": mendFaulty(csv) });
    expect((await imports.rejects(after.import_id)).map((one) => `${one.line} ${one.column} ${one.detail}`)).toEqual(
      [],
    );
    expect(after.counts).toMatchObject({ rows_rejected: 0, orders_changed: 0 });
    const count = () => psql(server.databaseUrl, "SELECT count(*), sum(line_count) FROM orders.sales_order");
    const before = count();
    await imports.run("orders", { "mended.csv": mendFaulty(csv) });
    expect(count()).toBe(before);
  });

  test.each([
    ["UTF-16", new Uint8Array(Buffer.from(`\ufeff${header}\n`, "utf16le")), "Save it as UTF-8"],
    ["empty", "", "is empty"],
    ["without the columns it needs", "order_number;sku\n1;A\n", "lacks"],
    ["with a column twice", `${header},sku\nA,2026-03-02,store,s1,MUG,1,1.00,EUR,ann,,X\n`, "twice"],
  ])("a file that is %s fails with words that say what to do", async (_, body, words) => {
    const failed = await imports.run("orders", { "whole.csv": body });
    expect([failed.state, failed.last_error]).toEqual(["failed", expect.stringContaining(words)]);
  });

  test("a header alone, CRLF, a byte order mark and quoted line ends are no faults", async () => {
    const only = await imports.run("orders", { "h.csv": `${header}\n` });
    expect(only).toMatchObject({ state: "done", counts: { rows_read: 0, rows_rejected: 0 } });
    const crlf = await imports.run("orders", {
      "c.csv": `\ufeff${header}\r\nY,2026-03-02,store,s1,"M\r\nUG",1,1.00,EUR,ann,\r\n`,
    });
    expect(crlf.counts).toMatchObject({ rows_read: 1, rows_rejected: 0, orders_new: 1 });
  });
});
