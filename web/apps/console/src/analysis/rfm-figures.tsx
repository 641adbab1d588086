// How lately, how often, for how much: fifths of the customers as 5 x 5 cells, the best by mix, and where the fifths are cut.
import type { RfmAnswer, RfmMixRow } from "@weft/api/types";
import { useWords, type Words } from "@weft/i18n";
import { DataTable } from "@weft/ui/data-table";
import { Bars, mixColor } from "@weft/ui/figure";
import { type HeatRow, HeatTable } from "@weft/ui/heat-table";
import { Panel } from "@weft/ui/panel";
import { Rate, wilson } from "@weft/ui/values";
import classes from "./analysis.module.css";
import { FactFigure, Few, useFacts } from "./facts.tsx";
import { mixName, smallest, windowName } from "./insights.ts";

interface Cell {
  recency: number;
  frequency: number;
  customers: number;
  amountMinor: number;
}

/** The 25 cells, best first. */
export function cellsOf(data: RfmAnswer): Cell[] {
  return [...data.recency]
    .sort((left, right) => right.score - left.score)
    .flatMap((row) =>
      row.by_frequency
        .map((customers, at) => ({
          recency: row.score,
          frequency: at + 1,
          customers,
          amountMinor: row.by_frequency_minor[at] ?? 0,
        }))
        .reverse(),
    );
}

function gridFinding({ t, format }: Words, data: RfmAnswer): string {
  const cells = cellsOf(data);
  const total = cells.reduce((sum, cell) => sum + cell.amountMinor, 0);
  const best = cells.find((cell) => cell.recency === 5 && cell.frequency === 5);
  if (!best || total <= 0 || data.customers === 0) return t("analysis.rfmPlain");
  return t("analysis.rfmFinding", {
    customers: format.rate((best.customers / data.customers) * 10_000),
    n: format.number(best.customers),
    money: format.rate((best.amountMinor / total) * 10_000),
  });
}

/** "1 order", "8 to 39 orders": the ends of a fifth, once where they are the same. */
function between({ t }: Words, low: string, high: string): string {
  return low === high ? low : t("analysis.between", { low, high });
}

function useRows(data: RfmAnswer, currency: string): HeatRow[] {
  const words = useWords();
  const { t, format } = words;
  const top = Math.max(1, ...cellsOf(data).map((cell) => cell.customers));
  return [...data.recency].reverse().map((row) => ({
    key: String(row.score),
    head: (
      <>
        <b>{t("analysis.recencyScore", { score: row.score })}</b>{" "}
        {t("analysis.daysAgo", { days: between(words, format.number(row.days_min), format.number(row.days_max)) })}
      </>
    ),
    size: format.number(row.customers),
    cells: row.by_frequency.map((customers, at) => ({
      key: String(at + 1),
      heat: customers > 0 ? customers / top : null,
      few: customers < smallest,
      text: (
        <>
          <b className={classes.cellMain}>{format.number(customers)}</b>
          <span className={classes.cellMoney}>{format.moneyCompact(row.by_frequency_minor[at] ?? 0, currency)}</span>
        </>
      ),
    })),
  }));
}

export function RfmGrid({ data, currency }: { data: RfmAnswer; currency: string }) {
  const words = useWords();
  const { t, format } = words;
  const facts = useFacts<Cell>(currency);
  return (
    <FactFigure
      name={`rfm-${data.basis}`}
      data={data}
      finding={gridFinding(words, data)}
      meta={t("analysis.rfmMeta", {
        basis: t(`analysis.basis.${data.basis === "gross" ? "gross" : "net"}`),
        currency,
        window: windowName(words, data),
        n: format.number(data.customers),
      })}
      note={t("analysis.rfmNote")}
      caption={t("analysis.part.rfm")}
      columns={[
        facts.name("recency", t("analysis.recency"), (row) => String(row.recency)),
        facts.word("frequency", t("analysis.frequency"), (row) => String(row.frequency)),
        facts.count("customers", t("analysis.customers"), (row) => row.customers),
        facts.money("worth", t("analysis.worth"), (row) => row.amountMinor),
      ]}
      rows={cellsOf(data)}
      rowKey={(row) => `${row.recency}-${row.frequency}`}
      chart={
        <HeatTable
          caption={t("analysis.part.rfm")}
          corner={t("analysis.recencyByFrequency")}
          size={t("analysis.customers")}
          columns={data.frequency.map((row) => ({
            key: String(row.score),
            head: (
              <>
                <b>{t("analysis.frequencyScore", { score: row.score })}</b>
                <br />
                {t("analysis.ordersEach", {
                  orders: between(words, format.number(row.lowest), format.number(row.highest)),
                })}
              </>
            ),
          }))}
          rows={useRows(data, currency)}
        />
      }
    />
  );
}

