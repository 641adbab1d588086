// Home: does it work? The answer in words, the measures of customers behind it, and whether the picture is current.
import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Summary } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import { PageHeader } from "@weft/ui/page-header";
import { Panel } from "@weft/ui/panel";
import { StateBlock } from "@weft/ui/state-block";
import { mixQuery, summaryQuery } from "../analysis/insights.ts";
import { LoadFigures } from "../analysis/load-figures.tsx";
import { may, useSession } from "../session/session.ts";
import { Answer } from "./answer.tsx";
import { ImportsCard, SystemCard } from "./current.tsx";
import classes from "./home-page.module.css";

export function HomePage() {
  const { t } = useWords();
  const session = useSession();
  const summary = useQuery(summaryQuery);
  const hasSales = (summary.data?.orders ?? 0) > 0;
  return (
    <>
      <PageHeader
        title={t("home.title")}
        lead={t("home.lead")}
        action={
          hasSales && (
            <Button component={Link} to="/analysis">
              {t("home.openAnalysis")}
            </Button>
          )
        }
      />
      <LoadFigures query={summary} queryKey={summaryQuery.queryKey} skeleton={<AnswerSkeleton />}>
        {(data) =>
          data.orders > 0 ? (
            <AnswerOf summary={data} />
          ) : (
            <Panel>
              <StateBlock
                icon="upload"
                title={t("home.emptyTitle")}
                text={t("home.emptyText")}
                action={
                  may(session, "imports.write") && (
                    <Button component={Link} to="/imports/new">
                      {t("home.emptyAction")}
                    </Button>
                  )
                }
              />
            </Panel>
          )
        }
      </LoadFigures>
      <div className={classes.pair}>
        {may(session, "imports.read") && <ImportsCard />}
        <SystemCard />
      </div>
    </>
  );
}

function AnswerOf({ summary }: { summary: Summary }) {
  const query = mixQuery({ currency: summary.currency ?? undefined });
  const mix = useQuery(query);
  return (
    <LoadFigures query={mix} queryKey={query.queryKey} skeleton={<AnswerSkeleton />}>
      {(data) => <Answer data={data} currencies={summary.currencies} />}
    </LoadFigures>
  );
}

function AnswerSkeleton() {
  return (
    <Panel>
      <div className={classes.skeleton}>
        <Skeleton height={30} />
        <Skeleton height={30} width="70%" />
        <Skeleton height={200} />
      </div>
    </Panel>
  );
}
