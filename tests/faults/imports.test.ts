// imports.test.ts - whoever works on an import dies or falls asleep in the middle of it: another goes on, and the tables are those of an import that nothing befell.
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, callerOf, type Schemas, signInAs } from "../harness/client.ts";
import { eventually } from "../harness/expect.ts";
import { adminUrl, createDatabase, type Database, psql, psqlLater } from "../harness/postgres.ts";
import { rounds, strikes } from "../harness/rounds.ts";
import { Server } from "../harness/server.ts";
import { openShop } from "../harness/shop.ts";

type Import = Schemas["Import"];

const longMs = 180_000 + rounds * 60_000;
const header =
  "order_number,sold_at,channel,location,sku,quantity,unit_price,currency,kind,customer_id,email,returned_order";

/** Orders of one to four lines by a few hundred customers, returns of some, and a row in fifty that does not go in. */
function fileOf(orders: number, sign: string): string {
  const rows = [header];
  for (let n = 0; n < orders; n += 1) {
    const when = new Date(Date.UTC(2025, 0, 1 + (n % 360), 9, n % 60)).toISOString();
    for (let line = 0; line <= n % 4; line += 1) {
      const quantity = n % 50 === 7 && line === 0 ? "two" : String(1 + (n % 3));
      rows.push(
        `${sign}${n},${when},store,s1,SKU-${(n + line) % 90},${quantity},${1 + (n % 40)}.50,EUR,sale,c${n % 300},,`,
      );
    }
    if (n % 11 === 3)
      rows.push(`${sign}R${n},${when},store,s1,SKU-${n % 90},1,1.50,EUR,return,c${n % 300},,${sign}${n}`);
  }
  return `${rows.join("\n")}\n`;
}

/** What the import left behind, without ids and moments: equal for equal files, however they came in. */
const whatIsThere = `
  SELECT 'orders', count(*), sum(amount_minor), md5(string_agg(concat_ws('|', o.number, o.event_at, o.amount_minor, o.line_count, o.currency), E'\\n' ORDER BY o.number COLLATE "C")) FROM orders.sales_order o
  UNION ALL SELECT 'lines', count(*), sum(l.amount_minor), md5(string_agg(concat_ws('|', o.number, l.line_no, l.sku, l.quantity_units, l.amount_minor, l.origin_channel, l.fulfilment_channel), E'\\n' ORDER BY o.number COLLATE "C", l.line_no))
    FROM orders.order_line l JOIN orders.sales_order o USING (record_id, order_id)
  UNION ALL SELECT 'returns', count(*), sum(l.amount_minor), md5(string_agg(concat_ws('|', r.number, r.order_number, o.number, l.line_no, l.sku, l.quantity_units, l.return_channel), E'\\n' ORDER BY r.number COLLATE "C", l.line_no))
    FROM orders.return_line l JOIN orders.sales_return r USING (record_id, return_id) LEFT JOIN orders.sales_order o USING (order_id)
  UNION ALL SELECT 'customers', count(*), 0, md5(string_agg(concat_ws('|', s.source_id, n), E'\\n' ORDER BY s.source_id COLLATE "C"))
    FROM (SELECT c.source_id, (SELECT count(*) FROM orders.sales_order o WHERE o.record_id = c.record_id) AS n FROM customer.source_claim c) s
  UNION ALL SELECT 'rejects', count(*), 0, md5(string_agg(concat_ws('|', j.file_no, j.line, j.reason), E'\\n' ORDER BY j.file_no, j.line, j.reason)) FROM connectors.reject j
  UNION ALL SELECT 'positions skipped', coalesce(max(position) - min(position) + 1 - count(*), 0), 0, '' FROM outbox.event;`;

/** The tables once the import has cleared away after itself. */
async function tablesOf(database: Database): Promise<string> {
  await eventually(
    async () => (await psqlLater(database.url, "SELECT count(*) FROM connectors.staged_rows")) === "0",
    30_000,
    "the staged rows are gone",
  );
  return await psqlLater(database.url, whatIsThere);
}

async function begin(caller: Caller, files: Record<string, string>): Promise<string> {
  const made = await caller.send("POST", "/v1/imports", { body: { mapping: "orders" } });
  expect(made.status, made.text).toBe(201);
  const id = made.body.import_id as string;
  for (const [name, body] of Object.entries(files)) {
    const put = await caller.send("PUT", `/v1/imports/${id}/files/${name}`, {
      body,
      headers: { "content-type": "application/octet-stream" },
    });
    expect(put.status, put.text).toBe(200);
  }
  const started = await caller.send("POST", `/v1/imports/${id}/start`);
  expect(started.status, started.text).toBe(200);
  return id;
}

const look = async (caller: Caller, id: string): Promise<Import | undefined> =>
  (await caller.send("GET", `/v1/imports/${id}`).catch(() => undefined))?.body;

async function ended(caller: Caller, id: string): Promise<Import> {
  let now: Import | undefined;
  await eventually(
    async () => {
      now = await look(caller, id);
      return ["done", "failed", "cancelled"].includes(now?.state ?? "");
    },
    120_000,
    "the import is over",
  );
  return now!;
}

