// reach.cpp - at which locations a caller's role holds.
#include <fmt/format.h>

#include <algorithm>

#include "org/org.h"
#include "org/store.h"
#include "platform/http/http.h"

namespace weft::org {

bool Reach::holds(LocationId location) const {
  return everywhere || std::binary_search(locations.begin(), locations.end(), location);
}

Reach reach_of(pg::Tx& tx, http::Caller const& caller) {
  if (caller.kind == "key") return {.everywhere = true};
  auto const staff = StaffId::parse(caller.principal);
  return staff ? store::find_reach(tx, *staff) : Reach{};
}

base::Result<void> check_reach(pg::Tx& tx, http::Caller const& caller, LocationId location) {
  if (reach_of(tx, caller).holds(location)) return {};
  return base::Error{kOtherLocation, fmt::format("Your role does not hold at {}.", location.text())};
}

}  // namespace weft::org
