// store.cpp - org's statements for facts: what must be there, and what is.
#include "org/store.h"

namespace weft::org::store {

constexpr pg::Query kEnsureChannels{"org.ensure_channels", R"sql(
INSERT INTO org.channel (channel, name, kind, created_at)
SELECT channel, name, kind, $4 FROM unnest($1::text[], $2::text[], $3::text[]) AS wanted (channel, name, kind)
ON CONFLICT DO NOTHING)sql"};
std::int64_t ensure_channels(pg::Tx& tx, std::span<ChannelFacts const> channels, base::Instant now) {
  std::vector<std::string> codes, names, kinds;
  for (auto const& channel : channels) {
    codes.push_back(channel.channel);
    names.push_back(channel.name);
    kinds.push_back(channel.kind);
  }
  return tx.run(kEnsureChannels, codes, names, kinds, now).affected();
}

constexpr pg::Query kEnsureLocations{"org.ensure_locations", R"sql(
INSERT INTO org.location (location_id, code, name, kind, zone, country, created_at)
SELECT location_id, code, name, kind, zone, nullif(country, ''), $7
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
     AS wanted (location_id, code, name, kind, zone, country)
ON CONFLICT DO NOTHING)sql"};
std::int64_t ensure_locations(pg::Tx& tx, std::span<LocationFacts const> locations, base::Instant now) {
  std::vector<LocationId> ids;
  std::vector<std::string> codes, names, kinds, zones, countries;
  for (auto const& location : locations) {
    ids.push_back(LocationId::make(now));
    codes.push_back(location.code);
    names.push_back(location.name);
    kinds.push_back(location.kind);
    zones.push_back(location.zone);
    countries.push_back(location.country);
  }
  return tx.run(kEnsureLocations, ids, codes, names, kinds, zones, countries, now).affected();
}

constexpr pg::Query kFindPlaces{"org.find_places", R"sql(
SELECT NULL::uuid AS location_id, channel AS code, '' AS zone FROM org.channel WHERE channel = ANY($1::text[])
UNION ALL
SELECT location_id, code, zone FROM org.location WHERE code = ANY($2::text[]))sql"};
Places find_places(pg::Tx& tx, std::span<std::string const> channels, std::span<std::string const> locations) {
  Places out;
  for (auto const row : tx.run(kFindPlaces, channels, locations)) {
    if (auto const location = row.get<std::optional<LocationId>>(0)) {
      out.add_location(row.get<std::string>(1), *location, row.get<std::string>(2));
    } else {
      out.add_channel(row.get<std::string>(1));
    }
  }
  return out;
}

constexpr pg::Query kFindLocations{"org.find_locations", R"sql(
SELECT location_id, code, zone FROM org.location WHERE location_id = ANY($1::uuid[]))sql"};
Places find_locations(pg::Tx& tx, std::span<LocationId const> locations) {
  Places out;
  for (auto const row : tx.run(kFindLocations, locations))
    out.add_location(row.get<std::string>(1), row.get<LocationId>(0), row.get<std::string>(2));
  return out;
}

constexpr pg::Query kFindReach{"org.find_reach", R"sql(
SELECT everywhere, ARRAY(SELECT location_id FROM org.staff_location WHERE staff_id = $1 ORDER BY location_id)
FROM org.staff WHERE staff_id = $1 AND active)sql"};
Reach find_reach(pg::Tx& tx, StaffId staff) {
  auto const rows = tx.run(kFindReach, staff);
  if (rows.empty()) return {};
  return {rows[0].get<bool>(0), rows[0].get<std::vector<LocationId>>(1)};
}

constexpr pg::Query kInsertMainLegalEntity{"org.insert_main_legal_entity", R"sql(
INSERT INTO org.legal_entity (legal_entity_id, name, created_at)
SELECT $1::uuid, 'Main', $2::timestamptz WHERE NOT EXISTS (SELECT FROM org.legal_entity)
ON CONFLICT DO NOTHING)sql"};
void insert_main_legal_entity(pg::Tx& tx, LegalEntityId id, base::Instant now) {
  tx.run(kInsertMainLegalEntity, id, now);
}

}  // namespace weft::org::store
