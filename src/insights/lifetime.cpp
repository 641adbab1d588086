// lifetime.cpp - what a customer was worth so far, by the channels they bought through.
#include <algorithm>
#include <cmath>
#include <map>

#include "insights/measures.h"

namespace weft::insights {

namespace {

struct Group {
  std::int64_t orders{}, amount_minor{}, returned_minor{};
  std::vector<std::int64_t> worth;  // of each customer, net

  void take(Group const& other) {
    orders += other.orders;
    amount_minor += other.amount_minor;
    returned_minor += other.returned_minor;
    worth.insert(worth.end(), other.worth.begin(), other.worth.end());
  }
};

/// The middle one, or the average of the middle two.
std::int64_t median_of(std::vector<std::int64_t>& values) {
  if (values.empty()) return 0;
  auto const middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return average_of(*middle + *std::max_element(values.begin(), middle), 2);
}

LifetimeRow row_of(Group& group) {
  LifetimeRow row;
  row.customers = static_cast<std::int64_t>(group.worth.size());
  row.orders = group.orders;
  row.amount_minor = group.amount_minor;
  row.returned_minor = group.returned_minor;
  row.average_minor = average_of(group.amount_minor - group.returned_minor, row.customers);
  row.median_minor = median_of(group.worth);
  if (row.customers < 2) return row;
  auto const count = static_cast<double>(row.customers);
  double const mean = static_cast<double>(group.amount_minor - group.returned_minor) / count;
  double squares = 0;
  for (auto const worth : group.worth)
    squares += (static_cast<double>(worth) - mean) * (static_cast<double>(worth) - mean);
  // By the normal distribution: 1.96 standard errors to each side.
  double const reach = 1.96 * std::sqrt(squares / (count - 1) / count);
  row.low_minor = std::llround(mean - reach);
  row.high_minor = std::llround(mean + reach);
  return row;
}

}  // namespace

void lifetime_in(Book const& book, Window const& window, LifetimeAnswer& answer) {
  std::map<Channels, Group> groups;
  auto const counts = [&](auto const& row) { return row.currency == window.currency && window.holds(row.day); };
  book.customers([&](Book::Customer const& customer) {
    Channels mix = 0;
    Group one;
    customer.purchases([&](Purchase const& row) {
      if (!counts(row)) return;
      mix |= Channels{1} << row.channel;
      one.orders += row.opens ? 1 : 0;
      one.amount_minor += row.amount_minor;
    });
    if (mix == 0) return;
    customer.comebacks([&](Comeback const& row) { one.returned_minor += counts(row) ? row.amount_minor : 0; });
    auto& group = groups[mix];
    group.take(one);
    group.worth.push_back(one.amount_minor - one.returned_minor);
  });
  Group all, one_channel, several;
  for (auto& [mix, group] : groups) {
    all.take(group);
    (is_several(mix) ? several : one_channel).take(group);
    auto row = row_of(group);
    row.mix = book.names_of(mix);
    answer.mixes.push_back(std::move(row));
  }
  answer.all = row_of(all);
  answer.one_channel = row_of(one_channel);
  answer.several_channels = row_of(several);
  std::sort(answer.mixes.begin(), answer.mixes.end(), [](auto const& left, auto const& right) {
    return std::pair{right.customers, left.mix} < std::pair{left.customers, right.mix};
  });
}

}  // namespace weft::insights
