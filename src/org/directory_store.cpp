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
Location location_of(pg::Row const& row) {
  return {row.get<LocationId>("location_id"),
          row.get<std::string>("code"),
          row.get<std::string>("name"),
          word<KindOfLocation>(row, "kind"),
          row.get<std::string>("zone"),
          row.get<std::optional<std::string>>("country"),
          row.get<std::optional<LegalEntityId>>("legal_entity_id"),
          row.get<bool>("active"),
          row.get<std::int64_t>("version")};
}
Staff staff_of(pg::Row const& row) {
  return {row.get<StaffId>("staff_id"), row.get<std::string>("email"), row.get<std::string>("display_name"),
          word<Role>(row, "role"),      row.get<bool>("active"),       row.get<std::int64_t>("version")};
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
SELECT location_id, code, name, kind, zone, country, legal_entity_id, active, version FROM org.location
WHERE code > $1 ORDER BY code LIMIT $2)sql"};
std::vector<Location> list_locations(pg::Tx& tx, std::string const& after, std::int64_t limit) {
  return all_of(tx.run(kListLocations, after, limit), location_of);
}

constexpr pg::Query kListStaff{"org.list_staff", R"sql(
SELECT staff_id, email, display_name, role, active, version FROM org.staff
WHERE staff_id > $1 ORDER BY staff_id LIMIT $2)sql"};
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

constexpr pg::Query kInsertLocation{"org.insert_location", R"sql(
INSERT INTO org.location (location_id, code, name, kind, zone, country, legal_entity_id, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING)sql"};
bool insert(pg::Tx& tx, Location const& made, base::Instant now) {
  return tx.run(kInsertLocation, made.location_id, made.code, made.name, text_of(made.kind), made.zone, made.country,
                made.legal_entity_id, now)
             .affected() == 1;
}

constexpr pg::Query kInsertStaff{"org.insert_staff", R"sql(
INSERT INTO org.staff (staff_id, email, display_name, role, created_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT DO NOTHING)sql"};
bool insert(pg::Tx& tx, Staff const& made, base::Instant now) {
  return tx.run(kInsertStaff, made.staff_id, made.email, made.display_name, text_of(made.role), now).affected() == 1;
}

constexpr pg::Query kLockChannel{"org.lock_channel", R"sql(
SELECT channel, name, kind, active, version FROM org.channel WHERE channel = $1 FOR UPDATE)sql"};
std::optional<Channel> lock_channel(pg::Tx& tx, std::string const& channel) {
  return first_of(tx.run(kLockChannel, channel), channel_of);
}

constexpr pg::Query kLockLocation{"org.lock_location", R"sql(
SELECT location_id, code, name, kind, zone, country, legal_entity_id, active, version FROM org.location
WHERE location_id = $1 FOR UPDATE)sql"};
std::optional<Location> lock_location(pg::Tx& tx, LocationId location) {
  return first_of(tx.run(kLockLocation, location), location_of);
}

constexpr pg::Query kLockStaff{"org.lock_staff", R"sql(
SELECT staff_id, email, display_name, role, active, version FROM org.staff
WHERE staff_id = $1 OR (role = 'director' AND active) ORDER BY staff_id FOR UPDATE)sql"};
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

constexpr pg::Query kUpdateLocation{"org.update_location", R"sql(
UPDATE org.location SET name = $2, zone = $3, country = $4, legal_entity_id = $5, active = $6, version = $7
WHERE location_id = $1)sql"};
void update(pg::Tx& tx, Location const& changed) {
  tx.defer(kUpdateLocation, changed.location_id, changed.name, changed.zone, changed.country, changed.legal_entity_id,
           changed.active, changed.version);
}

constexpr pg::Query kUpdateStaff{"org.update_staff", R"sql(
UPDATE org.staff SET display_name = $2, role = $3, active = $4, version = $5 WHERE staff_id = $1)sql"};
void update(pg::Tx& tx, Staff const& changed) {
  tx.defer(kUpdateStaff, changed.staff_id, changed.display_name, text_of(changed.role), changed.active,
           changed.version);
}

}  // namespace weft::org::store
