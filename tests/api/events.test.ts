// events.test.ts - server-sent events: in the order of commits, resumed where one left off, and nobody's secrets in them.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Caller, callerOf, makeKey, signInAs } from "../harness/client.ts";
import { refused } from "../harness/expect.ts";
import { Server } from "../harness/server.ts";
import { openShop, saleOf } from "../harness/shop.ts";
import { EventStream } from "../harness/wire.ts";

describe("the stream of events", () => {
  let server: Server;
  let director: Caller;

  beforeAll(async () => {
    server = await Server.start();
    director = await signInAs(server);
    await openShop(director);
  });
  afterAll(() => server?.close());

  const sell = async (differs = {}) => {
    const answer = await director.send("POST", "/v1/sales", { body: saleOf(differs) });
    expect(answer.status, answer.text).toBe(201);
    return answer.body.order_id as string;
  };
  const isOrder = (id: string) => (event: { data: { key: string } }) => event.data.key === id;

  test("tells of every sale once, in the order in which they were made", async () => {
    const stream = await EventStream.open(server, director);
    try {
      const orders: string[] = [];
      for (let i = 0; i < 10; i += 1) orders.push(await sell());
      const last = await stream.find(isOrder(orders.at(-1)!));
      expect(last.event).toBe("orders.order_recorded");
      expect(Date.parse(last.data.occurred_at)).toBeGreaterThan(0);
      const seen = stream.events.filter(({ event }) => event === "orders.order_recorded");
      expect(seen.map(({ data }) => data.key)).toEqual(orders);
      expect(new Set(stream.events.map(({ id }) => id)).size).toBe(stream.events.length);
    } finally {
      stream.close();
    }
  });

  test("goes on after the id last seen, with nothing left out and nothing twice", async () => {
    const first = await EventStream.open(server, director);
    const begin = await sell();
    const seen = await first.find(isOrder(begin));
    first.close();
    const missed = [await sell(), await sell(), await sell()];
    const resumed = await EventStream.open(server, director, seen.id);
    try {
      const after = await sell();
      await resumed.find(isOrder(after));
      const orders = resumed.events.filter(({ event }) => event === "orders.order_recorded");
      expect(orders.map(({ data }) => data.key)).toEqual([...missed, after]);
    } finally {
      resumed.close();
    }
  });

  test("goes on after a restart of the server too", async () => {
    const first = await EventStream.open(server, director);
    const seen = await first.find(isOrder(await sell()));
    first.close();
    const missed = await sell();
    await server.restart("SIGKILL");
    const resumed = await EventStream.open(server, director, seen.id);
    try {
      await resumed.find(isOrder(missed));
    } finally {
      resumed.close();
    }
  });

  test("is for people and programs that are known, and refuses an id it never gave", async () => {
    refused(await callerOf(server).send("GET", "/v1/events"), 401, "http.unauthenticated");
    refused(
      await director.send("GET", "/v1/events", { headers: { "last-event-id": "made-up" } }),
      422,
      "page.bad_cursor",
    );
  });

  test("says nothing of sessions, keys and passwords", async () => {
    const stream = await EventStream.open(server, director);
    try {
      const key = await makeKey(server, director, ["org.read"]);
      await director.send("DELETE", `/v1/api-keys/${key.keyId}`);
      await stream.find(
        isOrder(await sell({ customer: { identifiers: [{ kind: "email", value: "secret@example.org" }] } })),
      );
      expect(stream.events.filter(({ event }) => event.startsWith("auth."))).toEqual([]);
      expect(JSON.stringify(stream.events)).not.toContain("secret@example.org");
    } finally {
      stream.close();
    }
  });

  test("many listeners hear the same", async () => {
    const streams = await Promise.all(Array.from({ length: 20 }, () => EventStream.open(server, director)));
    try {
      const orders = [await sell(), await sell()];
      for (const stream of streams) {
        await stream.find(isOrder(orders[1]!));
        expect(
          stream.events.filter(({ event }) => event === "orders.order_recorded").map(({ data }) => data.key),
        ).toEqual(orders);
      }
    } finally {
      for (const stream of streams) stream.close();
    }
  });
});
