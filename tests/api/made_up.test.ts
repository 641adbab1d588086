// made_up.test.ts - the made-up retailer goes in whole through its mapping, in any order of its sets, and its returns find their sales.
import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { factsOf } from "../harness/facts.ts";
import { psql } from "../harness/postgres.ts";
import { binary, Server } from "../harness/server.ts";

let first: Server;
let second: Server;
let shop: string;
const people = 300; // few, so that it is quick; of this seed some late receipts were returned

const filesIn = (...folders: string[]) =>
  folders.flatMap((folder) => readdirSync(join(shop, folder)).map((file) => join(shop, folder, file)));
const linesOf = (file: string) => readFileSync(join(shop, file), "utf8").trim().split("\n").slice(1);
const bring = (server: Server, files: string[]): string => {
  const words = [...server.place, "--mapping", "made_up", "--as-of", "2026-01-01T00:00:00Z", ...files];
  const { status, stdout, stderr } = spawnSync(binary, ["import", ...words], { encoding: "utf8" });
  expect(status, `${stdout}${stderr}`).toBe(0);
  return stdout;
};

beforeAll(async () => {
  [first, second] = await Promise.all([Server.start(), Server.start()]);
  shop = join(first.dataDir, "shop");
  execFileSync(binary, ["make-up", "--out", shop, "--people", String(people), "--seed", "2"]);
});
afterAll(() => Promise.all([first?.close(), second?.close()]));

describe("the made-up retailer", () => {
  const ask = (sql: string) => psql(first.databaseUrl, sql);

  test("goes in without a reject, and again without a change", { timeout: 120_000 }, () => {
    const sales = filesIn("customers", "sales");
    expect(bring(first, sales)).toMatch(/ read, 0 rejected, 0 skipped/);
    expect(bring(first, filesIn("late"))).toMatch(/ read, 0 rejected, 0 skipped/);
    const told = factsOf(first.databaseUrl);
    expect(bring(first, sales)).toMatch(/orders +0 new, 0 changed/);
    expect(factsOf(first.databaseUrl)).toEqual(told);
  });

  test("is recorded to the last order, return and cent", () => {
    const orders = linesOf("truth/orders.csv");
    expect(ask("SELECT count(*) FROM orders.sales_order;")).toBe(String(orders.length));
    const cents = (text: string) => Math.round(Number(text) * 100);
    const till = ["sales", "late"].flatMap((folder) => linesOf(`${folder}/till_receipts.csv`));
    const sold = till.map((line) => line.split(";")).map((row) => Number(row[9]) * cents(row[10]!) - cents(row[11]!));
    expect(ask("SELECT sum(amount_minor) FROM orders.order_line_facts WHERE origin_channel = 'store';")).toBe(
      String(sold.reduce((sum, each) => sum + each, 0)),
    );
    const paid = linesOf("sales/web_payments.csv").map((line) => cents(line.split(",")[3]!));
    expect(
      ask(`SELECT sum(t.amount_minor) FROM orders.tender t JOIN orders.sales_order o USING (record_id, order_id)
           WHERE o.origin_channel = 'web';`),
    ).toBe(String(paid.reduce((sum, each) => sum + each, 0)));
    const returns = ["till", "parcel"].flatMap((kind) => linesOf(`sales/${kind}_returns.csv`));
    expect(ask("SELECT count(*) FROM orders.return_line;")).toBe(String(returns.length));
  });

  test("links what came back to its sale, in other channels and of receipts that came late", () => {
    const links = (where: string) =>
      Number(
        ask(`SELECT count(*) FROM orders.sales_return b JOIN orders.sales_order o ON o.order_id = b.order_id
             WHERE ${where};`),
      );
    expect(links("b.return_channel = 'store' AND o.origin_channel <> 'store'")).toBeGreaterThan(5);
    const late = new Set(linesOf("late/till_receipts.csv").map((line) => line.split(";")[0]));
    const ofLate = new Set(
      linesOf("sales/till_returns.csv")
        .map((line) => line.split(";"))
        .filter((row) => late.has(row[5]))
        .map((row) => row[0]),
    );
    expect(ofLate.size).toBeGreaterThan(0);
    expect(links(`b.number IN (${[...ofLate].map((number) => `'${number}'`).join()})`)).toBe(ofLate.size);
    expect(Number(ask("SELECT count(*) FROM orders.sales_return WHERE order_id IS NULL;"))).toBeGreaterThan(0);
  });

  test("is the same when its late receipts come first", { timeout: 120_000 }, () => {
    bring(second, filesIn("late"));
    bring(second, filesIn("sales", "customers").reverse());
    expect(factsOf(second.databaseUrl)).toEqual(factsOf(first.databaseUrl));
  });
});
