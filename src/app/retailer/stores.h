// stores.h - the twelve stores of the made-up retailer and who works there.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace weft::retailer {

inline constexpr std::string_view kRetailer = "Kestrel & Thorne";
inline constexpr std::string_view kZone = "Europe/Dublin";
inline constexpr std::size_t kStores = 12;
/// Set before a store's code where places of all kinds stand beside each other.
inline constexpr std::string_view kPlacePrefix = "kt-";
inline constexpr std::string_view kCallCentre = "kt-calls";

struct Store {
  std::string_view name;
  std::string_view street;
  std::string_view town;
  std::string_view postcode;
  std::string_view phone;  ///< what staff type in for customers who give none
  std::string_view latitude;
  std::string_view longitude;
  std::uint32_t weight;  ///< how many strangers buy there, against the others
  std::uint8_t tills;
};
std::array<Store, kStores> const& stores();

/// "01" .. "12", as the tills write it.
std::string store_code(std::size_t store);

struct Employee {
  std::string number;
  std::string first_name;
  std::string last_name;
  std::string email;
  std::string_view role;
  std::string place;  ///< the code of a store, with kPlacePrefix, or kCallCentre
  base::Date hired_on;
};
/// Seven people a store and twelve in the call centre, the same for the same seed.
std::vector<Employee> make_staff(std::uint64_t seed, base::Date today);
inline constexpr std::uint32_t kStaffPerStore = 7;
inline constexpr std::uint32_t kAgents = 12;

}  // namespace weft::retailer
