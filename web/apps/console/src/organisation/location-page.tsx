// One location: where it is, whether it is open now, its week and its holidays.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { Location, LocationHours, OpenState } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import { type Column, DataTable, TableSkeleton } from "@weft/ui/data-table";
import { PageHeader } from "@weft/ui/page-header";
import { Panel, Panels } from "@weft/ui/panel";
import { StateBlock } from "@weft/ui/state-block";
import { Status } from "@weft/ui/status";
import { useState } from "react";
import { LoadQuery } from "../load.tsx";
import { may, useSession } from "../session/session.ts";
import { days, dayText, type Exception } from "./hours.ts";
import { HoursForm } from "./hours-form.tsx";
import { LocationWeek } from "./location-week.tsx";
import classes from "./organisation.module.css";
import { ActiveState } from "./organisation-page.tsx";
import { PlaceForm } from "./place-form.tsx";
import { companiesQuery, hoursQuery, locationQuery, openQuery } from "./queries.ts";

const route = getRouteApi("/inside/organisation/$locationId");

function OpenNow({ state, zone }: { state: OpenState; zone: string }) {
  const { t, format } = useWords();
  const at = (moment: string) => `${format.dateTimeIn(moment, zone)} (${zone})`;
  if (state.open && state.closes_at) {
    return <Status tone="good" word={t("organisation.openUntil", { time: at(state.closes_at) })} />;
  }
  const word = state.next_opens_at
    ? t("organisation.opensAt", { time: at(state.next_opens_at) })
    : t("organisation.neverOpens");
  return <Status tone="gray" icon="clock" word={word} />;
}

function Facts({ location }: { location: Location }) {
  const { t, find } = useWords();
  const { address, point } = location;
  const open = useQuery(openQuery(location.location_id));
  const companies = useQuery(companiesQuery);
  const company = companies.data?.items.find((one) => one.legal_entity_id === location.legal_entity_id);
  const city = [address.postcode, address.city].filter(Boolean).join(" ");
  const lines = [...address.lines, city, address.region, location.country].filter((line) => Boolean(line));
  return (
    <dl className={classes.facts}>
      <dt>{t("organisation.code")}</dt>
      <dd>{location.code}</dd>
      <dt>{t("organisation.kind")}</dt>
      <dd>{find(`locationKind.${location.kind}`) ?? location.kind}</dd>
      <dt>{t("organisation.company")}</dt>
      <dd>{company?.name ?? t("value.none")}</dd>
      <dt>{t("organisation.address")}</dt>
      <dd>
        {lines.length === 0
          ? t("value.none")
          : lines.map((line) => (
              <span key={line} className={classes.line}>
                {line}
              </span>
            ))}
      </dd>
      <dt>{t("organisation.point")}</dt>
      <dd>{point ? `${point.latitude}, ${point.longitude}` : t("value.none")}</dd>
      <dt>{t("organisation.zone")}</dt>
      <dd>{location.zone}</dd>
      <dt>{t("imports.state")}</dt>
      <dd>
        <ActiveState active={location.active} />
      </dd>
      <dt>{t("organisation.now")}</dt>
      <dd>{open.data ? <OpenNow state={open.data} zone={location.zone} /> : t("value.none")}</dd>
    </dl>
  );
}

function Exceptions({ items }: { items: Exception[] }) {
  const { t, format } = useWords();
  const columns: Column<Exception>[] = [
    // A calendar day is a day of the place; it is not moved to the reader's zone.
    { key: "on", head: t("organisation.date"), names: true, cell: (row) => format.date(`${row.on}T12:00:00`) },
    { key: "name", head: t("organisation.name"), cell: (row) => row.name },
    { key: "hours", head: t("organisation.hours"), cell: (row) => dayText(row.hours) || t("organisation.closed") },
  ];
  if (items.length === 0) {
    return <StateBlock icon="clock" title={t("organisation.noExceptions")} text={t("organisation.noExceptionsText")} />;
  }
  return (
    <DataTable caption={t("organisation.exceptions")} columns={columns} rows={items} rowKey={(row) => row.on} narrow />
  );
}

function Week({ hours }: { hours: LocationHours }) {
  const { t } = useWords();
  if (!days.some((day) => hours.week[day].length > 0)) {
    return <StateBlock icon="clock" title={t("organisation.noHours")} text={t("organisation.noHoursText")} />;
  }
  return (
    <dl className={classes.facts}>
      {days.flatMap((day) => [
        <dt key={day}>{t(`day.${day}`)}</dt>,
        <dd key={`${day}-hours`}>{dayText(hours.week[day]) || t("organisation.closed")}</dd>,
      ])}
    </dl>
  );
}

export function LocationPage() {
  const { t } = useWords();
  const { locationId } = route.useParams();
  const session = useSession();
  const [editing, setEditing] = useState(false);
  const [moving, setMoving] = useState(false);
  const location = useQuery(locationQuery(locationId));
  const query = hoursQuery(locationId);
  const hours = useQuery(query);
  const edit = may(session, "org.hours") && hours.data && (
    <Button onClick={() => setEditing(true)}>{t("organisation.editHours")}</Button>
  );
  return (
    <>
      <PageHeader title={location.data?.name ?? t("organisation.location")} action={edit} />
      <Panels>
        <Panel
          title={t("organisation.about")}
          side={
            may(session, "org.write") &&
            location.data && (
              <Button size="xs" variant="default" onClick={() => setMoving(true)}>
                {t("organisation.editPlace")}
              </Button>
            )
          }
        >
          <LoadQuery
            query={location}
            queryKey={locationQuery(locationId).queryKey}
            skeleton={<TableSkeleton rows={9} />}
          >
            {(found) => <Facts location={found} />}
          </LoadQuery>
        </Panel>
        <Panel title={t("organisation.week")}>
          <LoadQuery query={hours} queryKey={query.queryKey} skeleton={<TableSkeleton />}>
            {(found) => <Week hours={found} />}
          </LoadQuery>
        </Panel>
        <Panel flush title={t("organisation.exceptions")}>
          <LoadQuery query={hours} queryKey={query.queryKey} skeleton={<TableSkeleton rows={3} />}>
            {(found) => <Exceptions items={found.exceptions} />}
          </LoadQuery>
        </Panel>
        {location.data && <LocationWeek location={location.data} />}
      </Panels>
      {location.data && (
        <PlaceForm
          opened={moving}
          location={location.data}
          onClose={() => setMoving(false)}
          key={`place-${location.data.version}`}
        />
      )}
      {hours.data && (
        <HoursForm opened={editing} hours={hours.data} onClose={() => setEditing(false)} key={hours.data.version} />
      )}
    </>
  );
}
