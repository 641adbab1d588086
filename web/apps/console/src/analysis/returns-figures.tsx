// What came back: by the channel where it was sold, and by the channel that took it back.
import { SegmentedControl } from "@mantine/core";
import type { ReturnsAnswer, SoldRow, TakenBackRow } from "@weft/api/types";
import { useWords, type Words } from "@weft/i18n";
import { Bars, mixColor } from "@weft/ui/figure";
import { Rate, wilson } from "@weft/ui/values";
import { useState } from "react";
import classes from "./analysis.module.css";
import { FactFigure, useFacts } from "./facts.tsx";
import { channelName, smallest, windowName } from "./insights.ts";

const measures = ["value", "lines", "units", "orders"] as const;
type MeasureName = (typeof measures)[number];

const soldOf: Record<MeasureName, (row: SoldRow) => { bps: number; n: number }> = {
  value: (row) => ({ bps: row.value_rate_bps, n: row.lines }),
  lines: (row) => ({ bps: row.line_rate_bps, n: row.lines }),
  units: (row) => ({ bps: row.unit_rate_bps, n: row.units }),
  orders: (row) => ({ bps: row.order_rate_bps, n: row.orders }),
};

function soldFinding(words: Words, data: ReturnsAnswer, name: MeasureName): string {
  const { t, format } = words;
  const values = { measure: t(`analysis.returns.of.${name}`), rate: format.rate(soldOf[name](data.all).bps) };
  const [most] = data.sold
    .filter((row) => row.lines >= smallest)
    .sort((left, right) => soldOf[name](right).bps - soldOf[name](left).bps);
  if (!most || data.sold.length < 2 || soldOf[name](most).bps === 0) return t("analysis.soldAll", values);
  return t("analysis.soldMost", {
    ...values,
    channel: channelName(words, most.channel),
    top: format.rate(soldOf[name](most).bps),
  });
}

function useSoldColumns(currency: string) {
  const words = useWords();
  const { t } = words;
  const facts = useFacts<SoldRow>(currency);
  return [
    facts.name("channel", t("analysis.soldThrough"), (row) =>
      row.channel ? channelName(words, row.channel) : t("analysis.allChannels"),
    ),
    facts.money("sold", t("analysis.soldValue"), (row) => row.amount_minor),
    facts.money("returned", t("analysis.returned"), (row) => row.returned_minor),
    facts.share("value-rate", t("analysis.returns.value"), (row) => row.value_rate_bps),
    facts.rate(
      "line-rate",
      t("analysis.returns.lines"),
      (row) => row.returned_lines,
      (row) => row.lines,
    ),
    facts.rate(
      "unit-rate",
      t("analysis.returns.units"),
      (row) => row.returned_units,
      (row) => row.units,
    ),
    facts.rate(
      "order-rate",
      t("analysis.returns.orders"),
      (row) => row.orders_with_return,
      (row) => row.orders,
    ),
    facts.count("cancelled", t("analysis.cancelledLines"), (row) => row.cancelled_lines),
  ];
}

export function SoldFigure({ data, currency }: { data: ReturnsAnswer; currency: string }) {
  const words = useWords();
  const { t, format } = words;
  const [name, setName] = useState<MeasureName>("value");
  const columns = useSoldColumns(currency);
  const top = Math.max(1, ...data.sold.map((row) => soldOf[name](row).bps));
  return (
    <FactFigure
      name="returns-by-sale"
      data={data}
      finding={soldFinding(words, data, name)}
      meta={t("analysis.soldMeta", {
        window: windowName(words, data),
        n: format.number(data.all.lines),
        orders: format.number(data.all.orders),
      })}
      note={t("analysis.soldNote")}
      controls={
        <div>
          <SegmentedControl
            aria-label={t("analysis.measure")}
            value={name}
            onChange={(value) => setName(value as MeasureName)}
            data={measures.map((value) => ({ value, label: t(`analysis.returns.${value}`) }))}
          />
        </div>
      }
      caption={t("analysis.soldThrough")}
      columns={columns}
      rows={[...data.sold, data.all]}
      rowKey={(row) => row.channel || "all"}
      chart={
        <Bars
          max={top}
          bars={data.sold.map((row) => {
            const { bps, n } = soldOf[name](row);
            return {
              key: row.channel,
              label: channelName(words, row.channel),
              color: mixColor([row.channel]),
              value: bps,
              few: row.lines < smallest,
              text: (
                <>
                  {format.rate(bps)}{" "}
                  <span className={classes.small}>{t(`analysis.returns.n.${name}`, { n: format.number(n) })}</span>
                  {row.lines < smallest && <span className={classes.few}>{t("analysis.smallLines")}</span>}
                </>
              ),
            };
          })}
        />
      }
    />
  );
}

