// What a customer was worth: the average as a dot on its 95 % interval, one channel against several and by mix.
import type { LifetimeAnswer, LifetimeRow } from "@weft/api/types";
import { useWords, type Words } from "@weft/i18n";
import { Dots } from "@weft/ui/dots";
import { Money } from "@weft/ui/values";
import classes from "./analysis.module.css";
import { FactFigure, Few, useFacts } from "./facts.tsx";
import { intervalOf, mixName, smallest, windowName } from "./insights.ts";
import { lifetimeSentence } from "./sentences.ts";

function mixFinding(words: Words, data: LifetimeAnswer, currency: string): string {
  const { t, format } = words;
  const [first, second] = data.mixes
    .filter((row) => row.customers >= smallest && intervalOf(row))
    .sort((left, right) => right.average_minor - left.average_minor);
  if (!first || !second) return t("analysis.lifetimeOne", { money: format.money(data.all.average_minor, currency) });
  const isApart = (intervalOf(first)?.low ?? 0) > (intervalOf(second)?.high ?? 0);
  return t(isApart ? "analysis.lifetimeTop" : "analysis.lifetimeTopOverlap", {
    mix: mixName(words, first.mix),
    money: format.money(first.average_minor, currency),
    next: mixName(words, second.mix),
  });
}

interface Row extends LifetimeRow {
  key: string;
  label: string;
}

interface LifetimeFigureProps {
  name: string;
  data: LifetimeAnswer;
  currency: string;
  finding: string;
  rows: Row[];
}

function LifetimeFigure({ name, data, currency, finding, rows }: LifetimeFigureProps) {
  const words = useWords();
  const { t, format } = words;
  const facts = useFacts<Row>(currency);
  const average = facts.money("average", t("analysis.lifetimeMean"), (row) => row.average_minor);
  const low = facts.money("low", t("analysis.intervalLow"), (row) => row.low_minor ?? 0);
  const high = facts.money("high", t("analysis.intervalHigh"), (row) => row.high_minor ?? 0);
  const isBounded = (row: Row) => intervalOf(row) !== null;
  const onlyBounded = (column: typeof low): typeof low => ({
    ...column,
    cell: (row) => (isBounded(row) ? column.cell(row) : t("value.none")),
    facts: column.facts.map((fact) => ({ ...fact, of: (row) => (isBounded(row) ? fact.of(row) : "") })),
  });
  return (
    <FactFigure
      name={name}
      data={data}
      finding={finding}
      meta={t("analysis.lifetimeMeta", {
        currency,
        window: windowName(words, data),
        n: format.number(data.all.customers),
      })}
      caption={t("analysis.part.value")}
      columns={[
        facts.name("mix", t("analysis.mix"), (row) => row.label),
        facts.count("customers", t("analysis.customers"), (row) => row.customers),
        average,
        onlyBounded(low),
        onlyBounded(high),
        facts.money("median", t("analysis.median"), (row) => row.median_minor),
        facts.count("orders", t("analysis.orders"), (row) => row.orders),
        facts.money("gross", t("analysis.grossValue"), (row) => row.amount_minor),
        facts.money("returned", t("analysis.returned"), (row) => row.returned_minor),
      ]}
      rows={rows}
      rowKey={(row) => row.key}
      chart={
        <Dots
          dots={rows.map((row) => ({
            key: row.key,
            label: row.label,
            value: row.average_minor,
            interval: row.customers < smallest ? null : intervalOf(row),
            few: row.customers < smallest,
            text: (
              <>
                <Money minor={row.average_minor} currency={currency} />{" "}
                <span className={classes.small}>{t("value.n", { n: format.number(row.customers) })}</span>
                <IntervalText row={row} currency={currency} />
                <Few n={row.customers} />
              </>
            ),
          }))}
        />
      }
    />
  );
}

function IntervalText({ row, currency }: { row: LifetimeRow; currency: string }) {
  const { t, format } = useWords();
  const interval = intervalOf(row);
  if (!interval || row.customers < smallest) return null;
  return (
    <span className={classes.interval}>
      {t("value.interval", { low: format.money(interval.low, currency), high: format.money(interval.high, currency) })}
    </span>
  );
}

export function LifetimeAgainst({ data, currency }: { data: LifetimeAnswer; currency: string }) {
  const words = useWords();
  const { t } = words;
  const rows = [
    { ...data.several_channels, key: "several", label: t("analysis.severalChannels") },
    { ...data.one_channel, key: "one", label: t("analysis.oneChannel") },
    { ...data.all, key: "all", label: t("analysis.everybody") },
  ];
  return (
    <LifetimeFigure
      name="lifetime-value"
      data={data}
      currency={currency}
      finding={lifetimeSentence(words, data, currency)}
      rows={rows.filter((row) => row.customers > 0)}
    />
  );
}

export function LifetimeByMix({ data, currency }: { data: LifetimeAnswer; currency: string }) {
  const words = useWords();
  return (
    <LifetimeFigure
      name="lifetime-value-by-mix"
      data={data}
      currency={currency}
      finding={mixFinding(words, data, currency)}
      rows={data.mixes.map((row) => ({ ...row, key: row.mix.join("+"), label: mixName(words, row.mix) }))}
    />
  );
}
