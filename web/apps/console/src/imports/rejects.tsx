// Every row an import refused: where, what, why; and all of them as a CSV to correct and send again.
import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api, bodyOf } from "@weft/api/client";
import { asFailure } from "@weft/api/failure";
import type { Import, Reject } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import { type Column, DataTable, TableSkeleton } from "@weft/ui/data-table";
import { Icon } from "@weft/ui/icon";
import { Panel } from "@weft/ui/panel";
import { FailureBlock } from "@weft/ui/state-block";
import { useState } from "react";
import { LoadQuery } from "../load.tsx";
import { rejectsQuery } from "./queries.ts";
import classes from "./wizard.module.css";

const pageLimit = 200;

/** One CSV field; a leading = + - @ is disarmed, because spreadsheets run it as a formula. */
export function csvField(value: string | number | undefined): string {
  const text = String(value ?? "");
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

async function allRejects(importId: string, onCount: (count: number) => void): Promise<Reject[]> {
  const all: Reject[] = [];
  let cursor: string | undefined;
  do {
    const page = bodyOf(
      await api.GET("/v1/imports/{import_id}/rejects", {
        params: { path: { import_id: importId }, query: { cursor, limit: pageLimit } },
      }),
    );
    all.push(...page.items);
    onCount(all.length);
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  return all;
}

function saveCsv(name: string, rejects: Reject[]): void {
  const lines = rejects.map((row) =>
    [row.file, row.line, row.column, row.reason, row.value, row.detail].map(csvField).join(","),
  );
  const text = ["file,line,column,reason,value,detail", ...lines, ""].join("\r\n");
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

function Download({ item }: { item: Import }) {
  const { t, format } = useWords();
  const [count, setCount] = useState(0);
  const downloading = useMutation({
    mutationFn: async () => saveCsv(`rejects-${item.import_id}.csv`, await allRejects(item.import_id, setCount)),
  });
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<Icon name="download" size={14} />}
        disabled={downloading.isPending}
        onClick={() => downloading.mutate()}
      >
        {downloading.isPending ? t("run.downloading", { count: format.number(count) }) : t("run.download")}
      </Button>
      {downloading.error && <FailureBlock failure={asFailure(downloading.error)} />}
    </>
  );
}

export function Rejects({ item, cursor }: { item: Import; cursor: string | undefined }) {
  const { t, format } = useWords();
  const navigate = useNavigate();
  const query = rejectsQuery(item.import_id, cursor);
  const rejects = useQuery({ ...query, enabled: item.counts.rows_rejected > 0 });
  if (item.counts.rows_rejected === 0) {
    return (
      <Panel title={t("run.rejects")}>
        <p>{t("run.noRejects")}</p>
      </Panel>
    );
  }
  const columns: Column<Reject>[] = [
    {
      key: "line",
      head: t("run.line"),
      names: true,
      cell: (row) => `${row.file}:${row.line}`,
    },
    { key: "column", head: t("run.column"), cell: (row) => row.column ?? "" },
    {
      key: "value",
      head: t("run.value"),
      cell: (row) => row.value && <span className={classes.value}>{row.value}</span>,
    },
    {
      key: "why",
      head: t("run.why"),
      cell: (row) => (
        <span className={classes.why}>
          {row.detail}
          <span className={classes.reason}>{row.reason}</span>
        </span>
      ),
    },
  ];
  const goTo = (next: string | undefined) =>
    void navigate({ to: "/imports/$importId", params: { importId: item.import_id }, search: { cursor: next } });
  return (
    <Panel
      flush
      title={`${t("run.rejects")}: ${format.number(item.counts.rows_rejected)}`}
      side={<Download item={item} />}
    >
      <LoadQuery query={rejects} queryKey={query.queryKey} skeleton={<TableSkeleton rows={6} />}>
        {(page) => (
          <DataTable
            caption={t("run.rejectsCaption")}
            columns={columns}
            rows={page.items}
            rowKey={(row) => `${row.file}:${row.line}:${row.column}:${row.reason}`}
            onNext={page.next_cursor ? () => goTo(page.next_cursor) : undefined}
            onFirst={cursor ? () => goTo(undefined) : undefined}
          />
        )}
      </LoadQuery>
    </Panel>
  );
}
