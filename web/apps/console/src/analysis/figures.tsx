// One part of the analysis in each of its states: asked, empty, and there with the window that the server understood.
import { Skeleton } from "@mantine/core";
import { type UseQueryOptions, useQuery } from "@tanstack/react-query";
import type { Summary } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import { Panel, Panels } from "@weft/ui/panel";
import { StateBlock } from "@weft/ui/state-block";
import { When } from "@weft/ui/values";
import type { ReactNode } from "react";
import classes from "./analysis.module.css";
import { type Asked, addDays } from "./insights.ts";
import { LoadFigures } from "./load-figures.tsx";
import type { AnalysisSearch, Window } from "./search.ts";

export interface PartProps {
  summary: Summary;
  window: Window;
  basis: NonNullable<AnalysisSearch["basis"]> | "net";
}

interface FiguresProps<Data extends Asked> {
  summary: Summary;
  // biome-ignore lint/suspicious/noExplicitAny: each query has a key of its own shape
  query: UseQueryOptions<Data, Error, Data, any>;
  isEmpty: (data: Data) => boolean;
  children: (data: Data, currency: string) => ReactNode;
}

export function Figures<Data extends Asked>({ summary, query, isEmpty, children }: FiguresProps<Data>) {
  const answer = useQuery(query);
  return (
    <LoadFigures query={answer} queryKey={query.queryKey} skeleton={<FiguresSkeleton />}>
      {(data) => (
        <>
          <Understood data={data} />
          {isEmpty(data) ? <Empty summary={summary} /> : <Panels>{children(data, data.currency ?? "EUR")}</Panels>}
        </>
      )}
    </LoadFigures>
  );
}

/** The window and the currency as the server understood them, and how old the figures are. */
function Understood({ data }: { data: Asked }) {
  const { t, format } = useWords();
  if (!data.from || !data.to) return null;
  return (
    <p className={classes.understood} role="status">
      {t("analysis.understood", {
        from: format.day(data.from),
        to: format.day(addDays(data.to, -1)),
        currency: data.currency ?? "",
      })}{" "}
      {t("analysis.generated")} <When at={data.generated_at} />.
    </p>
  );
}

function Empty({ summary }: { summary: Summary }) {
  const { t, format } = useWords();
  const { first_sale_on: first, last_sale_on: last } = summary;
  return (
    <Panel>
      <StateBlock
        icon="chart"
        title={t("analysis.emptyTitle")}
        text={
          first && last
            ? t("analysis.emptyText", { from: format.day(first), to: format.day(last) })
            : t("home.emptyText")
        }
      />
    </Panel>
  );
}

export function FiguresSkeleton() {
  return (
    <Panel>
      <Skeleton height={320} />
    </Panel>
  );
}
