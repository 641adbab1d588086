// tellings.cpp - what stands of a document whose tellings do not all have the same lines.
#include "orders/tellings.h"

#include <map>
#include <set>

namespace weft::orders {

namespace {

/// Order lines, or return lines, and where they happened, of a document.
template <class Line, class Tags>
struct Side {
  std::vector<Line> SaleFacts::* lines;
  Tags SaleFacts::* tags;
};
constexpr Side<SaleLine, OrderTags> kSold{&SaleFacts::lines, &SaleFacts::tags};
constexpr Side<ReturnLine, ReturnTags> kCameBack{&SaleFacts::return_lines, &SaleFacts::return_tags};

bool is_made_here(SaleLine const&) { return false; }
bool is_made_here(ReturnLine const& line) { return line.calls_off.has_value(); }

/// The lines of the newest telling.
template <class Line, class Tags>
std::vector<Line> told_lines(SaleFacts const& newest, Side<Line, Tags> side) {
  std::vector<Line> out;
  for (auto const& line : newest.*side.lines) {
    if (!line.last_told_at && !is_made_here(line)) out.push_back(line);
  }
  return out;
}

template <class Line, class Tags>
std::vector<Line> vanished_lines(SaleFacts const& newest, SaleFacts const& other, Side<Line, Tags> side) {
  std::set<std::int64_t> told;
  for (auto const& line : told_lines(newest, side)) {
    if (line.key) told.insert(*line.key);
  }
  std::map<std::int64_t, Line> found;
  for (auto const* const document : {&newest, &other}) {
    for (auto line : document->*side.lines) {
      if (!line.key || told.contains(*line.key) || is_made_here(line)) continue;
      if (!line.last_told_at) line.last_told_at = document->as_of;
      if (!line.tags) line.tags = document->*side.tags;
      auto const [at, is_new] = found.try_emplace(*line.key, line);
      if (!is_new && *at->second.last_told_at < *line.last_told_at) at->second = std::move(line);
    }
  }
  std::vector<Line> out;
  for (auto& [key, line] : found) out.push_back(std::move(line));
  return out;
}

/// Puts the vanished lines behind those that are told, and notes what is new about them.
template <class Line, class Tags>
void add_vanished(std::vector<Line> vanished, SaleFacts const& held, Side<Line, Tags> side, Merged& out) {
  std::map<std::int64_t, base::Instant> before;
  for (auto const& line : held.*side.lines) {
    if (line.key && line.last_told_at) before.emplace(*line.key, *line.last_told_at);
  }
  for (auto& line : vanished) {
    auto const found = before.find(*line.key);
    if (found == before.end()) ++out.vanished;
    if (found == before.end() || found->second != *line.last_told_at) out.changed = true;
    (out.facts.*side.lines).push_back(std::move(line));
  }
}

ReturnLine cancellation_of(SaleLine const& line) {
  return {.kind = ReturnLineKind::cancellation,
          .sku = line.sku,
          .description = line.description,
          .quantity_units = line.quantity_units,
          .unit_price_minor = line.unit_price_minor,
          .discount_minor = line.discount_minor,
          .amount_minor = line.amount_minor,
          .amount_unknown = line.amount_unknown,
          .tax_minor = line.tax_minor,
          .shipping_minor = line.shipping_minor,
          .facts = {},
          .currency = {},
          .tags = ReturnTags{line.tags->origin_channel, line.tags->origin_location},
          .key = {},
          .last_told_at = {},
          .calls_off = line.key};
}

}  // namespace

Merged merge_tellings(SaleFacts const& held, SaleFacts const& arriving) {
  bool const replaces = arriving.as_of >= held.as_of;
  auto const& newest = replaces ? arriving : held;
  auto const& other = replaces ? held : arriving;
  Merged out{.facts = newest, .vanished = 0, .changed = replaces};
  out.facts.vanished = arriving.vanished;
  out.facts.lines = told_lines(newest, kSold);
  out.facts.return_lines = told_lines(newest, kCameBack);
  if (arriving.vanished == Vanished::removed) return out;
  add_vanished(vanished_lines(newest, other, kSold), held, kSold, out);
  if (arriving.vanished == Vanished::kept) {
    add_vanished(vanished_lines(newest, other, kCameBack), held, kCameBack, out);
    return out;
  }
  for (auto const& line : out.facts.lines) {
    if (line.last_told_at) out.facts.return_lines.push_back(cancellation_of(line));
  }
  return out;
}

}  // namespace weft::orders
