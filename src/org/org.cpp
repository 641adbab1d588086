// org.cpp - what other modules ask of org: channels and locations that must be there, and those that are.
#include "org/org.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/mp11.hpp>

#include "org/code.h"
#include "org/store.h"
#include "platform/auth/auth.h"

namespace weft::org {

base::Result<std::int64_t> ensure_channels(pg::Tx& tx, std::span<ChannelFacts const> channels, base::Instant now) {
  std::vector<ChannelFacts> sorted{channels.begin(), channels.end()};
  for (auto const& channel : sorted) {
    if (!is_channel_code(channel.channel))
      return base::Error{kBadCode, fmt::format("\"{}\" is no channel code.", channel.channel)};
    if (!is_channel_kind(channel.kind))
      return base::Error{kBadKind, fmt::format("\"{}\" is no kind of channel.", channel.kind)};
  }
  std::sort(sorted.begin(), sorted.end(), [](auto const& l, auto const& r) { return l.channel < r.channel; });
  return store::ensure_channels(tx, sorted, now);
}

base::Result<std::int64_t> ensure_locations(pg::Tx& tx, std::span<LocationFacts const> locations, base::Instant now) {
  std::vector<LocationFacts> sorted{locations.begin(), locations.end()};
  for (auto const& location : sorted) {
    if (!is_location_code(location.code))
      return base::Error{kBadCode, fmt::format("\"{}\" is no location code.", location.code)};
    if (!is_location_kind(location.kind))
      return base::Error{kBadKind, fmt::format("\"{}\" is no kind of location.", location.kind)};
    if (!base::Zone::find(location.zone))
      return base::Error{kBadZone, fmt::format("There is no time zone \"{}\".", location.zone)};
  }
  std::sort(sorted.begin(), sorted.end(), [](auto const& l, auto const& r) { return l.code < r.code; });
  return store::ensure_locations(tx, sorted, now);
}

Places find_places(pg::Tx& tx, std::span<std::string const> channels, std::span<std::string const> locations) {
  return store::find_places(tx, channels, locations);
}

Places find_locations(pg::Tx& tx, std::span<LocationId const> locations) {
  return store::find_locations(tx, locations);
}

void renew_scopes(pg::Tx& tx, base::Instant now) {
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Role>>(
      [&](auto role) { auth::renew_scopes(tx, role.name, scopes_of(role.value), now); });
}

void ensure_main_legal_entity(pg::Tx& tx, base::Instant now) {
  store::insert_main_legal_entity(tx, LegalEntityId::make(now), now);
}

}  // namespace weft::org
