// Of the customers of a calendar year, who bought in the next: by the mix of the year.
import type { RetentionAnswer, YearRetention } from "@weft/api/types";
import { useWords, type Words } from "@weft/i18n";
import { Bars, mixColor } from "@weft/ui/figure";
import { Rate, wilson } from "@weft/ui/values";
import classes from "./analysis.module.css";
import { FactFigure, Few, useFacts } from "./facts.tsx";
import { mixName, smallest, windowName } from "./insights.ts";

const barsMax = 6;

/** The mixes of one year, most customers first. */
export function yearsOf(rows: YearRetention[]): { year: number; complete: boolean; mixes: YearRetention[] }[] {
  return [...new Set(rows.map((row) => row.year))].sort().map((year) => {
    const mixes = rows.filter((row) => row.year === year).sort((left, right) => right.customers - left.customers);
    return { year, complete: mixes.every((row) => row.complete), mixes };
  });
}

function finding({ t, format }: Words, data: RetentionAnswer): string {
  const year = yearsOf(data.calendar).findLast((one) => one.complete);
  if (!year) return t("analysis.calendarOpen");
  const customers = year.mixes.reduce((sum, row) => sum + row.customers, 0);
  const retained = year.mixes.reduce((sum, row) => sum + row.retained, 0);
  return t("analysis.calendarFinding", {
    rate: format.rate((retained / customers) * 10_000),
    n: format.number(customers),
    year: String(year.year),
    next: String(year.year + 1),
  });
}

function YearBars({ mixes }: { mixes: YearRetention[] }) {
  const words = useWords();
  return (
    <Bars
      max={1}
      bars={mixes.slice(0, barsMax).map(({ mix, customers, retained, complete }) => ({
        key: mix.join("+"),
        label: mixName(words, mix),
        color: mixColor(mix),
        value: retained / customers,
        open: !complete,
        few: customers < smallest,
        interval: wilson(retained, customers),
        text: (
          <>
            <Rate hits={retained} n={customers} />
            <Few n={customers} />
          </>
        ),
      }))}
    />
  );
}

export function CalendarFigure({ data }: { data: RetentionAnswer }) {
  const words = useWords();
  const { t, format } = words;
  const facts = useFacts<YearRetention>(data.currency ?? "EUR");
  const left = yearsOf(data.calendar).reduce((sum, year) => sum + Math.max(0, year.mixes.length - barsMax), 0);
  return (
    <FactFigure
      name="retention-by-year"
      data={data}
      finding={finding(words, data)}
      meta={t("analysis.calendarMeta", { window: windowName(words, data) })}
      note={left > 0 && t("analysis.restInTable", { count: format.number(left) })}
      caption={t("analysis.calendar")}
      columns={[
        facts.name("year", t("analysis.year"), (row) => String(row.year)),
        { ...facts.mix((row) => row.mix), names: false },
        facts.rate(
          "rate",
          t("analysis.retention"),
          (row) => row.retained,
          (row) => row.customers,
          true,
        ),
        facts.count("retained", t("analysis.retained"), (row) => row.retained),
        facts.word("state", t("imports.state"), (row) =>
          row.complete ? t("analysis.finished") : t("analysis.openMonth"),
        ),
      ]}
      rows={data.calendar}
      rowKey={(row) => `${row.year} ${row.mix.join("+")}`}
      chart={
        <div className={classes.years}>
          {yearsOf(data.calendar).map(({ year, complete, mixes }) => (
            <section key={year}>
              <h3 className={classes.year}>
                {t(complete ? "analysis.calendarYearHead" : "analysis.calendarYearOpen", {
                  year: String(year),
                  next: String(year + 1),
                })}
              </h3>
              <YearBars mixes={mixes} />
            </section>
          ))}
        </div>
      }
    />
  );
}
