// retention.cpp - who came back: rolling twelve months, the next calendar year, and month by month.
#include <algorithm>

#include "insights/measures.h"
#include "insights/tally.h"

namespace weft::insights {

namespace {

constexpr Day kMixDays = 90;
constexpr Day kFollowedDays = 455;
constexpr std::int32_t kCohortMonths = 24;

}  // namespace

std::vector<RetentionFacts> rolling_retention(Book const& book, Window const& window) {
  Tally<RetentionFacts> tally;
  book.customers([&](Book::Customer const& customer) {
    auto const first = customer.first_order(window.currency);
    if (!first || !window.holds(*first)) return;
    Channels mix = 0;
    bool back = false, back_so_far = false;
    customer.purchases([&](Purchase const& row) {
      if (row.currency != window.currency) return;
      auto const age = row.day - *first;
      if (age < kMixDays) mix |= Channels{1} << row.channel;
      back = back || (age >= kMixDays && age < kFollowedDays);
      back_so_far = back_so_far || age >= kMixDays;
    });
    auto& group = tally.of(mix);
    auto const followed = window.end - *first;
    if (followed >= kFollowedDays) {
      ++group.eligible;
      group.retained += back ? 1 : 0;
    }
    if (followed < kMixDays) return;
    ++group.young;
    group.young_retained += back_so_far ? 1 : 0;
    group.observed_days = std::max<std::int64_t>(group.observed_days, std::min(followed, kFollowedDays));
  });
  return tally.rows();
}

std::vector<YearRetention> calendar_retention(Book const& book, Window const& window) {
  if (window.from >= window.to) return {};
  auto const year_of = [](Day day) { return int{date_of(day).year()}; };
  auto const year_begins = [](int year) { return day_of(base::Date{std::chrono::year{year} / 1 / 1}); };
  int const first = year_of(std::max(window.from, window.first));
  int const last = year_of(std::min(window.to, window.end) - 1);
  if (last < first) return {};
  auto const begins = year_begins(first);
  std::vector<std::uint16_t> year_on;  // by day from the first year on, one year further than asked
  for (int year = first; year <= last + 1; ++year)
    year_on.insert(year_on.end(), static_cast<std::size_t>(year_begins(year + 1) - year_begins(year)),
                   static_cast<std::uint16_t>(year - first));
  struct Counts {
    Channels mix{};
    std::int64_t customers{}, retained{};
  };
  auto const years = static_cast<std::size_t>(last - first + 1);
  std::vector<Tally<Counts>> counts(years);
  std::vector<Channels> bought(years + 1);
  book.customers([&](Book::Customer const& customer) {
    if (!customer.may_have_bought(window.currency, begins, begins + static_cast<Day>(year_on.size()))) return;
    std::fill(bought.begin(), bought.end(), 0);
    customer.purchases([&](Purchase const& row) {
      auto const at = row.day - begins;
      if (row.currency != window.currency || at < 0 || at >= static_cast<Day>(year_on.size())) return;
      bought[year_on[static_cast<std::size_t>(at)]] |= Channels{1} << row.channel;
    });
    for (std::size_t year = 0; year < years; ++year) {
      if (bought[year] == 0) continue;
      auto& count = counts[year].of(bought[year]);
      ++count.customers;
      count.retained += bought[year + 1] != 0 ? 1 : 0;
    }
  });
  std::vector<YearRetention> out;
  for (std::size_t at = 0; at < years; ++at) {
    auto const year = first + static_cast<int>(at);
    auto const from = out.size();
    for (auto const& count : counts[at].rows()) {
      out.push_back({.year = year,
                     .mix = book.names_of(count.mix),
                     .customers = count.customers,
                     .retained = count.retained,
                     .rate_bps = bps_of(count.retained, count.customers),
                     .complete = window.end >= year_begins(year + 2)});
    }
    std::sort(out.begin() + static_cast<std::ptrdiff_t>(from), out.end(),
              [](auto const& left, auto const& right) { return left.mix < right.mix; });
  }
  return out;
}

std::vector<Cohort> cohorts_in(Book const& book, Window const& window) {
  auto const from = std::max(window.from, window.first);
  auto const to = std::min(window.to, window.end);
  if (from >= to) return {};
  auto const first = month_of(from);
  auto const last = month_of(window.end - 1);
  auto const count = static_cast<std::size_t>(month_of(to - 1) - first + 1);
  std::vector<Cohort> out(count);
  for (std::size_t at = 0; at < count; ++at) {
    auto const month = first + static_cast<std::int32_t>(at);
    auto const followed = std::min(last - month, kCohortMonths);
    out[at].month = text_of_month(month);
    out[at].bought.resize(static_cast<std::size_t>(followed) + 1);
    out[at].last_open = month + followed == last && month_begins(last + 1) > window.end;
  }
  std::vector<std::int32_t> month_on;  // by day from the first of the record on: its month
  for (Day day = window.first; day < window.end; ++day) month_on.push_back(month_of(day));
  std::vector<char> seen(kCohortMonths + 1);
  book.customers([&](Book::Customer const& customer) {
    auto const day0 = customer.first_order(window.currency);
    if (!day0 || !window.holds(*day0)) return;
    auto const month = month_on[static_cast<std::size_t>(*day0 - window.first)];
    auto& cohort = out[static_cast<std::size_t>(month - first)];
    ++cohort.customers;
    std::fill(seen.begin(), seen.end(), false);
    customer.purchases([&](Purchase const& row) {
      if (row.currency != window.currency) return;
      auto const age = static_cast<std::size_t>(month_on[static_cast<std::size_t>(row.day - window.first)] - month);
      if (age >= cohort.bought.size() || seen[age] != 0) return;
      seen[age] = 1;
      ++cohort.bought[age];
    });
  });
  return out;
}

}  // namespace weft::insights
