// Who came back within 12 months: one channel against several, and by mix; what is not finished is hatched and said in words.
import type { Retention, RetentionAnswer } from "@weft/api/types";
import { useWords, type Words } from "@weft/i18n";
import { Bars, mixColor } from "@weft/ui/figure";
import { Rate, wilson } from "@weft/ui/values";
import { FactFigure, Few, useFacts } from "./facts.tsx";
import { mixName, smallest, windowName } from "./insights.ts";
import { retentionSentence } from "./sentences.ts";

interface Row {
  key: string;
  label: string;
  color: string;
  retention: Retention;
}

function mixFinding(words: Words, data: RetentionAnswer): string {
  const { t, format } = words;
  const { all } = data;
  if (all.rate_bps == null) return t("analysis.retentionNone");
  if (!all.complete) return t("analysis.retentionOpen", { rate: format.rate(all.rate_bps) });
  const [best] = data.rolling
    .filter(({ retention }) => retention.complete && retention.eligible >= smallest)
    .sort((left, right) => (right.retention.rate_bps ?? 0) - (left.retention.rate_bps ?? 0));
  if (!best || data.rolling.length < 2) return t("analysis.retentionOne", { rate: format.rate(all.rate_bps) });
  return t("analysis.retentionTop", {
    mix: mixName(words, best.mix),
    rate: format.rate(best.retention.rate_bps ?? 0),
  });
}

function RetentionFigure(props: { name: string; data: RetentionAnswer; finding: string; rows: Row[] }) {
  const { name, data, finding } = props;
  const words = useWords();
  const { t, format } = words;
  const facts = useFacts<Row>(data.currency ?? "EUR");
  const rows = props.rows.filter((row) => row.retention.eligible > 0);
  const openDays = Math.max(
    0,
    ...rows.filter((row) => !row.retention.complete).map((row) => row.retention.observed_days),
  );
  return (
    <FactFigure
      name={name}
      data={data}
      finding={finding}
      meta={t("analysis.retentionMeta", { window: windowName(words, data), n: format.number(data.all.eligible) })}
      note={openDays > 0 && t("analysis.retentionOpenNote", { days: format.number(openDays) })}
      caption={t("analysis.retention")}
      columns={[
        facts.name("mix", t("analysis.mix"), (row) => row.label),
        facts.rate(
          "rate",
          t("analysis.retention"),
          (row) => row.retention.retained,
          (row) => row.retention.eligible,
          true,
        ),
        facts.count("retained", t("analysis.retained"), (row) => row.retention.retained),
        facts.word("state", t("imports.state"), (row) =>
          row.retention.complete ? t("analysis.finished") : t("analysis.openMonth"),
        ),
      ]}
      rows={rows}
      rowKey={(row) => row.key}
      chart={
        <Bars
          max={1}
          bars={rows.map(({ key, label, color, retention: { eligible, retained, complete } }) => ({
            key,
            label,
            color,
            value: retained / eligible,
            open: !complete,
            few: eligible < smallest,
            interval: wilson(retained, eligible),
            text: (
              <>
                <Rate hits={retained} n={eligible} />
                <Few n={eligible} />
              </>
            ),
          }))}
        />
      }
    />
  );
}

export function RetentionAgainst({ data }: { data: RetentionAnswer }) {
  const words = useWords();
  const { t } = words;
  return (
    <RetentionFigure
      name="retention"
      data={data}
      finding={retentionSentence(words, data)}
      rows={[
        {
          key: "several",
          label: t("analysis.severalChannels"),
          color: "var(--weft-weft-text)",
          retention: data.several_channels,
        },
        {
          key: "one",
          label: t("analysis.oneChannel"),
          color: "var(--weft-channel-other)",
          retention: data.one_channel,
        },
        { key: "all", label: t("analysis.everybody"), color: "var(--weft-channel-other)", retention: data.all },
      ]}
    />
  );
}

export function RetentionByMix({ data }: { data: RetentionAnswer }) {
  const words = useWords();
  return (
    <RetentionFigure
      name="retention-by-mix"
      data={data}
      finding={mixFinding(words, data)}
      rows={data.rolling.map(({ mix, retention }) => ({
        key: mix.join("+"),
        label: mixName(words, mix),
        color: mixColor(mix),
        retention,
      }))}
    />
  );
}
