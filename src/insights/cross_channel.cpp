// cross_channel.cpp - how many bought through more than one channel within twelve months, and where that is going.
#include <algorithm>

#include "insights/measures.h"

namespace weft::insights {

namespace {

constexpr std::int32_t kYear = 12;
constexpr std::size_t kSlopePoints = 12;
constexpr std::int64_t kLevelMilliBps = 1'000;  // within 1/100 % a month nothing moves

/// The rate over the last complete months, and which way it points.
void find_slope(CrossChannelAnswer& answer) {
  std::vector<std::int64_t> rates;
  for (auto const& point : answer.points) {
    if (point.complete && point.customers > 0) rates.push_back(point.rate_bps);
  }
  if (rates.size() > kSlopePoints) rates.erase(rates.begin(), rates.end() - kSlopePoints);
  answer.slope_points = static_cast<std::int64_t>(rates.size());
  answer.slope_milli_bps = slope_milli_of(rates);
  if (!answer.slope_milli_bps) return;
  auto const slope = *answer.slope_milli_bps;
  answer.direction = slope > kLevelMilliBps ? "rising" : slope < -kLevelMilliBps ? "falling" : "level";
}

}  // namespace

void cross_channel_in(Book const& book, Window const& window, CrossChannelAnswer& answer) {
  if (window.from >= window.to) return;
  auto const first = month_of(window.from);  // a point each, from here
  auto const count = month_of(window.to - 1) - first + 1;
  auto const begins = month_begins(first - kYear + 1);
  auto const ends = month_begins(first + count);
  std::vector<std::int32_t> month_on(
      static_cast<std::size_t>(ends - begins));  // by day: months since the first looked at
  for (Day day = begins; day < ends; ++day)
    month_on[static_cast<std::size_t>(day - begins)] = month_of(day) - (first - kYear + 1);
  answer.points.resize(static_cast<std::size_t>(count));
  std::vector<Channels> bought(static_cast<std::size_t>(count + kYear - 1));
  book.customers([&](Book::Customer const& customer) {
    std::fill(bought.begin(), bought.end(), 0);
    customer.purchases([&](Purchase const& row) {
      if (row.currency != window.currency || row.day < begins || row.day >= ends) return;
      bought[static_cast<std::size_t>(month_on[static_cast<std::size_t>(row.day - begins)])] |= Channels{1}
                                                                                                << row.channel;
    });
    for (std::size_t at = 0; at < answer.points.size(); ++at) {
      Channels mix = 0;
      for (std::size_t month = at; month < at + kYear; ++month) mix |= bought[month];
      answer.points[at].customers += mix != 0 ? 1 : 0;
      answer.points[at].cross += is_several(mix) ? 1 : 0;
    }
  });
  for (std::int32_t at = 0; at < count; ++at) {
    auto& point = answer.points[static_cast<std::size_t>(at)];
    point.month = text_of_month(first + at);
    point.rate_bps = bps_of(point.cross, point.customers);
    point.complete = month_begins(first + at - kYear + 1) >= window.first && month_begins(first + at + 1) <= window.end;
  }
  find_slope(answer);
}

}  // namespace weft::insights
