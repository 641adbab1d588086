// component_test.cpp - components follow from what records share, whatever the order in which that is said.
#include "customer/component.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace weft::customer {
namespace {

constexpr auto kEmail = IdentifierKind::email;
constexpr auto kLoyalty = IdentifierKind::loyalty;

TEST(SettleComponents, JoinsThroughSharedIdentifiers) {
  std::vector<Evidence> const evidence{{0, 2, kEmail, "a@b.c"}, {2, 4, kLoyalty, "77"}};
  EXPECT_EQ(settle_components(5, evidence, 200), (std::vector<std::size_t>{0, 1, 0, 3, 0}));
}

TEST(SettleComponents, TheSameTextUnderAnotherKindJoinsNobody) {
  std::vector<Evidence> const evidence{{0, 1, kEmail, "77"}, {2, 3, kLoyalty, "77"}};
  EXPECT_EQ(settle_components(4, evidence, 200), (std::vector<std::size_t>{0, 0, 2, 2}));
}

TEST(SettleComponents, AComponentThatIsFullGrowsNoFurther) {
  std::vector<Evidence> evidence;
  for (std::size_t i = 1; i < 10; ++i) evidence.push_back({0, i, kEmail, "shop@desk.example"});
  auto const components = settle_components(10, evidence, 4);
  EXPECT_EQ(std::count(components.begin(), components.end(), 0U), 4);
  EXPECT_EQ(components[4], 4U);
  EXPECT_EQ(components[9], 9U);
}

struct Case {
  std::size_t records;
  std::vector<std::string> values;
  std::vector<Evidence> evidence;
};

Case arbitrary_case() {
  Case out;
  out.records = *rc::gen::inRange<std::size_t>(1, 30);
  for (int i = 0; i < 6; ++i) out.values.push_back(std::string(1, static_cast<char>('a' + i)));
  auto const count = *rc::gen::inRange<std::size_t>(0, 40);
  for (std::size_t i = 0; i < count; ++i) {
    auto const record = rc::gen::inRange<std::size_t>(0, out.records);
    out.evidence.push_back({*record, *record, *rc::gen::arbitrary<bool>() ? kEmail : kLoyalty,
                            out.values[*rc::gen::inRange<std::size_t>(0, out.values.size())]});
  }
  return out;
}

RC_GTEST_PROP(SettleComponents, OrderDirectionAndRepetitionOfEvidenceDoNotMatter, ()) {
  auto const given = arbitrary_case();
  auto const records_max = *rc::gen::inRange<std::size_t>(1, 12);
  auto const expected = settle_components(given.records, given.evidence, records_max);
  auto shuffled = given.evidence;
  shuffled.insert(shuffled.end(), given.evidence.begin(), given.evidence.end());
  for (std::size_t i = shuffled.size(); i > 1; --i)
    std::swap(shuffled[i - 1], shuffled[*rc::gen::inRange<std::size_t>(0, i)]);
  for (auto& one : shuffled) {
    if (*rc::gen::arbitrary<bool>()) std::swap(one.left, one.right);
  }
  RC_ASSERT(settle_components(given.records, shuffled, records_max) == expected);
}

RC_GTEST_PROP(SettleComponents, NoComponentIsLargerThanTheLimitAndWithoutOneAllWhoShareAreTogether, ()) {
  auto const given = arbitrary_case();
  auto const records_max = *rc::gen::inRange<std::size_t>(1, 12);
  std::map<std::size_t, std::size_t> sizes;
  for (auto const component : settle_components(given.records, given.evidence, records_max)) ++sizes[component];
  for (auto const& [component, size] : sizes) RC_ASSERT(size <= records_max);
  auto const free = settle_components(given.records, given.evidence, 1'000);
  std::map<std::pair<IdentifierKind, std::string_view>, std::set<std::size_t>> by_value;
  for (auto const& one : given.evidence) by_value[{one.kind, one.value}].insert({free[one.left], free[one.right]});
  for (auto const& [value, components] : by_value) RC_ASSERT(components.size() == 1U);
}

TEST(Normalised, EmailsAreComparedWithoutCaseAndOuterSpaces) {
  EXPECT_EQ(normalised(kEmail, "  Ann.Byrne@Example.IE\n"), "ann.byrne@example.ie");
  for (auto const* broken : {"", "ann", "@example.ie", "ann@", "a@b@c", "an n@example.ie", "a@.ie", "a@ie."}) {
    EXPECT_EQ(normalised(kEmail, broken), std::nullopt) << broken;
  }
}

TEST(Normalised, LoyaltyNumbersAreComparedWithoutCaseSpacesAndHyphens) {
  EXPECT_EQ(normalised(kLoyalty, " ab-12 34"), "AB1234");
  EXPECT_EQ(normalised(kLoyalty, " - "), std::nullopt);
  EXPECT_EQ(normalised(kLoyalty, std::string(2'000, '1')), std::nullopt);
  EXPECT_EQ(normalised(kLoyalty, "\xC3\x28"), std::nullopt);
}

RC_GTEST_PROP(Normalised, TwiceIsOnce, (std::string const& text)) {
  for (auto const kind : {kEmail, kLoyalty}) {
    if (auto const once = normalised(kind, text)) RC_ASSERT(normalised(kind, *once) == once);
  }
}

TEST(CheckRecord, NamesEverythingThatIsWrong) {
  RecordFacts facts{
      .source = "UCI!", .source_id = std::string(201, 'x'), .name = "\xFF", .country = std::string(201, 'c')};
  facts.identifiers.assign(21, {kLoyalty, "1"});
  facts.identifiers.front().value = "-";
  std::set<std::string> reasons;
  for (auto const& wrong : check_record(facts, "/customer")) {
    EXPECT_TRUE(wrong.pointer.starts_with("/customer/")) << wrong.pointer;
    reasons.insert(wrong.reason);
  }
  EXPECT_EQ(reasons, (std::set<std::string>{"customer.bad_source", "customer.bad_source_id", "customer.bad_text",
                                            "customer.too_many_identifiers", "customer.bad_identifier"}));
  EXPECT_TRUE(check_record({.source = "uci", .source_id = "13748"}).empty());
}

}  // namespace
}  // namespace weft::customer
