// The timeline: every purchase and return of every channel, what was learnt, and how records became one person.
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import type { EntryKind, TimelineEntry } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import { type Column, DataTable, TableSkeleton } from "@weft/ui/data-table";
import { Panel } from "@weft/ui/panel";
import { StateBlock } from "@weft/ui/state-block";
import { Money, When } from "@weft/ui/values";
import { LoadQuery } from "../load.tsx";
import { useAttributeName } from "./attributes.tsx";
import classes from "./customers.module.css";
import { channelsQuery, entryKinds, type TimelineFilter, timelineQuery } from "./queries.ts";

const route = getRouteApi("/inside/customers/$customerId");

function useChannelName(): (code: string) => string {
  const channels = useQuery(channelsQuery);
  return (code) => channels.data?.items.find((one) => one.channel === code)?.name ?? code;
}

function useColumns(): Column<TimelineEntry>[] {
  const { t, find } = useWords();
  const channelName = useChannelName();
  return [
    { key: "when", head: t("timeline.when"), cell: (row) => <When at={row.event_at} /> },
    {
      key: "what",
      head: t("timeline.what"),
      names: true,
      cell: (row) => (
        <span className={classes.what}>
          <span className={classes.value}>{find(`timeline.kind.${row.kind}`) ?? row.kind}</span>
          <Details entry={row} />
        </span>
      ),
    },
    {
      key: "channel",
      head: t("timeline.channel"),
      cell: (row) => row.document?.channels.map(channelName).join(", ") || t("value.none"),
    },
    { key: "source", head: t("timeline.source"), cell: (row) => row.source ?? t("value.none") },
    {
      key: "amount",
      head: t("timeline.amount"),
      numeric: true,
      cell: (row) =>
        row.document ? (
          <Money
            minor={row.kind === "returned" ? -row.document.amount_minor : row.document.amount_minor}
            currency={row.document.currency}
          />
        ) : (
          t("value.none")
        ),
    },
  ];
}

function Details({ entry }: { entry: TimelineEntry }) {
  const { t, find } = useWords();
  const nameOf = useAttributeName();
  if (entry.document) {
    const { number, line_count: count } = entry.document;
    return <span className={classes.origin}>{t("timeline.document", { number, count, n: count })}</span>;
  }
  if (entry.join) {
    const what = find(`customers.by.${entry.join.kind}`) ?? entry.join.kind;
    return <span className={classes.origin}>{t("timeline.join", { what, value: entry.join.value })}</span>;
  }
  return (
    <span className={classes.origin}>
      {entry.change?.attributes
        .map(({ name, value }) => `${nameOf(name)}: ${value || t("customers.takenBack")}`)
        .join(" · ")}
    </span>
  );
}

export function Timeline({ customerId }: { customerId: string }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const filter = route.useSearch();
  const query = timelineQuery(customerId, filter);
  const timeline = useQuery(query);
  const columns = useColumns();
  const go = (search: TimelineFilter) =>
    void navigate({ to: "/customers/$customerId", params: { customerId }, search, resetScroll: false });
  const isFiltered = Boolean(filter.kind || filter.channel || filter.from || filter.to);
  return (
    <Panel title={t("timeline.title")} flush>
      <Filters filter={filter} go={go} />
      <LoadQuery query={timeline} queryKey={query.queryKey} skeleton={<TableSkeleton rows={8} />}>
        {(page) =>
          page.items.length === 0 ? (
            <StateBlock
              icon="clock"
              title={t(isFiltered ? "timeline.filteredTitle" : "timeline.emptyTitle")}
              text={isFiltered ? undefined : t("timeline.emptyText")}
              action={
                isFiltered && (
                  <Button variant="default" onClick={() => go({})}>
                    {t("action.clear")}
                  </Button>
                )
              }
            />
          ) : (
            <DataTable
              caption={t("timeline.title")}
              columns={columns}
              rows={page.items}
              rowKey={(row) => row.entry_id}
              onNext={page.next_cursor ? () => go({ ...filter, cursor: page.next_cursor ?? undefined }) : undefined}
              onFirst={filter.cursor ? () => go({ ...filter, cursor: undefined }) : undefined}
            />
          )
        }
      </LoadQuery>
    </Panel>
  );
}

function Filters({ filter, go }: { filter: TimelineFilter; go: (search: TimelineFilter) => void }) {
  const { t, find } = useWords();
  const channels = useQuery(channelsQuery);
  const change = (part: TimelineFilter) => go({ ...filter, cursor: undefined, ...part });
  return (
    <search className={classes.filters} aria-label={t("timeline.filters")}>
      <NativeSelect
        label={t("timeline.what")}
        value={filter.kind ?? ""}
        onChange={(event) => change({ kind: (event.currentTarget.value || undefined) as EntryKind | undefined })}
        data={[
          { value: "", label: t("timeline.everything") },
          ...entryKinds.map((kind) => ({ value: kind, label: find(`timeline.kinds.${kind}`) ?? kind })),
        ]}
      />
      <NativeSelect
        label={t("timeline.channel")}
        value={filter.channel ?? ""}
        onChange={(event) => change({ channel: event.currentTarget.value || undefined })}
        data={[
          { value: "", label: t("timeline.everyChannel") },
          ...(channels.data?.items ?? []).map(({ channel, name }) => ({ value: channel, label: name })),
        ]}
      />
      <TextInput
        type="date"
        label={t("timeline.from")}
        value={filter.from ?? ""}
        max={filter.to}
        onChange={(event) => change({ from: event.currentTarget.value || undefined })}
      />
      <TextInput
        type="date"
        label={t("timeline.to")}
        value={filter.to ?? ""}
        min={filter.from}
        onChange={(event) => change({ to: event.currentTarget.value || undefined })}
      />
    </search>
  );
}
