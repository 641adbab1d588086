// killed.test.ts - kill -9 of the server, of PostgreSQL and of what a batch stands on, while tills go on selling: the books balance after each.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, callerOf, signInAs } from "../harness/client.ts";
import { eventually } from "../harness/expect.ts";
import { psqlLater } from "../harness/postgres.ts";
import { rounds, strikes } from "../harness/rounds.ts";
import { binary, Server } from "../harness/server.ts";
import { openShop, saleOf } from "../harness/shop.ts";
import { booksBalance } from "./books.ts";
import { holdLock } from "./lock.ts";
import { insist, nothingTold, openTills, type Told } from "./selling.ts";

/** A minute of rounds and what may lie between them on a busy machine. */
const longMs = 120_000 + rounds * 30_000;

describe("a server with a private cluster", () => {
  let server: Server;
  let director: Caller;
  let told: Told;

  beforeAll(async () => {
    server = await Server.start({ database: { url: "", drop: () => {} } });
    director = await signInAs(server);
    await openShop(director);
    told = nothingTold();
  });
  afterAll(() => server?.close());

  const postmaster = () => Number(readFileSync(join(server.dataDir, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
  /** A process of PostgreSQL that works for the server just now, or any that could. */
  const backend = async () =>
    Number(
      await psqlLater(
        server.databaseUrl,
        `SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
         ORDER BY state = 'active' DESC, query_start DESC LIMIT 1`,
      ),
    );

  test.each([
    ["the server", "kill -9, and started again", async () => await server.restart("SIGKILL")],
    ["one process of PostgreSQL", "kill -9", async () => process.kill(await backend(), "SIGKILL")],
    ["PostgreSQL's first process", "kill -9", async () => process.kill(postmaster(), "SIGKILL")],
  ])("%s dies (%s): nothing is lost, nothing doubled", { timeout: longMs }, async (who, _, strike) => {
    const interruptedBefore = told.interrupted;
    const pid = server.pid;
    const cluster = postmaster();
    const again = await againsOf(server);
    for (const { where } of strikes()) {
      const tills = openTills([server], director.credentials, told);
      await tills.soldMore(20);
      await sleep(where * 200);
      await strike();
      await tills.soldMore(20);
      await tills.close();
      await booksBalance(server.databaseUrl, told);
    }
    console.info(
      `${who}: ${rounds} rounds, ${told.sales.size} sales, ${told.interrupted - interruptedBefore} tries cut`,
    );
    // It struck in the middle of something: a dead server leaves its clients without an answer, and a living one does
    // again by itself what its database lost.
    if (who === "the server") expect(told.interrupted).toBeGreaterThan(interruptedBefore);
    else expect(await againsOf(server)).toBeGreaterThan(again);
    expect(server.pid === pid).toBe(who !== "the server");
    expect(postmaster() === cluster).toBe(who !== "PostgreSQL's first process");
  });

  test("a second server on its folder is refused and told who is there", () => {
    const words = ["serve", "--data-dir", server.dataDir, "--listen", "127.0.0.1:0"];
    const { WEFT_DATABASE_URL: _, ...env } = process.env;
    const { status, stderr } = spawnSync(binary, words, { env, encoding: "utf8", timeout: 50_000 });
    expect(status).toBe(1);
    expect(stderr).toContain("pg.directory_in_use");
    expect(stderr).toContain(String(server.pid));
  });

  // The batch has written orders and lines and waits for the tenders: then it dies.
  test.each([
    ["the server", async () => await server.kill()],
    ["its process of PostgreSQL", async () => process.kill(await waiterFor("orders.tender"), "SIGKILL")],
    [
      "its connection",
      async () =>
        await psqlLater(server.databaseUrl, `SELECT pg_terminate_backend(${await waiterFor("orders.tender")})`),
    ],
  ])("a lane's batch loses %s in its middle: whole or not at all", { timeout: longMs }, async (who, strike) => {
    for (const { round } of strikes()) {
      const tender = await holdLock(server.databaseUrl, "LOCK TABLE orders.tender IN SHARE MODE");
      const sales = Array.from({ length: 64 }, () => saleOf({ customer: { source_id: `lane-${round % 7}` } }));
      const sent = sales.map((body) => director.send("POST", "/v1/sales", { body }).catch(() => undefined));
      await eventually(async () => (await waiterFor("orders.tender")) !== 0, 20_000, "a batch waits");
      await strike();
      await tender.release();
      if (who === "the server") await server.launch();
      const answers = await Promise.all(sent);
      // Whoever got no answer asks again and learns how it stands.
      for (const [i, body] of sales.entries()) {
        const first = answers[i];
        if (first) expect([201, 503], first.text).toContain(first.status);
        const again = await insist(told, () => director.send("POST", "/v1/sales", { body }));
        if (!again) throw new Error(told.wrong.join("\n"));
        if (first?.status === 201) {
          expect(again.body).toMatchObject({ state: "unchanged", order_id: first.body.order_id });
        }
        told.sales.set(body.number, again.body);
      }
      await booksBalance(server.databaseUrl, told);
    }
  });

  test("SIGTERM in the middle of a batch: it is finished and answered, newcomers are told to come back", async () => {
    const tender = await holdLock(server.databaseUrl, "LOCK TABLE orders.tender IN SHARE MODE");
    const sales = Array.from({ length: 32 }, () => saleOf());
    const sent = sales.map((body) => director.send("POST", "/v1/sales", { body }));
    await eventually(async () => (await waiterFor("orders.tender")) !== 0, 20_000, "a batch waits");
    server.signal("SIGTERM");
    await eventually(async () => !(await server.isReady()), 5_000, "it says that it is not ready");
    const late = await callerOf(server, director.credentials)
      .send("POST", "/v1/sales", { body: saleOf() })
      .catch(() => undefined);
    if (late) {
      expect(late.status).toBe(503);
      expect(late.body.reason).toBe("http.draining");
      expect(late.headers.get("retry-after")).not.toBeNull();
    }
    await tender.release();
    for (const [i, answer] of (await Promise.all(sent)).entries()) {
      expect(answer.status, answer.text).toBe(201);
      told.sales.set(sales[i]!.number, answer.body);
    }
    expect(await server.exited).toBe(0);
    await server.launch();
    await booksBalance(server.databaseUrl, told);
  });

  /** The process of PostgreSQL that waits for that table; 0 = nobody does. */
  const waiterFor = async (table: string) =>
    Number(
      await psqlLater(
        server.databaseUrl,
        `SELECT coalesce(min(pid), 0) FROM pg_locks WHERE NOT granted AND relation = '${table}'::regclass`,
      ),
    );
});

/** How often it did a transaction or a batch again because of its database, since it began. */
async function againsOf(server: Server): Promise<number> {
  const text = await (await fetch(`${server.baseUrl}/metrics`)).text();
  const counts = [...text.matchAll(/^weft_(?:pg|http_lane)_retries_total(?:\{.*\})? (\d+)/gm)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}
