// Who buys in which channels, what an order is worth, and how the months went.
import type { ChannelMix } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import { Panel } from "@weft/ui/panel";
import classes from "./analysis.module.css";
import { Figures, type PartProps } from "./figures.tsx";
import { mixQuery } from "./insights.ts";
import { MixFigure } from "./mix-figure.tsx";
import { TrendFigure } from "./trend-figure.tsx";
import { ValueFigure } from "./value-figure.tsx";

export function MixPart({ summary, window }: PartProps) {
  return (
    <Figures summary={summary} query={mixQuery(window)} isEmpty={(data) => data.orders === 0}>
      {(data, currency) => (
        <>
          <Panel>
            <MixFigure data={data} currency={currency} />
          </Panel>
          <Panel>
            <ValueFigure data={data} currency={currency} />
          </Panel>
          <Panel>
            <TrendFigure data={data} currency={currency} />
          </Panel>
          <Anonymous data={data} currency={currency} />
        </>
      )}
    </Figures>
  );
}

function Anonymous({ data, currency }: { data: ChannelMix; currency: string }) {
  const { t, format } = useWords();
  if (data.anonymous_orders === 0) return null;
  return (
    <p className={classes.about}>
      {t("analysis.anonymous", {
        orders: format.number(data.anonymous_orders),
        money: format.money(data.anonymous_amount_minor, currency),
      })}
    </p>
  );
}
