// winning_test.cpp - which value stands, by examples and for any order of what was said.
#include "customer/profile/winning.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace weft::profile {
namespace {

base::Instant day(int number) {
  return base::parse_instant("2026-01-01T00:00:00Z").value() + std::chrono::days{number};
}
customer::RecordId record(std::uint8_t number) {
  base::Uuid uuid;
  uuid.bytes[15] = number;
  return customer::RecordId{uuid};
}
Said said(std::string name, std::string value, Provenance provenance, int at, std::uint8_t of = 1,
          std::string source = "crm") {
  return {std::move(name),
          {std::move(value), false, false, record(of), std::move(source), provenance, day(at), day(at), day(at)}};
}

std::map<std::string, std::string> standing(std::vector<Said> all) {
  std::map<std::string, std::string> out;
  for (auto const& attribute : settle_attributes(std::move(all))) out[attribute.name] = attribute.value.value_or("-");
  return out;
}

TEST(SettleAttributes, WhatWasDeclaredStandsHoweverLateASystemConcludesAnother) {
  auto const found = settle_attributes({said("gender", "f", Provenance::declared, 1),
                                        said("gender", "m", Provenance::inferred, 300, 1, "model"),
                                        said("gender", "F", Provenance::recorded, 200, 2, "till")});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].value, "f");
  EXPECT_TRUE(found[0].contradicted) << "the model says something else, and that is shown";
  ASSERT_EQ(found[0].values.size(), 3U) << "nothing is overwritten";
  EXPECT_TRUE(found[0].values[0].wins);
  EXPECT_EQ(found[0].values[1].source, "model") << "then by falling time";
  EXPECT_TRUE(found[0].values[1].current);
}

TEST(SettleAttributes, InOneProvenanceTheLaterStandsAndTheOlderIsHistory) {
  auto const found = settle_attributes({said("phone", "0875550102", Provenance::recorded, 2),
                                        said("phone", "0875550101", Provenance::recorded, 1),
                                        said("phone", "087 555 0102", Provenance::recorded, 1, 2)});
  EXPECT_EQ(found[0].value, "0875550102");
  EXPECT_FALSE(found[0].contradicted) << "the other record means the same, and history contradicts nobody";
  EXPECT_FALSE(found[0].values[2].current);
}

TEST(SettleAttributes, WhatIsTakenBackNoLongerStands) {
  EXPECT_EQ(standing({said("phone", "0875550101", Provenance::declared, 1), said("phone", "", Provenance::declared, 2),
                      said("phone", "0215550", Provenance::recorded, 0)}),
            (std::map<std::string, std::string>{{"phone", "0215550"}}));
  EXPECT_EQ(
      standing({said("phone", "0875550101", Provenance::declared, 1), said("phone", "", Provenance::declared, 2)}),
      (std::map<std::string, std::string>{{"phone", "-"}}));
}

TEST(SettleAttributes, AnAddressIsOneVoicesAndNeverMixed) {
  std::vector<Said> all{said("street", "1 Quay", Provenance::recorded, 1),
                        said("city", "Cork", Provenance::recorded, 1), said("postcode", "T12", Provenance::recorded, 1),
                        said("city", "Galway", Provenance::recorded, 5, 2, "shop"),
                        said("street", "9 Dock Road", Provenance::recorded, 5, 2, "shop")};
  EXPECT_EQ(standing(all),
            (std::map<std::string, std::string>{{"street", "9 Dock Road"}, {"city", "Galway"}, {"postcode", "-"}}));
  all.push_back(said("postcode", "T12 AB", Provenance::declared, 0));
  EXPECT_EQ(standing(all), (std::map<std::string, std::string>{{"street", "-"}, {"city", "-"}, {"postcode", "T12 AB"}}))
      << "somebody's own word is an address of its own";
}

TEST(SettleAttributes, TheNamesOfAPersonComeFromOneRecord) {
  std::vector<Said> const all{said("given_name", "Ann", Provenance::recorded, 1),
                              said("family_name", "Byrne", Provenance::recorded, 1),
                              said("given_name", "Annie", Provenance::declared, 2, 1, "web"),
                              said("family_name", "Walsh", Provenance::recorded, 9, 2, "shop")};
  EXPECT_EQ(standing(all), (std::map<std::string, std::string>{{"given_name", "Annie"}, {"family_name", "Byrne"}}));
  EXPECT_EQ(display_name(settle_attributes(all)), "Annie Byrne");
}

TEST(DisplayName, IsWhateverStandsByProvenanceThenTime) {
  auto const called = [](std::vector<Said> all) { return display_name(settle_attributes(std::move(all))); };
  EXPECT_EQ(called({}), "");
  EXPECT_EQ(called({said("name", "A Byrne", Provenance::recorded, 9)}), "A Byrne");
  EXPECT_EQ(called({said("family_name", "Byrne", Provenance::recorded, 1)}), "Byrne");
  EXPECT_EQ(
      called({said("given_name", "Ann", Provenance::declared, 9), said("name", "A Byrne", Provenance::recorded, 1)}),
      "A Byrne");
  EXPECT_EQ(
      called({said("name", "A Byrne", Provenance::recorded, 1), said("given_name", "Ann", Provenance::recorded, 1),
              said("family_name", "Byrne", Provenance::recorded, 1)}),
      "Ann Byrne");
  EXPECT_EQ(
      called({said("name", "A Walsh", Provenance::recorded, 2), said("given_name", "Ann", Provenance::recorded, 1),
              said("family_name", "Byrne", Provenance::recorded, 1)}),
      "A Walsh");
}

TEST(SettleAttributes, TheOrderInWhichThingsWereSaidDoesNotMatter) {
  std::mt19937 random{20261129};
  constexpr std::array<std::string_view, 6> names{"name", "city", "street", "given_name", "family_name", "hobby"};
  for (int round = 0; round < 50; ++round) {
    std::vector<Said> all;
    for (int i = 0; i < 40; ++i) {
      all.push_back(said(std::string{names[random() % names.size()]}, std::string(random() % 3, 'x'),
                         static_cast<Provenance>(random() % 4), static_cast<int>(random() % 5),
                         static_cast<std::uint8_t>(random() % 3), random() % 2 == 0 ? "crm" : "web"));
    }
    auto const text = [](std::vector<Said> const& given) {
      std::string out;
      for (auto const& attribute : settle_attributes(given)) {
        out += fmt::format("{}={} {}:", attribute.name, attribute.value.value_or("-"), attribute.contradicted);
        for (auto const& value : attribute.values)
          out += fmt::format("{}{}{},", value.value, value.wins, value.current);
      }
      return out;
    };
    auto const expected = text(all);
    std::shuffle(all.begin(), all.end(), random);
    EXPECT_EQ(text(all), expected);
  }
}

}  // namespace
}  // namespace weft::profile
