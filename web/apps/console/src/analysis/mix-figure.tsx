// The channel mix: customers, orders and sales as bars of 100 %, and every mix as a row of a table.
import type { ChannelMix, Mix } from "@weft/api/types";
import { useWords, type Words } from "@weft/i18n";
import { mixColor, type Share, ShareBars } from "@weft/ui/figure";
import type { FactColumn } from "./csv.ts";
import { FactFigure, useFacts } from "./facts.tsx";
import { crossOf, mixName, windowName } from "./insights.ts";

const barsMax = 7;

function finding(words: Words, data: ChannelMix): string {
  const { t, format } = words;
  const [most] = data.mixes;
  const cross = crossOf(data);
  if (cross.customers > 0) {
    return t("analysis.mixCross", {
      rate: format.rate((cross.customers / data.customers) * 10_000),
      money: format.rate((cross.amountMinor / (data.amount_minor || 1)) * 10_000),
    });
  }
  if (!most) return t("analysis.title");
  if (data.mixes.length === 1) return t("analysis.mixOnly", { channel: mixName(words, most.mix) });
  return t("analysis.mixNone", { channel: mixName(words, most.mix), rate: format.rate(most.share_bps) });
}

/** The same parts by one measure; beyond seven the smallest are put together, so that each stays wide enough to see. */
function sharesOf(words: Words, mixes: Mix[], measure: (mix: Mix) => number): Share[] {
  const shown = mixes.length > barsMax ? mixes.slice(0, barsMax - 1) : mixes;
  const rest = mixes.slice(shown.length);
  const shares = shown.map((mix) => ({
    key: mix.mix.join("+"),
    label: mixName(words, mix.mix),
    color: mixColor(mix.mix),
    value: measure(mix),
  }));
  if (rest.length === 0) return shares;
  return [
    ...shares,
    {
      key: "rest",
      label: words.t("analysis.otherMixes", { count: words.format.number(rest.length) }),
      color: mixColor([]),
      value: rest.reduce((sum, mix) => sum + measure(mix), 0),
    },
  ];
}

function useColumns(currency: string): FactColumn<Mix>[] {
  const { t } = useWords();
  const facts = useFacts<Mix>(currency);
  return [
    facts.mix((row) => row.mix),
    facts.count("customers", t("analysis.customers"), (row) => row.customers),
    facts.share("share", t("analysis.share"), (row) => row.share_bps),
    facts.count("orders", t("analysis.orders"), (row) => row.orders),
    facts.money("sales", t("analysis.sales"), (row) => row.amount_minor),
    facts.money("returned", t("analysis.returned"), (row) => row.returned_minor),
    facts.money("average", t("analysis.average"), (row) => row.average_order_minor),
    facts.decimal("per-customer", t("analysis.perCustomer"), (row) => row.orders_per_customer_milli / 1000),
  ];
}

export function MixFigure({ data, currency }: { data: ChannelMix; currency: string }) {
  const words = useWords();
  const { t, format } = words;
  const columns = useColumns(currency);
  const customers = sharesOf(words, data.mixes, (mix) => mix.customers);
  return (
    <FactFigure
      name="mix"
      data={data}
      caption={t("analysis.mix")}
      columns={columns}
      rows={data.mixes}
      rowKey={(row) => row.mix.join("+")}
      finding={finding(words, data)}
      meta={t("analysis.mixMeta", { window: windowName(words, data), n: format.number(data.customers) })}
      chart={
        <ShareBars
          legend={customers}
          measures={[
            {
              key: "customers",
              label: t("analysis.customers"),
              total: format.number(data.customers),
              shares: customers,
            },
            {
              key: "orders",
              label: t("analysis.orders"),
              total: format.number(data.orders),
              shares: sharesOf(words, data.mixes, (mix) => mix.orders),
            },
            {
              key: "sales",
              label: t("analysis.sales"),
              total: format.money(data.amount_minor, currency),
              shares: sharesOf(words, data.mixes, (mix) => mix.amount_minor),
            },
          ]}
        />
      }
    />
  );
}
