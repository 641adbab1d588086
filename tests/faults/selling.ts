// selling.ts - tills that go on selling while servers and databases die under them: each sale is sent again until it is acknowledged.
import { setTimeout as sleep } from "node:timers/promises";
import { type Caller, type Credentials, callerOf } from "../harness/client.ts";
import { eventually } from "../harness/expect.ts";
import type { Server } from "../harness/server.ts";
import { backAtStore, clickAndCollect, inStore, type Sale, saleOf } from "../harness/shop.ts";

/** What the shop was told and what it said to that. */
export interface Told {
  /** The answer to each acknowledged sale, by its number. */
  sales: Map<string, { order_id: string; return_id?: string }>;
  /** Names of the acknowledged channels: a route with an Idempotency-Key, not a lane. */
  channels: Set<string>;
  /** Requests that ended without an answer, or with 503. */
  interrupted: number;
  /** Answers that nobody should get, whatever dies. */
  wrong: string[];
}

export function nothingTold(): Told {
  return { sales: new Map(), channels: new Set(), interrupted: 0, wrong: [] };
}

let made = 0;

/** Every third sale by one of a few customers, so that sales meet on a row; every fifth brings something back. */
function anySale(): Sale {
  made += 1;
  return saleOf({
    tags: made % 2 ? inStore : clickAndCollect,
    ...(made % 3 === 0 ? { customer: { source_id: `regular-${made % 4}` } } : {}),
    ...(made % 5 === 0
      ? {
          return_tags: backAtStore,
          return_lines: [{ kind: "return", sku: "CUP-02", quantity_units: 1, unit_price_minor: 600 }],
        }
      : {}),
  });
}

/** Sends until it is answered 201; what else comes is counted, or noted as wrong. */
export async function insist(told: Told, sendOnce: () => ReturnType<Caller["send"]>) {
  for (;;) {
    const answer = await sendOnce().catch(() => undefined);
    if (answer?.status === 201) return answer;
    if (answer && answer.status !== 503) {
      told.wrong.push(`${answer.status} ${answer.text}`);
      return undefined;
    }
    if (answer && !answer.headers.get("retry-after")) told.wrong.push(`503 without Retry-After: ${answer.text}`);
    told.interrupted += 1;
    await sleep(15);
  }
}

export interface Tills {
  /** Waits until so many more sales were acknowledged. */
  soldMore: (sales: number) => Promise<void>;
  /** Every till finishes what it has begun. */
  close: () => Promise<void>;
}

/** Opens `count` tills, spread over the servers; one of ten makes channels instead of selling. */
export function openTills(servers: Server[], credentials: Credentials, told: Told, count = 40): Tills {
  let open = true;
  const callers = servers.map((server) => callerOf(server, credentials));
  const till = async (n: number) => {
    for (let turn = n; open; turn += 1) {
      // The next server may be the one that lives.
      const caller = () => callers[turn++ % callers.length]!;
      if (n % 10 === 9) {
        made += 1;
        const channel = `c-${process.pid}-${made}`;
        const init = { body: { channel, name: channel, kind: "web" }, headers: { "idempotency-key": channel } };
        if (await insist(told, () => caller().send("POST", "/v1/channels", init))) told.channels.add(channel);
        continue;
      }
      const body = anySale();
      const answer = await insist(told, () => caller().send("POST", "/v1/sales", { body }));
      if (answer) told.sales.set(body.number, answer.body);
    }
  };
  const all = Array.from({ length: count }, (_, n) => till(n));
  return {
    soldMore: async (sales) => {
      const wanted = told.sales.size + sales;
      await eventually(async () => told.sales.size >= wanted, 60_000, `${sales} more sales`);
    },
    close: async () => {
      open = false;
      await Promise.all(all);
    },
  };
}
