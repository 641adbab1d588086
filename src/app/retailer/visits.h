// visits.h - on which days a person buys and in which channel; pure chance within habits, seasons and weekdays.
#pragma once

#include <cstdint>
#include <vector>

#include "app/retailer/chance.h"
#include "app/retailer/people.h"

namespace weft::retailer {

/// One purchase to be.
struct Visit {
  int day{};  ///< 0 = the first day of the record
  Channel channel{};
};

/// When the shop sells: how busy a channel is on a day, against its busiest.
class Calendar {
 public:
  Calendar(base::Date first_day, int days);
  [[nodiscard]] int days() const { return days_; }
  [[nodiscard]] base::Date date(int day) const { return base::Date{first_ + std::chrono::days{day}}; }
  /// 0 (closed) to 1,000.
  [[nodiscard]] std::uint32_t busy(int day, Channel channel) const {
    return busy_[static_cast<std::size_t>(day) * kChannels + static_cast<std::size_t>(channel)];
  }
  /// A time of day at which the channel sells on that day, in seconds.
  [[nodiscard]] int second_of_day(int day, Channel channel, Chance& chance) const;

 private:
  std::chrono::sys_days first_;
  int days_;
  std::vector<std::uint32_t> busy_;
};

/// The visits of one person. People who buy in several channels come more often and stay longer; many of the others buy
/// in one season only. `gap_hours` is the mean time between two purchases of somebody who uses one channel.
std::vector<Visit> visits_of(Habit const& habit, Calendar const& calendar, std::int64_t gap_hours, Chance chance);

}  // namespace weft::retailer
