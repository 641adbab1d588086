// shop.ts - a shop with two channels and two places to sell from, and sales to tell it of.
import type { Caller, Schemas } from "./client.ts";

export type Sale = Schemas["Sale"];

export const inStore = {
  origin_channel: "store",
  origin_location: "s1",
  fulfilment_channel: "store",
  fulfilment_location: "s1",
};
/** Ordered on the web, fetched at the store. */
export const clickAndCollect = {
  origin_channel: "web",
  origin_location: "dc",
  fulfilment_channel: "store",
  fulfilment_location: "s1",
};
export const backAtStore = { return_channel: "store", return_location: "s1" };

/** Channels web and store, locations dc and s1. */
export async function openShop(director: Caller): Promise<void> {
  const make = async (path: string, body: unknown) => {
    const answer = await director.send("POST", path, { body });
    if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  };
  await make("/v1/channels", { channel: "web", name: "Web shop", kind: "web" });
  await make("/v1/channels", { channel: "store", name: "Stores", kind: "store" });
  await make("/v1/locations", { code: "dc", name: "Warehouse", kind: "warehouse", zone: "Europe/Berlin" });
  await make("/v1/locations", { code: "s1", name: "High Street", kind: "store", zone: "Europe/London" });
}

let made = 0;

/** A number no other document of this run has. */
export function freshNumber(): string {
  made += 1;
  return `T-${process.pid}-${made}`;
}

/** Two mugs at 12.50 in the store, paid in cash by nobody known; the rest as told. */
export function saleOf(differs: Partial<Sale> = {}): Sale {
  return {
    source: "till",
    number: freshNumber(),
    event_at: "2026-03-02T09:15:00Z",
    currency: "EUR",
    tags: inStore,
    lines: [{ sku: "MUG-01", description: "Mug, blue", quantity_units: 2, unit_price_minor: 1250 }],
    tenders: [{ kind: "cash", amount_minor: 2500 }],
    ...differs,
  };
}
