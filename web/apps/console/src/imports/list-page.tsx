// All imports, newest first; each row leads to its progress or its result.
import { Anchor, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import type { Import } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import { type Column, DataTable, TableSkeleton } from "@weft/ui/data-table";
import { Icon } from "@weft/ui/icon";
import { PageHeader } from "@weft/ui/page-header";
import { Panel } from "@weft/ui/panel";
import { StateBlock } from "@weft/ui/state-block";
import { When } from "@weft/ui/values";
import { LoadQuery } from "../load.tsx";
import { may, useSession } from "../session/session.ts";
import { importsQuery } from "./queries.ts";
import { ImportState } from "./state.tsx";

const route = getRouteApi("/inside/imports");

function useColumns(): Column<Import>[] {
  const { t, format } = useWords();
  return [
    {
      key: "what",
      head: t("imports.what"),
      names: true,
      cell: (item) => (
        <Anchor component={Link} to={`/imports/${item.import_id}`} data-row fw={600}>
          {item.files.map((file) => file.name).join(", ") || item.mapping}
        </Anchor>
      ),
    },
    { key: "state", head: t("imports.state"), cell: (item) => <ImportState state={item.state} /> },
    { key: "started", head: t("imports.started"), cell: (item) => <When at={item.created_at} /> },
    { key: "rows", head: t("imports.rows"), numeric: true, cell: (item) => format.number(item.counts.rows_read) },
    {
      key: "rejected",
      head: t("imports.rejected"),
      numeric: true,
      cell: (item) => format.number(item.counts.rows_rejected),
    },
    { key: "orders", head: t("imports.orders"), numeric: true, cell: (item) => format.number(item.counts.orders_new) },
  ];
}

export function ImportsPage() {
  const { t } = useWords();
  const session = useSession();
  const navigate = useNavigate();
  const { cursor } = route.useSearch();
  const query = importsQuery(cursor);
  const imports = useQuery(query);
  const columns = useColumns();
  const canWrite = may(session, "imports.write");
  const isEmpty = imports.data?.items.length === 0 && !cursor;
  const start = (
    <Button component={Link} to="/imports/new" leftSection={<Icon name="plus" size={16} />}>
      {t("imports.new")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("imports.title")} lead={t("imports.lead")} action={canWrite && !isEmpty && start} />
      <Panel flush>
        <LoadQuery query={imports} queryKey={query.queryKey} skeleton={<TableSkeleton rows={6} />}>
          {(page) =>
            isEmpty ? (
              <StateBlock
                icon="upload"
                title={t("imports.emptyTitle")}
                text={t("imports.emptyText")}
                action={canWrite && start}
              />
            ) : (
              <DataTable
                caption={t("imports.caption")}
                columns={columns}
                rows={page.items}
                rowKey={(item) => item.import_id}
                onNext={
                  page.next_cursor
                    ? () => void navigate({ to: "/imports", search: { cursor: page.next_cursor ?? undefined } })
                    : undefined
                }
                onFirst={cursor ? () => void navigate({ to: "/imports", search: {} }) : undefined}
              />
            )
          }
        </LoadQuery>
      </Panel>
    </>
  );
}
