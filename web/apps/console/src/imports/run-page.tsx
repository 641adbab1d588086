// One import: while it runs its progress, then its result, its counts and every row it refused.
import { Button, Skeleton } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, Navigate } from "@tanstack/react-router";
import { api, bodyOf, type Click, newClick } from "@weft/api/client";
import { asFailure } from "@weft/api/failure";
import type { Import } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import { FormSummary } from "@weft/ui/form-summary";
import { PageHeader } from "@weft/ui/page-header";
import { Panel, Panels } from "@weft/ui/panel";
import { ProgressPanel } from "@weft/ui/progress-panel";
import { When } from "@weft/ui/values";
import { useEffect, useRef } from "react";
import { LoadQuery } from "../load.tsx";
import { Checked } from "./checked.tsx";
import { importQuery, isRunning } from "./queries.ts";
import { Rejects } from "./rejects.tsx";
import { Result } from "./result.tsx";
import { ImportState } from "./state.tsx";

const route = getRouteApi("/inside/imports/$importId");

export function RunPage() {
  const { t } = useWords();
  const { importId } = route.useParams();
  const { cursor } = route.useSearch();
  const query = importQuery(importId);
  const item = useQuery(query);
  const { data } = item;
  const isDone = data?.state === "done";
  return (
    <>
      <PageHeader
        title={data ? t("run.title", { mapping: data.files[0]?.name ?? data.mapping }) : t("imports.what")}
        lead={
          data && (
            <>
              <ImportState state={data.state} /> {t("run.lead", { source: data.source })} <When at={data.created_at} />
            </>
          )
        }
        action={
          isDone ? (
            <Button component={Link} to="/analysis">
              {t("run.analyse")}
            </Button>
          ) : (
            data &&
            !isRunning(data.state) &&
            data.state !== "checked" && (
              <Button component={Link} to="/imports/new">
                {t("run.another")}
              </Button>
            )
          )
        }
      />
      <LoadQuery
        query={item}
        queryKey={query.queryKey}
        skeleton={
          <Panel>
            <Skeleton height={220} />
          </Panel>
        }
      >
        {(found) => {
          if (found.state === "waiting_for_files") {
            return <Navigate to="/imports/$importId/files" params={{ importId }} replace />;
          }
          return (
            <Panels>
              <Panel>
                {isRunning(found.state) ? <Running item={found} /> : <Result item={found} />}
                {found.state === "checked" && <Checked item={found} />}
              </Panel>
              {!isRunning(found.state) && <Rejects item={found} cursor={cursor} />}
            </Panels>
          );
        }}
      </LoadQuery>
      <RefreshFigures state={data?.state} />
    </>
  );
}

/** When an import ends, every figure made from sales is old. */
function RefreshFigures({ state }: { state: Import["state"] | undefined }) {
  const client = useQueryClient();
  const before = useRef(state);
  useEffect(() => {
    const was = before.current;
    before.current = state;
    if (was && state && isRunning(was) && !isRunning(state)) {
      void client.invalidateQueries({ queryKey: ["insights"] });
      void client.invalidateQueries({ queryKey: ["imports"] });
    }
  }, [state, client]);
  return null;
}

function Running({ item }: { item: Import }) {
  const { t, find } = useWords();
  const client = useQueryClient();
  const cancelling = useMutation({
    mutationFn: async (header: Click) =>
      bodyOf(
        await api.POST("/v1/imports/{import_id}/cancel", { params: { path: { import_id: item.import_id }, header } }),
      ),
    onSuccess: (answer) => client.setQueryData(importQuery(item.import_id).queryKey, answer),
  });
  return (
    <>
      <FormSummary failure={cancelling.error ? asFailure(cancelling.error) : null} title={t("run.cancel")} />
      <ProgressPanel
        title={t("run.running")}
        phase={find(`run.phase.${item.state}`) ?? item.progress.phase}
        done={item.progress.done}
        total={item.progress.total ?? undefined}
        ratePerSecond={item.progress.rate_per_s}
        etaSeconds={item.progress.eta_seconds ?? undefined}
        errors={item.counts.rows_rejected}
        errorsLabel={t("run.errors")}
        unit={t("run.unit")}
        cancel={{
          label: t("run.cancel"),
          note: `${t("run.survives")} ${item.state === "writing" ? t("run.cancelNote") : ""}`,
          busy: cancelling.isPending,
          onClick: () => cancelling.mutate(newClick()),
        }}
      />
    </>
  );
}
