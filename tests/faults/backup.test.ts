// backup.test.ts - a shop is backed up while it sells, destroyed, and brought back; a backup that is not whole is refused and says why.
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, signIn, signInAs } from "../harness/client.ts";
import { eventually, refused } from "../harness/expect.ts";
import { factsOf } from "../harness/facts.ts";
import { createDatabase, type Database, psql, psqlLater } from "../harness/postgres.ts";
import { type Person, Server } from "../harness/server.ts";
import { openShop, saleOf } from "../harness/shop.ts";
import { runVerb } from "../harness/verb.ts";
import { EventStream } from "../harness/wire.ts";
import { holdLock } from "./lock.ts";
import { nothingTold, openTills } from "./selling.ts";

const shelf = mkdtempSync(join(tmpdir(), "weft-backups-"));
afterAll(() => rmSync(shelf, { recursive: true, force: true }));

/** Backs up; the backup's folder. */
async function backUp(server: Server, ...flags: string[]): Promise<string> {
  const { code, out, err } = await runVerb("backup", ...server.place, "--to", shelf, ...flags);
  expect(code, err).toBe(0);
  return out.trim();
}

const numbersIn = async (url: string) =>
  new Set((await psqlLater(url, "SELECT number FROM orders.order_claim")).split("\n"));

/** SHA256SUMS anew, as somebody would who changes a backup by hand. */
function sumAgain(backup: string): void {
  const sums = readFileSync(join(backup, "SHA256SUMS"), "utf8").replace(/^\w+(?= {2}(.*)$)/gm, (_, name) =>
    createHash("sha256")
      .update(readFileSync(join(backup, name)))
      .digest("hex"),
  );
  writeFileSync(join(backup, "SHA256SUMS"), sums);
}

