// Cohorts as a triangle: the month of the first order down, its size first, and who bought again n months later.
import type { Cohort, RetentionAnswer } from "@weft/api/types";
import { useWords, type Words } from "@weft/i18n";
import { type HeatRow, HeatTable } from "@weft/ui/heat-table";
import { FactFigure, useFacts } from "./facts.tsx";
import { cohortRate, smallest, windowName } from "./insights.ts";

function finding({ t, format }: Words, cohorts: Cohort[]): string {
  const first = cohortRate(cohorts, 1);
  const twelfth = cohortRate(cohorts, 12);
  const rateOf = ({ hits, n }: { hits: number; n: number }) => format.rate((hits / n) * 10_000);
  if (first.n === 0) return t("analysis.cohortsOpen");
  if (twelfth.n === 0) return t("analysis.cohortsFirst", { first: rateOf(first), n: format.number(first.n) });
  return t("analysis.cohortsBoth", {
    first: rateOf(first),
    n: format.number(first.n),
    twelfth: rateOf(twelfth),
    m: format.number(twelfth.n),
  });
}

/** From the palest to the strongest shade: the worst and the best month of the cohorts large enough to compare. */
function heatSpan(cohorts: Cohort[]): { low: number; span: number } {
  const shares = cohorts
    .filter((cohort) => cohort.customers >= smallest)
    .flatMap((cohort) => cohort.bought.slice(1).map((bought) => bought / cohort.customers));
  const low = Math.min(1, ...shares);
  return { low, span: Math.max(1e-9, Math.max(0, ...shares) - low) };
}

export function CohortFigure({ data }: { data: RetentionAnswer }) {
  const words = useWords();
  const { t, format } = words;
  const facts = useFacts<Cohort>(data.currency ?? "EUR");
  const { cohorts } = data;
  const months = Array.from(
    { length: Math.max(1, ...cohorts.map((cohort) => cohort.bought.length)) - 1 },
    (_, at) => at + 1,
  );
  const { low, span } = heatSpan(cohorts);
  const rows = cohorts.map((cohort): HeatRow => {
    const last = cohort.bought.length - 1;
    return {
      key: cohort.month,
      head: format.month(cohort.month),
      size: format.number(cohort.customers),
      cells: months.map((month) => {
        const bought = cohort.bought[month];
        if (bought === undefined || cohort.customers === 0) return { key: String(month), heat: null, text: "" };
        const share = bought / cohort.customers;
        return {
          key: String(month),
          heat: (share - low) / span,
          open: cohort.last_open && month === last,
          few: cohort.customers < smallest,
          text: format.rate(share * 10_000),
        };
      }),
    };
  });
  const size = cohorts.reduce((sum, cohort) => sum + cohort.customers, 0);
  return (
    <FactFigure
      name="cohorts"
      data={data}
      finding={finding(words, cohorts)}
      meta={t("analysis.cohortsMeta", { window: windowName(words, data), n: format.number(size) })}
      note={t("analysis.cohortsNote")}
      caption={t("analysis.cohorts")}
      columns={[
        facts.month((row) => row.month),
        facts.count("size", t("analysis.customers"), (row) => row.customers),
        facts.word("state", t("analysis.lastMonth"), (row) =>
          row.last_open ? t("analysis.openMonth") : t("analysis.finished"),
        ),
        ...months.map((month) => ({
          key: `m${month}`,
          head: t("analysis.monthAfter", { month }),
          numeric: true,
          cell: (row: Cohort) => (month < row.bought.length ? format.number(row.bought[month] ?? 0) : ""),
          facts: [{ head: t("analysis.monthAfter", { month }), of: (row: Cohort) => row.bought[month] }],
        })),
      ]}
      rows={cohorts}
      rowKey={(row) => row.month}
      chart={
        <HeatTable
          caption={t("analysis.cohorts")}
          corner={t("analysis.firstOrder")}
          size={t("analysis.customers")}
          columns={months.map((month) => ({ key: String(month), head: t("analysis.monthAfter", { month }) }))}
          rows={rows}
        />
      }
    />
  );
}
