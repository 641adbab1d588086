// API keys: which systems speak with Weft, what each may, and the way to stop one.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import type { ApiKey } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import { type Column, DataTable, TableSkeleton } from "@weft/ui/data-table";
import { Icon } from "@weft/ui/icon";
import { PageHeader } from "@weft/ui/page-header";
import { Panel } from "@weft/ui/panel";
import { StateBlock } from "@weft/ui/state-block";
import { Status } from "@weft/ui/status";
import { When } from "@weft/ui/values";
import { useState } from "react";
import { LoadQuery } from "../load.tsx";
import classes from "./keys.module.css";
import { NewKey } from "./new-key.tsx";
import { keysQuery } from "./queries.ts";
import { RevokeKey } from "./revoke-key.tsx";

const route = getRouteApi("/inside/api-keys");

function useColumns(revoke: (key: ApiKey) => void): Column<ApiKey>[] {
  const { t } = useWords();
  return [
    { key: "name", head: t("apikeys.name"), names: true, cell: (row) => row.name },
    {
      key: "scopes",
      head: t("apikeys.scopes"),
      cell: (row) => <span className={classes.scopes}>{row.scopes.join(", ")}</span>,
    },
    {
      key: "speaks",
      head: t("apikeys.source"),
      cell: (row) => [row.source, row.channel].filter(Boolean).join(" · ") || t("value.none"),
    },
    { key: "created", head: t("apikeys.created"), cell: (row) => row.created_at && <When at={row.created_at} /> },
    {
      key: "used",
      head: t("apikeys.used"),
      cell: (row) => (row.last_used_at ? <When at={row.last_used_at} /> : t("apikeys.never")),
    },
    {
      key: "act",
      head: "",
      cell: (row) =>
        row.revoked_at ? (
          <Status tone="gray" icon="stop" word={t("apikeys.isRevoked")} />
        ) : (
          <Button
            size="xs"
            variant="default"
            aria-label={t("apikeys.revokeNamed", { name: row.name })}
            onClick={() => revoke(row)}
          >
            {t("apikeys.revoke")}
          </Button>
        ),
    },
  ];
}

export function KeysPage() {
  const { t } = useWords();
  const navigate = useNavigate();
  const { cursor } = route.useSearch();
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const query = keysQuery(cursor);
  const keys = useQuery(query);
  const columns = useColumns(setRevoking);
  const isEmpty = keys.data?.items.length === 0 && !cursor;
  const make = (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setMaking(true)}>
      {t("apikeys.new")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("apikeys.title")} lead={t("apikeys.lead")} action={!isEmpty && make} />
      <Panel flush>
        <LoadQuery query={keys} queryKey={query.queryKey} skeleton={<TableSkeleton />}>
          {(page) =>
            isEmpty ? (
              <StateBlock icon="key" title={t("apikeys.emptyTitle")} text={t("apikeys.emptyText")} action={make} />
            ) : (
              <DataTable
                caption={t("apikeys.caption")}
                columns={columns}
                rows={page.items}
                rowKey={(row) => row.key_id}
                onNext={
                  page.next_cursor
                    ? () => void navigate({ to: "/api-keys", search: { cursor: page.next_cursor ?? undefined } })
                    : undefined
                }
                onFirst={cursor ? () => void navigate({ to: "/api-keys", search: {} }) : undefined}
              />
            )
          }
        </LoadQuery>
      </Panel>
      <NewKey opened={making} onClose={() => setMaking(false)} />
      <RevokeKey apiKey={revoking} onClose={() => setRevoking(null)} />
    </>
  );
}
