// directory_store.h - the SQL behind the directory.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "org/directory.h"

namespace weft::org::store {

std::vector<LegalEntity> list_legal_entities(pg::Tx& tx, LegalEntityId after, std::int64_t limit);
std::vector<Channel> list_channels(pg::Tx& tx, std::string const& after, std::int64_t limit);
std::vector<Location> list_locations(pg::Tx& tx, std::string const& after, std::int64_t limit);
std::vector<Staff> list_staff(pg::Tx& tx, StaffId after, std::int64_t limit);

/// False when its code, name or e-mail is taken.
bool insert(pg::Tx& tx, LegalEntity const& made, base::Instant now);
bool insert(pg::Tx& tx, Channel const& made, base::Instant now);
/// `as_of` is the moment that is spoken for.
bool insert(pg::Tx& tx, Location const& made, base::Instant now, base::Instant as_of);
bool insert(pg::Tx& tx, Staff const& made, base::Instant now, base::Instant as_of);

std::optional<Channel> lock_channel(pg::Tx& tx, std::string const& channel);
std::optional<Location> lock_location(pg::Tx& tx, LocationId location);
/// Locks the directors too, in order of id, so that two of them cannot switch each other off.
struct LockedStaff {
  std::optional<Staff> staff{};
  std::int64_t active_directors{};
};
LockedStaff lock_staff(pg::Tx& tx, StaffId staff);
bool has_legal_entity(pg::Tx& tx, LegalEntityId id);

std::optional<Location> find_location(pg::Tx& tx, LocationId location);
bool has_channel(pg::Tx& tx, std::string_view channel);
/// How many of these there are.
std::int64_t count_locations(pg::Tx& tx, std::vector<LocationId> const& locations);

void update(pg::Tx& tx, Channel const& changed);
void update(pg::Tx& tx, Location const& changed, base::Instant as_of);
void update(pg::Tx& tx, Staff const& changed, base::Instant as_of);
/// In place of all that stand.
void put_locations(pg::Tx& tx, StaffId staff, std::vector<LocationId> const& locations);
void put_qualifications(pg::Tx& tx, StaffId staff, std::vector<Qualification> const& qualifications);

struct KeptHours {
  Calendar calendar;
  std::int64_t version{};
};
/// Version 0 where there are none.
KeptHours find_hours(pg::Tx& tx, LocationId location);
void put_hours(pg::Tx& tx, LocationId location, Calendar const& calendar, std::int64_t version);

// ---- What imports ask -----------------------------------------------------------------------------
template <class Thing>
struct Held {
  Thing thing;
  std::optional<base::Instant> as_of;
};
/// Locked in order of their codes.
std::vector<Held<Location>> lock_locations(pg::Tx& tx, std::vector<std::string> const& codes);
/// Locked in order of their ids; e-mails in small letters.
std::vector<Held<Staff>> lock_staff(pg::Tx& tx, std::vector<std::string> const& emails);
void update_location_as_of(pg::Tx& tx, LocationId location, base::Instant as_of);
void update_staff_as_of(pg::Tx& tx, StaffId staff, base::Instant as_of);
/// Id by name.
std::map<std::string, LegalEntityId> find_legal_entities(pg::Tx& tx, std::vector<std::string> const& names);

}  // namespace weft::org::store
