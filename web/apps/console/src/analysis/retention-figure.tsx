// Who came back within 12 months, by mix, with its interval; what is not finished is hatched and said in words.
import type { ChannelMix, Mix } from "@weft/api/types";
import { useWords, type Words } from "@weft/i18n";
import { type Column, DataTable } from "@weft/ui/data-table";
import { Bars, Figure, mixColor } from "@weft/ui/figure";
import { Rate, wilson } from "@weft/ui/values";
import classes from "./analysis.module.css";
import { mixName, retentionOf, smallest, windowName } from "./insights.ts";

function finding(words: Words, data: ChannelMix): string {
  const { t, format } = words;
  const all = retentionOf(data.mixes);
  if (all.rate_bps == null) return t("analysis.retentionNone");
  if (!all.complete) return t("analysis.retentionOpen", { rate: format.rate(all.rate_bps) });
  const [best] = data.mixes
    .filter((mix) => mix.retention.eligible >= smallest && mix.retention.rate_bps != null)
    .sort((left, right) => (right.retention.rate_bps ?? 0) - (left.retention.rate_bps ?? 0));
  if (!best || data.mixes.length < 2) return t("analysis.retentionOne", { rate: format.rate(all.rate_bps) });
  return t("analysis.retentionTop", {
    mix: mixName(words, best.mix),
    rate: format.rate(best.retention.rate_bps ?? 0),
  });
}

export function RetentionFigure({ data }: { data: ChannelMix }) {
  const words = useWords();
  const { t, format } = words;
  const all = retentionOf(data.mixes);
  const rows = data.mixes.filter((row) => row.retention.eligible > 0);
  const columns: Column<Mix>[] = [
    { key: "mix", head: t("analysis.mix"), names: true, cell: (row) => mixName(words, row.mix) },
    {
      key: "rate",
      head: t("analysis.retention"),
      numeric: true,
      cell: (row) => <Rate hits={row.retention.retained} n={row.retention.eligible} interval />,
    },
    {
      key: "state",
      head: t("imports.state"),
      cell: (row) => (row.retention.complete ? t("state.done") : t("analysis.openMonth")),
    },
  ];
  const openDays = Math.max(
    0,
    ...rows.filter((row) => !row.retention.complete).map((row) => row.retention.observed_days),
  );
  return (
    <Figure
      finding={finding(words, data)}
      meta={t("analysis.retentionMeta", { window: windowName(words, data), n: format.number(all.eligible) })}
      note={openDays > 0 && t("analysis.retentionOpenNote", { days: format.number(openDays) })}
      chart={
        <Bars
          max={1}
          bars={rows.map((row) => {
            const { eligible, retained, complete } = row.retention;
            return {
              key: row.mix.join("+"),
              label: mixName(words, row.mix),
              color: mixColor(row.mix),
              value: retained / eligible,
              open: !complete,
              interval: wilson(retained, eligible),
              text: (
                <>
                  <Rate hits={retained} n={eligible} />
                  {eligible < smallest && (
                    <>
                      {" "}
                      <span className={classes.small}>{t("analysis.small")}</span>
                    </>
                  )}
                </>
              ),
            };
          })}
        />
      }
      table={
        <DataTable
          caption={t("analysis.retention")}
          columns={columns}
          rows={rows}
          rowKey={(row) => row.mix.join("+")}
          inset
          tight
        />
      }
    />
  );
}
