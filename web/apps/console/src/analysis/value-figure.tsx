// What an order is worth, by the channels its customer buys in; mixes of fewer than 30 customers are never called best.
import type { ChannelMix, Mix } from "@weft/api/types";
import { useWords, type Words } from "@weft/i18n";
import { Bars, mixColor } from "@weft/ui/figure";
import { Money } from "@weft/ui/values";
import classes from "./analysis.module.css";
import { FactFigure, Few, useFacts } from "./facts.tsx";
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
  const facts = useFacts<Mix>(currency);
  const columns = [
    facts.mix((row) => row.mix),
    facts.money("average", t("analysis.average"), (row) => row.average_order_minor),
    facts.count("orders", t("analysis.orders"), (row) => row.orders),
    facts.count("customers", t("analysis.customers"), (row) => row.customers),
  ];
  return (
    <FactFigure
      name="average-order"
      data={data}
      caption={t("analysis.average")}
      columns={columns}
      rows={data.mixes}
      rowKey={(row) => row.mix.join("+")}
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
            few: row.customers < smallest,
            text: (
              <>
                <Money minor={row.average_order_minor} currency={currency} />{" "}
                <span className={classes.small}>{t("value.n", { n: format.number(row.orders) })}</span>
                <Few n={row.customers} />
              </>
            ),
          }))}
        />
      }
    />
  );
}
