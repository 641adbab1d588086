// rota_store.cpp - the statements behind shifts and visitors, each above the function that runs it.
#include "org/rota_store.h"

namespace weft::org::store {

constexpr pg::Query kLockStaffIds{"org.lock_staff_ids", R"sql(
SELECT lower(email), staff_id FROM org.staff WHERE lower(email) = ANY($1) ORDER BY staff_id FOR UPDATE)sql"};
std::map<std::string, StaffId> lock_staff_ids(pg::Tx& tx, std::vector<std::string> const& emails) {
  std::map<std::string, StaffId> out;
  auto const rows = tx.run(kLockStaffIds, emails);
  for (auto const row : rows) out.emplace(row.get<std::string>(0), row.get<StaffId>(1));
  return out;
}

constexpr pg::Query kFindShifts{"org.find_shifts", R"sql(
SELECT source, number, staff_id, location_id, starts_at, ends_at, active, as_of FROM org.shift
WHERE (source, number) IN (SELECT * FROM unnest($1::text[], $2::text[]))
UNION
SELECT source, number, staff_id, location_id, starts_at, ends_at, active, as_of FROM org.shift
WHERE staff_id = ANY($3) AND starts_at < $5 AND starts_at > $4::timestamptz - interval '1 day' AND ends_at > $4)sql"};
std::vector<KeptShift> find_shifts(pg::Tx& tx, std::vector<std::string> const& sources,
                                   std::vector<std::string> const& numbers, std::vector<StaffId> const& staff,
                                   base::Instant from, base::Instant to) {
  std::vector<KeptShift> out;
  auto const rows = tx.run(kFindShifts, sources, numbers, staff, from, to);
  for (auto const row : rows) {
    out.push_back({row.get<std::string>(0), row.get<std::string>(1), row.get<StaffId>(2), row.get<LocationId>(3),
                   row.get<base::Instant>(4), row.get<base::Instant>(5), row.get<bool>(6), row.get<base::Instant>(7)});
  }
  return out;
}

constexpr pg::Query kPutShifts{"org.put_shifts", R"sql(
INSERT INTO org.shift (source, number, staff_id, location_id, starts_at, ends_at, active, as_of)
SELECT * FROM unnest($1::text[], $2::text[], $3::uuid[], $4::uuid[], $5::timestamptz[], $6::timestamptz[], $7::boolean[],
                     $8::timestamptz[])
ON CONFLICT (source, number) DO UPDATE
SET staff_id = excluded.staff_id, location_id = excluded.location_id, starts_at = excluded.starts_at,
    ends_at = excluded.ends_at, active = excluded.active, as_of = excluded.as_of)sql"};
void put_shifts(pg::Tx& tx, std::span<KeptShift const> shifts) {
  std::vector<std::string> sources, numbers;
  std::vector<StaffId> staff;
  std::vector<LocationId> locations;
  std::vector<base::Instant> starts, ends, as_of;
  std::vector<bool> active;
  for (auto const& shift : shifts) {
    sources.push_back(shift.source);
    numbers.push_back(shift.number);
    staff.push_back(shift.staff_id);
    locations.push_back(shift.location_id);
    starts.push_back(shift.starts_at);
    ends.push_back(shift.ends_at);
    active.push_back(shift.active);
    as_of.push_back(shift.as_of);
  }
  tx.run(kPutShifts, sources, numbers, staff, locations, starts, ends, active, as_of);
}

constexpr pg::Query kFindFootfall{"org.find_footfall", R"sql(
SELECT location_id, hour_at, visitors, source, as_of FROM org.footfall
WHERE (location_id, hour_at) IN (SELECT * FROM unnest($1::uuid[], $2::timestamptz[])))sql"};
std::vector<KeptFootfall> find_footfall(pg::Tx& tx, std::vector<LocationId> const& locations,
                                        std::vector<base::Instant> const& hours) {
  std::vector<KeptFootfall> out;
  auto const rows = tx.run(kFindFootfall, locations, hours);
  for (auto const row : rows) {
    out.push_back({row.get<LocationId>(0), row.get<base::Instant>(1), row.get<std::int64_t>(2), row.get<std::string>(3),
                   row.get<base::Instant>(4)});
  }
  return out;
}

constexpr pg::Query kPutFootfall{"org.put_footfall", R"sql(
INSERT INTO org.footfall (location_id, hour_at, visitors, source, as_of)
SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::bigint[], $4::text[], $5::timestamptz[])
ON CONFLICT (location_id, hour_at) DO UPDATE
SET visitors = excluded.visitors, source = excluded.source, as_of = excluded.as_of)sql"};
void put_footfall(pg::Tx& tx, std::span<KeptFootfall const> hours) {
  std::vector<LocationId> locations;
  std::vector<base::Instant> at, as_of;
  std::vector<std::int64_t> visitors;
  std::vector<std::string> sources;
  for (auto const& hour : hours) {
    locations.push_back(hour.location_id);
    at.push_back(hour.hour_at);
    visitors.push_back(hour.visitors);
    sources.push_back(hour.source);
    as_of.push_back(hour.as_of);
  }
  tx.run(kPutFootfall, locations, at, visitors, sources, as_of);
}

constexpr pg::Query kListShifts{"org.list_shifts", R"sql(
SELECT s.source, s.number, s.staff_id, p.display_name, s.location_id, l.code, s.starts_at, s.ends_at, s.active
FROM org.shift s JOIN org.staff p USING (staff_id) JOIN org.location l USING (location_id)
WHERE ($1::uuid[] IS NULL OR s.location_id = ANY($1)) AND ($2::uuid IS NULL OR s.staff_id = $2)
  AND ($3::timestamptz IS NULL OR s.ends_at > $3) AND ($4::timestamptz IS NULL OR s.starts_at < $4)
  AND ($5::timestamptz IS NULL OR (s.starts_at, s.source, s.number) > ($5, $6, $7))
ORDER BY s.starts_at, s.source, s.number LIMIT $8)sql"};
std::vector<Shift> list_shifts(pg::Tx& tx, ShiftsWanted const& wanted, ShiftPlace const& after, std::int64_t limit) {
  std::vector<Shift> out;
  auto const rows = tx.run(kListShifts, wanted.locations, wanted.staff_id, wanted.from, wanted.to, after.starts_at,
                           after.source, after.number, limit);
  for (auto const row : rows) {
    out.push_back({row.get<std::string>(0), row.get<std::string>(1), row.get<StaffId>(2), row.get<std::string>(3),
                   row.get<LocationId>(4), row.get<std::string>(5), row.get<base::Instant>(6),
                   row.get<base::Instant>(7), row.get<bool>(8)});
  }
  return out;
}

constexpr pg::Query kListFootfall{"org.list_footfall", R"sql(
SELECT location_id, hour_at, visitors, source FROM org.footfall
WHERE location_id = $1 AND ($2::timestamptz IS NULL OR hour_at >= $2) AND ($3::timestamptz IS NULL OR hour_at < $3)
  AND ($4::timestamptz IS NULL OR hour_at > $4)
ORDER BY hour_at LIMIT $5)sql"};
std::vector<Footfall> list_footfall(pg::Tx& tx, FootfallWanted const& wanted, std::optional<base::Instant> after,
                                    std::int64_t limit) {
  std::vector<Footfall> out;
  auto const rows = tx.run(kListFootfall, wanted.location_id, wanted.from, wanted.to, after, limit);
  for (auto const row : rows) {
    out.push_back(
        {row.get<LocationId>(0), row.get<base::Instant>(1), row.get<std::int64_t>(2), row.get<std::string>(3)});
  }
  return out;
}

}  // namespace weft::org::store
