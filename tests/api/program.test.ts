// program.test.ts - the program as somebody at a terminal meets it: what it refuses to start with, and what it says.
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase, type Database } from "../harness/postgres.ts";
import { binary } from "../harness/server.ts";

let folder: string;
let database: Database;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "weft-test-"));
  chmodSync(folder, 0o755); // PostgreSQL runs as another user where we are root
  database = createDatabase();
});

afterAll(() => {
  database.drop();
  rmSync(folder, { recursive: true, force: true });
});

function weft(...words: string[]) {
  const { WEFT_DATABASE_URL: _, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(binary, words, { env, encoding: "utf8", timeout: 50_000 });
  return { status, stdout, stderr };
}

/** Its data and a door on any free port. */
const place = () => ["--data-dir", folder, ...(database.url ? ["--database-url", database.url] : [])];

describe("weft", () => {
  test("says where the database should have been", () => {
    const { status, stderr } = weft("serve", "--data-dir", folder, "--database-url", `host=${folder} dbname=none`);
    expect(status).toBe(1);
    expect(stderr).toContain("app.database_unreachable");
    expect(stderr).toContain(folder);
  });

  test("does not let anybody move the clock of a production server", () => {
    const { status, stderr } = weft("serve", ...place(), "--listen", "127.0.0.1:0", "--test-clock", "--production");
    expect(status).toBe(1);
    expect(stderr).toContain("app.test_clock_in_production");
  });

  test("names the address that something else listens on", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((settled) => other.once("listening", settled));
    const address = `127.0.0.1:${(other.address() as AddressInfo).port}`;
    const { status, stderr } = weft("serve", ...place(), "--listen", address);
    other.close();
    expect(status).toBe(1);
    expect(stderr).toContain("app.address_taken");
    expect(stderr).toContain(address);
  });

  test("ends the demo with the reason when its sales cannot be read", () => {
    const file = join(folder, "broken.csv");
    writeFileSync(file, "not,the,columns\n1,2,3\n");
    const { status, stderr } = weft("demo", "--once", ...place(), "--listen", "127.0.0.1:0", "--file", file);
    expect(status).toBe(1);
    expect(stderr).toContain("app.import_failed");
    expect(stderr).toContain("broken.csv");
  });

  test("gives 2 for wrong usage and names the nearest word", () => {
    const { status, stderr } = weft("serve", "--data-dri", folder);
    expect(status).toBe(2);
    expect(stderr).toContain("Did you mean --data-dir?");
  });
});
