// tellings_test.cpp - whatever order tellings of a document arrive in, the same stands.
#include "orders/tellings.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "orders/standing.h"

namespace weft::orders {
namespace {

using std::chrono::hours;

base::Instant hour(int n) { return base::Instant{} + hours{n}; }

SaleLine line(std::int64_t key, std::int64_t units) {
  return {.sku = "sku " + std::to_string(key), .quantity_units = units, .unit_price_minor = 100, .key = key};
}

/// A telling of one document: units of each line by its key.
using Told = std::map<std::int64_t, std::int64_t>;
SaleFacts telling(int as_of, Told const& lines, Vanished vanished) {
  SaleFacts facts{.source = "till", .number = "1", .event_at = hour(0), .as_of = hour(as_of)};
  facts.tags = {"web", "W", "web", "W"};
  facts.vanished = vanished;
  for (auto const& [key, units] : lines) facts.lines.push_back(line(key, units));
  return facts;
}

/// What a reader sees: units by key and when told last (0 = it is told), and the keys that are called off.
struct Seen {
  std::map<std::int64_t, std::pair<std::int64_t, std::int64_t>> lines;
  std::vector<std::int64_t> called_off;
  friend bool operator==(Seen const&, Seen const&) = default;
  friend std::ostream& operator<<(std::ostream& out, Seen const& seen) {
    for (auto const& [key, one] : seen.lines) out << key << ": " << one.first << " told at " << one.second << "; ";
    return out << seen.called_off.size() << " called off";
  }
};
std::int64_t hours_of(base::Instant at) { return std::chrono::duration_cast<hours>(at - base::Instant{}).count(); }
Seen seen(SaleFacts const& facts) {
  Seen out;
  for (auto const& one : facts.lines) {
    auto const told = one.last_told_at ? hours_of(*one.last_told_at) : 0;
    EXPECT_TRUE(out.lines.try_emplace(*one.key, *one.quantity_units, told).second) << "a line stands twice";
  }
  for (auto const& one : facts.return_lines) out.called_off.push_back(one.calls_off.value());
  return out;
}

SaleFacts in_turn(std::vector<SaleFacts> const& tellings) {
  auto held = tellings.front();
  for (std::size_t at = 1; at < tellings.size(); ++at) {
    auto merged = merge_tellings(held, tellings[at]);
    if (merged.changed) held = std::move(merged.facts);
  }
  return held;
}

/// The rule itself, from all tellings at once.
Seen by_the_rule(std::map<int, Told> const& tellings, Vanished vanished) {
  Seen out;
  auto const newest = tellings.rbegin()->first;
  for (auto const& [as_of, told] : tellings) {  // from the oldest on: the last that has a line says how it is
    for (auto const& [key, units] : told) out.lines[key] = {units, as_of == newest ? 0 : as_of};
  }
  if (vanished == Vanished::removed) std::erase_if(out.lines, [](auto const& one) { return one.second.second != 0; });
  if (vanished != Vanished::cancelled) return out;
  for (auto const& [key, one] : out.lines) {
    if (one.second != 0) out.called_off.push_back(key);
  }
  return out;
}

RC_GTEST_PROP(Tellings, InAnyOrderComeToWhatTheRuleSays, ()) {
  auto const vanished = *rc::gen::element(Vanished::removed, Vanished::kept, Vanished::cancelled);
  auto const one = rc::gen::pair(rc::gen::inRange<std::int64_t>(1, 5), rc::gen::inRange<std::int64_t>(1, 3));
  auto const told = rc::gen::nonEmpty(rc::gen::container<std::vector<std::pair<std::int64_t, std::int64_t>>>(one));
  std::map<int, Told> tellings;
  for (auto const as_of : *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 9)))) {
    for (auto const& [key, units] : *rc::gen::resize(4, told)) tellings[as_of][key] = units;
  }
  std::vector<SaleFacts> all;
  for (auto const& [as_of, lines] : tellings) all.push_back(telling(as_of, lines, vanished));
  for (std::size_t at = all.size(); at > 1; --at) std::swap(all[at - 1], all[*rc::gen::inRange<std::size_t>(0, at)]);
  RC_ASSERT(seen(in_turn(all)) == by_the_rule(tellings, vanished));
}

TEST(Tellings, CountWhatVanishesOnce) {
  auto const first = telling(1, {{1, 1}, {2, 1}}, Vanished::kept);
  auto const second = merge_tellings(first, telling(2, {{1, 1}}, Vanished::kept));
  EXPECT_EQ(second.vanished, 1);
  EXPECT_TRUE(second.changed);
  auto const third = merge_tellings(second.facts, telling(3, {{1, 2}}, Vanished::kept));
  EXPECT_EQ(third.vanished, 0) << "it had vanished before";
  EXPECT_EQ(hours_of(*third.facts.lines.back().last_told_at), 1);
  auto const older = merge_tellings(third.facts, telling(0, {{2, 7}}, Vanished::kept));
  EXPECT_FALSE(older.changed);
}

TEST(Tellings, AVanishedLineKeepsItsPlaceWhereTheDocumentMoved) {
  auto moved = telling(2, {{1, 1}}, Vanished::cancelled);
  moved.tags = {"store", "S", "store", "S"};
  auto const merged = merge_tellings(telling(1, {{1, 1}, {2, 3}}, Vanished::cancelled), moved).facts;
  ASSERT_EQ(merged.lines.size(), 2U);
  EXPECT_EQ(merged.lines[1].tags->origin_location, "W");
  ASSERT_EQ(merged.return_lines.size(), 1U);
  EXPECT_EQ(merged.return_lines[0].kind, ReturnLineKind::cancellation);
  EXPECT_EQ(merged.return_lines[0].quantity_units, 3);
  EXPECT_EQ(merged.return_lines[0].tags->return_channel, "web");
}

}  // namespace
}  // namespace weft::orders
