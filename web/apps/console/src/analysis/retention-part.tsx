// Who comes back: within twelve months, in the next calendar year, month by month.
import { Panel } from "@weft/ui/panel";
import { CalendarFigure } from "./calendar-figure.tsx";
import { CohortFigure } from "./cohort-figure.tsx";
import { Figures, type PartProps } from "./figures.tsx";
import { retentionQuery } from "./insights.ts";
import { RetentionAgainst, RetentionByMix } from "./retention-figure.tsx";

export function RetentionPart({ summary, window }: PartProps) {
  return (
    <Figures
      summary={summary}
      query={retentionQuery(window)}
      isEmpty={(data) => data.cohorts.every((cohort) => cohort.customers === 0) && data.calendar.length === 0}
    >
      {(data) => (
        <>
          <Panel>
            <RetentionAgainst data={data} />
          </Panel>
          <Panel>
            <RetentionByMix data={data} />
          </Panel>
          <Panel>
            <CalendarFigure data={data} />
          </Panel>
          <Panel>
            <CohortFigure data={data} />
          </Panel>
        </>
      )}
    </Figures>
  );
}
