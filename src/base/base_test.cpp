// base_test.cpp - ids, instants, money, pages.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <numeric>

#include "base/clock.h"
#include "base/id.h"
#include "base/money.h"
#include "base/number.h"
#include "base/page.h"
#include "base/text.h"

namespace weft::base {
namespace {

struct Customer {
  static constexpr std::string_view kPrefix = "cus";
};

struct Order {
  static constexpr std::string_view kPrefix = "ord";
};

Instant at(std::string_view text) { return parse_instant(text).value(); }

TEST(Uuid, KeepsItsOrderOfMakingWithinOneMillisecond) {
  auto const now = at("2026-11-24T17:17:05Z");
  auto last = Uuid::make(now);
  for (int i = 0; i < 10'000; ++i) {
    auto const next = Uuid::make(now);
    ASSERT_LT(last, next);
    last = next;
  }
}

TEST(Uuid, SaysVersionSevenAndItsMillisecond) {
  auto const text = Uuid::make(at("2026-11-24T17:17:05.123Z")).text();
  EXPECT_EQ(text[14], '7');
  EXPECT_NE(std::string_view{"89ab"}.find(text[19]), std::string_view::npos);
  auto const ms = std::stoull(text.substr(0, 8) + text.substr(9, 4), nullptr, 16);
  EXPECT_EQ(ms, static_cast<unsigned long long>(at("2026-11-24T17:17:05.123Z").time_since_epoch().count() / 1000));
}

RC_GTEST_PROP(Id, ReadsBackWhatItWrote, ()) {
  Uuid uuid;
  for (auto& byte : uuid.bytes) byte = *rc::gen::arbitrary<std::uint8_t>();
  Id<Customer> const id{uuid};
  auto const back = Id<Customer>::parse(id.text());
  RC_ASSERT(back.has_value());
  RC_ASSERT(*back == id);
  RC_ASSERT(Uuid::parse(uuid.text()) == uuid);
}

TEST(Id, RefusesAnotherKindAndBrokenText) {
  auto const id = Id<Customer>::make(at("2026-11-24T17:17:05Z"));
  EXPECT_FALSE(Id<Order>::parse(id.text()));
  EXPECT_FALSE(Id<Customer>::parse("cus_"));
  EXPECT_FALSE(Id<Customer>::parse("cus_zzzzzzzzzzzzzzzzzzzzzzzzzz"));  // above 128 bits
  EXPECT_FALSE(Id<Customer>::parse("cus_0000000000000000000000000u"));
}

TEST(Instant, ReadsOffsetsAndRefusesDaysThatDoNotExist) {
  EXPECT_EQ(text_of(at("2024-02-29T23:59:59.5+01:30")), "2024-02-29T22:29:59.5Z");
  EXPECT_EQ(text_of(at("1969-12-31T23:59:59Z")), "1969-12-31T23:59:59Z");
  for (auto const* bad :
       {"2023-02-29T00:00:00Z", "2023-04-31T00:00:00Z", "2023-01-01T24:00:00Z", "2023-01-01T00:60:00Z",
        "2023-01-01T00:00:00", "2023-01-01", "2023-1-01T00:00:00Z", "2023-01-01T00:00:00Zx", ""}) {
    EXPECT_FALSE(parse_instant(bad)) << bad;
  }
  EXPECT_FALSE(parse_date("2023-02-30"));
}

RC_GTEST_PROP(Instant, ReadsBackWhatItWrote, ()) {
  auto const micros = *rc::gen::inRange<std::int64_t>(-60'000'000'000'000'000, 200'000'000'000'000'000);
  Instant const instant{std::chrono::microseconds{micros}};
  RC_ASSERT(parse_instant(text_of(instant)) == instant);
}

TEST(Clock, MovesForwardOnly) {
  MovableClock clock;
  auto const before = clock.now();
  clock.advance(std::chrono::hours{24});
  clock.advance(-std::chrono::hours{48});
  EXPECT_GE(clock.now() - before, std::chrono::hours{24});
}

TEST(Money, ReadsDecimalsExactly) {
  EXPECT_EQ(parse_minor("12.3", 2), 1230);
  EXPECT_EQ(parse_minor("-0.01", 2), -1);
  EXPECT_EQ(parse_minor("12.300", 2), 1230);
  EXPECT_EQ(parse_minor("7", 0), 7);
  EXPECT_EQ(parse_minor("92233720368547758.07", 2), 9223372036854775807);
  EXPECT_EQ(parse_minor("-92233720368547758.08", 2), std::numeric_limits<std::int64_t>::min());
  for (auto const* bad : {"12.345", "", ".", "-", "1e3", "1,000", "92233720368547758.08", "12.3.4", " 1"}) {
    EXPECT_FALSE(parse_minor(bad, 2)) << bad;
  }
  EXPECT_EQ((Money{-5, Currency::parse("EUR").value()}.text()), "EUR -0.05");
  EXPECT_EQ((Money{1234, Currency::parse("JPY").value()}.text()), "JPY 1234");
  EXPECT_FALSE(Currency::parse("eur"));
}

RC_GTEST_PROP(Allocate, LosesNoCentAndIsFairToOne, ()) {
  auto const total = *rc::gen::inRange<std::int64_t>(-1'000'000'000, 1'000'000'000);
  auto const weights =
      *rc::gen::nonEmpty(rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(0, 1'000'000)));
  auto const parts = allocate(total, weights);
  RC_ASSERT(std::accumulate(parts.begin(), parts.end(), std::int64_t{0}) == total);
  auto const sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
  if (sum == 0) return;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    auto const exact = static_cast<double>(total) * static_cast<double>(weights[i]) / static_cast<double>(sum);
    RC_ASSERT(std::abs(static_cast<double>(parts[i]) - exact) < 1.000001);
  }
}

