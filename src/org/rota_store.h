// rota_store.h - the SQL of shifts and visitors.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "org/presence.h"

namespace weft::org::store {

/// Id by e-mail in small letters, locked in order of their ids.
std::map<std::string, StaffId> lock_staff_ids(pg::Tx& tx, std::vector<std::string> const& emails);

/// A shift as it is kept.
struct KeptShift {
  std::string source, number;
  StaffId staff_id;
  LocationId location_id;
  base::Instant starts_at, ends_at;
  bool active{};
  base::Instant as_of;
};
/// Those that are told of by number, and those of these people that lie, in part at least, between the two moments.
std::vector<KeptShift> find_shifts(pg::Tx& tx, std::vector<std::string> const& sources,
                                   std::vector<std::string> const& numbers, std::vector<StaffId> const& staff,
                                   base::Instant from, base::Instant to);
void put_shifts(pg::Tx& tx, std::span<KeptShift const> shifts);

struct KeptFootfall {
  LocationId location_id;
  base::Instant hour_at;
  std::int64_t visitors{};
  std::string source;
  base::Instant as_of;
};
std::vector<KeptFootfall> find_footfall(pg::Tx& tx, std::vector<LocationId> const& locations,
                                        std::vector<base::Instant> const& hours);
void put_footfall(pg::Tx& tx, std::span<KeptFootfall const> hours);

/// By start, source and number, after that place.
std::vector<Shift> list_shifts(pg::Tx& tx, ShiftsWanted const& wanted, ShiftPlace const& after, std::int64_t limit);
/// By hour, after that one.
std::vector<Footfall> list_footfall(pg::Tx& tx, FootfallWanted const& wanted, std::optional<base::Instant> after,
                                    std::int64_t limit);

}  // namespace weft::org::store
