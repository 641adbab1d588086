// people_test.cpp - how the records of the same people differ, counted on the files by the truth beside them.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>

#include "app/retailer/names.h"
#include "app/retailer/records.h"
#include "app/retailer/testing.h"

namespace weft::retailer {
namespace {

/// A point on either side of a share: where a person has three records and more, their differences mix.
constexpr double kTolerance = 0.01;

struct Seen {
  std::string first, last, street, town, postcode, birth, email, phone, card;
};

std::string digits(std::string const& phone) {
  std::string out;
  for (auto const c : phone) {
    if (c >= '0' && c <= '9') out += c;
  }
  return out.starts_with("353") ? "0" + out.substr(3) : out;
}

/// "13/01/1990" and "1990-01-13" as the latter.
std::string iso(std::string const& date) {
  if (date.size() != 10 || date[2] != '/') return date;
  return date.substr(6) + "-" + date.substr(3, 2) + "-" + date.substr(0, 2);
}

/// The names of the columns: id, first, last, street, town, postcode, birth, e-mail, phone, card.
using Columns = std::array<std::string, 10>;

class MadePeople : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::make_unique<Folder>();
    auto const made = make_up({.people = kPeople, .orders = kPeople * 2, .seed = 11}, folder_->path() / "shop");
    ASSERT_TRUE(made) << made.error().detail;
    read("till_customers.csv",
         {"CUST_NO", "FORENAME", "SURNAME", "ADDRESS", "TOWN", "EIRCODE", "DOB", "EMAIL", "TEL", "CARD_NO"});
    read("web_accounts.csv", {"account_id", "first_name", "last_name", "street", "city", "postal_code", "date_of_birth",
                              "email", "phone", "loyalty_card"});
    read("app_users.csv", {"userId", "givenName", "familyName", "addressLine", "locality", "eircode", "birthDate",
                           "emailAddress", "phoneNumber", "memberNumber"});
    read("call_centre_contacts.tsv",
         {"Contact ID", "First name", "Surname", "Address", "Town", "Eircode", "Born", "E-mail", "Telephone", "Card"});
    for (auto const& row : rows_of(folder_->path() / "shop/truth/records.csv"))
      person_of_[row.at("record")] = row.at("person");
    for (auto const& [record, seen] : records_) by_person_[person_of_.at(record)].push_back(&seen);
  }
  static void TearDownTestSuite() {
    folder_.reset();
    records_.clear();
    person_of_.clear();
    by_person_.clear();
  }

  static void read(std::string const& file, Columns const& columns) {
    for (auto const& row : rows_of(folder_->path() / "shop/customers" / file)) {
      auto const at = [&](std::size_t i) { return row.at(columns[i]); };
      records_[at(0)] = {at(1), at(2), at(3), at(4), at(5), iso(at(6)), at(7), digits(at(8)), at(9)};
    }
  }

  /// Calls `with` for every two records of one person; the number of such pairs.
  template <class With>
  static double each_pair(With const& with) {
    int pairs = 0;
    for (auto const& [person, records] : by_person_) {
      for (std::size_t i = 0; i < records.size(); ++i) {
        for (std::size_t j = i + 1; j < records.size(); ++j, ++pairs) with(*records[i], *records[j]);
      }
    }
    return pairs;
  }

  static constexpr std::uint32_t kPeople = 6'000;
  static inline std::unique_ptr<Folder> folder_;
  static inline std::map<std::string, Seen> records_;
  static inline std::map<std::string, std::string> person_of_;
  static inline std::map<std::string, std::vector<Seen const*>> by_person_;
};

bool is_initial(std::string const& name) { return name.size() == 1 || name == "Ł"; }

bool is_nickname(std::string const& a, std::string const& b) {
  for (auto const names : {womens_names(), mens_names()}) {
    for (auto const& each : names) {
      auto const stands_for = [&](std::string const& text) {
        return text == each.name || text == each.nicknames[0] || text == each.nicknames[1];
      };
      if (stands_for(a) && stands_for(b)) return true;
    }
  }
  return false;
}

bool is_joined(Seen const& seen) { return seen.first.empty() || seen.last.empty(); }

/// First and last name, each by itself.
std::pair<std::string, std::string> parted(Seen const& seen) {
  if (!is_joined(seen)) return {seen.first, seen.last};
  auto const both = seen.first + seen.last;
  auto const space = both.find(' ');
  return {both.substr(0, space), both.substr(space + 1)};
}

/// How two records of one person differ, by their values alone.
struct Compared {
  bool columns{}, given{}, surname{}, address{}, no_contact{};
  int typos{};

  Compared(Seen const& a, Seen const& b) {
    auto [first_a, last_a] = parted(a);
    auto [first_b, last_b] = parted(b);
    if (edits(first_a, last_b) + edits(last_a, first_b) < edits(first_a, first_b) + edits(last_a, last_b)) {
      std::swap(first_b, last_b);
      columns = true;
    }
    columns = columns || is_joined(a) != is_joined(b) || (is_joined(a) && a.first.empty() != b.first.empty());
    given = first_a != first_b && (is_initial(first_a) || is_initial(first_b) || is_nickname(first_a, first_b) ||
                                   edits(first_a, first_b) > 2);
    surname = edits(last_a, last_b) > 2;
    address = !a.postcode.empty() && !b.postcode.empty() && a.postcode != b.postcode;
    auto const same = [](std::string const& x, std::string const& y) { return !x.empty() && x == y; };
    no_contact = !same(a.email, b.email) && !same(a.phone, b.phone) && !same(a.card, b.card);
    if (!given) typos += edits(first_a, first_b);
    if (!surname) typos += edits(last_a, last_b);
    if (!address) typos += slips(a.street, b.street) + slips(a.town, b.town);
    typos += slips(a.birth, b.birth) + slips(a.email, b.email) + slips(a.phone, b.phone);
  }

