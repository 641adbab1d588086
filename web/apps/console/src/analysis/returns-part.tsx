// What comes back, and where.
import { Panel } from "@weft/ui/panel";
import { Figures, type PartProps } from "./figures.tsx";
import { returnsQuery } from "./insights.ts";
import { SoldFigure, TakenBackFigure } from "./returns-figures.tsx";

export function ReturnsPart({ summary, window }: PartProps) {
  return (
    <Figures
      summary={summary}
      query={returnsQuery(window)}
      isEmpty={(data) => data.all.lines === 0 && data.taken_back.length === 0}
    >
      {(data, currency) => (
        <>
          <Panel>
            <SoldFigure data={data} currency={currency} />
          </Panel>
          <Panel>
            <TakenBackFigure data={data} currency={currency} />
          </Panel>
        </>
      )}
    </Figures>
  );
}