const known = (row: TakenBackRow) => row.lines - row.unknown_order_lines;

function takenFinding(words: Words, rows: TakenBackRow[]): string {
  const { t, format } = words;
  const lines = rows.reduce((sum, row) => sum + known(row), 0);
  const elsewhere = rows.reduce((sum, row) => sum + row.sold_elsewhere_lines, 0);
  if (lines === 0) return t("analysis.takenNone");
  const rate = format.rate((elsewhere / lines) * 10_000);
  const [most] = rows
    .filter((row) => known(row) >= smallest)
    .sort((left, right) => right.sold_elsewhere_bps - left.sold_elsewhere_bps);
  if (!most || rows.length < 2 || most.sold_elsewhere_lines === 0) return t("analysis.takenAll", { rate });
  return t("analysis.takenMost", {
    rate,
    channel: channelName(words, most.channel),
    top: format.rate(most.sold_elsewhere_bps),
  });
}

export function TakenBackFigure({ data, currency }: { data: ReturnsAnswer; currency: string }) {
  const words = useWords();
  const { t, format } = words;
  const facts = useFacts<TakenBackRow>(currency);
  const rows = data.taken_back;
  const lines = rows.reduce((sum, row) => sum + row.lines, 0);
  const unknown = rows.reduce((sum, row) => sum + row.unknown_order_lines, 0);
  return (
    <FactFigure
      name="returns-by-place"
      data={data}
      finding={takenFinding(words, rows)}
      meta={t("analysis.takenMeta", { window: windowName(words, data), n: format.number(lines) })}
      note={unknown > 0 && t("analysis.takenUnknown", { n: format.number(unknown) })}
      caption={t("analysis.takenBack")}
      columns={[
        facts.name("channel", t("analysis.takenBack"), (row) => channelName(words, row.channel)),
        facts.count("lines", t("analysis.lines"), (row) => row.lines),
        facts.count("units", t("analysis.units"), (row) => row.units),
        facts.money("value", t("analysis.returned"), (row) => row.amount_minor),
        facts.count("elsewhere-lines", t("analysis.elsewhereLines"), (row) => row.sold_elsewhere_lines),
        facts.rate("elsewhere", t("analysis.elsewhere"), (row) => row.sold_elsewhere_lines, known, true),
        facts.count("unknown", t("analysis.unknownOrder"), (row) => row.unknown_order_lines),
      ]}
      rows={rows}
      rowKey={(row) => row.channel}
      chart={
        <Bars
          max={1}
          bars={rows.map((row) => ({
            key: row.channel,
            label: channelName(words, row.channel),
            color: mixColor([row.channel]),
            value: known(row) > 0 ? row.sold_elsewhere_lines / known(row) : 0,
            few: known(row) < smallest,
            interval: wilson(row.sold_elsewhere_lines, known(row)),
            text: (
              <>
                <Rate hits={row.sold_elsewhere_lines} n={known(row)} />
                {known(row) < smallest && <span className={classes.few}>{t("analysis.smallLines")}</span>}
              </>
            ),
          }))}
        />
      }
    />
  );
}
