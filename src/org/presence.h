// presence.h - who works when and how many people come in, as people read it.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "org/org.h"
#include "platform/json/json.h"

namespace weft::org {

struct Shift {
  std::string source;
  std::string number;
  StaffId staff_id;
  std::string display_name;
  LocationId location_id;
  std::string location;
  base::Instant starts_at;
  base::Instant ends_at;
  bool active{};
  static constexpr json::Note kNotes[] = {{"number", "What the rota of that source calls it."},
                                          {"location", "The location's code."},
                                          {"active", "false = called off."}};
};
BOOST_DESCRIBE_STRUCT(Shift, (),
                      (source, number, staff_id, display_name, location_id, location, starts_at, ends_at, active))

struct Footfall {
  LocationId location_id;
  base::Instant hour_at;
  std::int64_t visitors{};
  std::string source;
  static constexpr json::Note kNotes[] = {{"hour_at", "When the hour begins."}};
};
BOOST_DESCRIBE_STRUCT(Footfall, (), (location_id, hour_at, visitors, source))

/// Shifts that lie, in part at least, from `from` up to `to`; at any of `locations`, or anywhere without.
struct ShiftsWanted {
  std::optional<std::vector<LocationId>> locations{};
  std::optional<StaffId> staff_id{};
  std::optional<base::Instant> from{}, to{};
};
struct ShiftPlace {
  std::optional<base::Instant> starts_at{};  ///< none = before the first
  std::string source{}, number{};
};
struct FootfallWanted {
  LocationId location_id;
  std::optional<base::Instant> from{}, to{};
};

std::vector<Shift> list_shifts(pg::Tx& tx, ShiftsWanted const& wanted, ShiftPlace const& after, std::int64_t limit);
std::vector<Footfall> list_footfall(pg::Tx& tx, FootfallWanted const& wanted, std::optional<base::Instant> after,
                                    std::int64_t limit);

}  // namespace weft::org
