// What an order is worth, by the channels its customer buys in; mixes of fewer than 30 customers are never called best.
import type { ChannelMix, Mix } from "@weft/api/types";
import { useWords, type Words } from "@weft/i18n";
import { type Column, DataTable } from "@weft/ui/data-table";
import { Bars, Figure, mixColor } from "@weft/ui/figure";
import { Money } from "@weft/ui/values";
import classes from "./analysis.module.css";
import { mixName, smallest, windowName } from "./insights.ts";

function finding(words: Words, data: ChannelMix, currency: string): string {
  const { t, format } = words;
  const [best] = data.mixes
    .filter((mix) => mix.customers >= smallest)
    .sort((left, right) => right.average_order_minor - left.average_order_minor);
  if (!best || data.mixes.length < 2) {
    return t("analysis.valueOne", { money: format.money(data.average_order_minor, currency) });
  }
  return t("analysis.valueTop", {
    mix: mixName(words, best.mix),
    money: format.money(best.average_order_minor, currency),
  });
}

export function ValueFigure({ data, currency }: { data: ChannelMix; currency: string }) {
  const words = useWords();
  const { t, format } = words;
  const columns: Column<Mix>[] = [
    { key: "mix", head: t("analysis.mix"), names: true, cell: (row) => mixName(words, row.mix) },
    {
      key: "average",
      head: t("analysis.average"),
      numeric: true,
      cell: (row) => <Money minor={row.average_order_minor} currency={currency} />,
    },
    { key: "orders", head: t("analysis.orders"), numeric: true, cell: (row) => format.number(row.orders) },
  ];
  return (
    <Figure
      finding={finding(words, data, currency)}
      meta={t("analysis.valueMeta", {
        currency,
        window: windowName(words, data),
        n: format.number(data.orders),
      })}
      chart={
        <Bars
          bars={data.mixes.map((row) => ({
            key: row.mix.join("+"),
            label: mixName(words, row.mix),
            color: mixColor(row.mix),
            value: row.average_order_minor,
            text: (
              <>
                <Money minor={row.average_order_minor} currency={currency} />{" "}
                <span className={classes.small}>
                  {row.customers < smallest ? t("analysis.small") : t("value.n", { n: format.number(row.orders) })}
                </span>
              </>
            ),
          }))}
        />
      }
      table={
        <DataTable
          caption={t("analysis.average")}
          columns={columns}
          rows={data.mixes}
          rowKey={(row) => row.mix.join("+")}
          inset
          tight
          narrow
        />
      }
    />
  );
}
