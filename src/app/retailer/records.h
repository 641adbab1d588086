// records.h - what four systems each noted down of the same people, and how their notes differ.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/retailer/people.h"
#include "base/zone.h"

namespace weft::retailer {

/// How two records of one person may differ. A pair may differ in more than one way.
enum class Difference : std::uint8_t { one_typo, two_typos, address, surname, given_name, name_columns, no_contact };
inline constexpr std::size_t kDifferences = 7;
/// The share of the pairs that belong together which differ so, in a thousand. The rest is alike as far as it is shown.
inline constexpr std::array<std::uint32_t, kDifferences> kDifferencesPermille{250, 100, 150, 80, 100, 70, 120};

/// Of all different phone numbers, and of all e-mail addresses, those that several people give, in a thousand.
inline constexpr std::uint32_t kSharedPhonesPermille = 150;
inline constexpr std::uint32_t kSharedEmailsPermille = 30;

enum class GivenForm : std::uint8_t { whole, nickname, initial };
enum class NameColumns : std::uint8_t { own, exchanged, both_in_first, both_in_last };

/// Which fields of a record hold something.
struct Shows {
  bool address{}, birth{}, email{}, phone{}, card{};
};

struct Record {
  std::uint32_t person{};
  Channel source{};
  std::uint32_t number{};           ///< its id at the source is made of it
  base::LocalTime registered_at{};  ///< in the zone of the stores
  // What makes it differ from the person as they are.
  std::uint8_t typos{};
  bool moved{}, renamed{}, other_contact{};
  GivenForm given{};
  NameColumns columns{};
  Shows shows{};
  // What stands in it; empty where it shows nothing.
  std::string first_name{}, last_name{};
  Address address{};
  std::optional<base::Date> born_on{};
  std::string email{};
  std::string phone{};  ///< national, ten digits
  std::string card{};   ///< loyalty number, ten digits
};

/// The records, those of one person beside each other: person p has the records first_of[p] .. first_of[p + 1] - 1.
struct Records {
  std::vector<Record> all;
  std::vector<std::uint32_t> first_of;

  [[nodiscard]] std::span<Record> of(std::uint32_t person) {
    return std::span{all}.subspan(first_of[person], first_of[person + 1] - first_of[person]);
  }
};

/// 31 records for 20 people: one for each system that a person bought through, and second accounts for some. Numbers
/// and times of registration are left to whoever makes the purchases.
Records make_records(People const& people, std::uint64_t seed);

}  // namespace weft::retailer
