// stores.cpp - the table of stores, and staff with names of their own.
#include "app/retailer/stores.h"

#include <fmt/format.h>

#include "app/retailer/chance.h"
#include "app/retailer/names.h"

namespace weft::retailer {
namespace {

constexpr std::array<Store, kStores> kAll{{
    {"Dublin Wicklow Street", "21 Wicklow Street", "Dublin 2", "D02 K7T1", "0881000001", "53.3428", "-6.2614", 190, 5},
    {"Dublin Blanchardstown", "Unit 114 Westend Park", "Dublin 15", "D15 F3W2", "0881000002", "53.3936", "-6.3906", 120,
     3},
    {"Dublin Tallaght", "Unit 22 Belgard Square", "Dublin 24", "D24 A9H3", "0881000003", "53.2869", "-6.3712", 100, 3},
    {"Cork Oliver Plunkett Street", "88 Oliver Plunkett Street", "Cork", "T12 C4V4", "0881000004", "51.8971", "-8.4704",
     120, 3},
    {"Limerick Bedford Row", "9 Bedford Row", "Limerick", "V94 E6R5", "0881000005", "52.6623", "-8.6276", 80, 2},
    {"Galway Shop Street", "37 Shop Street", "Galway", "H91 N2P6", "0881000006", "53.2729", "-9.0530", 90, 3},
    {"Waterford Barronstrand Street", "14 Barronstrand Street", "Waterford", "X91 D5Y7", "0881000007", "52.2609",
     "-7.1106", 60, 2},
    {"Kilkenny High Street", "52 High Street", "Kilkenny", "R95 H8K8", "0881000008", "52.6525", "-7.2521", 60, 2},
    {"Drogheda West Street", "70 West Street", "Drogheda", "A92 R3X9", "0881000009", "53.7151", "-6.3519", 55, 2},
    {"Athlone Golden Island", "Unit 8 Golden Island", "Athlone", "N37 V1E1", "0881000010", "53.4202", "-7.9400", 45, 2},
    {"Sligo O'Connell Street", "31 O'Connell Street", "Sligo", "F91 W6A2", "0881000011", "54.2710", "-8.4741", 40, 2},
    {"Tralee The Mall", "5 The Mall", "Tralee", "V92 Y7C3", "0881000012", "52.2700", "-9.7026", 40, 2},
}};

Employee employee(std::uint32_t number, std::string place, std::string_view role, base::Date today, Chance& chance) {
  Employee out;
  out.number = fmt::format("E{:04}", 1'000 + number);
  out.first_name = chance.one_of(chance.happens(600) ? womens_names() : mens_names()).name;
  out.last_name = chance.one_of(family_names());
  out.email = fmt::format("e{:04}@kestrel-thorne.example", 1'000 + number);
  out.role = role;
  out.place = std::move(place);
  out.hired_on = base::Date{std::chrono::sys_days{today} - std::chrono::days{chance.between(30, 4'000)}};
  return out;
}

}  // namespace

std::array<Store, kStores> const& stores() { return kAll; }

std::string store_code(std::size_t store) { return fmt::format("{:02}", store + 1); }

std::vector<Employee> make_staff(std::uint64_t seed, base::Date today) {
  Chance chance{seed, "staff"};
  std::vector<Employee> out;
  auto const hire = [&](std::string place, std::string_view role) {
    out.push_back(employee(static_cast<std::uint32_t>(out.size()), std::move(place), role, today, chance));
  };
  for (std::size_t store = 0; store < kStores; ++store) {
    for (std::uint32_t place = 0; place < kStaffPerStore; ++place)
      hire(std::string{kPlacePrefix} + store_code(store), place == 0 ? "manager" : "associate");
  }
  for (std::uint32_t place = 0; place < kAgents; ++place) hire(std::string{kCallCentre}, "agent");
  return out;
}

}  // namespace weft::retailer
