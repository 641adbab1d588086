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
/// The first of these that is no name of a time zone the database knows; nothing when all are.
std::optional<std::string> find_unknown_zone(pg::Tx& tx, std::vector<std::string> const& zones);
void insert_main_legal_entity(pg::Tx& tx, LegalEntityId id, base::Instant now);

}  // namespace weft::org::store
