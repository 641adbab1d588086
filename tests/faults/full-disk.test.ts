// full-disk.test.ts - a disk runs full while tills sell: writes are refused clearly, reads go on, and once there is room it sells on by itself.
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, signIn, signInAs } from "../harness/client.ts";
import { noMounts, SmallDisk } from "../harness/disk.ts";
import { eventually, refused } from "../harness/expect.ts";
import { psqlLater } from "../harness/postgres.ts";
import { type Person, Server } from "../harness/server.ts";
import { openShop, saleOf } from "../harness/shop.ts";
import { booksBalance } from "./books.ts";
import { nothingTold, openTills, type Told } from "./selling.ts";

if (noMounts) console.warn(`full disks are not tried: ${noMounts}`);

const shelf = mkdtempSync(join(tmpdir(), "weft-disks-"));
chmodSync(shelf, 0o755); // PostgreSQL runs as another user where we are root
afterAll(() => rmSync(shelf, { recursive: true, force: true }));

const postmasterOf = ({ dataDir }: Server) =>
  Number(readFileSync(join(dataDir, "postgres/postmaster.pid"), "utf8").split("\n")[0]);

describe.skipIf(noMounts)("a server whose disk runs full", () => {
  let disk: SmallDisk;
  let server: Server;
  let person: Person;
  let director: Caller;
  let told: Told;

  beforeAll(async () => {
    disk = new SmallDisk(join(shelf, "reserve"), 500);
    const flags = ["--disk-reserve", "64"];
    server = await Server.start({ database: { url: "", drop: () => {} }, dataDir: disk.folder, flags });
    person = server.addStaff("director");
    director = await signIn(server, person);
    await openShop(director);
    told = nothingTold();
  });
  afterAll(async () => {
    await server?.close();
    disk?.unmount();
  });

  const disks = async () =>
    (await director.send("GET", "/readyz")).body.checks.find(({ name }: { name: string }) => name === "disk");

  test("refuses what writes, answers what reads, says so, and sells on once there is room", async () => {
    const cluster = postmasterOf(server);
    const { pid } = server;
    expect(await disks()).toMatchObject({ ok: true });
    const tills = openTills([server], director.credentials, told, 12);
    await tills.soldMore(20);
    disk.fill(40);
    const sell = () => director.send("POST", "/v1/sales", { body: saleOf({ source: "desk" }) });
    await eventually(async () => (await sell()).status === 503, 10_000, "writes are refused");
    const no = await sell();
    expect(refused(no, 503, "http.storage_full").title).toContain("no room left");
    expect(no.headers.get("retry-after")).toBe("5");

    const [{ order_id }] = [...told.sales.values()] as [{ order_id: string }];
    expect((await director.send("GET", `/v1/orders/${order_id}`)).status).toBe(200);
    const ready = await director.send("GET", "/readyz");
    expect(ready.status, "reads still come here").toBe(200);
    expect(await disks()).toMatchObject({ ok: false, detail: expect.stringMatching(/^writes are refused: \d+ MB/) });
    // Whoever comes to make room gets in.
    await signIn(server, person);
    refused(await director.send("POST", "/v1/imports", { body: { mapping: "orders" } }), 503, "http.storage_full");

    disk.empty();
    await tills.soldMore(20);
    await tills.close();
    expect(told.interrupted, "tills were refused").toBeGreaterThan(0);
    expect(await disks()).toMatchObject({ ok: true });
    await booksBalance(server.databaseUrl, told);
    expect([server.pid, postmasterOf(server)]).toEqual([pid, cluster]);
  });
});

describe.skipIf(noMounts)("a server without a reserve", () => {
  let disk: SmallDisk;
  let server: Server;
  let director: Caller;

  beforeAll(async () => {
    disk = new SmallDisk(join(shelf, "none"), 500);
    const flags = ["--disk-reserve", "0"];
    server = await Server.start({ database: { url: "", drop: () => {} }, dataDir: disk.folder, flags });
    director = await signInAs(server);
    await openShop(director);
  });
  afterAll(async () => {
    await server?.close();
    disk?.unmount();
  });

  test("loses PostgreSQL when not a byte is left, brings it back by itself, and nothing that was acknowledged", async () => {
    const told = nothingTold();
    const { pid } = server;
    const tills = openTills([server], director.credentials, told, 12);
    await tills.soldMore(20);
    disk.fill(0);
    // Each turn of the log wants a new file of it.
    for (let turn = 0; turn < 40 && told.interrupted === 0; turn += 1) {
      await psqlLater(server.databaseUrl, "SELECT pg_switch_wal()").catch(() => {});
      await sleep(100);
    }
    expect(told.interrupted, "it was full").toBeGreaterThan(0);
    await sleep(2_000);
    const sold = told.sales.size;
    disk.empty();
    await tills.soldMore(20);
    await tills.close();
    console.info(`${sold} sales before and while it was full, ${told.interrupted} refused, ${told.sales.size} at last`);
    await booksBalance(server.databaseUrl, told);
    expect(server.pid).toBe(pid);
  });
});

describe.skipIf(noMounts)("a disk for uploads that runs full", () => {
  let disk: SmallDisk;
  let server: Server;
  let director: Caller;

  beforeAll(async () => {
    const dataDir = mkdtempSync(join(shelf, "spool-"));
    disk = new SmallDisk(join(dataDir, "spool"), 1);
    server = await Server.start({ dataDir, flags: ["--disk-reserve", "0"] });
    director = await signInAs(server);
    await openShop(director);
  });
  afterAll(async () => {
    await server?.close();
    disk?.unmount();
  });

  test("refuses the file and keeps nothing of it; a smaller one and all the rest go on", async () => {
    const made = await director.send("POST", "/v1/imports", { body: { mapping: "orders" } });
    const send = (megabytes: number) =>
      director.send("PUT", `/v1/imports/${made.body.import_id}/files/orders.csv`, {
        body: new Uint8Array(megabytes * 2 ** 20).fill(65),
        headers: { "content-type": "application/octet-stream" },
      });
    const free = disk.freeBytes;
    refused(await send(3), 503, "http.storage_full");
    await eventually(async () => disk.freeBytes === free, 5_000, "the half is gone");
    expect((await send(0.5)).status).toBe(200);
    expect((await director.send("POST", "/v1/sales", { body: saleOf() })).status).toBe(201);
  });
});
