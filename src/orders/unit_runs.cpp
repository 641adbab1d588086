// unit_runs.cpp - the largest remainder over equal units, in closed form.
#include "orders/unit_runs.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>

namespace weft::orders {
namespace {

/// One total over equal units: the first `ahead` get `more`, the others `less`.
struct Split {
  std::int64_t ahead, more, less;
  Split(std::int64_t total, std::int64_t units) : ahead{total % units}, more{total / units}, less{total / units} {
    // Division cuts towards nought, so what is left has the sign of the total: a refund mirrors its sale.
    if (ahead != 0) more += ahead > 0 ? 1 : -1;
    ahead = ahead < 0 ? -ahead : ahead;
  }
  [[nodiscard]] std::int64_t of(std::int64_t unit) const { return unit < ahead ? more : less; }
};

}  // namespace

std::vector<UnitRun> unit_runs(LineTotals const& line) {
  assert(line.units > 0);
  Split const amount{line.amount_minor, line.units};
  Split const tax{line.tax_minor, line.units};
  Split const shipping{line.shipping_minor, line.units};
  std::array<std::int64_t, 4> ends{amount.ahead, tax.ahead, shipping.ahead, line.units};
  std::sort(ends.begin(), ends.end());
  std::vector<UnitRun> out;
  std::int64_t begin = 0;
  for (auto const end : ends) {
    if (end == begin) continue;
    out.push_back({end - begin, amount.of(begin), tax.of(begin), shipping.of(begin)});
    begin = end;
  }
  return out;
}

std::string text_of(std::span<UnitRun const> runs) {
  std::string out;
  for (auto const& run : runs) {
    fmt::format_to(std::back_inserter(out), "{}{}:{}:{}:{}", out.empty() ? "" : " ", run.units, run.amount_minor,
                   run.tax_minor, run.shipping_minor);
  }
  return out;
}

}  // namespace weft::orders
