// attribute_test.cpp - what an attribute may be called and say, and when two values mean the same.
#include "customer/profile/attribute.h"

#include <gtest/gtest.h>

namespace weft::profile {
namespace {

base::Instant const kNow = base::parse_instant("2026-11-24T12:00:00Z").value();

std::string_view wrong(std::string_view name, std::string_view value) {
  auto const reason = check_attribute(name, value, kNow);
  return reason ? reason->name : std::string_view{};
}

TEST(CheckAttribute, NamesAreLowerCaseWords) {
  EXPECT_EQ(wrong("shoe_size_eu", "42"), "");
  for (auto const name : {"", "Shoe", "2nd", "_a", "shoe-size", "größe"}) EXPECT_EQ(wrong(name, "x"), kBadName.name);
  EXPECT_EQ(wrong(std::string(kAttributeNameLengthMax, 'a'), "x"), "");
  EXPECT_EQ(wrong(std::string(kAttributeNameLengthMax + 1, 'a'), "x"), kBadName.name);
}

TEST(CheckAttribute, ValuesAreTextsOfFiveHundredCharacters) {
  std::string umlauts;
  for (std::size_t i = 0; i < kValueLengthMax; ++i) umlauts += "ü";
  EXPECT_EQ(wrong("motto", umlauts), "");
  EXPECT_EQ(wrong("motto", umlauts + "x"), kBadValue.name);
  EXPECT_EQ(wrong("motto", "\xff"), kBadValue.name);
  EXPECT_EQ(wrong("motto", std::string_view{"a\0b", 3}), kBadValue.name);
}

TEST(CheckAttribute, ABirthDateIsADayAMonthOrAYearThatHasBeen) {
  for (auto const* value : {"1980-02-29", "1980-02", "1980", "1850-01-01", "2026-11-24", ""})
    EXPECT_EQ(wrong("birth_date", value), "") << value;
  for (auto const* value : {"1981-02-29", "29.2.1980", "1849-12-31", "2027", "2026-12", "80", "ann@shop.example"})
    EXPECT_EQ(wrong("birth_date", value), kBadBirthDate.name) << value;
}

TEST(CheckAttribute, EMailsAndTelephonesLookLikeSome) {
  EXPECT_EQ(wrong("email", "Ann@Shop.example"), "");
  EXPECT_EQ(wrong("email", "ann"), kBadEmail.name);
  for (auto const* value : {"+353 (87) 555-0101", "087/5550101", "5550"}) EXPECT_EQ(wrong("phone", value), "") << value;
  for (auto const* value : {"555", "none", "0123456789012345678901", "087 555 0101 ext 3"})
    EXPECT_EQ(wrong("phone", value), kBadPhone.name) << value;
}

TEST(MeanTheSame, CaseSpacesAndSignsBetweenDigitsAside) {
  EXPECT_TRUE(mean_the_same("city", "Cork", " CORK "));
  EXPECT_TRUE(mean_the_same("phone", "087 555-0101", "0875550101"));
  EXPECT_FALSE(mean_the_same("postcode", "T12 X7", "T12X7"));
  EXPECT_FALSE(mean_the_same("house_number", "12", "21"));
}

TEST(StatementId, IsOfWhatIsSaidAndNotOfWhen) {
  Statement const one{customer::RecordId::make(kNow), "city", "Cork", "crm", Provenance::recorded, kNow};
  auto later = one;
  later.said_at += std::chrono::hours{1};
  EXPECT_EQ(statement_id(one), statement_id(later));
  for (auto const change : {0, 1, 2, 3, 4}) {
    auto other = one;
    if (change == 0) other.record_id = customer::RecordId::make(kNow);
    if (change == 1) other.name = "region";
    if (change == 2) other.value = "Galway";
    if (change == 3) other.source = "till";
    if (change == 4) other.provenance = Provenance::declared;
    EXPECT_NE(statement_id(one), statement_id(other)) << change;
  }
}

}  // namespace
}  // namespace weft::profile
