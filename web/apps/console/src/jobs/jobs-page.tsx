// Jobs: what the house does in the background, what waits and what failed; a failed one can be taken up again.
import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { api } from "@weft/api/client";
import { asFailure } from "@weft/api/failure";
import type { Job } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import { type Column, DataTable, TableSkeleton } from "@weft/ui/data-table";
import { FormSummary } from "@weft/ui/form-summary";
import type { IconName } from "@weft/ui/icon";
import { PageHeader } from "@weft/ui/page-header";
import { Panel } from "@weft/ui/panel";
import { StateBlock } from "@weft/ui/state-block";
import { Status, type Tone } from "@weft/ui/status";
import { useToast } from "@weft/ui/toast";
import { When } from "@weft/ui/values";
import { LoadQuery } from "../load.tsx";
import { may, useSession } from "../session/session.ts";
import classes from "./jobs.module.css";
import { jobsQuery } from "./queries.ts";

const route = getRouteApi("/inside/jobs");

const looks: Record<Job["state"], { tone: Tone; icon: IconName }> = {
  queued: { tone: "queue", icon: "clock" },
  running: { tone: "weft", icon: "refresh" },
  done: { tone: "good", icon: "check" },
  failed: { tone: "bad", icon: "alert" },
  cancelled: { tone: "warn", icon: "stop" },
};

/** What it does just now and how far it is; what went wrong, where something did. */
function HowFar({ job }: { job: Job }) {
  const { t, format } = useWords();
  const { done, total, phase } = job.progress;
  if (job.last_error) return <span className={classes.error}>{job.last_error}</span>;
  if (job.state !== "running" || (!total && done === 0)) return t("value.none");
  const count = total
    ? t("progress.of", { done: format.number(done), total: format.number(total) })
    : format.number(done);
  return [phase, count].filter(Boolean).join(" · ");
}

function useColumns(act: (change: Change) => void, mayChange: boolean): Column<Job>[] {
  const { t } = useWords();
  const button = (job: Job, what: Change["what"]) => (
    <Button
      size="xs"
      variant="default"
      aria-label={t(what === "retry" ? "jobs.retryNamed" : "jobs.cancelNamed", { kind: job.kind })}
      onClick={() => act({ job, what })}
    >
      {t(what === "retry" ? "jobs.retry" : "action.cancel")}
    </Button>
  );
  return [
    { key: "kind", head: t("jobs.kind"), names: true, cell: (job) => job.kind },
    {
      key: "state",
      head: t("jobs.state"),
      cell: (job) => <Status {...looks[job.state]} word={t(`jobs.${job.state}`)} />,
    },
    { key: "far", head: t("jobs.far"), cell: (job) => <HowFar job={job} /> },
    { key: "created", head: t("jobs.created"), cell: (job) => <When at={job.created_at} /> },
    {
      key: "finished",
      head: t("jobs.finished"),
      cell: (job) => (job.finished_at ? <When at={job.finished_at} /> : t("value.none")),
    },
    {
      key: "act",
      head: "",
      cell: (job) => {
        if (!mayChange) return null;
        if (job.can_retry) return button(job, "retry");
        return job.finished_at || job.cancel_requested ? null : button(job, "cancel");
      },
    },
  ];
}

interface Change {
  job: Job;
  what: "retry" | "cancel";
}

export function JobsPage() {
  const { t } = useWords();
  const navigate = useNavigate();
  const client = useQueryClient();
  const toast = useToast();
  const { cursor } = route.useSearch();
  const query = jobsQuery(cursor);
  const jobs = useQuery(query);
  const changing = useMutation({
    mutationFn: async ({ job, what }: Change) => {
      const params = { path: { job_id: job.job_id }, header: { "Idempotency-Key": crypto.randomUUID() } };
      if (what === "retry") await api.POST("/v1/jobs/{job_id}/retry", { params });
      else await api.POST("/v1/jobs/{job_id}/cancel", { params });
    },
    onSuccess: (_, { job, what }) =>
      toast(t(what === "retry" ? "jobs.retried" : "jobs.cancelAsked", { kind: job.kind })),
    onSettled: () => void client.invalidateQueries({ queryKey: ["jobs"] }),
  });
  const columns = useColumns(changing.mutate, may(useSession(), "jobs.write"));
  return (
    <>
      <PageHeader title={t("jobs.title")} lead={t("jobs.lead")} />
      <FormSummary failure={changing.error ? asFailure(changing.error) : null} title={t("jobs.refused")} />
      <Panel flush>
        <LoadQuery query={jobs} queryKey={query.queryKey} skeleton={<TableSkeleton />}>
          {(page) =>
            page.items.length === 0 && !cursor ? (
              <StateBlock icon="clock" title={t("jobs.emptyTitle")} text={t("jobs.emptyText")} />
            ) : (
              <DataTable
                caption={t("jobs.caption")}
                columns={columns}
                rows={page.items}
                rowKey={(job) => job.job_id}
                onNext={
                  page.next_cursor
                    ? () => void navigate({ to: "/jobs", search: { cursor: page.next_cursor ?? undefined } })
                    : undefined
                }
                onFirst={cursor ? () => void navigate({ to: "/jobs", search: {} }) : undefined}
              />
            )
          }
        </LoadQuery>
      </Panel>
    </>
  );
}
