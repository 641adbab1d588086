// A week at a location: who works when, and how many people came in.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import type { Footfall, Location, Shift } from "@weft/api/types";
import { useWords } from "@weft/i18n";
import { type Column, DataTable, TableSkeleton } from "@weft/ui/data-table";
import { Icon } from "@weft/ui/icon";
import { Panel } from "@weft/ui/panel";
import { StateBlock } from "@weft/ui/state-block";
import { Status } from "@weft/ui/status";
import { LoadQuery } from "../load.tsx";
import { may, useSession } from "../session/session.ts";
import classes from "./organisation.module.css";
import { footfallQuery, shiftsQuery } from "./queries.ts";
import { addDays, dayIn, daysOf, mondayOf } from "./week.ts";

const route = getRouteApi("/inside/organisation/$locationId");

export function LocationWeek({ location }: { location: Location }) {
  const session = useSession();
  const { week } = route.useSearch();
  const monday = mondayOf(week ?? dayIn(location.zone, new Date()));
  const seesShifts = may(session, "org.shifts");
  const seesFootfall = may(session, "org.footfall");
  if (!seesShifts && !seesFootfall) return null;
  return (
    <>
      <WeekBar location={location} monday={monday} />
      {seesShifts && <Shifts location={location} monday={monday} />}
      {seesFootfall && <Visitors location={location} monday={monday} />}
    </>
  );
}

function WeekBar({ location, monday }: { location: Location; monday: string }) {
  const { t, format } = useWords();
  const navigate = useNavigate();
  const goTo = (week: string) =>
    void navigate({
      to: "/organisation/$locationId",
      params: { locationId: location.location_id },
      search: { week },
      resetScroll: false,
    });
  return (
    <div className={classes.week}>
      <p aria-live="polite">
        {t("organisation.weekOf", { from: format.day(monday), to: format.day(addDays(monday, 6)) })}
      </p>
      <div className={classes.steps}>
        <Button variant="default" size="xs" onClick={() => goTo(addDays(monday, -7))}>
          {t("organisation.weekBefore")}
        </Button>
        <Button
          variant="default"
          size="xs"
          rightSection={<Icon name="right" size={14} turns />}
          onClick={() => goTo(addDays(monday, 7))}
        >
          {t("organisation.weekAfter")}
        </Button>
      </div>
    </div>
  );
}

function Shifts({ location, monday }: { location: Location; monday: string }) {
  const { t, format } = useWords();
  const { zone } = location;
  const query = shiftsQuery(location.location_id, monday);
  const shifts = useQuery(query);
  const columns: Column<Shift>[] = [
    { key: "day", head: t("organisation.day"), names: true, cell: (row) => format.weekday(dayIn(zone, row.starts_at)) },
    {
      key: "time",
      head: t("organisation.time"),
      cell: (row) => `${format.timeIn(row.starts_at, zone)} – ${format.timeIn(row.ends_at, zone)}`,
    },
    { key: "who", head: t("organisation.who"), cell: (row) => row.display_name },
    {
      key: "state",
      head: t("imports.state"),
      cell: (row) =>
        row.active ? (
          <Status tone="good" word={t("organisation.planned")} />
        ) : (
          <Status tone="gray" icon="stop" word={t("organisation.calledOff")} />
        ),
    },
  ];
  return (
    <Panel flush title={t("organisation.shifts")}>
      <LoadQuery query={shifts} queryKey={query.queryKey} skeleton={<TableSkeleton rows={4} />}>
        {({ items, more }) => {
          const rows = items.filter(({ starts_at }) => mondayOf(dayIn(zone, starts_at)) === monday);
          if (rows.length === 0) {
            return <StateBlock icon="users" title={t("organisation.noShifts")} text={t("organisation.noShiftsText")} />;
          }
          return (
            <DataTable
              caption={t("organisation.shifts")}
              columns={columns}
              rows={rows}
              rowKey={(row) => `${row.source}:${row.number}`}
              note={more ? t("organisation.moreShifts", { n: format.number(items.length) }) : undefined}
            />
          );
        }}
      </LoadQuery>
    </Panel>
  );
}

interface DayOfVisitors {
  day: string;
  visitors: number;
  busiest: Footfall | undefined;
}

function Visitors({ location, monday }: { location: Location; monday: string }) {
  const { t, format } = useWords();
  const { zone } = location;
  const query = footfallQuery(location.location_id, monday);
  const footfall = useQuery(query);
  const columns: Column<DayOfVisitors>[] = [
    { key: "day", head: t("organisation.day"), names: true, cell: (row) => format.weekday(row.day) },
    {
      key: "visitors",
      head: t("organisation.visitors"),
      numeric: true,
      cell: (row) => (row.busiest ? format.number(row.visitors) : t("value.none")),
    },
    {
      key: "busiest",
      head: t("organisation.busiest"),
      numeric: true,
      cell: ({ busiest }) =>
        busiest
          ? t("organisation.busiestAt", {
              time: format.timeIn(busiest.hour_at, zone),
              visitors: format.number(busiest.visitors),
            })
          : t("value.none"),
    },
  ];
  return (
    <Panel flush title={t("organisation.footfall")}>
      <LoadQuery query={footfall} queryKey={query.queryKey} skeleton={<TableSkeleton rows={7} />}>
        {({ items }) => {
          const rows = daysOf(monday).map((day) => {
            const hours = items.filter(({ hour_at }) => dayIn(zone, hour_at) === day);
            const [busiest] = [...hours].sort((left, right) => right.visitors - left.visitors);
            return { day, visitors: hours.reduce((sum, { visitors }) => sum + visitors, 0), busiest };
          });
          const total = rows.reduce((sum, { visitors }) => sum + visitors, 0);
          if (!rows.some(({ busiest }) => busiest)) {
            return (
              <StateBlock icon="chart" title={t("organisation.noFootfall")} text={t("organisation.noFootfallText")} />
            );
          }
          return (
            <DataTable
              caption={t("organisation.footfall")}
              columns={columns}
              rows={rows}
              rowKey={(row) => row.day}
              narrow
              note={t("organisation.footfallTotal", { visitors: format.number(total) })}
            />
          );
        }}
      </LoadQuery>
    </Panel>
  );
}
