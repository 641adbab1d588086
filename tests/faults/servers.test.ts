// servers.test.ts - two servers on one database, and the one with a duty dies or falls asleep: the other takes it up, and the sleeper writes nothing more in its name.
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, callerOf, signInAs } from "../harness/client.ts";
import { eventually } from "../harness/expect.ts";
import { adminUrl, createDatabase, type Database, psqlLater } from "../harness/postgres.ts";
import { rounds, strikes } from "../harness/rounds.ts";
import { Server } from "../harness/server.ts";
import { openShop, saleOf } from "../harness/shop.ts";
import { booksBalance } from "./books.ts";
import { holdLock } from "./lock.ts";
import { nothingTold, openTills, type Told } from "./selling.ts";

const longMs = 120_000 + rounds * 40_000;

// A private cluster belongs to one server; two need a database they share.
describe.skipIf(!adminUrl)("two servers on one database", () => {
  let database: Database;
  let servers: Server[];
  let director: Caller;
  let told: Told;

  beforeAll(async () => {
    database = createDatabase();
    servers = [await Server.start({ database }), await Server.start({ database })];
    director = await signInAs(servers[0]!);
    await openShop(director);
    told = nothingTold();
  });
  afterAll(async () => {
    await Promise.all((servers ?? []).map((server) => server.close()));
    database?.drop();
  });

  const ask = (sql: string) => psqlLater(database.url, sql);
  const reign = async () => {
    const [epoch, holder] = (
      await ask("SELECT epoch, holder FROM platform.lease WHERE name = 'outbox.sequencer'")
    ).split("|");
    const server = servers.find(({ pid }) => holder?.endsWith(`:${pid}`));
    if (!server) throw new Error(`nobody of us is ${holder}`);
    return { epoch: Number(epoch), server, other: servers.find((one) => one !== server)! };
  };
  const takenAfter = (epoch: number) =>
    eventually(async () => (await reign().catch(() => undefined))?.epoch !== epoch, 20_000, "the duty is taken over");

  test(
    "the one that gives positions is killed while both sell: the other goes on, none is skipped or given twice",
    { timeout: longMs },
    async () => {
      for (const { where } of strikes()) {
        const { epoch, server } = await reign();
        const tills = openTills(servers, director.credentials, told);
        await tills.soldMore(20);
        await sleep(where * 200);
        await server.kill();
        await takenAfter(epoch);
        await tills.soldMore(20);
        await server.launch();
        await tills.soldMore(20);
        await tills.close();
        await booksBalance(database.url, told);
      }
    },
  );

  test(
    "the one that gives positions falls asleep while both sell, and writes nothing when it wakes",
    { timeout: longMs },
    async () => {
      for (const { where } of strikes()) {
        const { epoch, server, other } = await reign();
        const tills = openTills(servers, director.credentials, told);
        const others = openTills([other], director.credentials, told, 8);
        await others.soldMore(20);
        await sleep(where * 200);
        server.signal("SIGSTOP");
        const took = await takenAfter(epoch);
        await others.soldMore(20);
        server.signal("SIGCONT");
        await Promise.all([tills.soldMore(40), others.soldMore(0)]);
        await Promise.all([tills.close(), others.close()]);
        await booksBalance(database.url, told);
        expect((await reign()).epoch, `one hand-over, after ${took.toFixed(0)} ms`).toBe(epoch + 1);
      }
    },
  );

  // Asleep it still holds the claim of the sale: PostgreSQL ends its transaction, and the other gets it.
  test(
    "one falls asleep inside a batch: the sale is told to the other, and waits a few seconds only",
    {
      timeout: longMs,
    },
    async () => {
      const customer = { source_id: "regular" };
      await director.send("POST", "/v1/sales", { body: saleOf({ source: "shop", customer }) });
      for (const { round } of strikes()) {
        const [asleep, awake] = round % 2 ? [servers[0]!, servers[1]!] : [servers[1]!, servers[0]!];
        const records = await holdLock(database.url, "LOCK TABLE customer.record IN ACCESS EXCLUSIVE MODE");
        const body = saleOf({ customer });
        const sent = callerOf(asleep, director.credentials).send("POST", "/v1/sales", { body });
        await eventually(
          async () =>
            (await ask(
              "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'customer.record'::regclass",
            )) !== "0",
          20_000,
          "a batch waits",
        );
        asleep.signal("SIGSTOP");
        await records.release();
        const began = performance.now();
        const left = callerOf(awake, director.credentials);
        let sold = await left.send("POST", "/v1/sales", { body });
        while (sold.status === 503) sold = await left.send("POST", "/v1/sales", { body });
        const waited = performance.now() - began;
        expect(sold.status, sold.text).toBe(201);
        told.sales.set(body.number, sold.body);
        asleep.signal("SIGCONT");
        // The sleeper finds its transaction ended, begins again and finds the sale there.
        let answer = await sent;
        if (answer.status === 503) answer = await left.send("POST", "/v1/sales", { body }); // its time was over
        expect(answer.status, answer.text).toBe(201);
        // Recorded once: by the sleeper, if its COMMIT was under way already.
        expect(answer.body.order_id).toBe(sold.body.order_id);
        expect([answer.body.state, sold.body.state]).toContain("unchanged");
        console.info(`the other had to wait ${waited.toFixed(0)} ms`);
        await booksBalance(database.url, told);
      }
    },
  );
});
