// program.test.ts - the program as somebody at a terminal meets it: what it refuses to start with, and what it says.
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase, type Database } from "../harness/postgres.ts";
import { binary, Server } from "../harness/server.ts";

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

  test("names the certificate that it cannot use", () => {
    const missing = join(folder, "none.pem");
    const { status, stderr } = weft(
      "serve",
      ...place(),
      "--listen",
      "127.0.0.1:0",
      "--tls-cert",
      missing,
      "--tls-key",
      missing,
    );
    expect(status).toBe(1);
    expect(stderr).toContain("app.cannot_serve");
    expect(stderr).toContain(missing);
  });

  test("speaks TLS from version 1.2 on, and says so to whoever signs in", async () => {
    const certificate = join(folder, "cert.pem");
    const key = join(folder, "key.pem");
    const made = spawnSync("openssl", [
      ..."req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=127.0.0.1".split(" "),
      ..."-addext subjectAltName=IP:127.0.0.1".split(" "),
      ...["-keyout", key, "-out", certificate],
    ]);
    expect(made.status, String(made.stderr)).toBe(0);
    const server = await Server.start({ flags: ["--tls-cert", certificate, "--tls-key", key] });
    try {
      const person = server.addStaff("director");
      const ca = readFileSync(certificate);
      const signedIn = await new Promise<IncomingMessage>((settle, fail) => {
        const headers = { "content-type": "application/json" };
        request(`${server.baseUrl}/v1/session`, { method: "PUT", ca, headers }, settle)
          .on("error", fail)
          .end(JSON.stringify(person));
      });
      expect(signedIn.statusCode).toBe(200);
      expect(signedIn.headers["set-cookie"]?.join()).toMatch(/; Secure/);
      expect(signedIn.headers["strict-transport-security"]).toMatch(/max-age=\d+/);
      signedIn.destroy();
      const old = connect({ port: server.port, host: "127.0.0.1", ca, maxVersion: "TLSv1.1", minVersion: "TLSv1" });
      await expect(
        new Promise((settle, fail) => old.once("secureConnect", settle).once("error", fail)),
      ).rejects.toThrow();
    } finally {
      await server.close();
    }
  });

  test("ends the demo with the reason when its sales cannot be read", () => {
    const file = join(folder, "broken.csv");
    writeFileSync(file, "not,the,columns\n1,2,3\n");
    const { status, stderr } = weft("demo", "--once", ...place(), "--listen", "127.0.0.1:0", "--file", file);
    expect(status).toBe(1);
    expect(stderr).toContain("app.import_failed");
    expect(stderr).toContain("broken.csv");
  });

  test("makes a retailer up, brings it in and says what those who use several channels are worth, once", () => {
    const shop = createDatabase();
    const where = ["--data-dir", join(folder, "shop"), ...(shop.url ? ["--database-url", shop.url] : [])];
    const demo = (...words: string[]) => weft("demo", "--once", ...where, "--listen", "127.0.0.1:0", ...words);
    try {
      const first = demo("--people", "300");
      expect(first.stderr).toBe("");
      expect(first.status).toBe(0);
      expect(first.stdout).toContain("300 people, 465 records of them, 1800 orders");
      expect(first.stdout).toMatch(/rows +[0-9,]+ read, 0 rejected/);
      const sentence = first.stdout.match(/^Of (\d+) customers .* scoring says 300\) .*$/m);
      expect(sentence?.[0]).toMatch(
        /[\d.]+ % bought in more than one channel; they are worth EUR [\d,]+ each, the others EUR [\d,]+; [\d.]+ % of them were still there after 12 months, against [\d.]+ %/,
      );
      // More than the people in truth, since not all records of a person share an e-mail or a loyalty number.
      expect(Number(sentence?.[1])).toBeGreaterThan(300);
      expect(Number(sentence?.[1])).toBeLessThan(465);
      const second = demo();
      expect(second.stdout).not.toContain("Importing");
      expect(second.stdout).toContain(sentence?.[0]);
    } finally {
      shop.drop();
    }
  }, 60_000);

  test("makes no sign-in for the demo that the next start would not know", () => {
    const kept = join(folder, "demo-sign-in");
    rmSync(kept, { force: true });
    mkdirSync(kept);
    const { status, stderr } = weft("demo", "--once", ...place(), "--listen", "127.0.0.1:0");
    rmSync(kept, { recursive: true });
    expect(status).toBe(1);
    expect(stderr).toContain("app.cannot_keep_sign_in");
    expect(stderr).toContain(kept);
  });

  test("gives 2 for wrong usage and names the nearest word", () => {
    const { status, stderr } = weft("serve", "--data-dri", folder);
    expect(status).toBe(2);
    expect(stderr).toContain("Did you mean --data-dir?");
  });
});
