// validity_test.cpp - what a document may say, what it comes to, and which of two contents stands.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

#include "orders/amount.h"
#include "orders/orders.h"
#include "orders/standing.h"

namespace weft::orders {
namespace {

base::Instant const kNow = base::parse_instant("2026-11-24T12:00:00Z").value();

org::Places places() {
  org::Places out;
  out.add_channel("web");
  out.add_channel("store");
  out.add_location("online", org::LocationId::make(kNow));
  out.add_location("dublin-1", org::LocationId::make(kNow));
  return out;
}

SaleFacts sale() {
  SaleFacts out;
  out.source = "till";
  out.number = "T-1";
  out.event_at = out.as_of = kNow;
  out.currency = base::Currency::parse("EUR").value();
  out.tags = {"web", "online", "store", "dublin-1"};
  out.lines.push_back({.sku = "22086", .quantity_units = 3, .unit_price_minor = 255});
  return out;
}

using Wrong = std::set<std::pair<std::string, std::string>>;
Wrong wrong_of(SaleFacts const& facts) {
  Wrong out;
  for (auto const& error : check_sale(facts, places(), kNow)) out.insert({error.pointer, error.reason});
  return out;
}

TEST(CheckSale, FactsAreAnObjectAndUnknownsAreSaidToBeSo) {
  auto facts = sale();
  facts.facts = R"({"status":"delivered"})";
  facts.lines[0].facts = R"({"seller":"é"})";
  EXPECT_EQ(wrong_of(facts), Wrong{});
  facts.facts = "[1]";
  facts.lines[0].facts = "{\"a\":\"" + std::string(kFactsBytesMax, 'x') + "\"}";
  facts.lines[0].tax_minor = kAmountMinorMax + 1;
  EXPECT_EQ(wrong_of(facts), (Wrong{{"/facts", "orders.bad_facts"},
                                    {"/lines/0/facts", "orders.bad_facts"},
                                    {"/lines/0/tax_minor", "orders.amount_overflow"}}));
  auto unknown = sale();
  unknown.lines[0] = {.sku = "A", .quantity_units = {}, .unit_price_minor = 5};
  EXPECT_EQ(wrong_of(unknown), (Wrong{{"/lines/0/amount_minor", "orders.no_amount"}}));
  unknown.lines[0].amount_unknown = true;
  EXPECT_EQ(wrong_of(unknown), Wrong{});
}

TEST(CheckSale, AnOrderMayBeKnownByItsTendersOnly) {
  auto facts = sale();
  facts.lines.clear();
  EXPECT_EQ(wrong_of(facts), (Wrong{{"/lines", "orders.no_lines"}}));
  facts.tenders = {{.kind = "card", .amount_minor = 100}};
  EXPECT_EQ(wrong_of(facts), (Wrong{{"/lines", "orders.no_lines"}})) << "a till that lost its lines";
  facts.lines_unknown = true;
  EXPECT_EQ(wrong_of(facts), Wrong{});
  facts.tags = {};
  EXPECT_EQ(wrong_of(facts), (Wrong{{"/tags/origin_channel", "orders.unknown_channel"},
                                    {"/tags/origin_location", "orders.unknown_location"},
                                    {"/tags/fulfilment_channel", "orders.unknown_channel"},
                                    {"/tags/fulfilment_location", "orders.unknown_location"}}));
}

TEST(CheckSale, TakesAPlainSale) { EXPECT_EQ(wrong_of(sale()), Wrong{}); }

TEST(CheckSale, EveryTagOfAnOrderLineMustBeThere) {
  auto facts = sale();
  facts.tags = {};
  EXPECT_EQ(wrong_of(facts), (Wrong{{"/tags/origin_channel", "orders.unknown_channel"},
                                    {"/tags/origin_location", "orders.unknown_location"},
                                    {"/tags/fulfilment_channel", "orders.unknown_channel"},
                                    {"/tags/fulfilment_location", "orders.unknown_location"}}));
  facts.lines[0].tags = OrderTags{"web", "online", "kiosk", "dublin-1"};
  EXPECT_EQ(wrong_of(facts), (Wrong{{"/lines/0/tags/fulfilment_channel", "orders.unknown_channel"}}));
}

TEST(CheckSale, EveryTagOfAReturnLineMustBeThere) {
  auto facts = sale();
  facts.return_lines.push_back({.sku = "1", .amount_minor = 5});
  EXPECT_EQ(wrong_of(facts), (Wrong{{"/return_tags/return_channel", "orders.unknown_channel"},
                                    {"/return_tags/return_location", "orders.unknown_location"}}));
}

TEST(CheckSale, NamesEveryWrongField) {
  auto facts = sale();
  facts.number = "";
  facts.source = "Till 1";
  facts.event_at = kNow + std::chrono::hours{25};
  facts.as_of = base::Instant{} - std::chrono::microseconds{1};
  facts.lines[0] = {.sku = "",
                    .description = std::string(501, 'x'),
                    .quantity_units = 0,
                    .unit_price_minor = 1,
                    .currency = base::Currency::parse("GBP")};
  facts.lines.push_back({.sku = "1"});
  facts.lines.push_back({.sku = "2", .quantity_units = 2, .unit_price_minor = 5, .amount_minor = 11});
  facts.lines.push_back({.sku = "3", .quantity_units = 1'000'000'000, .unit_price_minor = 1'000'000'000'000});
  facts.tenders = {{.kind = "", .amount_minor = kAmountMinorMax + 1, .currency = {}, .reference = "\xFF"}};
  EXPECT_EQ(wrong_of(facts), (Wrong{{"/number", "orders.bad_number"},
                                    {"/source", "customer.bad_source"},
                                    {"/event_at", "orders.bad_instant"},
                                    {"/as_of", "orders.bad_instant"},
                                    {"/lines/0/sku", "orders.bad_sku"},
                                    {"/lines/0/description", "orders.bad_text"},
                                    {"/lines/0/quantity_units", "orders.bad_quantity"},
                                    {"/lines/0/currency", "orders.mixed_currency"},
                                    {"/lines/1/amount_minor", "orders.no_amount"},
                                    {"/lines/2/amount_minor", "orders.line_sum"},
                                    {"/lines/3/amount_minor", "orders.amount_overflow"},
                                    {"/tenders/0/kind", "orders.bad_text"},
                                    {"/tenders/0/reference", "orders.bad_text"},
                                    {"/tenders/0/amount_minor", "orders.amount_overflow"}}));
}

TEST(CheckSale, ADocumentHasAtLeastOneLineAndNotTooMany) {
  auto facts = sale();
  facts.lines.clear();
  EXPECT_EQ(wrong_of(facts), (Wrong{{"/lines", "orders.no_lines"}}));
  facts.lines.assign(kLinesPerSaleMax + 1, sale().lines[0]);
  EXPECT_EQ(wrong_of(facts), (Wrong{{"/lines", "orders.too_many_lines"}}));
}

TEST(CheckSale, TheSumOfALargeDocumentIsHeldToTheLimitToo) {
  auto facts = sale();
  facts.lines.assign(2, {.sku = "1", .amount_minor = kAmountMinorMax});
  EXPECT_EQ(wrong_of(facts), (Wrong{{"/lines", "orders.amount_overflow"}}));
}

RC_GTEST_PROP(CheckSale, WhatItTakesAddsUpWithoutRunningOver, ()) {
  auto facts = sale();
  facts.lines.clear();
  auto const some = rc::gen::oneOf(rc::gen::arbitrary<std::int64_t>(), rc::gen::inRange<std::int64_t>(-2'000, 2'000));
  auto const count = *rc::gen::inRange(1, 6);
  for (int i = 0; i < count; ++i) {
    SaleLine line{.sku = "1", .quantity_units = *some, .discount_minor = *some};
    if (*rc::gen::arbitrary<bool>()) line.unit_price_minor = *some;
    if (*rc::gen::arbitrary<bool>()) line.amount_minor = *some;
    facts.lines.push_back(line);
  }
  if (!wrong_of(facts).empty()) return;
  __int128 exact = 0;
  std::vector<std::int64_t> amounts;
  for (auto const& line : facts.lines) {
    auto const amount = line_amount(money_of(line));
    RC_ASSERT(amount.ok());
    amounts.push_back(amount.value().value());
    if (line.unit_price_minor) {
      RC_ASSERT(static_cast<__int128>(line.quantity_units.value()) * *line.unit_price_minor - line.discount_minor ==
                amounts.back());
    }
    exact += amounts.back();
  }
  auto const total = total_amount(amounts);
  RC_ASSERT(total.has_value());
  RC_ASSERT(static_cast<__int128>(*total) == exact);
}

TEST(ContentHash, AsOfIsNoContentAndAllElseIs) {
  auto const plain = sale();
  auto other = plain;
  other.as_of += std::chrono::hours{1};
  EXPECT_EQ(content_hash(other), content_hash(plain));
  other = plain;
  other.lines[0].amount_minor = 765;  // says what is said already
  EXPECT_EQ(content_hash(other), content_hash(plain));
  std::vector<SaleFacts> different(10, plain);
  different[0].event_at += std::chrono::seconds{1};
  different[1].lines[0].sku += '1';
  different[2].lines[0].quantity_units = 4;
  different[3].tags.origin_channel = "store";
  different[4].customer.source_id = "7";
  different[5].customer.identifiers = {{customer::IdentifierKind::email, "a@b.ie"}};
  different[6].lines.push_back(plain.lines[0]);
  different[7].return_lines.push_back({.sku = "1", .amount_minor = 1});
  different[8].tenders.push_back({.kind = "cash", .amount_minor = 765});
  different[9].currency = base::Currency::parse("GBP").value();
  std::set<ContentHash> seen{content_hash(plain)};
  for (auto const& one : different) EXPECT_TRUE(seen.insert(content_hash(one)).second);
}

/// Applies contents in turn, as the recording does.
std::optional<Said> after(std::vector<Said> const& arrivals) {
  std::optional<Said> held;
  for (auto const& said : arrivals) {
    switch (standing(held, said)) {
      case SaleState::recorded:
      case SaleState::replaced: held = said; break;
      case SaleState::unchanged: held->as_of = as_of_after(*held, said); break;
      default: break;
    }
  }
  return held;
}

RC_GTEST_PROP(Standing, TheLatestContentStandsInWhateverOrderTheyArrive, ()) {
  auto const count = *rc::gen::inRange<std::size_t>(1, 8);
  std::vector<Said> arrivals(count);
  for (std::size_t i = 0; i < count; ++i) {
    // Every moment speaks once: two different contents of one moment are the source's own contradiction.
    arrivals[i].as_of = base::Instant{std::chrono::seconds{static_cast<std::int64_t>(i)}};
    arrivals[i].hash[0] = *rc::gen::inRange<char>('a', 'd');
  }
  auto const expected = arrivals.back();
  for (std::size_t i = count; i > 1; --i) std::swap(arrivals[i - 1], arrivals[*rc::gen::inRange<std::size_t>(0, i)]);
  auto const held = after(arrivals);
  RC_ASSERT(held.has_value());
  RC_ASSERT(held->hash == expected.hash);
  RC_ASSERT(held->as_of == expected.as_of);
}

TEST(ReturnLineKind, ReadsWhatItWrites) {
  for (auto const kind : {ReturnLineKind::customer_return, ReturnLineKind::cancellation, ReturnLineKind::adjustment}) {
    EXPECT_EQ(parse_return_line_kind(text_of(kind)), kind);
  }
  EXPECT_EQ(parse_return_line_kind("refund"), std::nullopt);
}

}  // namespace
}  // namespace weft::orders
