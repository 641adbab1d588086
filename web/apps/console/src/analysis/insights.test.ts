// insights.test.ts - the sums and comparisons the figures share: days, cohorts, verdicts, and the numbers of a file.
import type { ChannelMix, Cohort, LifetimeRow, Mix, Retention } from "@weft/api/types";
import { expect, test } from "vitest";
import { csvText, plainMoney, plainRate } from "./csv.ts";
import {
  addDays,
  cohortRate,
  crossOf,
  lifetimeVerdict,
  retentionVerdict,
  slopePoints,
  yearBefore,
} from "./insights.ts";

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

const mixOf = (mix: string[], amount_minor: number) => ({ mix, amount_minor }) as Mix;

test("crossing customers bring what their mixes bring", () => {
  const data = {
    customers_two_or_more_channels: 3,
    mixes: [mixOf(["web"], 100), mixOf(["store", "web"], 40), mixOf(["app", "store", "web"], 2)],
  } as ChannelMix;
  expect(crossOf(data)).toEqual({ customers: 3, amountMinor: 42 });
});

test.each([
  ["2026-01-01", "2025-01-01"],
  ["2024-02-29", "2023-03-01"],
  ["2025-02-28", "2024-02-28"],
])("the year before %s began on %s", (day, wanted) => {
  expect(yearBefore(day)).toBe(wanted);
});

const retention = (retained: number, eligible: number, complete = true): Retention => ({
  eligible,
  retained,
  complete,
  observed_days: 455,
});

test.each([
  [retention(236, 308), retention(670, 1_619), "more"],
  [retention(670, 1_619), retention(236, 308), "less"],
  [retention(20, 40), retention(16, 40), "overlap"],
  [retention(29, 29), retention(0, 1_000), "few"],
  [retention(30, 30), retention(0, 30), "more"],
  [retention(236, 308, false), retention(670, 1_619), "open"],
  [retention(0, 0), retention(670, 1_619), "none"],
])("of %j against %j the verdict is %s", (several, one, wanted) => {
  expect(retentionVerdict(several, one)).toBe(wanted);
});

const worth = (customers: number, low_minor?: number, high_minor?: number) =>
  ({ customers, low_minor, high_minor }) as LifetimeRow;

test.each([
  [worth(30, 201, 300), worth(30, 100, 200), "more"],
  [worth(30, 200, 300), worth(30, 100, 200), "overlap"],
  [worth(30, 100, 199), worth(30, 200, 300), "less"],
  [worth(29, 201, 300), worth(30, 100, 200), "few"],
  [worth(0), worth(30, 100, 200), "none"],
])("worth %j against %j is %s", (several, one, wanted) => {
  expect(lifetimeVerdict(several, one)).toBe(wanted);
});

test("a cohort counts in a month only where the month is recorded to its end", () => {
  const cohorts: Cohort[] = [
    { month: "2025-01", customers: 100, bought: [100, 40, 30], last_open: false },
    { month: "2025-02", customers: 50, bought: [50, 10], last_open: true },
    { month: "2025-03", customers: 10, bought: [10], last_open: true },
  ];
  expect(cohortRate(cohorts, 1)).toEqual({ hits: 40, n: 100 });
  expect(cohortRate(cohorts, 2)).toEqual({ hits: 30, n: 100 });
  expect(cohortRate(cohorts, 3)).toEqual({ hits: 0, n: 0 });
});

test("a slope of 31.126 hundredths of a per cent is 0.31126 percentage points", () => {
  expect(slopePoints(31_126)).toBeCloseTo(0.31126, 10);
});

test("a file holds plain numbers, and what would break a row is quoted", () => {
  const columns = [
    {
      key: "name",
      head: 'The "name", and more',
      cell: () => "",
      facts: [{ head: 'The "name", and more', of: () => "a,b" }],
    },
    {
      key: "money",
      head: "",
      cell: () => "",
      facts: [
        { head: "EUR", of: (minor: number) => plainMoney(minor, 2) },
        { head: "n", of: () => undefined },
      ],
    },
  ];
  expect(csvText(columns, [5, -1_234])).toBe('"The ""name"", and more",EUR,n\r\n"a,b",0.05,\r\n"a,b",-12.34,\r\n');
});

test.each([
  [0, 2, "0.00"],
  [7, 0, "7"],
  [-7, 3, "-0.007"],
  [9_007_199_254_740_991, 2, "90071992547409.91"],
])("%i minor units of %i digits are %s", (minor, digits, wanted) => {
  expect(plainMoney(minor, digits)).toBe(wanted);
});

test("a rate has two decimals, and nobody has none", () => {
  expect(plainRate(1, 3)).toBe("33.33");
  expect(plainRate(0, 0)).toBe("");
});
