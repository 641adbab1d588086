// The share of customers who buy in two channels or more, over the twelve months that end with each month, and where it goes.
import { Skeleton } from "@mantine/core";
import type { CrossChannelAnswer, CrossChannelPoint } from "@weft/api/types";
import { useWords, type Words } from "@weft/i18n";
import { Suspense, useMemo } from "react";
import { FactFigure, useFacts } from "./facts.tsx";
import { windowName } from "./insights.ts";
import { lastComplete, slopeSentence } from "./sentences.ts";
import { Trend } from "./trend.ts";

function finding(words: Words, data: CrossChannelAnswer): string {
  const { t, format } = words;
  const last = lastComplete(data);
  if (!last) return t("analysis.crossingOpen");
  return t("analysis.crossingFinding", { rate: format.rate(last.rate_bps), month: format.month(last.month) });
}

export function CrossingFigure({ data }: { data: CrossChannelAnswer }) {
  const words = useWords();
  const { t, format } = words;
  const facts = useFacts<CrossChannelPoint>(data.currency ?? "EUR");
  const points = useMemo(
    () => data.points.map(({ month, rate_bps, complete }) => ({ month, value: rate_bps, complete })),
    [data.points],
  );
  return (
    <FactFigure
      name="cross-channel"
      data={data}
      finding={finding(words, data)}
      meta={t("analysis.crossingMeta", {
        window: windowName(words, data),
        n: format.number(lastComplete(data)?.customers ?? data.points.at(-1)?.customers ?? 0),
      })}
      controls={<p>{slopeSentence(words, data)}</p>}
      note={data.points.some((point) => !point.complete) && t("analysis.crossingNote")}
      caption={t("analysis.part.crossing")}
      columns={[
        facts.month((row) => row.month),
        facts.rate(
          "rate",
          t("analysis.crossingRate"),
          (row) => row.cross,
          (row) => row.customers,
          true,
        ),
        facts.count("cross", t("analysis.crossingCustomers"), (row) => row.cross),
        facts.word("state", t("imports.state"), (row) =>
          row.complete ? t("analysis.finished") : t("analysis.openMonth"),
        ),
      ]}
      rows={data.points}
      rowKey={(row) => row.month}
      chart={
        <Suspense fallback={<Skeleton height={264} />}>
          <Trend label={t("analysis.part.crossing")} points={points} color="--weft-weft-text" text={format.rate} />
        </Suspense>
      }
    />
  );
}
