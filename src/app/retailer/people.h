// people.h - who shops at the made-up retailer: households, kin who are easily taken for each other, and where each
// buys.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/retailer/names.h"
#include "base/clock.h"

namespace weft::retailer {

/// Where people buy; each channel has a system of its own that knows its customers.
enum class Channel : std::uint8_t { store, web, app, phone };
inline constexpr std::size_t kChannels = 4;
std::string_view name_of(Channel channel);

/// The channels one person buys in, in the order in which they were taken up.
struct Habit {
  std::uint32_t weight;  ///< people of a thousand
  std::vector<Channel> channels;
};
/// All habits: about 40 % web only, 35 % store only, the rest mostly mixed; the weights sum to 1,000.
std::vector<Habit> const& habits();

struct Address {
  std::string street;  ///< with the house number in front
  std::string town;
  std::string postcode;
};

enum class Kin : std::uint8_t { none, twin, same_name };

inline constexpr std::uint32_t kNobody = 0xffff'ffff;

struct Person {
  GivenName const* given{};
  std::string last_name;
  std::string new_last_name;  ///< the one taken later, by those of whom a record says so
  base::Date born_on;
  std::uint32_t household{};
  Address new_address;  ///< where those live who moved
  Kin kin{};
  std::uint32_t kin_of = kNobody;  ///< the twin; or the parent or child who has the same name
  Habit const* habit{};
  std::uint8_t store{};  ///< the nearest
};

/// Members are neighbours in People::all.
struct Household {
  Address address;
  std::uint32_t first{};
  std::uint32_t members{};
};

struct People {
  std::vector<Person> all;
  std::vector<Household> households;
};

/// Makes `count` people. 2 in 100 are twins, or parent and child of one name, half of them each. Ages are counted at
/// `today`.
People make_people(std::uint32_t count, std::uint64_t seed, base::Date today);

}  // namespace weft::retailer
