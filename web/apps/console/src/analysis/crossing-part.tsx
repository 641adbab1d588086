// How many customers cross channels, and where that goes.
import { Panel } from "@weft/ui/panel";
import { CrossingFigure } from "./crossing-figure.tsx";
import { Figures, type PartProps } from "./figures.tsx";
import { crossingQuery } from "./insights.ts";

export function CrossingPart({ summary, window }: PartProps) {
  return (
    <Figures
      summary={summary}
      query={crossingQuery(window)}
      isEmpty={(data) => data.points.every((point) => point.customers === 0)}
    >
      {(data) => (
        <Panel>
          <CrossingFigure data={data} />
        </Panel>
      )}
    </Figures>
  );
}
