// What a customer was worth.
import { Panel } from "@weft/ui/panel";
import { Figures, type PartProps } from "./figures.tsx";
import { lifetimeQuery } from "./insights.ts";
import { LifetimeAgainst, LifetimeByMix } from "./lifetime-figures.tsx";

export function LifetimePart({ summary, window }: PartProps) {
  return (
    <Figures summary={summary} query={lifetimeQuery(window)} isEmpty={(data) => data.all.customers === 0}>
      {(data, currency) => (
        <>
          <Panel>
            <LifetimeAgainst data={data} currency={currency} />
          </Panel>
          <Panel>
            <LifetimeByMix data={data} currency={currency} />
          </Panel>
        </>
      )}
    </Figures>
  );
}
