// Organisation: who sells, through which channels, and from where.
import { Anchor, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import type { Channel, LegalEntity, Location } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import { type Column, DataTable, TableSkeleton } from "@weft/ui/data-table";
import { Icon } from "@weft/ui/icon";
import { PageHeader } from "@weft/ui/page-header";
import { Panel, Panels } from "@weft/ui/panel";
import { StateBlock } from "@weft/ui/state-block";
import { Status } from "@weft/ui/status";
import { useState } from "react";
import { LoadQuery } from "../load.tsx";
import { may, useSession } from "../session/session.ts";
import { ChannelForm } from "./channel-form.tsx";
import { NewCompany } from "./new-company.tsx";
import { PlaceForm } from "./place-form.tsx";
import { channelsQuery, companiesQuery, locationsQuery } from "./queries.ts";

const route = getRouteApi("/inside/organisation");

export function ActiveState({ active }: { active: boolean }) {
  const { t } = useWords();
  return active ? (
    <Status tone="good" word={t("staff.active")} />
  ) : (
    <Status tone="gray" icon="stop" word={t("staff.inactive")} />
  );
}

/** Street, postcode and city in one line. */
export function addressLine({ address }: Location): string {
  const city = [address.postcode, address.city].filter(Boolean).join(" ");
  return [...address.lines, city, address.region].filter(Boolean).join(", ");
}

/** The button of a list that one may add to. */
function Add({ scope, label, onClick }: { scope: string; label: string; onClick: () => void }) {
  const session = useSession();
  if (!may(session, scope)) return null;
  return (
    <Button size="xs" variant="default" leftSection={<Icon name="plus" size={14} />} onClick={onClick}>
      {label}
    </Button>
  );
}

function Companies() {
  const { t } = useWords();
  const [adding, setAdding] = useState(false);
  const companies = useQuery(companiesQuery);
  const columns: Column<LegalEntity>[] = [
    { key: "name", head: t("organisation.name"), names: true, cell: (row) => row.name },
    { key: "country", head: t("organisation.country"), cell: (row) => row.country ?? t("value.none") },
  ];
  return (
    <Panel
      flush
      title={t("organisation.companies")}
      side={<Add scope="org.company" label={t("organisation.newCompany")} onClick={() => setAdding(true)} />}
    >
      <NewCompany opened={adding} onClose={() => setAdding(false)} />
      <LoadQuery query={companies} queryKey={companiesQuery.queryKey} skeleton={<TableSkeleton rows={2} />}>
        {(page) => (
          <DataTable
            caption={t("organisation.companies")}
            columns={columns}
            rows={page.items}
            rowKey={(row) => row.legal_entity_id}
            narrow
          />
        )}
      </LoadQuery>
    </Panel>
  );
}

function Channels() {
  const { t, find } = useWords();
  const [adding, setAdding] = useState(false);
  const [changing, setChanging] = useState<{ channel: Channel; opened: boolean }>();
  const session = useSession();
  const channels = useQuery(channelsQuery);
  const columns: Column<Channel>[] = [
    {
      key: "name",
      head: t("organisation.name"),
      names: true,
      cell: (row) =>
        may(session, "org.write") ? (
          <Anchor
            component="button"
            type="button"
            data-row
            fw={600}
            onClick={() => setChanging({ channel: row, opened: true })}
          >
            {row.name}
          </Anchor>
        ) : (
          row.name
        ),
    },
    { key: "code", head: t("organisation.code"), cell: (row) => row.channel },
    { key: "kind", head: t("organisation.kind"), cell: (row) => find(`channelKind.${row.kind}`) ?? row.kind },
    { key: "active", head: t("imports.state"), cell: (row) => <ActiveState active={row.active} /> },
  ];
  return (
    <Panel
      flush
      title={t("organisation.channels")}
      side={<Add scope="org.write" label={t("organisation.newChannel")} onClick={() => setAdding(true)} />}
    >
      <ChannelForm opened={adding} onClose={() => setAdding(false)} />
      {changing && <ChannelForm {...changing} onClose={() => setChanging({ ...changing, opened: false })} />}
      <LoadQuery query={channels} queryKey={channelsQuery.queryKey} skeleton={<TableSkeleton rows={3} />}>
        {(page) =>
          page.items.length === 0 ? (
            <StateBlock icon="globe" title={t("organisation.noChannels")} text={t("organisation.noChannelsText")} />
          ) : (
            <DataTable
              caption={t("organisation.channels")}
              columns={columns}
              rows={page.items}
              rowKey={(row) => row.channel}
            />
          )
        }
      </LoadQuery>
    </Panel>
  );
}

function Locations() {
  const { t, find } = useWords();
  const [adding, setAdding] = useState(false);
  const navigate = useNavigate();
  const { cursor } = route.useSearch();
  const query = locationsQuery(cursor);
  const locations = useQuery(query);
  const columns: Column<Location>[] = [
    {
      key: "name",
      head: t("organisation.name"),
      names: true,
      cell: (row) => (
        <Anchor component={Link} to={`/organisation/${row.location_id}`} data-row fw={600}>
          {row.name}
        </Anchor>
      ),
    },
    { key: "code", head: t("organisation.code"), cell: (row) => row.code },
    { key: "kind", head: t("organisation.kind"), cell: (row) => find(`locationKind.${row.kind}`) ?? row.kind },
    { key: "address", head: t("organisation.address"), cell: (row) => addressLine(row) || t("value.none") },
    { key: "zone", head: t("organisation.zone"), cell: (row) => row.zone },
    { key: "active", head: t("imports.state"), cell: (row) => <ActiveState active={row.active} /> },
  ];
  return (
    <Panel
      flush
      title={t("organisation.locations")}
      side={<Add scope="org.write" label={t("organisation.newLocation")} onClick={() => setAdding(true)} />}
    >
      <PlaceForm opened={adding} onClose={() => setAdding(false)} />
      <LoadQuery query={locations} queryKey={query.queryKey} skeleton={<TableSkeleton />}>
        {(page) =>
          page.items.length === 0 && !cursor ? (
            <StateBlock icon="globe" title={t("organisation.noLocations")} text={t("organisation.noLocationsText")} />
          ) : (
            <DataTable
              caption={t("organisation.locations")}
              columns={columns}
              rows={page.items}
              rowKey={(row) => row.location_id}
              onNext={
                page.next_cursor
                  ? () => void navigate({ to: "/organisation", search: { cursor: page.next_cursor ?? undefined } })
                  : undefined
              }
              onFirst={cursor ? () => void navigate({ to: "/organisation", search: {} }) : undefined}
            />
          )
        }
      </LoadQuery>
    </Panel>
  );
}

export function OrganisationPage() {
  const { t } = useWords();
  return (
    <>
      <PageHeader title={t("organisation.title")} lead={t("organisation.lead")} />
      <Panels>
        <Locations />
        <Channels />
        <Companies />
      </Panels>
    </>
  );
}
