// What the measures say, in a sentence each: the title of a figure in the analysis, and the words beside the number on Home.
import type { CrossChannelAnswer, CrossChannelPoint, LifetimeAnswer, RetentionAnswer } from "@weft/api/types";
import type { Words } from "@weft/i18n";
import { lifetimeVerdict, retentionVerdict, slopePoints } from "./insights.ts";

/** What several channels against one say of coming back, in a sentence; never more than the figures carry. */
export function retentionSentence({ t, format }: Words, data: RetentionAnswer): string {
  const { several_channels: several, one_channel: one, all } = data;
  const verdict = retentionVerdict(several, one);
  if (all.eligible === 0) return t("analysis.retentionNone");
  if (verdict === "none") {
    return t(all.complete ? "analysis.retentionOne" : "analysis.retentionOpen", {
      rate: format.rate(all.rate_bps ?? 0),
    });
  }
  return t(`analysis.retentionAgainst.${verdict}`, {
    several: format.rate(several.rate_bps ?? 0),
    one: format.rate(one.rate_bps ?? 0),
  });
}

/** Several channels against one, and whether the intervals overlap, in a sentence. */
export function lifetimeSentence({ t, format }: Words, data: LifetimeAnswer, currency: string): string {
  const { several_channels: several, one_channel: one, all } = data;
  const verdict = lifetimeVerdict(several, one);
  if (verdict === "none") return t("analysis.lifetimeOne", { money: format.money(all.average_minor, currency) });
  return t(`analysis.lifetimeAgainst.${verdict}`, {
    several: format.money(several.average_minor, currency),
    one: format.money(one.average_minor, currency),
  });
}

/** The last point whose twelve months are recorded. */
export function lastComplete(data: CrossChannelAnswer): CrossChannelPoint | undefined {
  return data.points.findLast((point) => point.complete);
}

/** "Rising by 0.31 percentage points a month over the last 12 complete months." */
export function slopeSentence({ t, find, format }: Words, data: CrossChannelAnswer): string {
  if (data.slope_milli_bps == null || !data.direction) return t("analysis.slopeNone");
  const values = {
    points: format.decimal(Math.abs(slopePoints(data.slope_milli_bps)), 2),
    months: format.number(data.slope_points),
  };
  return find(`analysis.slope.${data.direction}`, values) ?? data.direction;
}
