// books.ts - what must hold in the database after any fault: nothing acknowledged lost, nothing doubled, nothing half, no position skipped.
import { expect } from "vitest";
import { eventually } from "../harness/expect.ts";
import { psqlLater } from "../harness/postgres.ts";
import type { Told } from "./selling.ts";

/** What can be wrong with the rows themselves, whatever was told; each count must be nought. */
const faultsOfRows = `
  SELECT 'positions skipped', coalesce(max(position) - min(position) + 1 - count(*), 0) FROM outbox.event
  UNION ALL SELECT 'positions away from their counter', coalesce(
    (SELECT max(position) FROM outbox.event) - (SELECT position FROM outbox.sequencer), 0)
  UNION ALL SELECT 'claims without their order', count(*) FROM orders.order_claim c WHERE source = 'till'
    AND NOT EXISTS (SELECT FROM orders.sales_order o WHERE (o.record_id, o.order_id) = (c.record_id, c.order_id))
  UNION ALL SELECT 'orders without their claim', count(*) FROM orders.sales_order o
    WHERE NOT EXISTS (SELECT FROM orders.order_claim c WHERE (c.number, c.source, c.order_id) = (o.number, o.source, o.order_id))
  UNION ALL SELECT 'returns without their claim', count(*) FROM orders.sales_return r
    WHERE NOT EXISTS (SELECT FROM orders.order_claim c WHERE (c.number, c.source, c.return_id) = (r.number, r.source, r.return_id))
  UNION ALL SELECT 'orders without their home', count(*) FROM orders.sales_order o
    WHERE NOT EXISTS (SELECT FROM orders.order_home h WHERE (h.order_id, h.record_id) = (o.order_id, o.record_id))
  UNION ALL SELECT 'orders of which lines lack', count(*) FROM orders.sales_order o
    WHERE line_count <> (SELECT count(*) FROM orders.order_line l WHERE (l.record_id, l.order_id) = (o.record_id, o.order_id))
  UNION ALL SELECT 'returns of which lines lack', count(*) FROM orders.sales_return r
    WHERE line_count <> (SELECT count(*) FROM orders.return_line l WHERE (l.record_id, l.return_id) = (r.record_id, r.return_id))
  UNION ALL SELECT 'orders not paid', count(*) FROM orders.sales_order o WHERE source = 'till'
    AND NOT EXISTS (SELECT FROM orders.tender t WHERE (t.record_id, t.order_id) = (o.record_id, o.order_id))
  UNION ALL SELECT 'orders told of too often or never', (SELECT count(*) FROM orders.sales_order) -
    (SELECT count(*) FROM outbox.event WHERE topic = 'orders.order_recorded')
  UNION ALL SELECT 'returns told of too often or never', (SELECT count(*) FROM orders.sales_return) -
    (SELECT count(*) FROM outbox.event WHERE topic = 'orders.return_recorded')
  UNION ALL SELECT 'told of twice', count(*) - count(DISTINCT (topic, key)) FROM outbox.event
    WHERE topic IN ('orders.order_recorded', 'orders.return_recorded', 'org.channel_changed')
  UNION ALL SELECT 'channels told of too often or never', (SELECT count(*) FROM org.channel) -
    (SELECT count(*) FROM outbox.event WHERE topic = 'org.channel_changed')
  UNION ALL SELECT 'channels not in the history once', count(*) FROM org.channel c
    LEFT JOIN (SELECT subject_id, count(*) AS times FROM history.change WHERE subject_kind = 'channel' GROUP BY subject_id) h
      ON h.subject_id = c.channel WHERE times IS DISTINCT FROM 1;`;

/** Waits until every event has its position, then holds the books against what was told. */
export async function booksBalance(url: string, told: Told): Promise<void> {
  await eventually(
    async () => (await psqlLater(url, "SELECT count(*) FROM outbox.pending").catch(() => "")) === "0",
    30_000,
    "every event has its position",
  );
  const counts = (await psqlLater(url, faultsOfRows)).split("\n").map((line) => line.split("|"));
  expect(counts.length).toBe(14);
  expect(
    counts.filter(([, count]) => count !== "0"),
    "the rows",
  ).toEqual([]);

  expect(told.wrong, "answers").toEqual([]);
  const claims = await psqlLater(
    url,
    "SELECT number, order_id, return_id FROM orders.order_claim WHERE source = 'till'",
  );
  const kept = new Map(claims.split("\n").map((line) => [line.split("|")[0], line.split("|").slice(1)]));
  const lost = [...told.sales].filter(([number, { order_id, return_id }]) => {
    const [order, back] = kept.get(number) ?? [];
    return order_id !== textOf("ord", order) || (return_id !== undefined && return_id !== textOf("ret", back));
  });
  expect(lost, "acknowledged and not in the record").toEqual([]);
  // Each till insisted until it was answered, so nothing is there that nobody was told of.
  expect(kept.size).toBe(told.sales.size);
  const channels = await psqlLater(url, "SELECT channel FROM org.channel WHERE channel LIKE 'c-%'");
  expect(channels.split("\n").filter(Boolean).sort()).toEqual([...told.channels].sort());
}

/** An id as the API writes it: Crockford's base 32 of the uuid's 128 bits. */
function textOf(prefix: string, uuid: string | undefined): string {
  let rest = BigInt(`0x${(uuid ?? "0").replaceAll("-", "")}`);
  let digits = "";
  for (let i = 0; i < 26; i += 1, rest >>= 5n) digits = "0123456789abcdefghjkmnpqrstvwxyz"[Number(rest & 31n)] + digits;
  return `${prefix}_${digits}`;
}
