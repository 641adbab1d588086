// figures.cpp - rates, averages and months.
#include "insights/figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace weft::insights {

std::int64_t bps_of(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return 0;
  return (part * 10'000 + whole / 2) / whole;
}

std::int64_t average_of(std::int64_t total, std::int64_t count) {
  if (count == 0) return 0;
  auto const half = total < 0 ? -(count / 2) : count / 2;
  return (total + half) / count;
}

Retention retention_of(RetentionFacts const& facts) {
  Retention out;
  out.complete = facts.eligible > 0;
  out.eligible = out.complete ? facts.eligible : facts.young;
  out.retained = out.complete ? facts.retained : facts.young_retained;
  out.observed_days = out.complete ? 455 : facts.observed_days;
  if (out.eligible > 0) out.rate_bps = bps_of(out.retained, out.eligible);
  return out;
}

RetentionFacts sum_of(std::span<RetentionFacts const> groups) {
  RetentionFacts out;
  for (auto const& group : groups) {
    out.eligible += group.eligible;
    out.retained += group.retained;
    out.young += group.young;
    out.young_retained += group.young_retained;
    out.observed_days = std::max(out.observed_days, group.observed_days);
  }
  return out;
}

std::vector<MixRow> mix_rows(Book const& book, std::span<MixFacts const> mixes,
                             std::span<RetentionFacts const> retention) {
  std::map<Channels, MixRow> rows;
  std::int64_t customers = 0;
  for (auto const& facts : mixes) customers += facts.customers;
  for (auto const& facts : mixes) {
    auto& row = rows[facts.mix];
    row.customers = facts.customers;
    row.share_bps = bps_of(facts.customers, customers);
    row.orders = facts.orders;
    row.amount_minor = facts.amount_minor;
    row.returned_minor = facts.returned_minor;
    row.average_order_minor = average_of(facts.amount_minor, facts.orders);
    row.orders_per_customer_milli = average_of(facts.orders * 1'000, facts.customers);
  }
  for (auto const& facts : retention) rows[facts.mix].retention = retention_of(facts);
  std::vector<MixRow> out;
  for (auto& [mix, row] : rows) {
    row.mix = book.names_of(mix);
    out.push_back(std::move(row));
  }
  std::sort(out.begin(), out.end(), [](MixRow const& left, MixRow const& right) {
    return std::pair{right.customers, left.mix} < std::pair{left.customers, right.mix};
  });
  return out;
}

std::optional<std::int64_t> slope_milli_of(std::span<std::int64_t const> values) {
  auto const count = static_cast<std::int64_t>(values.size());
  if (count < 2) return {};
  // sum((x - mean x)(y - mean y)) / sum((x - mean x)^2), both times count * 12 to stay whole.
  std::int64_t sum = 0, weighted = 0;
  for (std::int64_t x = 0; x < count; ++x) {
    sum += values[static_cast<std::size_t>(x)];
    weighted += x * values[static_cast<std::size_t>(x)];
  }
  return average_of(1'000 * (12 * weighted - 6 * (count - 1) * sum), count * (count * count - 1));
}

std::vector<MonthRow> month_rows(std::span<MonthFacts const> facts, base::Date from, base::Date to, base::Date first,
                                 base::Date end) {
  std::vector<MonthRow> out;
  using std::chrono::months;
  using std::chrono::sys_days;
  auto month = from.year() / from.month();
  for (; sys_days{month / 1} < sys_days{to}; month += months{1}) {
    MonthRow row{.month = fmt::format("{:04}-{:02}", int{month.year()}, unsigned{month.month()})};
    auto const begins = sys_days{month / 1};
    auto const ends = sys_days{(month + months{1}) / 1};
    row.complete =
        begins >= sys_days{from} && ends <= sys_days{to} && begins >= sys_days{first} && ends <= sys_days{end};
    auto const found =
        std::find_if(facts.begin(), facts.end(), [&](MonthFacts const& one) { return one.month == row.month; });
    if (found != facts.end()) {
      row.customers = found->customers;
      row.orders = found->orders;
      row.amount_minor = found->amount_minor;
    }
    out.push_back(std::move(row));
  }
  return out;
}

}  // namespace weft::insights