describe("a server with a private cluster", () => {
  let server: Server;
  let director: Caller;
  let person: Person;

  beforeAll(async () => {
    server = await Server.start({ database: { url: "", drop: () => {} } });
    person = server.addStaff("director");
    director = await signIn(server, person);
    await openShop(director);
  });
  afterAll(() => server?.close());

  /** What is left of a machine whose disk is gone. */
  async function destroy(): Promise<void> {
    const postmaster = Number(readFileSync(join(server.dataDir, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
    await server.kill();
    process.kill(postmaster, "SIGKILL");
    await eventually(async () => !readdirSync("/proc").includes(String(postmaster)), 10_000, "PostgreSQL is gone");
    for (const name of readdirSync(server.dataDir)) rmSync(join(server.dataDir, name), { recursive: true });
  }

  test("backed up while it sells, destroyed and restored, it has all that was acknowledged before", async () => {
    const told = nothingTold();
    const tills = openTills([server], director.credentials, told, 12);
    await tills.soldMore(60);
    const before = [...told.sales.keys()];
    const backup = await backUp(server, "--verify");
    const during = told.sales.size - before.length;
    await tills.soldMore(20);
    await tills.close();
    expect(told.wrong).toEqual([]);
    expect(during, "it went on selling meanwhile").toBeGreaterThan(0);
    const known = await numbersIn(server.databaseUrl);
    await destroy();

    const restored = await runVerb("restore", "--from", backup, "--data-dir", server.dataDir);
    expect(restored.code, restored.err).toBe(0);
    await server.launch();
    const kept = await numbersIn(server.databaseUrl);
    expect(before.filter((number) => !kept.has(number))).toEqual([]);
    expect([...kept].filter((number) => !known.has(number))).toEqual([]);
    // It sells on, and takes again what came after the backup.
    director = await signIn(server, person);
    const [lost] = [...known].filter((number) => number && !kept.has(number));
    expect((await director.send("POST", "/v1/sales", { body: saleOf({ number: lost as string }) })).status).toBe(201);
  });

  test("at rest, every fact is as it was; whoever was there before is told clearly", async () => {
    const stream = await EventStream.open(server, director);
    const backup = await backUp(server);
    const facts = factsOf(server.databaseUrl);
    const said = await director.send("POST", "/v1/sales", { body: saleOf() });
    expect(said.status).toBe(201);
    const { id: cursor } = await stream.find(({ event }) => event === "orders.order_recorded");
    stream.close();
    const epoch = psql(server.databaseUrl, "SELECT max(epoch) FROM platform.lease");
    await destroy();

    expect((await runVerb("restore", "--from", backup, "--data-dir", server.dataDir)).code).toBe(0);
    await server.launch();
    expect(factsOf(server.databaseUrl)).toEqual(facts);
    // A session that may have been ended since is not given back.
    expect((await director.send("GET", "/v1/session")).status).toBe(401);
    director = await signIn(server, person);
    // A cursor of the lost time must not skip what happens now.
    refused(
      await director.send("GET", "/v1/events", { headers: { "last-event-id": cursor } }),
      410,
      "outbox.cursor_expired",
    );
    const after = await EventStream.open(server, director);
    await director.send("POST", "/v1/sales", { body: saleOf() });
    await after.find(({ event }) => event === "orders.order_recorded");
    after.close();
    // Nor can a process that slept through it all hold a lease of now.
    expect(Number(psql(server.databaseUrl, "SELECT min(epoch) FROM platform.lease"))).toBeGreaterThan(Number(epoch));
    expect((await director.send("GET", "/v1/history?subject_kind=shop")).text).toContain("backup.restored");
  });

  test("a running server is not restored over, nor a shop that is there unless told", async () => {
    const backup = await backUp(server);
    const words = ["restore", "--from", backup, "--data-dir", server.dataDir];
    const running = await runVerb(...words, "--replace");
    expect([running.code, running.err]).toEqual([1, expect.stringContaining("pg.directory_in_use")]);
    expect((await runVerb(...words, "--verify")).code).toBe(0);
    await server.stop();
    const there = await runVerb(...words);
    expect([there.code, there.err]).toEqual([1, expect.stringContaining("backup.not_empty")]);
    const replaced = await runVerb(...words, "--replace");
    expect(replaced.code, replaced.err).toBe(0);
    await server.launch();
  });

  test("there is no backup of nothing, nor one where none can be written", async () => {
    const nowhere = await runVerb("backup", "--data-dir", join(shelf, "no-shop"), "--to", shelf);
    expect([nowhere.code, nowhere.err]).toEqual([1, expect.stringContaining("backup.nothing_here")]);
    const unwritable = await runVerb("backup", ...server.place, "--to", "/proc/weft");
    expect([unwritable.code, unwritable.err]).toEqual([1, expect.stringContaining("backup.failed")]);
    expect(readdirSync(shelf).filter((name) => name.endsWith(".partial"))).toEqual([]);
  });
});

describe("a backup", () => {
  let server: Server;
  let whole: string;
  let empty: Database;

  beforeAll(async () => {
    server = await Server.start();
    const director = await signInAs(server);
    await openShop(director);
    for (let n = 0; n < 5; n += 1) await director.send("POST", "/v1/sales", { body: saleOf() });
    whole = await backUp(server);
    empty = server.database.url ? createDatabase() : { url: "", drop: () => {} };
  });
  afterAll(async () => {
    empty?.drop();
    await server?.close();
  });

  /** Restores a spoiled copy into the empty place; what it said. */
  async function restoreSpoiled(name: string, spoil: (copy: string) => void) {
    const copy = join(shelf, name);
    cpSync(whole, copy, { recursive: true });
    spoil(copy);
    const place = ["--data-dir", join(shelf, `${name}-data`), ...(empty.url ? ["--database-url", empty.url] : [])];
    return await runVerb("restore", "--from", copy, ...place);
  }
  const tableFile = (copy: string) => {
    const sizes = readdirSync(join(copy, "database")).filter((name) => name.endsWith(".dat.gz"));
    return join(copy, "database", sizes.sort()[0] as string);
  };

  test.each<[string, string, string, (copy: string) => void]>([
    [
      "with a bit turned",
      "backup.damaged",
      ".dat.gz is not what was written",
      (copy) => {
        const bytes = readFileSync(tableFile(copy));
        bytes[bytes.length >> 1]! ^= 1;
        writeFileSync(tableFile(copy), bytes);
      },
    ],
    ["with a file cut short", "backup.damaged", ".dat.gz is not", (copy) => truncateSync(tableFile(copy), 5)],
    ["with a file gone", "backup.damaged", ".dat.gz is missing", (copy) => rmSync(tableFile(copy))],
    ["with a file too many", "backup.damaged", "more is not in", (copy) => writeFileSync(join(copy, "more"), "")],
    ["cut short itself", "backup.not_a_backup", "SHA256SUMS", (copy) => rmSync(join(copy, "SHA256SUMS"))],
    [
      "of a newer program",
      "backup.from_the_future",
      "does not know its step orders/9999_wings",
      (copy) => {
        const path = join(copy, "manifest.json");
        writeFileSync(path, readFileSync(path, "utf8").replace('"steps":[', '"steps":["orders/9999_wings",'));
        sumAgain(copy);
      },
    ],
    [
      "of a newer form",
      "backup.from_the_future",
      "has the form 2",
      (copy) => {
        const path = join(copy, "manifest.json");
        writeFileSync(path, readFileSync(path, "utf8").replace('"format":1', '"format":2,"wings":true'));
        sumAgain(copy);
      },
    ],
  ])("%s is refused before anything is touched", async (what, reason, words, spoil) => {
    const { code, err } = await restoreSpoiled(what.replaceAll(" ", "-"), spoil);
    expect([code, err]).toEqual([1, expect.stringContaining(reason)]);
    expect(err).toContain(words);
    if (empty.url) expect(psql(empty.url, "SELECT to_regnamespace('orders') IS NULL")).toBe("t");
  });

  test.runIf(process.env.WEFT_TEST_DATABASE_URL)("that differs once restored is never served", async () => {
    const words = ["--data-dir", join(shelf, "differs"), "--database-url", empty.url];
    const differs = await restoreSpoiled("differs", (copy) => {
      const path = join(copy, "manifest.json");
      writeFileSync(path, readFileSync(path, "utf8").replace(/("table":"orders.sales_order","rows":)5/, "$16"));
      sumAgain(copy);
    });
    expect([differs.code, differs.err]).toEqual([1, expect.stringContaining("backup.restored_differs")]);
    expect(differs.err).toContain("orders.sales_order (5 rows, 6 backed up)");
    const served = await runVerb("serve", ...words, "--listen", "127.0.0.1:0");
    expect([served.code, served.err]).toEqual([1, expect.stringContaining("backup.restore_unfinished")]);
    // Nor while somebody works in it; then the whole backup clears the rest away by itself.
    const other = await holdLock(empty.url, "SELECT 1");
    const used = await runVerb("restore", "--from", whole, ...words);
    await other.release();
    expect([used.code, used.err]).toEqual([1, expect.stringContaining("backup.database_in_use")]);
    const again = await runVerb("restore", "--from", whole, ...words);
    expect(again.code, again.err).toBe(0);
    expect(factsOf(empty.url)).toEqual(factsOf(server.databaseUrl));
  });

  test.runIf(process.env.WEFT_TEST_DATABASE_URL)("of an older program is brought up to date", async () => {
    const [older, fresh] = [createDatabase(), createDatabase()];
    const words = (database: Database) => ["--data-dir", join(shelf, "older"), "--database-url", database.url];
    try {
      expect((await runVerb("migrate", ...words(older))).code).toBe(0);
      psql(
        older.url,
        `DROP VIEW orders.return_facts;
         DELETE FROM platform.migration WHERE schema = 'orders' AND name = '0005_return_facts'`,
      );
      const { code, out, err } = await runVerb("backup", ...words(older), "--to", join(shelf, "of-older"));
      expect(code, err).toBe(0);
      // To back it up has not changed it.
      expect(psql(older.url, "SELECT to_regclass('orders.return_facts') IS NULL")).toBe("t");
      const restored = await runVerb("restore", "--from", out.trim(), ...words(fresh));
      expect(restored.code, restored.err).toBe(0);
      expect(psql(fresh.url, "SELECT to_regclass('orders.return_facts') IS NOT NULL")).toBe("t");
    } finally {
      for (const database of [older, fresh]) database.drop();
    }
  });
});