/** Waits until the import has come that far: 0 = the first row is read, 1 = nearly all is written. */
async function hasComeTo(where: number, caller: Caller, id: string, rows: number): Promise<void> {
  await eventually(
    async () => {
      const now = await look(caller, id);
      if (!now?.counts) return false;
      const { rows_read, orders_new, returns_new } = now.counts;
      if (["done", "failed"].includes(now.state)) return true;
      if (where < 0.5) return rows_read >= 1 + rows * where * 2;
      return orders_new + returns_new >= 1 + rows * 0.36 * (where - 0.5) * 2;
    },
    60_000,
    `the import is at ${where}`,
  );
}

describe.skipIf(!adminUrl)("an import", () => {
  const made: { database: Database; servers: Server[] }[] = [];
  let file: string;
  let rows: number;
  let untouched: string;

  const openHouse = async (count: number) => {
    const database = createDatabase();
    const servers: Server[] = [];
    made.push({ database, servers });
    for (let n = 0; n < count; n += 1) servers.push(await Server.start({ database }));
    const director = await signInAs(servers[0]!);
    await openShop(director);
    return { database, servers, director };
  };
  const closeHouses = async () => {
    for (const { database, servers } of made.splice(0)) {
      await Promise.all(servers.map((server) => server.close()));
      database.drop();
    }
  };

  /** Two servers, one of them at work on an import that has come that far. */
  const openHouseAtWork = async (where: number) => {
    const { database, servers, director } = await openHouse(2);
    const id = await begin(director, { "a.csv": file });
    await hasComeTo(where, director, id, rows);
    const worker = servers.find((server) => worksOn(server, database)) ?? servers[0]!;
    const other = servers.find((server) => server !== worker)!;
    return { database, director, id, worker, left: callerOf(other, director.credentials) };
  };
  /** Waits for the end; whether there was still something to do. */
  const endedWell = async (caller: Caller, id: string) => {
    const wasAtWork = (await look(caller, id))?.state !== "done";
    const done = await ended(caller, id);
    expect(done, done.last_error ?? "").toMatchObject({ state: "done", counts: { rows_read: rows } });
    return wasAtWork;
  };

  beforeAll(async () => {
    file = fileOf(14_000, "A"); // two slices of writing: one that ends in the middle
    rows = file.split("\n").length - 2;
    const { database, director } = await openHouse(1);
    const done = await ended(director, await begin(director, { "a.csv": file }));
    expect(done).toMatchObject({ state: "done", counts: { rows_read: rows, rows_rejected: 840 } });
    untouched = await tablesOf(database);
    await closeHouses();
  }, longMs);
  afterAll(closeHouses);

  test("goes on where it was when its server is killed and comes back", { timeout: longMs }, async () => {
    let cut = 0;
    for (const { where } of strikes()) {
      const { database, servers, director } = await openHouse(1);
      const id = await begin(director, { "a.csv": file });
      await hasComeTo(where, director, id, rows);
      await servers[0]!.restart("SIGKILL");
      if (await endedWell(director, id)) cut += 1;
      expect(await tablesOf(database)).toBe(untouched);
      await closeHouses();
    }
    console.info(`killed in the middle of ${cut} of ${rounds} imports`);
    expect(cut).toBeGreaterThan(rounds / 2);
  });

  test("is taken over by another server when its own is killed", { timeout: longMs }, async () => {
    let over = 0;
    for (const { where } of strikes()) {
      const { database, id, worker, left } = await openHouseAtWork(where);
      await worker.kill();
      if (await endedWell(left, id)) over += 1;
      expect(await tablesOf(database)).toBe(untouched);
      await closeHouses();
    }
    console.info(`taken over: ${over} of ${rounds} imports`);
    expect(over).toBeGreaterThan(rounds / 2);
  });

  test(
    "whose server fell asleep is taken over, and the sleeper writes nothing when it wakes",
    { timeout: longMs },
    async () => {
      let over = 0;
      for (const { where } of strikes()) {
        const { database, director, id, worker, left } = await openHouseAtWork(where);
        worker.signal("SIGSTOP");
        if (await endedWell(left, id)) over += 1;
        const before = await tablesOf(database);
        worker.signal("SIGCONT");
        await eventually(() => worker.isReady(), 20_000, "the sleeper is awake and ready");
        await sleep(500); // whatever it had in hand it has tried by now
        expect(await tablesOf(database)).toBe(before);
        expect(before).toBe(untouched);
        // Awake it is a server like any other.
        expect((await look(callerOf(worker, director.credentials), id))?.state).toBe("done");
        await closeHouses();
      }
      console.info(`slept through ${over} of ${rounds} imports`);
      expect(over).toBeGreaterThan(rounds / 2);
    },
  );
});

/** It holds a lease of the import's queue: the holder's name carries its pid. */
function worksOn(server: Server, database: Database): boolean {
  const holders = psql(
    database.url,
    "SELECT holder FROM platform.lease WHERE name LIKE 'jobs.import%' AND holder <> '';",
  );
  return holders.split("\n").some((holder) => holder.endsWith(`:${server.pid}`));
}
