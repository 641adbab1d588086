// clients.test.ts - clients that are slow, broken, half gone or hostile: each is cut off or refused, and nobody else notices.
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, callerOf, signInAs } from "../harness/client.ts";
import { eventually } from "../harness/expect.ts";
import { psql } from "../harness/postgres.ts";
import { rounds } from "../harness/rounds.ts";
import { Server } from "../harness/server.ts";
import { openShop, saleOf } from "../harness/shop.ts";
import { overTheWire } from "../harness/wire.ts";

/** The server's limits (platform/http/server.h) and a little for a busy machine. */
const headerMs = 10_000;
const bodyMs = 30_000;
const writeMs = 30_000;
const slackMs = 5_000;

describe("a server among bad clients", () => {
  let server: Server;
  let director: Caller;

  beforeAll(async () => {
    server = await Server.start();
    director = await signInAs(server);
    await openShop(director);
  });
  afterAll(() => server?.close());

  /** After each of them the server is as it was: connections closed, nothing in flight, an honest request served. */
  const isUnharmed = async () => {
    await eventually(
      async () => {
        const text = (await director.send("GET", "/metrics")).text;
        const gauge = (name: string) => Number(text.match(new RegExp(`^${name} (\\d+)`, "m"))?.[1]);
        // The client of this file keeps a few connections alive; the question itself is in flight.
        return gauge("weft_http_connections") < 20 && gauge("weft_http_in_flight_requests") <= 1;
      },
      20_000,
      "the connections of bad clients are gone",
    );
    const sold = await director.send("POST", "/v1/sales", { body: saleOf() });
    expect(sold.status, sold.text).toBe(201);
  };

  const signedIn = () => [`Cookie: ${director.credentials.cookie}`, `X-CSRF-Token: ${director.credentials.csrf}`];
  const head = (more: string[] = []) =>
    ["POST /v1/sales HTTP/1.1", "Host: weft", ...signedIn(), "Content-Type: application/json", ...more, "", ""].join(
      "\r\n",
    );

  test(
    "hundreds that send and read by the drop are cut off in time, and the others are served",
    { timeout: 120_000 },
    async () => {
      const sale = JSON.stringify(saleOf());
      const began = performance.now();
      const headers = Array.from({ length: 300 }, () => drip(server, "GET /healthz HTTP/1.1\r\nX-Slow: ", "a", 250));
      const bodies = Array.from({ length: 50 }, () =>
        drip(server, `${head([`Content-Length: ${sale.length}`])}${sale.slice(0, 20)}`, " ", 500),
      );
      const readers = Array.from({ length: 50 }, () => neverReading(server, "/openapi.json", 400));
      let served = 0;
      let over = false;
      const honest = (async () => {
        while (!over) {
          const sold = await director.send("POST", "/v1/sales", { body: saleOf() });
          expect(sold.status, sold.text).toBe(201);
          expect((await callerOf(server).send("GET", "/healthz")).status).toBe(200);
          served += 1;
          await sleep(100);
        }
      })();
      const [headersTook, bodiesTook, readersTook] = await Promise.all(
        [headers, bodies, readers].map(async (all) => Math.max(...(await Promise.all(all)))),
      );
      over = true;
      await honest;
      console.info(
        `cut off after ${[headersTook, bodiesTook, readersTook].map((ms) => (ms! / 1000).toFixed(1)).join(", ")} s ` +
          `(headers, bodies, readers); ${served} honest rounds in ${((performance.now() - began) / 1000).toFixed(0)} s`,
      );
      expect(headersTook).toBeLessThan(headerMs + slackMs);
      expect(bodiesTook).toBeLessThan(bodyMs + slackMs);
      // The time runs from the last byte taken, and the sockets between may take some of their own accord a while later.
      expect(readersTook).toBeLessThan(2 * writeMs + slackMs);
      expect(served).toBeGreaterThan(20);
      await isUnharmed();
    },
  );

  test.each([
    ["no request at all", "\0\u0001\u0002\u0003\r\n\r\n", 400],
    ["a line that never was HTTP", "HELO shop.example\r\n\r\n", 400],
    ["another protocol's preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400],
    ["no Host", "GET /healthz HTTP/1.1\r\n\r\n", 400],
    ["two Hosts", "GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400],
    ["two lengths", "POST /v1/sales HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabcde", 400],
    [
      "a length and chunks",
      "POST /v1/sales HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      400,
    ],
    ["a length below nought", "POST /v1/sales HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400],
    ["a length beyond numbers", `POST /v1/sales HTTP/1.1\r\nHost: a\r\nContent-Length: ${"9".repeat(40)}\r\n\r\n`, 400],
    [
      "chunks of no size",
      "POST /v1/sales HTTP/1.1\r\nHost: a\r\nSIGNED-IN\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
      400,
    ],
    [
      "a chunk beyond numbers",
      "POST /v1/sales HTTP/1.1\r\nHost: a\r\nSIGNED-IN\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
      400,
    ],
    ["a coding nobody knows", "POST /v1/sales HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 400],
    ["a header with a space in its name", "GET /healthz HTTP/1.1\r\nHost: a\r\nX Y: z\r\n\r\n", 400],
    ["a folded header", "GET /healthz HTTP/1.1\r\nHost: a\r\nX-Y: z\r\n folded\r\n\r\n", 400],
    ["an address out of the tree", "GET /../../etc/passwd HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 404],
    ["an address with a zero byte", "GET /%00 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 404],
    ["an address too long", `GET /${"a".repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 431],
    ["headers too long", `GET /healthz HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(20_000)}\r\n\r\n`, 431],
  ])("%s is refused", async (_, text, status) => {
    // A body is read only of somebody who may send it.
    const sent = text.replace("SIGNED-IN", signedIn().join("\r\n"));
    const answer = await overTheWire(server, Buffer.from(sent, "latin1"), 5_000);
    expect(answer.match(/^HTTP\/1\.1 (\d{3}) /)?.[1], answer.slice(0, 200)).toBe(String(status));
  });

  test("a chunked body beyond the limit is refused where it passes it", async () => {
    const chunk = `8000\r\n${"x".repeat(0x8000)}\r\n`;
    const answer = await overTheWire(server, head(["Transfer-Encoding: chunked"]) + chunk.repeat(40), 10_000);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    await isUnharmed();
  });

  test("any bytes at all: never an answer of 500, never an end", { timeout: 240_000 }, async () => {
    const token = fc.constantFrom(
      ...'GET POST PUT /v1/sales /healthz /openapi.json HTTP/1.1 HTTP/1.0 \r\n \r\n\r\n : Host: Content-Length: 5 0 -1 Transfer-Encoding: chunked Connection: close keep-alive Expect: 100-continue { } " \0 ÿ'.split(
        " ",
      ),
      " ",
      "\r\n",
    );
    const bytes = fc.oneof(
      fc.array(token, { maxLength: 40 }).map((parts) => Buffer.from(parts.join(""), "latin1")),
      fc.uint8Array({ maxLength: 400 }).map((raw) => Buffer.from(raw)),
    );
    const statuses = new Set<number>();
    await fc.assert(
      fc.asyncProperty(bytes, fc.boolean(), async (sent, politely) => {
        const answer = await sayAndGo(server, sent, politely);
        for (const [, status] of answer.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)) statuses.add(Number(status));
        expect([...statuses].filter((status) => status >= 500)).toEqual([]);
      }),
      { numRuns: rounds * 100, seed: 20_260_101 },
    );
    expect([...statuses]).toContain(400);
    await isUnharmed();
  });

  test("who has said all and closes its side is still answered", async () => {
    const body = JSON.stringify(saleOf());
    const answer = await new Promise<string>((settle, fail) => {
      const socket = connect({ port: server.port, host: "127.0.0.1", allowHalfOpen: true });
      let out = "";
      socket.setEncoding("latin1");
      socket.on("connect", () => socket.end(`${head([`Content-Length: ${body.length}`])}${body}`));
      socket.on("data", (part) => {
        out += part;
      });
      socket.on("error", fail);
      socket.on("end", () => settle(out));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 201 /);
  });

  test("who goes in the middle of a sale has sold nothing; who goes before the answer has, once", async () => {
    const countOf = (number: string) =>
      psql(server.databaseUrl, `SELECT count(*) FROM orders.order_claim WHERE number = '${number}';`);
    for (let round = 0; round < rounds; round += 1) {
      for (const politely of [true, false]) {
        const torn = saleOf();
        const text = JSON.stringify(torn);
        await sayAndGo(
          server,
          Buffer.from(`${head([`Content-Length: ${text.length}`])}${text.slice(0, -1)}`),
          politely,
        );
        const whole = saleOf();
        const all = JSON.stringify(whole);
        await sayAndGo(server, Buffer.from(`${head([`Content-Length: ${all.length}`])}${all}`), politely);
        const again = await director.send("POST", "/v1/sales", { body: whole });
        expect(again.status, again.text).toBe(201);
        expect([countOf(torn.number), countOf(whole.number)]).toEqual(["0", "1"]);
      }
    }
    await isUnharmed();
  });
});

/** Sends `begin`, then `drop` again and again; the milliseconds until the server closed the connection. */
function drip(server: Server, begin: string, drop: string, everyMs: number): Promise<number> {
  return untilClosed(server, (socket) => {
    socket.resume();
    socket.write(begin);
    const timer = setInterval(() => socket.write(drop), everyMs);
    socket.once("close", () => clearInterval(timer));
  });
}

/** Asks for more than the sockets between can hold and takes none of it. */
function neverReading(server: Server, path: string, times: number): Promise<number> {
  return untilClosed(server, (socket) => {
    socket.pause();
    socket.write(`GET ${path} HTTP/1.1\r\nHost: weft\r\n\r\n`.repeat(times));
    // A paused socket does not see the other side's close: what is written then fails.
    const timer = setInterval(() => socket.write("\r\n"), 500);
    socket.once("close", () => clearInterval(timer));
  });
}

function untilClosed(server: Server, talk: (socket: Socket) => void): Promise<number> {
  return new Promise((settle) => {
    const began = performance.now();
    const socket = connect(server.port, "127.0.0.1", () => talk(socket));
    socket.on("error", () => {}); // a reset is an end too
    socket.once("close", () => settle(performance.now() - began));
  });
}

/** Sends it and leaves at once, with a FIN or a RST; what came back by then. */
function sayAndGo(server: Server, sent: Buffer, politely: boolean): Promise<string> {
  return new Promise((settle) => {
    let out = "";
    const socket = connect(server.port, "127.0.0.1", () => {
      socket.write(sent, () => (politely ? socket.end() : socket.resetAndDestroy()));
    });
    socket.setTimeout(2_000, () => socket.destroy());
    socket.setEncoding("latin1");
    socket.on("data", (part) => {
      out += part;
    });
    socket.on("error", () => {});
    socket.once("close", () => settle(out));
  });
}
