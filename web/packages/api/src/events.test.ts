// events.test.ts - server-sent events out of pieces, however the network cut them.
import { expect, test } from "vitest";
import { readEvents } from "./events.ts";

const stream =
  'id: 7\nevent: orders.order_recorded\ndata: {"key":"ord_1"}\n\n: still here\n\nid: 8\nevent: x.y\ndata: {}\n\n';

test("a stream cut anywhere gives the same events", () => {
  const whole = readEvents(stream);
  expect(whole.rest).toBe("");
  expect(whole.events).toEqual([
    { topic: "orders.order_recorded", id: "7", data: '{"key":"ord_1"}' },
    { topic: "x.y", id: "8", data: "{}" },
  ]);
  for (let cut = 0; cut <= stream.length; cut += 1) {
    const first = readEvents(stream.slice(0, cut));
    const second = readEvents(first.rest + stream.slice(cut));
    expect([...first.events, ...second.events], `cut at ${cut}`).toEqual(whole.events);
  }
});
