// Staff: who may sign in, and as what.
import { Button } from "@mantine/core";
import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { api, bodyOf } from "@weft/api/client";
import type { Staff } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import { type Column, DataTable, TableSkeleton } from "@weft/ui/data-table";
import { Icon } from "@weft/ui/icon";
import { PageHeader } from "@weft/ui/page-header";
import { Panel } from "@weft/ui/panel";
import { StateBlock } from "@weft/ui/state-block";
import { Status } from "@weft/ui/status";
import { useState } from "react";
import { LoadQuery } from "../load.tsx";
import { placesQuery } from "../organisation/queries.ts";
import { useSession } from "../session/session.ts";
import { EditPerson } from "./edit-person.tsx";
import { NewPerson } from "./new-person.tsx";
import classes from "./staff.module.css";
import { SwitchPerson } from "./switch-person.tsx";

const route = getRouteApi("/inside/staff");

const staffQuery = (cursor?: string) =>
  queryOptions({
    queryKey: ["staff", cursor ?? ""],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => bodyOf(await api.GET("/v1/staff", { params: { query: { cursor } }, signal })),
  });

/** Where somebody's role holds, by name where the names are there. */
function Where({ person }: { person: Staff }) {
  const { t } = useWords();
  const locations = useQuery(placesQuery);
  if (person.everywhere) return t("staff.everywhere");
  if (person.location_ids.length === 0) return t("staff.nowhere");
  const names = new Map(locations.data?.items.map(({ location_id, name }) => [location_id, name]));
  return person.location_ids.map((id) => names.get(id) ?? id).join(", ");
}

/** What they are qualified for today, and until when. */
function Qualified({ person }: { person: Staff }) {
  const { t, format } = useWords();
  const today = new Date().toISOString().slice(0, 10);
  const valid = person.qualifications.filter(
    ({ valid_from, valid_until }) => valid_from <= today && (!valid_until || valid_until >= today),
  );
  if (valid.length === 0) return t("value.none");
  return valid
    .map(({ name, valid_until }) =>
      valid_until ? t("staff.until", { name, date: format.date(`${valid_until}T12:00:00`) }) : name,
    )
    .join(", ");
}

function useColumns(): Column<Staff>[] {
  const { t, find } = useWords();
  const me = useSession()?.principal;
  return [
    {
      key: "name",
      head: t("staff.name"),
      names: true,
      cell: (row) => (
        <>
          {row.display_name}
          <span className={classes.email}>{row.email}</span>
        </>
      ),
    },
    {
      key: "role",
      head: t("staff.role"),
      cell: (row) => (
        <div>
          {find(`role.${row.role}`) ?? row.role}
          <span className={classes.where}>
            <Where person={row} />
          </span>
        </div>
      ),
    },
    { key: "qualified", head: t("staff.qualified"), cell: (row) => <Qualified person={row} /> },
    {
      key: "active",
      head: t("imports.state"),
      cell: (row) =>
        row.active ? (
          <Status tone="good" word={t("staff.active")} />
        ) : (
          <Status tone="gray" icon="stop" word={t("staff.inactive")} />
        ),
    },
    {
      key: "act",
      head: "",
      cell: (row) => (
        <div className={classes.acts}>
          <EditPerson person={row} />
          {row.staff_id !== me && <SwitchPerson person={row} />}
        </div>
      ),
    },
  ];
}

export function StaffPage() {
  const { t } = useWords();
  const navigate = useNavigate();
  const { cursor } = route.useSearch();
  const [adding, setAdding] = useState(false);
  const query = staffQuery(cursor);
  const staff = useQuery(query);
  const columns = useColumns();
  const add = (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setAdding(true)}>
      {t("staff.new")}
    </Button>
  );
  const isEmpty = staff.data?.items.length === 0 && !cursor;
  return (
    <>
      <PageHeader title={t("staff.title")} lead={t("staff.lead")} action={!isEmpty && add} />
      <Panel flush>
        <LoadQuery query={staff} queryKey={query.queryKey} skeleton={<TableSkeleton />}>
          {(page) =>
            isEmpty ? (
              <StateBlock icon="users" title={t("staff.emptyTitle")} text={t("staff.emptyText")} action={add} />
            ) : (
              <DataTable
                caption={t("staff.caption")}
                columns={columns}
                rows={page.items}
                rowKey={(row) => row.staff_id}
                onNext={
                  page.next_cursor
                    ? () => void navigate({ to: "/staff", search: { cursor: page.next_cursor ?? undefined } })
                    : undefined
                }
                onFirst={cursor ? () => void navigate({ to: "/staff", search: {} }) : undefined}
              />
            )
          }
        </LoadQuery>
      </Panel>
      <NewPerson opened={adding} onClose={() => setAdding(false)} />
    </>
  );
}
