// store.h - the only SQL of org.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "org/org.h"

namespace weft::org::store {

std::int64_t ensure_channels(pg::Tx& tx, std::span<ChannelFacts const> channels, base::Instant now);
std::int64_t ensure_locations(pg::Tx& tx, std::span<LocationFacts const> locations, base::Instant now);
Places find_places(pg::Tx& tx, std::span<std::string const> channels, std::span<std::string const> locations);
Places find_locations(pg::Tx& tx, std::span<LocationId const> locations);
/// Nowhere for who is not, or no more, of the staff.
Reach find_reach(pg::Tx& tx, StaffId staff);
void insert_main_legal_entity(pg::Tx& tx, LegalEntityId id, base::Instant now);

}  // namespace weft::org::store