TEST(Allocate, TheTwoOneDollarLinesOfATaxedOrder) {
  std::vector<std::int64_t> const weights = {100, 100};
  EXPECT_EQ(allocate(7, weights), (std::vector<std::int64_t>{4, 3}));
  EXPECT_EQ(allocate(-7, weights), (std::vector<std::int64_t>{-4, -3}));
}

TEST(Cursor, OfAListByTimeLeadsBehindItsRow) {
  auto const at = parse_instant("2026-11-24T17:17:05.000001Z").value();
  auto const id = Uuid::make(at);
  auto const cursor = cursor_of_place("orders", {at, id});
  auto const place = place_of_cursor("orders", cursor).value();
  EXPECT_EQ(place.at, at);
  EXPECT_EQ(place.id, id);
  EXPECT_GT(place_of_cursor("orders", {}).value().at, at);
  EXPECT_FALSE(place_of_cursor("customers", cursor));
  EXPECT_EQ(place_of_cursor("orders", encode_cursor("orders", {"today", "7"})).error().reason.name, "page.bad_cursor");
}

TEST(Page, IsCutWhereMoreThanItWereRead) {
  auto const cursor_of = [](int last) { return std::to_string(last); };
  auto const more = cut_page(std::vector{1, 2, 3}, 2, cursor_of);
  EXPECT_EQ(more.items, (std::vector{1, 2}));
  EXPECT_EQ(more.next_cursor, "2");
  auto const last = cut_page(std::vector{1, 2}, 2, cursor_of);
  EXPECT_EQ(last.items, (std::vector{1, 2}));
  EXPECT_FALSE(last.next_cursor);
}

TEST(Cursor, IsRefusedByAnotherListAndWhenTouched) {
  auto const cursor = encode_cursor("orders", {"2026-11-24T17:17:05Z", "ord:1"});
  EXPECT_EQ(decode_cursor("orders", cursor, 2).value(), (std::vector<std::string>{"2026-11-24T17:17:05Z", "ord:1"}));
  EXPECT_EQ(decode_cursor("customers", cursor, 2).error().reason.name, "page.bad_cursor");
  EXPECT_FALSE(decode_cursor("orders", cursor, 1));
  EXPECT_FALSE(decode_cursor("orders", cursor + "A", 2));
  EXPECT_FALSE(decode_cursor("orders", "!", 2));
}

RC_GTEST_PROP(Base64Url, ReadsBackWhatItWrote, (std::string const& bytes)) {
  RC_ASSERT(base64url_decode(base64url_encode(bytes)) == bytes);
}

TEST(Number, IsGroupedAndHasItsPoint) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1'234'567), "1,234,567");
  EXPECT_EQ(grouped(-1'000), "-1,000");
  EXPECT_EQ(grouped(-100), "-100");
  EXPECT_EQ(grouped_decimal(1'234'567, 2), "12,345.67");
  EXPECT_EQ(grouped_decimal(-5, 2), "-0.05");
  EXPECT_EQ(grouped_decimal(-1'205, 2), "-12.05");
  EXPECT_EQ(grouped_decimal(1'234, 0), "1,234");
}

TEST(Text, IsTrimmedOfSpacesAndTabs) {
  EXPECT_EQ(trimmed(" \ta b\t "), "a b");
  EXPECT_EQ(trimmed(" \t "), "");
  EXPECT_EQ(trimmed("a\n"), "a\n");
}

}  // namespace
}  // namespace weft::base
