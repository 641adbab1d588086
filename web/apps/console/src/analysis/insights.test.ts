// insights.test.ts - the sums the figures share: days across months, and mixes taken together.
import type { ChannelMix, Mix } from "@weft/api/types";
import { expect, test } from "vitest";
import { addDays, crossOf, retentionOf } from "./insights.ts";

test.each([
  ["2024-02-28", 1, "2024-02-29"],
  ["2023-02-28", 1, "2023-03-01"],
  ["2025-12-31", 1, "2026-01-01"],
  ["2025-03-30", -1, "2025-03-29"], // summer time begins in Europe
  ["2025-01-01", -365, "2024-01-02"],
  ["2025-06-01T23:59:59Z", 0, "2025-06-01"],
])("%s and %i days is %s", (day, days, wanted) => {
  expect(addDays(day, days)).toBe(wanted);
});

const mixOf = (mix: string[], retention: Partial<Mix["retention"]>, amount_minor = 0) =>
  ({
    mix,
    amount_minor,
    retention: { eligible: 0, retained: 0, complete: true, observed_days: 0, ...retention },
  }) as Mix;

test("customers of all mixes are counted over those who could have come back", () => {
  const retention = retentionOf([
    mixOf(["web"], { eligible: 30, retained: 10, observed_days: 455 }),
    mixOf(["store"], { eligible: 10, retained: 10, observed_days: 500 }),
    mixOf(["app"], { complete: false }), // nobody to count: does not make the whole unfinished
  ]);
  expect(retention).toEqual({ eligible: 40, retained: 20, rate_bps: 5_000, complete: true, observed_days: 500 });
});

test("one unfinished mix leaves the whole unfinished, and nobody is no rate", () => {
  const open = mixOf(["web"], { eligible: 1, retained: 1, complete: false });
  expect(retentionOf([open, mixOf(["store"], { eligible: 3 })])).toMatchObject({ complete: false, rate_bps: 2_500 });
  expect(retentionOf([])).toEqual({ eligible: 0, retained: 0, rate_bps: undefined, complete: false, observed_days: 0 });
});

test("crossing customers bring what their mixes bring", () => {
  const data = {
    customers_two_or_more_channels: 3,
    mixes: [mixOf(["web"], {}, 100), mixOf(["store", "web"], {}, 40), mixOf(["app", "store", "web"], {}, 2)],
  } as ChannelMix;
  expect(crossOf(data)).toEqual({ customers: 3, amountMinor: 42 });
});
