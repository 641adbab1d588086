// Sales, orders and customers by month; unfinished months are hatched and left out of what the title says.
import { SegmentedControl, Skeleton } from "@mantine/core";
import type { ChannelMix, Month } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import { Suspense, useCallback, useMemo, useState } from "react";
import { FactFigure, useFacts } from "./facts.tsx";
import { windowName } from "./insights.ts";
import { Trend } from "./trend.ts";

type MeasureName = "sales" | "orders" | "customers";
const measureOf: Record<MeasureName, (month: Month) => number> = {
  sales: (month) => month.amount_minor,
  orders: (month) => month.orders,
  customers: (month) => month.customers,
};

/** The last finished month against the same month a year before, for sales have seasons; else the best month. */
function useFinding(months: Month[], name: MeasureName, full: (value: number) => string): string {
  const { t, format } = useWords();
  const finished = months.filter((month) => month.complete);
  const measure = t(`analysis.${name}`);
  const last = finished.at(-1);
  if (!last) return t("analysis.trendFlat", { measure });
  const yearBefore = `${Number(last.month.slice(0, 4)) - 1}${last.month.slice(4)}`;
  const before = finished.find((month) => month.month === yearBefore);
  const values = { measure, value: full(measureOf[name](last)), month: format.month(last.month) };
  if (before && measureOf[name](before) > 0) {
    const change = measureOf[name](last) / measureOf[name](before) - 1;
    return t(change >= 0 ? "analysis.trendUp" : "analysis.trendDown", {
      ...values,
      rate: format.rate(Math.abs(change) * 10_000),
    });
  }
  const best = finished.reduce((top, month) => (measureOf[name](month) > measureOf[name](top) ? month : top), last);
  return t("analysis.trendBest", {
    ...values,
    best: full(measureOf[name](best)),
    bestMonth: format.month(best.month),
  });
}

export function TrendFigure({ data, currency }: { data: ChannelMix; currency: string }) {
  const words = useWords();
  const { t, format } = words;
  const [name, setName] = useState<MeasureName>("sales");
  const isMoney = name === "sales";
  const full = (value: number) => (isMoney ? format.money(value, currency) : format.number(value));
  const short = useCallback(
    (value: number) => (isMoney ? format.moneyCompact(value, currency) : format.compact(value)),
    [isMoney, currency, format],
  );
  const points = useMemo(
    () => data.months.map((month) => ({ month: month.month, value: measureOf[name](month), complete: month.complete })),
    [data.months, name],
  );
  const finding = useFinding(data.months, name, full);
  const facts = useFacts<Month>(currency);
  const columns = [
    facts.month((row) => row.month),
    facts.word("state", t("imports.state"), (row) => (row.complete ? "" : t("analysis.openMonth"))),
    facts.count("customers", t("analysis.customers"), (row) => row.customers),
    facts.count("orders", t("analysis.orders"), (row) => row.orders),
    facts.money("sales", t("analysis.sales"), (row) => row.amount_minor),
  ];
  return (
    <FactFigure
      name="months"
      data={data}
      caption={finding}
      columns={columns}
      rows={data.months}
      rowKey={(row) => row.month}
      finding={finding}
      meta={t("analysis.trendMeta", {
        unit: isMoney ? `${t("analysis.sales")} (${currency})` : t(`analysis.${name}`),
        window: windowName(words, data),
      })}
      controls={
        <div>
          <SegmentedControl
            aria-label={t("analysis.measure")}
            value={name}
            onChange={(value) => setName(value as MeasureName)}
            data={(["sales", "orders", "customers"] as const).map((value) => ({
              value,
              label: t(`analysis.${value}`),
            }))}
          />
        </div>
      }
      chart={
        <Suspense fallback={<Skeleton height={264} />}>
          <Trend label={t(`analysis.${name}`)} points={points} color="--weft-weft-text" text={short} />
        </Suspense>
      }
    />
  );
}
