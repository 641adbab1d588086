// Analysis: who buys in which channels, what an order is worth and who comes back, for one window.
import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { ChannelMix, Summary } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import { PageHeader } from "@weft/ui/page-header";
import { Panel, Panels } from "@weft/ui/panel";
import { StateBlock } from "@weft/ui/state-block";
import { When } from "@weft/ui/values";
import { LoadQuery } from "../load.tsx";
import classes from "./analysis.module.css";
import { mixQuery, summaryQuery, type Window } from "./insights.ts";
import { MixFigure } from "./mix-figure.tsx";
import { RetentionFigure } from "./retention-figure.tsx";
import { TrendFigure } from "./trend-figure.tsx";
import { ValueFigure } from "./value-figure.tsx";
import { WindowForm } from "./window-form.tsx";

const route = getRouteApi("/inside/analysis");

export function AnalysisPage() {
  const { t } = useWords();
  const window = route.useSearch();
  const summary = useQuery(summaryQuery);
  return (
    <>
      <PageHeader title={t("analysis.title")} lead={t("analysis.lead")} />
      <LoadQuery query={summary} queryKey={summaryQuery.queryKey} skeleton={<FiguresSkeleton />}>
        {(data) => (
          <>
            <WindowForm summary={data} window={window} />
            <FiguresOf summary={data} window={window} />
          </>
        )}
      </LoadQuery>
    </>
  );
}

function FiguresOf({ summary, window }: { summary: Summary; window: Window }) {
  const { t, format } = useWords();
  const query = mixQuery({ ...window, currency: window.currency ?? summary.currency ?? undefined });
  const mix = useQuery(query);
  return (
    <LoadQuery query={mix} queryKey={query.queryKey} skeleton={<FiguresSkeleton />}>
      {(data) =>
        data.orders > 0 ? (
          <Figures data={data} />
        ) : (
          <Panel>
            <StateBlock
              icon="chart"
              title={t("analysis.emptyTitle")}
              text={
                summary.first_sale_on && summary.last_sale_on
                  ? t("analysis.emptyText", {
                      from: format.day(summary.first_sale_on),
                      to: format.day(summary.last_sale_on),
                    })
                  : t("home.emptyText")
              }
            />
          </Panel>
        )
      }
    </LoadQuery>
  );
}

function Figures({ data }: { data: ChannelMix }) {
  const { t, format } = useWords();
  const currency = data.currency ?? "EUR";
  return (
    <Panels>
      <Panel>
        <MixFigure data={data} currency={currency} />
      </Panel>
      <div className={classes.pair}>
        <Panel>
          <ValueFigure data={data} currency={currency} />
        </Panel>
        <Panel>
          <RetentionFigure data={data} />
        </Panel>
      </div>
      <Panel>
        <TrendFigure data={data} currency={currency} />
      </Panel>
      <div className={classes.about}>
        {data.anonymous_orders > 0 && (
          <p>
            {t("analysis.anonymous", {
              orders: format.number(data.anonymous_orders),
              money: format.money(data.anonymous_amount_minor, currency),
            })}
          </p>
        )}
        <p>
          <b>{t("analysis.definition")}:</b> {data.definition} {t("analysis.generated")} <When at={data.generated_at} />
          .
        </p>
      </div>
    </Panels>
  );
}

function FiguresSkeleton() {
  return (
    <Panel>
      <Skeleton height={320} />
    </Panel>
  );
}
