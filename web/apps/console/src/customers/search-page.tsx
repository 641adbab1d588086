// Customers: three letters find people by name, e-mail, telephone, loyalty number, account or order number.
import { Anchor, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import type { CustomerSummary } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import { type Column, DataTable, TableSkeleton } from "@weft/ui/data-table";
import { Icon } from "@weft/ui/icon";
import { PageHeader } from "@weft/ui/page-header";
import { Panel } from "@weft/ui/panel";
import { StateBlock } from "@weft/ui/state-block";
import { type KeyboardEvent, useEffect, useState } from "react";
import { LoadQuery } from "../load.tsx";
import classes from "./customers.module.css";
import { enough, searchQuery } from "./queries.ts";

const route = getRouteApi("/inside/customers");
/** Between two letters of somebody who types; the search waits for a pause. */
const pauseMs = 150;

function useColumns(): Column<CustomerSummary>[] {
  const { t, find, format } = useWords();
  return [
    {
      key: "name",
      head: t("customers.name"),
      names: true,
      long: true,
      cell: (row) => (
        <Anchor component={Link} to={`/customers/${row.customer_id}`} data-row fw={600}>
          {row.name || t("customers.nameless")}
        </Anchor>
      ),
    },
    {
      key: "contact",
      head: t("customers.contact"),
      cell: (row) => [row.emails[0], row.phones[0]].filter(Boolean).join(" · ") || t("value.none"),
    },
    {
      key: "place",
      head: t("customers.place"),
      cell: (row) => [row.city, row.country].filter(Boolean).join(", ") || t("value.none"),
    },
    { key: "loyalty", head: t("customers.loyalty"), cell: (row) => row.loyalty_numbers[0] ?? t("value.none") },
    { key: "found", head: t("customers.foundBy"), cell: (row) => find(`customers.by.${row.found_by}`) ?? row.found_by },
    { key: "records", head: t("customers.records"), numeric: true, cell: (row) => format.number(row.records) },
  ];
}

export function CustomersPage() {
  const { t } = useWords();
  const navigate = useNavigate();
  const { q = "", cursor } = route.useSearch();
  const [typed, setTyped] = useState(q);
  useEffect(() => {
    if (typed === q) return;
    const timer = setTimeout(
      () => void navigate({ to: "/customers", search: { q: typed || undefined }, replace: true, resetScroll: false }),
      pauseMs,
    );
    return () => clearTimeout(timer);
  }, [typed, q, navigate]);
  const query = searchQuery(q.trim(), cursor);
  const found = useQuery(query);
  const columns = useColumns();
  const searching = enough(q);

  const press = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "Enter") return;
    const first = document.querySelector<HTMLElement>("main [data-row]");
    if (!first || typed !== q) return;
    event.preventDefault();
    if (event.key === "Enter") first.click();
    else first.focus();
  };
  const count = found.data?.items.length ?? 0;
  return (
    <>
      <PageHeader title={t("customers.title")} lead={t("customers.lead")} />
      <div className={classes.find}>
        <TextInput
          data-search
          type="search"
          label={t("customers.search")}
          description={t("customers.searchHelp")}
          leftSection={<Icon name="search" size={16} />}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={press}
        />
        <p className="unseen" role="status">
          {searching && found.data && !found.isFetching ? t("customers.count", { count, n: count }) : ""}
        </p>
      </div>
      <Panel flush>
        {searching ? (
          <LoadQuery query={found} queryKey={query.queryKey} skeleton={<TableSkeleton rows={6} />}>
            {(page) =>
              page.items.length === 0 ? (
                <StateBlock
                  icon="search"
                  title={t("customers.noneTitle", { query: q })}
                  text={t("customers.noneText")}
                />
              ) : (
                <DataTable
                  caption={t("customers.caption")}
                  columns={columns}
                  rows={page.items}
                  rowKey={(row) => row.customer_id}
                  onNext={
                    page.next_cursor
                      ? () => void navigate({ to: "/customers", search: { q, cursor: page.next_cursor ?? undefined } })
                      : undefined
                  }
                  onFirst={cursor ? () => void navigate({ to: "/customers", search: { q } }) : undefined}
                />
              )
            }
          </LoadQuery>
        ) : (
          <StateBlock icon="users" title={t("customers.startTitle")} text={t("customers.startText")} />
        )}
      </Panel>
    </>
  );
}
