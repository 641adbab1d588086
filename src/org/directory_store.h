// directory_store.h - the SQL behind the directory.
#pragma once

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
bool insert(pg::Tx& tx, Location const& made, base::Instant now);
bool insert(pg::Tx& tx, Staff const& made, base::Instant now);

std::optional<Channel> lock_channel(pg::Tx& tx, std::string const& channel);
std::optional<Location> lock_location(pg::Tx& tx, LocationId location);
/// Locks the directors too, in order of id, so that two of them cannot switch each other off.
struct LockedStaff {
  std::optional<Staff> staff{};
  std::int64_t active_directors{};
};
LockedStaff lock_staff(pg::Tx& tx, StaffId staff);
bool has_legal_entity(pg::Tx& tx, LegalEntityId id);

void update(pg::Tx& tx, Channel const& changed);
void update(pg::Tx& tx, Location const& changed);
void update(pg::Tx& tx, Staff const& changed);

}  // namespace weft::org::store
