// The figures of insights as the pages ask for them, and the plain sums and comparisons that several figures share.
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, bodyOf } from "@weft/api/client";
import { asFailure } from "@weft/api/failure";
import type { Basis, ChannelMix, Cohort, LifetimeRow, Retention } from "@weft/api/types";
import type { Words } from "@weft/i18n";
import { type Interval, wilson } from "@weft/ui/values";
import { worthRetrying } from "../data.ts";
import type { Window } from "./search.ts";

export const notReady = "insights.not_ready";
const asksWhileNotReady = 300;

/** While the server still reads the facts in, it is asked again as often as it wishes. */
const patience = {
  retry: (count: number, error: Error) =>
    asFailure(error).reason === notReady ? count < asksWhileNotReady : worthRetrying(count, error),
  retryDelay: (count: number, error: Error) => {
    const { reason, retryAfterSeconds } = asFailure(error);
    return reason === notReady ? (retryAfterSeconds ?? 1) * 1000 : 300 * 2 ** count;
  },
};

export const summaryQuery = queryOptions({
  ...patience,
  queryKey: ["insights", "summary"],
  queryFn: async ({ signal }) => bodyOf(await api.GET("/v1/insights/summary", { signal })),
});

export const mixQuery = (window: Window) =>
  queryOptions({
    ...patience,
    queryKey: ["insights", "mix", window],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      bodyOf(await api.GET("/v1/insights/channel-mix", { params: { query: { ...window } }, signal })),
  });

export const retentionQuery = (window: Window) =>
  queryOptions({
    ...patience,
    queryKey: ["insights", "retention", window],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      bodyOf(await api.GET("/v1/insights/retention", { params: { query: { ...window } }, signal })),
  });

export const returnsQuery = (window: Window) =>
  queryOptions({
    ...patience,
    queryKey: ["insights", "returns", window],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      bodyOf(await api.GET("/v1/insights/returns", { params: { query: { ...window } }, signal })),
  });

export const rfmQuery = (window: Window, basis: Basis) =>
  queryOptions({
    ...patience,
    queryKey: ["insights", "rfm", window, basis],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      bodyOf(await api.GET("/v1/insights/rfm", { params: { query: { ...window, basis } }, signal })),
  });

export const lifetimeQuery = (window: Window) =>
  queryOptions({
    ...patience,
    queryKey: ["insights", "clv", window],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      bodyOf(await api.GET("/v1/insights/clv", { params: { query: { ...window } }, signal })),
  });

export const crossingQuery = (window: Window) =>
  queryOptions({
    ...patience,
    queryKey: ["insights", "cross-channel", window],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      bodyOf(await api.GET("/v1/insights/cross-channel", { params: { query: { ...window } }, signal })),
  });

/** What every answer says of itself. */
export interface Asked {
  from?: string | null;
  to?: string | null;
  currency?: string | null;
  generated_at: string;
  definition: string;
}

/** The day `days` after `day`, both yyyy-mm-dd in UTC. */
export function addDays(day: string, days: number): string {
  const at = new Date(`${day.slice(0, 10)}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** The same day a year before; of 29 February, 1 March. */
export function yearBefore(day: string): string {
  const at = new Date(`${day.slice(0, 10)}T00:00:00Z`);
  at.setUTCFullYear(at.getUTCFullYear() - 1);
  return at.toISOString().slice(0, 10);
}

/** "3 Jan 2011 to 9 Dec 2011", the last day included. */
export function windowName({ t, format }: Words, data: Asked): string {
  if (!data.from || !data.to) return "";
  return t("analysis.window", { from: format.day(data.from), to: format.day(addDays(data.to, -1)) });
}

export function channelName(words: Words, channel: string): string {
  return words.find(`analysis.channel.${channel}`) ?? channel;
}

export function mixName(words: Words, mix: string[]): string {
  return mix.map((channel) => channelName(words, channel)).join(" + ");
}

/** What customers of two or more channels bring. */
export function crossOf(data: ChannelMix): { customers: number; amountMinor: number } {
  const cross = data.mixes.filter((mix) => mix.mix.length > 1);
  return {
    customers: data.customers_two_or_more_channels,
    amountMinor: cross.reduce((sum, mix) => sum + mix.amount_minor, 0),
  };
}

/** Fewer customers than this are shown, but never ranked. */
export const smallest = 30;

/** How a figure of those who buy in several channels stands to that of those who buy in one. */
export type Verdict = "none" | "few" | "open" | "overlap" | "more" | "less";

function apart(several: Interval, one: Interval): "more" | "less" | "overlap" {
  if (several.low > one.high) return "more";
  return several.high < one.low ? "less" : "overlap";
}

/** More or less only where both are finished, of at least 30 customers, and their 95 % intervals lie apart. */
export function retentionVerdict(several: Retention, one: Retention): Verdict {
  const left = wilson(several.retained, several.eligible);
  const right = wilson(one.retained, one.eligible);
  if (!left || !right) return "none";
  if (!several.complete || !one.complete) return "open";
  if (Math.min(several.eligible, one.eligible) < smallest) return "few";
  return apart(left, right);
}

export function intervalOf(row: LifetimeRow): Interval | null {
  if (row.low_minor == null || row.high_minor == null) return null;
  return { low: row.low_minor, high: row.high_minor };
}

export function lifetimeVerdict(several: LifetimeRow, one: LifetimeRow): Exclude<Verdict, "open"> {
  const left = intervalOf(several);
  const right = intervalOf(one);
  if (several.customers === 0 || one.customers === 0) return "none";
  if (!left || !right || Math.min(several.customers, one.customers) < smallest) return "few";
  return apart(left, right);
}

/** How many bought in the n-th month after their first order, over the cohorts whose n-th month is recorded to its end. */
export function cohortRate(cohorts: Cohort[], month: number): { hits: number; n: number } {
  const closed = cohorts.filter(({ bought, last_open }) => bought.length - (last_open ? 1 : 0) > month);
  return {
    hits: closed.reduce((sum, cohort) => sum + (cohort.bought[month] ?? 0), 0),
    n: closed.reduce((sum, cohort) => sum + cohort.customers, 0),
  };
}

/** Thousandths of a hundredth of a per cent as percentage points. */
export function slopePoints(milliBps: number): number {
  return milliBps / 100_000;
}