function mixFinding(words: Words, data: RfmAnswer): string {
  const { t, format } = words;
  const all = data.mixes.reduce((sum, row) => sum + row.best, 0);
  const values = { rate: format.rate((all / Math.max(1, data.customers)) * 10_000) };
  const [best] = data.mixes
    .filter((row) => row.customers >= smallest)
    .sort((left, right) => right.best / right.customers - left.best / left.customers);
  if (!best || data.mixes.length < 2 || best.best === 0) return t("analysis.bestAll", values);
  return t("analysis.bestMost", {
    ...values,
    mix: mixName(words, best.mix),
    top: format.rate((best.best / best.customers) * 10_000),
  });
}

export function RfmByMix({ data, currency }: { data: RfmAnswer; currency: string }) {
  const words = useWords();
  const { t, format } = words;
  const facts = useFacts<RfmMixRow>(currency);
  return (
    <FactFigure
      name={`rfm-by-mix-${data.basis}`}
      data={data}
      finding={mixFinding(words, data)}
      meta={t("analysis.bestMeta", { window: windowName(words, data), n: format.number(data.customers) })}
      caption={t("analysis.best")}
      columns={[
        facts.mix((row) => row.mix),
        facts.count("customers", t("analysis.customers"), (row) => row.customers),
        facts.decimal("recency", t("analysis.recencyMean"), (row) => row.recency_milli / 1000),
        facts.decimal("frequency", t("analysis.frequencyMean"), (row) => row.frequency_milli / 1000),
        facts.decimal("monetary", t("analysis.monetaryMean"), (row) => row.monetary_milli / 1000),
        facts.rate(
          "best",
          t("analysis.best"),
          (row) => row.best,
          (row) => row.customers,
          true,
        ),
      ]}
      rows={data.mixes}
      rowKey={(row) => row.mix.join("+")}
      chart={
        <Bars
          bars={data.mixes.map((row) => ({
            key: row.mix.join("+"),
            label: mixName(words, row.mix),
            color: mixColor(row.mix),
            value: row.best / row.customers,
            few: row.customers < smallest,
            interval: row.customers < smallest ? null : wilson(row.best, row.customers),
            text: (
              <>
                <Rate hits={row.best} n={row.customers} />
                <Few n={row.customers} />
              </>
            ),
          }))}
        />
      }
    />
  );
}

interface Fifth {
  score: number;
  customers: number;
  days: string;
  orders: string;
  worth: string;
}

/** Where the fifths are cut: what a customer needs for each score. */
export function RfmFifths({ data, currency }: { data: RfmAnswer; currency: string }) {
  const words = useWords();
  const { t, format } = words;
  const fifths = [...data.recency].reverse().map((row): Fifth => {
    const orders = data.frequency.find((one) => one.score === row.score);
    const worth = data.monetary.find((one) => one.score === row.score);
    return {
      score: row.score,
      customers: row.customers,
      days: between(words, format.number(row.days_min), format.number(row.days_max)),
      orders: orders ? between(words, format.number(orders.lowest), format.number(orders.highest)) : "",
      worth: worth
        ? between(words, format.money(worth.lowest_minor, currency), format.money(worth.highest_minor, currency))
        : "",
    };
  });
  return (
    <Panel title={t("analysis.fifths")}>
      <DataTable
        caption={t("analysis.fifths")}
        rows={fifths}
        rowKey={(row) => String(row.score)}
        inset
        tight
        columns={[
          { key: "score", head: t("analysis.score"), names: true, cell: (row) => row.score },
          { key: "days", head: t("analysis.fifthDays"), numeric: true, cell: (row) => row.days },
          { key: "orders", head: t("analysis.orders"), numeric: true, cell: (row) => row.orders },
          { key: "worth", head: t("analysis.worth"), numeric: true, cell: (row) => row.worth },
          { key: "n", head: t("analysis.fifthSize"), numeric: true, cell: (row) => format.number(row.customers) },
        ]}
      />
    </Panel>
  );
}
