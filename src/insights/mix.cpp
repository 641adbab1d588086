// mix.cpp - who bought through which channels, and month by month.
#include "insights/measures.h"
#include "insights/tally.h"

namespace weft::insights {

using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year_month;

namespace {

year_month year_month_of(std::int32_t month) {
  return year_month{std::chrono::year{month / 12}, std::chrono::month{static_cast<unsigned>(month % 12 + 1)}};
}

}  // namespace

std::int32_t month_of(Day day) {
  auto const date = date_of(day);
  return int{date.year()} * 12 + static_cast<std::int32_t>(unsigned{date.month()}) - 1;
}

Day month_begins(std::int32_t month) { return day_of(base::Date{year_month_of(month) / 1}); }

std::string text_of_month(std::int32_t month) {
  return base::text_of(base::Date{year_month_of(month) / 1}).substr(0, 7);
}

Mixes mixes_in(Book const& book, Window const& window) {
  Tally<MixFacts> tally;
  Mixes out;
  auto const counts = [&](auto const& row) { return row.currency == window.currency && window.holds(row.day); };
  book.customers([&](Book::Customer const& customer) {
    if (!customer.may_have_bought(window.currency, window.from, window.to)) return;
    MixFacts facts{.customers = 1};
    customer.purchases([&](Purchase const& row) {
      if (!counts(row)) return;
      facts.mix |= Channels{1} << row.channel;
      facts.orders += row.opens ? 1 : 0;
      facts.amount_minor += row.amount_minor;
    });
    if (facts.mix == 0) return;
    customer.comebacks([&](Comeback const& row) { facts.returned_minor += counts(row) ? row.amount_minor : 0; });
    auto& mix = tally.of(facts.mix);
    mix.customers += 1;
    mix.orders += facts.orders;
    mix.amount_minor += facts.amount_minor;
    mix.returned_minor += facts.returned_minor;
    out.totals.customers_two_orders += facts.orders >= 2 ? 1 : 0;
  });
  for (auto const& mix : tally.rows()) {
    out.totals.customers += mix.customers;
    out.totals.customers_two_channels += is_several(mix.mix) ? mix.customers : 0;
    out.totals.orders += mix.orders;
    out.totals.amount_minor += mix.amount_minor;
  }
  out.mixes = tally.rows();
  book.anonymous_purchases([&](Purchase const& row) {
    if (!counts(row)) return;
    out.totals.anonymous_orders += row.opens ? 1 : 0;
    out.totals.anonymous_amount_minor += row.amount_minor;
  });
  auto const returned = [&](bool identified, std::int64_t& sum) {
    book.comebacks(identified, [&](Comeback const& row) { sum += counts(row) ? row.amount_minor : 0; });
  };
  returned(true, out.totals.returned_minor);
  returned(false, out.totals.anonymous_returned_minor);
  return out;
}

std::vector<MonthFacts> months_in(Book const& book, Window const& window) {
  if (window.from >= window.to) return {};
  auto const first = month_of(window.from);
  auto const count = static_cast<std::size_t>(month_of(window.to - 1) - first + 1);
  std::vector<std::uint16_t> month_on(static_cast<std::size_t>(window.to - window.from));  // by day: its month
  for (Day day = window.from; day < window.to; ++day) {
    month_on[static_cast<std::size_t>(day - window.from)] = static_cast<std::uint16_t>(month_of(day) - first);
  }
  std::vector<MonthFacts> out(count);
  std::vector<std::int64_t> last_buyer(count, -1);
  std::int64_t buyer = 0;
  book.customers([&](Book::Customer const& customer) {
    if (!customer.may_have_bought(window.currency, window.from, window.to)) return;
    ++buyer;
    customer.purchases([&](Purchase const& row) {
      if (row.currency != window.currency || !window.holds(row.day)) return;
      auto const month = month_on[static_cast<std::size_t>(row.day - window.from)];
      out[month].customers += last_buyer[month] == buyer ? 0 : 1;
      last_buyer[month] = buyer;
      out[month].orders += row.opens ? 1 : 0;
      out[month].amount_minor += row.amount_minor;
    });
  });
  for (std::size_t at = 0; at < count; ++at) out[at].month = text_of_month(first + static_cast<std::int32_t>(at));
  return out;
}

}  // namespace weft::insights
