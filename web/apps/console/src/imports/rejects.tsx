// Every row an import refused: where, what, why; and all of them as a CSV file.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { Import, Reject } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import { type Column, DataTable, TableSkeleton } from "@weft/ui/data-table";
import { Icon } from "@weft/ui/icon";
import { Panel } from "@weft/ui/panel";
import { LoadQuery } from "../load.tsx";
import { rejectsQuery } from "./queries.ts";
import classes from "./wizard.module.css";

/** Each file's rejected rows as a file of its own, to be mended in place and imported again. */
function Downloads({ item }: { item: Import }) {
  const { t } = useWords();
  const files = item.files.filter((file) => file.rows_rejected > 0);
  return (
    <div className={classes.downloads}>
      {files.map((file) => (
        <Button
          key={file.name}
          component="a"
          href={`/v1/imports/${item.import_id}/files/${encodeURIComponent(file.name)}/rejects.csv`}
          download={`rejects-${file.name.replace(/\.(gz|zst)$/, "").replace(/\.[a-z]+$/, "")}.csv`}
          size="xs"
          variant="default"
          leftSection={<Icon name="download" size={14} />}
        >
          {files.length > 1 ? t("run.downloadOf", { file: file.name }) : t("run.download")}
        </Button>
      ))}
    </div>
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
      side={<Downloads item={item} />}
    >
      <p className={classes.mend}>{t("run.mend")}</p>
      <LoadQuery query={rejects} queryKey={query.queryKey} skeleton={<TableSkeleton rows={6} />}>
        {(page) => (
          <DataTable
            caption={t("run.rejectsCaption")}
            columns={columns}
            rows={page.items}
            rowKey={(row) => `${row.file}:${row.line}:${row.column}:${row.reason}`}
            onNext={page.next_cursor ? () => goTo(page.next_cursor ?? undefined) : undefined}
            onFirst={cursor ? () => goTo(undefined) : undefined}
          />
        )}
      </LoadQuery>
    </Panel>
  );
}