 private:
  /// Values that differ much are other values, and none that is missing was misspelt.
  static int slips(std::string const& x, std::string const& y) {
    if (x.empty() || y.empty()) return 0;
    auto const distance = edits(x, y);
    return distance > 2 ? 0 : distance;
  }
};

TEST_F(MadePeople, LeaveThirtyOneRecordsForTwentyOfThem) {
  EXPECT_EQ(by_person_.size(), kPeople);
  EXPECT_EQ(records_.size(), kPeople * 31 / 20);
  EXPECT_EQ(person_of_.size(), records_.size());
}

TEST_F(MadePeople, DifferInTheStatedShares) {
  std::array<int, kDifferences> counted{};
  auto const pairs = each_pair([&](Seen const& a, Seen const& b) {
    Compared const compared{a, b};
    auto const add = [&](Difference difference, bool on) {
      counted[static_cast<std::size_t>(difference)] += on ? 1 : 0;
    };
    add(Difference::one_typo, compared.typos == 1);
    add(Difference::two_typos, compared.typos == 2);
    add(Difference::address, compared.address);
    add(Difference::surname, compared.surname);
    add(Difference::given_name, compared.given);
    add(Difference::name_columns, compared.columns);
    add(Difference::no_contact, compared.no_contact);
  });
  ASSERT_GT(pairs, 3'000);
  for (std::size_t i = 0; i < kDifferences; ++i) {
    EXPECT_NEAR(counted[i] / pairs, kDifferencesPermille[i] / 1'000.0, kTolerance)
        << "difference " << i << ": " << counted[i] << " of " << pairs;
  }
}

TEST_F(MadePeople, ShareTheStatedPartOfPhonesAndEmails) {
  std::map<std::string, std::set<std::string>> phones;
  std::map<std::string, std::set<std::string>> emails;
  std::map<std::string, std::set<std::string>> cards;
  for (auto const& [record, seen] : records_) {
    phones[seen.phone].insert(person_of_.at(record));
    emails[seen.email].insert(person_of_.at(record));
    cards[seen.card].insert(person_of_.at(record));
  }
  auto const shared = [](auto& people_of) {
    people_of.erase("");
    auto const count =
        std::count_if(people_of.begin(), people_of.end(), [](auto const& e) { return e.second.size() > 1; });
    return static_cast<double>(count) / static_cast<double>(people_of.size());
  };
  EXPECT_NEAR(shared(phones), 0.15, kTolerance);
  EXPECT_NEAR(shared(emails), 0.03, 0.005);
  EXPECT_EQ(shared(cards), 0.0) << "a loyalty number is one person's";
  auto const store = std::max_element(phones.begin(), phones.end(),
                                      [](auto const& a, auto const& b) { return a.second.size() < b.second.size(); });
  EXPECT_GT(store->second.size(), 4U) << "a store's own number is given by more people than a family has";
}

TEST_F(MadePeople, HoldTwinsAndParentsAndChildrenOfOneName) {
  std::map<std::string, Row> people;
  for (auto& row : rows_of(folder_->path() / "shop/truth/people.csv")) people[row.at("person")] = row;
  int twins = 0;
  int of_one_name = 0;
  for (auto const& [number, person] : people) {
    if (person.at("kin").empty()) continue;
    auto const& other = people.at(person.at("kin_of"));
    EXPECT_EQ(other.at("kin_of"), number);
    EXPECT_EQ(other.at("last_name"), person.at("last_name"));
    if (person.at("kin") == "twin") {
      ++twins;
      EXPECT_EQ(other.at("born_on"), person.at("born_on"));
      EXPECT_NE(other.at("first_name"), person.at("first_name"));
    } else {
      ++of_one_name;
      EXPECT_EQ(other.at("first_name"), person.at("first_name"));
      EXPECT_NE(other.at("born_on").substr(0, 4), person.at("born_on").substr(0, 4));
    }
  }
  EXPECT_NEAR((twins + of_one_name) / static_cast<double>(kPeople), 0.02, 0.002);
  EXPECT_GT(twins, 0);
  EXPECT_GT(of_one_name, 0);
}

TEST_F(MadePeople, AreKnownToEachSystemByWhatItAsksFor) {
  for (auto const& [record, seen] : records_) {
    EXPECT_FALSE(seen.first.empty() && seen.last.empty());
    if (record.starts_with("acc-") || record.starts_with("u")) EXPECT_FALSE(seen.email.empty()) << record;
    if (record.starts_with("C-")) EXPECT_FALSE(seen.phone.empty()) << record;
    if (!seen.phone.empty()) EXPECT_TRUE(seen.phone.starts_with("088") && seen.phone.size() == 10) << seen.phone;
    EXPECT_EQ(seen.street.empty(), seen.postcode.empty());
  }
  auto const without_birth =
      std::count_if(records_.begin(), records_.end(), [](auto const& e) { return e.second.birth.empty(); });
  EXPECT_GT(without_birth, 0);
  EXPECT_LT(without_birth, static_cast<std::ptrdiff_t>(records_.size()));
}

}  // namespace
}  // namespace weft::retailer
