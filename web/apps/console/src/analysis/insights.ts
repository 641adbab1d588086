// The figures of insights as the pages ask for them, and the plain sums that several figures share.
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, bodyOf } from "@weft/api/client";
import type { ChannelMix, Mix, Retention } from "@weft/api/types";
import type { Words } from "@weft/i18n";

/** Half-open UTC days as the server counts: `to` is the first day left out. Nothing given: all that is recorded. */
export interface Window {
  from?: string;
  to?: string;
  currency?: string;
}

export const summaryQuery = queryOptions({
  queryKey: ["insights", "summary"],
  queryFn: async ({ signal }) => bodyOf(await api.GET("/v1/insights/summary", { signal })),
});

export const mixQuery = (window: Window) =>
  queryOptions({
    queryKey: ["insights", "mix", window],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      bodyOf(await api.GET("/v1/insights/channel-mix", { params: { query: { ...window } }, signal })),
  });

/** The day `days` after `day`, both yyyy-mm-dd in UTC. */
export function addDays(day: string, days: number): string {
  const at = new Date(`${day.slice(0, 10)}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** "3 Jan 2011 to 9 Dec 2011, days in UTC" */
export function windowName({ t, format }: Words, data: ChannelMix): string {
  if (!data.from || !data.to) return "";
  return t("analysis.window", { from: format.day(data.from), to: format.day(addDays(data.to, -1)) });
}

export function channelName(words: Words, channel: string): string {
  return words.find(`analysis.channel.${channel}`) ?? channel;
}

export function mixName(words: Words, mix: string[]): string {
  return mix.map((channel) => channelName(words, channel)).join(" + ");
}

/** Retention of all mixes together; complete only where every counted mix is. */
export function retentionOf(mixes: Mix[]): Retention {
  const counted = mixes.map((mix) => mix.retention).filter((retention) => retention.eligible > 0);
  const eligible = counted.reduce((sum, retention) => sum + retention.eligible, 0);
  const retained = counted.reduce((sum, retention) => sum + retention.retained, 0);
  return {
    eligible,
    retained,
    rate_bps: eligible > 0 ? Math.round((retained / eligible) * 10_000) : undefined,
    complete: counted.length > 0 && counted.every((retention) => retention.complete),
    observed_days: Math.max(0, ...counted.map((retention) => retention.observed_days)),
  };
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
