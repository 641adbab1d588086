// directory_store.cpp - the statements behind the directory, each above the function that runs it.
#include "org/directory_store.h"

#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>

namespace weft::org::store {

namespace {

template <class Enum>
Enum word(pg::Row const& row, std::string_view column) {
  Enum value{};
  // The column's CHECK knows the same words.
  if (!boost::describe::enum_from_string(row.get<std::string>(column).c_str(), value)) {
    throw std::logic_error{"a word in " + std::string{column} + " that this program does not know"};
  }
  return value;
}
template <class Enum>
std::string_view text_of(Enum value) {
  return boost::describe::enum_to_string(value, "");
}

LegalEntity legal_entity_of(pg::Row const& row) {
  return {row.get<LegalEntityId>("legal_entity_id"), row.get<std::string>("name"),
          row.get<std::optional<std::string>>("country"), row.get<std::int64_t>("version")};
}
Channel channel_of(pg::Row const& row) {
  return {row.get<std::string>("channel"), row.get<std::string>("name"), word<KindOfChannel>(row, "kind"),
          row.get<bool>("active"), row.get<std::int64_t>("version")};
}
template <class Bounded>
std::optional<Bounded> bounded(pg::Row const& row, std::string_view column) {
  auto text = row.get<std::optional<std::string>>(column);
  if (!text) return {};
  return Bounded{std::move(*text)};
}
Location location_of(pg::Row const& row) {
  Location out{.location_id = row.get<LocationId>("location_id"),
               .code = row.get<std::string>("code"),
               .name = row.get<std::string>("name"),
               .kind = word<KindOfLocation>(row, "kind"),
               .zone = row.get<std::string>("zone"),
               .country = row.get<std::optional<std::string>>("country"),
               .legal_entity_id = row.get<std::optional<LegalEntityId>>("legal_entity_id"),
               .address = {.lines = {},
                           .city = bounded<json::Text<1, 100>>(row, "city"),
                           .postcode = bounded<json::Text<1, 20>>(row, "postcode"),
                           .region = bounded<json::Text<1, 100>>(row, "region")},
               .point = {},
               .active = row.get<bool>("active"),
               .version = row.get<std::int64_t>("version")};
  for (auto& line : row.get<std::vector<std::string>>("address_lines"))
    out.address.lines.items.push_back({std::move(line)});
  if (auto const latitude = row.get<std::optional<double>>("latitude"))
    out.point = Point{*latitude, row.get<double>("longitude")};
  return out;
}
Staff staff_of(pg::Row const& row) {
  Staff out{.staff_id = row.get<StaffId>("staff_id"),
            .email = row.get<std::string>("email"),
            .display_name = row.get<std::string>("display_name"),
            .role = word<Role>(row, "role"),
            .everywhere = row.get<bool>("everywhere"),
            .location_ids = row.get<std::vector<LocationId>>("location_ids"),
            .qualifications = {},
            .active = row.get<bool>("active"),
            .version = row.get<std::int64_t>("version")};
  auto const names = row.get<std::vector<std::string>>("names");
  auto const begins = row.get<std::vector<base::Date>>("begins");
  auto const ends = row.get<std::vector<std::optional<base::Date>>>("ends");
  for (std::size_t at = 0; at < names.size(); ++at) out.qualifications.push_back({{names[at]}, begins[at], ends[at]});
  return out;
}

template <class Of>
auto all_of(pg::Rows const& rows, Of of) {
  std::vector<decltype(of(rows[0]))> out;
  out.reserve(rows.size());
  for (auto const row : rows) out.push_back(of(row));
  return out;
}
template <class Of>
auto first_of(pg::Rows const& rows, Of of) {
  std::optional<decltype(of(rows[0]))> out;
  if (!rows.empty()) out = of(rows[0]);
  return out;
}

}  // namespace

constexpr pg::Query kListLegalEntities{"org.list_legal_entities", R"sql(
SELECT legal_entity_id, name, country, version FROM org.legal_entity
WHERE legal_entity_id > $1 ORDER BY legal_entity_id LIMIT $2)sql"};
std::vector<LegalEntity> list_legal_entities(pg::Tx& tx, LegalEntityId after, std::int64_t limit) {
  return all_of(tx.run(kListLegalEntities, after, limit), legal_entity_of);
}

constexpr pg::Query kListChannels{"org.list_channels", R"sql(
SELECT channel, name, kind, active, version FROM org.channel WHERE channel > $1 ORDER BY channel LIMIT $2)sql"};
std::vector<Channel> list_channels(pg::Tx& tx, std::string const& after, std::int64_t limit) {
  return all_of(tx.run(kListChannels, after, limit), channel_of);
}

constexpr pg::Query kListLocations{"org.list_locations", R"sql(
SELECT location_id, code, name, kind, zone, country, legal_entity_id, address_lines, city, postcode, region, latitude,
       longitude, active, version
FROM org.location WHERE code > $1 ORDER BY code LIMIT $2)sql"};
std::vector<Location> list_locations(pg::Tx& tx, std::string const& after, std::int64_t limit) {
  return all_of(tx.run(kListLocations, after, limit), location_of);
}

constexpr pg::Query kListStaff{"org.list_staff", R"sql(
SELECT s.staff_id, s.email, s.display_name, s.role, s.everywhere, s.active, s.version,
       ARRAY(SELECT location_id FROM org.staff_location l WHERE l.staff_id = s.staff_id ORDER BY 1) AS location_ids,
       ARRAY(SELECT name FROM org.qualification q WHERE q.staff_id = s.staff_id ORDER BY name, valid_from) AS names,
       ARRAY(SELECT valid_from FROM org.qualification q WHERE q.staff_id = s.staff_id
             ORDER BY name, valid_from) AS begins,
       ARRAY(SELECT valid_until FROM org.qualification q WHERE q.staff_id = s.staff_id
             ORDER BY name, valid_from) AS ends
FROM org.staff s WHERE staff_id > $1 ORDER BY staff_id LIMIT $2)sql"};
std::vector<Staff> list_staff(pg::Tx& tx, StaffId after, std::int64_t limit) {
  return all_of(tx.run(kListStaff, after, limit), staff_of);
}

constexpr pg::Query kInsertLegalEntity{"org.insert_legal_entity", R"sql(
INSERT INTO org.legal_entity (legal_entity_id, name, country, created_at) VALUES ($1, $2, $3, $4)
ON CONFLICT DO NOTHING)sql"};
bool insert(pg::Tx& tx, LegalEntity const& made, base::Instant now) {
  return tx.run(kInsertLegalEntity, made.legal_entity_id, made.name, made.country, now).affected() == 1;
}

constexpr pg::Query kInsertChannel{"org.insert_channel", R"sql(
INSERT INTO org.channel (channel, name, kind, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING)sql"};
bool insert(pg::Tx& tx, Channel const& made, base::Instant now) {
  return tx.run(kInsertChannel, made.channel, made.name, text_of(made.kind), now).affected() == 1;
}

namespace {

/// What of an address stands in columns of its own.
struct AddressColumns {
  std::vector<std::string> lines;
  std::optional<std::string> city, postcode, region;
  std::optional<double> latitude, longitude;
  explicit AddressColumns(Location const& of) {
    auto const text = [](auto const& bounded) { return bounded ? std::optional{bounded->value} : std::nullopt; };
    for (auto const& line : of.address.lines) lines.push_back(line.value);
    city = text(of.address.city);
    postcode = text(of.address.postcode);
    region = text(of.address.region);
    if (!of.point) return;
    latitude = of.point->latitude;
    longitude = of.point->longitude;
  }
};

}  // namespace

constexpr pg::Query kInsertLocation{"org.insert_location", R"sql(
INSERT INTO org.location (location_id, code, name, kind, zone, country, legal_entity_id, address_lines, city, postcode,
                          region, latitude, longitude, active, created_at, as_of)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) ON CONFLICT DO NOTHING)sql"};
bool insert(pg::Tx& tx, Location const& made, base::Instant now, base::Instant as_of) {
  AddressColumns const address{made};
  return tx.run(kInsertLocation, made.location_id, made.code, made.name, text_of(made.kind), made.zone, made.country,
                made.legal_entity_id, address.lines, address.city, address.postcode, address.region, address.latitude,
                address.longitude, made.active, now, as_of)
             .affected() == 1;
}

constexpr pg::Query kInsertStaff{"org.insert_staff", R"sql(
INSERT INTO org.staff (staff_id, email, display_name, role, everywhere, active, created_at, as_of)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT DO NOTHING)sql"};
bool insert(pg::Tx& tx, Staff const& made, base::Instant now, base::Instant as_of) {
  if (tx.run(kInsertStaff, made.staff_id, made.email, made.display_name, text_of(made.role), made.everywhere,
             made.active, now, as_of)
          .affected() != 1)
    return false;
  if (!made.location_ids.empty()) put_locations(tx, made.staff_id, made.location_ids);
  if (!made.qualifications.empty()) put_qualifications(tx, made.staff_id, made.qualifications);
  return true;
}

constexpr pg::Query kLockChannel{"org.lock_channel", R"sql(
SELECT channel, name, kind, active, version FROM org.channel WHERE channel = $1 FOR UPDATE)sql"};
std::optional<Channel> lock_channel(pg::Tx& tx, std::string const& channel) {
  return first_of(tx.run(kLockChannel, channel), channel_of);
}

constexpr pg::Query kLockLocation{"org.lock_location", R"sql(
SELECT location_id, code, name, kind, zone, country, legal_entity_id, address_lines, city, postcode, region, latitude,
       longitude, active, version
FROM org.location WHERE location_id = $1 FOR UPDATE)sql"};
std::optional<Location> lock_location(pg::Tx& tx, LocationId location) {
  return first_of(tx.run(kLockLocation, location), location_of);
}

constexpr pg::Query kLockStaff{"org.lock_staff", R"sql(
SELECT s.staff_id, s.email, s.display_name, s.role, s.everywhere, s.active, s.version,
       ARRAY(SELECT location_id FROM org.staff_location l WHERE l.staff_id = s.staff_id ORDER BY 1) AS location_ids,
       ARRAY(SELECT name FROM org.qualification q WHERE q.staff_id = s.staff_id ORDER BY name, valid_from) AS names,
       ARRAY(SELECT valid_from FROM org.qualification q WHERE q.staff_id = s.staff_id
             ORDER BY name, valid_from) AS begins,
       ARRAY(SELECT valid_until FROM org.qualification q WHERE q.staff_id = s.staff_id
             ORDER BY name, valid_from) AS ends
FROM org.staff s WHERE staff_id = $1 OR (role = 'director' AND active) ORDER BY staff_id FOR UPDATE OF s)sql"};
LockedStaff lock_staff(pg::Tx& tx, StaffId staff) {
  LockedStaff out;
  for (auto& one : all_of(tx.run(kLockStaff, staff), staff_of)) {
    if (one.role == Role::director && one.active) ++out.active_directors;
    if (one.staff_id == staff) out.staff = std::move(one);
  }
  return out;
}

constexpr pg::Query kHasLegalEntity{"org.has_legal_entity", R"sql(
SELECT FROM org.legal_entity WHERE legal_entity_id = $1)sql"};
bool has_legal_entity(pg::Tx& tx, LegalEntityId id) { return !tx.run(kHasLegalEntity, id).empty(); }

constexpr pg::Query kUpdateChannel{"org.update_channel", R"sql(
UPDATE org.channel SET name = $2, active = $3, version = $4 WHERE channel = $1)sql"};
void update(pg::Tx& tx, Channel const& changed) {
  tx.defer(kUpdateChannel, changed.channel, changed.name, changed.active, changed.version);
}

constexpr pg::Query kFindLocation{"org.find_location", R"sql(
SELECT location_id, code, name, kind, zone, country, legal_entity_id, address_lines, city, postcode, region, latitude,
       longitude, active, version
FROM org.location WHERE location_id = $1)sql"};
std::optional<Location> find_location(pg::Tx& tx, LocationId location) {
  return first_of(tx.run(kFindLocation, location), location_of);
}

constexpr pg::Query kHasChannel{"org.has_channel", R"sql(
SELECT FROM org.channel WHERE channel = $1)sql"};
bool has_channel(pg::Tx& tx, std::string_view channel) { return !tx.run(kHasChannel, channel).empty(); }

constexpr pg::Query kCountLocations{"org.count_locations", R"sql(
SELECT count(*) FROM org.location WHERE location_id = ANY($1))sql"};
std::int64_t count_locations(pg::Tx& tx, std::vector<LocationId> const& locations) {
  return tx.run(kCountLocations, locations).one().get<std::int64_t>(0);
}

constexpr pg::Query kUpdateLocation{"org.update_location", R"sql(
UPDATE org.location SET name = $2, zone = $3, country = $4, legal_entity_id = $5, address_lines = $6, city = $7,
       postcode = $8, region = $9, latitude = $10, longitude = $11, active = $12, version = $13, as_of = $14, kind = $15
WHERE location_id = $1)sql"};
void update(pg::Tx& tx, Location const& changed, base::Instant as_of) {
  AddressColumns const address{changed};
  tx.defer(kUpdateLocation, changed.location_id, changed.name, changed.zone, changed.country, changed.legal_entity_id,
           address.lines, address.city, address.postcode, address.region, address.latitude, address.longitude,
           changed.active, changed.version, as_of, text_of(changed.kind));
}

constexpr pg::Query kUpdateStaff{"org.update_staff", R"sql(
UPDATE org.staff SET display_name = $2, role = $3, everywhere = $4, active = $5, version = $6, as_of = $7
WHERE staff_id = $1)sql"};
void update(pg::Tx& tx, Staff const& changed, base::Instant as_of) {
  tx.defer(kUpdateStaff, changed.staff_id, changed.display_name, text_of(changed.role), changed.everywhere,
           changed.active, changed.version, as_of);
}

constexpr pg::Query kDropStaffLocations{"org.drop_staff_locations", R"sql(
DELETE FROM org.staff_location WHERE staff_id = $1)sql"};
constexpr pg::Query kAddStaffLocations{"org.add_staff_locations", R"sql(
INSERT INTO org.staff_location (staff_id, location_id) SELECT $1, unnest($2::uuid[]))sql"};
void put_locations(pg::Tx& tx, StaffId staff, std::vector<LocationId> const& locations) {
  tx.defer(kDropStaffLocations, staff);
  tx.defer(kAddStaffLocations, staff, locations);
}

constexpr pg::Query kDropQualifications{"org.drop_qualifications", R"sql(
DELETE FROM org.qualification WHERE staff_id = $1)sql"};
constexpr pg::Query kAddQualifications{"org.add_qualifications", R"sql(
INSERT INTO org.qualification (staff_id, name, valid_from, valid_until)
SELECT $1, name, valid_from, valid_until
FROM unnest($2::text[], $3::date[], $4::date[]) AS wanted (name, valid_from, valid_until))sql"};
void put_qualifications(pg::Tx& tx, StaffId staff, std::vector<Qualification> const& qualifications) {
  std::vector<std::string> names;
  std::vector<base::Date> begins;
  std::vector<std::optional<base::Date>> ends;
  for (auto const& one : qualifications) {
    names.push_back(one.name);
    begins.push_back(one.valid_from);
    ends.push_back(one.valid_until);
  }
  tx.defer(kDropQualifications, staff);
  tx.defer(kAddQualifications, staff, names, begins, ends);
}

constexpr pg::Query kFindHours{"org.find_hours", R"sql(
SELECT calendar, version FROM org.calendar WHERE location_id = $1)sql"};
KeptHours find_hours(pg::Tx& tx, LocationId location) {
  auto const rows = tx.run(kFindHours, location);
  if (rows.empty()) return {};
  auto calendar = json::decode<Calendar>(rows[0].get<std::string>(0));
  if (!calendar) throw std::logic_error{"opening hours that this program cannot read"};
  return {std::move(*calendar), rows[0].get<std::int64_t>(1)};
}

constexpr pg::Query kPutHours{"org.put_hours", R"sql(
INSERT INTO org.calendar (location_id, calendar, version) VALUES ($1, $2, $3)
ON CONFLICT (location_id) DO UPDATE SET calendar = excluded.calendar, version = excluded.version)sql"};
void put_hours(pg::Tx& tx, LocationId location, Calendar const& calendar, std::int64_t version) {
  auto const text = json::encode(calendar);
  tx.defer(kPutHours, location, pg::JsonText{text}, version);
}

constexpr pg::Query kLockLocations{"org.lock_locations", R"sql(
SELECT location_id, code, name, kind, zone, country, legal_entity_id, address_lines, city, postcode, region, latitude,
       longitude, active, version, as_of
FROM org.location WHERE code = ANY($1) ORDER BY code FOR UPDATE)sql"};
std::vector<Held<Location>> lock_locations(pg::Tx& tx, std::vector<std::string> const& codes) {
  return all_of(tx.run(kLockLocations, codes), [](pg::Row const& row) {
    return Held<Location>{location_of(row), row.get<std::optional<base::Instant>>("as_of")};
  });
}

constexpr pg::Query kLockStaffByEmail{"org.lock_staff_by_email", R"sql(
SELECT s.staff_id, s.email, s.display_name, s.role, s.everywhere, s.active, s.version,
       ARRAY(SELECT location_id FROM org.staff_location l WHERE l.staff_id = s.staff_id ORDER BY 1) AS location_ids,
       ARRAY(SELECT name FROM org.qualification q WHERE q.staff_id = s.staff_id ORDER BY name, valid_from) AS names,
       ARRAY(SELECT valid_from FROM org.qualification q WHERE q.staff_id = s.staff_id
             ORDER BY name, valid_from) AS begins,
       ARRAY(SELECT valid_until FROM org.qualification q WHERE q.staff_id = s.staff_id
             ORDER BY name, valid_from) AS ends, s.as_of
FROM org.staff s WHERE lower(email) = ANY($1) ORDER BY staff_id FOR UPDATE OF s)sql"};
std::vector<Held<Staff>> lock_staff(pg::Tx& tx, std::vector<std::string> const& emails) {
  return all_of(tx.run(kLockStaffByEmail, emails), [](pg::Row const& row) {
    return Held<Staff>{staff_of(row), row.get<std::optional<base::Instant>>("as_of")};
  });
}

constexpr pg::Query kUpdateLocationAsOf{"org.update_location_as_of", R"sql(
UPDATE org.location SET as_of = $2 WHERE location_id = $1)sql"};
void update_location_as_of(pg::Tx& tx, LocationId location, base::Instant as_of) {
  tx.defer(kUpdateLocationAsOf, location, as_of);
}

constexpr pg::Query kUpdateStaffAsOf{"org.update_staff_as_of", R"sql(
UPDATE org.staff SET as_of = $2 WHERE staff_id = $1)sql"};
void update_staff_as_of(pg::Tx& tx, StaffId staff, base::Instant as_of) { tx.defer(kUpdateStaffAsOf, staff, as_of); }

constexpr pg::Query kFindLegalEntities{"org.find_legal_entities", R"sql(
SELECT name, legal_entity_id FROM org.legal_entity WHERE name = ANY($1))sql"};
std::map<std::string, LegalEntityId> find_legal_entities(pg::Tx& tx, std::vector<std::string> const& names) {
  std::map<std::string, LegalEntityId> out;
  auto const rows = tx.run(kFindLegalEntities, names);
  for (auto const row : rows) out.emplace(row.get<std::string>(0), row.get<LegalEntityId>(1));
  return out;
}

}  // namespace weft::org::store
