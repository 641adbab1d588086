// chance.h - chance that is the same on every machine: a seed, what it is for, and a number give one sequence.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace weft::retailer {

/// A sequence of 64-bit numbers (splitmix64: Steele, Lea, Flood 2014) and whole-number draws from it. The standard
/// library's distributions differ from one library to the next, and floating point from one machine to the next;
/// nothing here does. Each purpose has a sequence of its own, so that one more draw in one place moves no other.
class Chance {
 public:
  Chance(std::uint64_t seed, std::string_view purpose, std::uint64_t number = 0);

  std::uint64_t next();
  /// 0 .. count-1; count at least 1.
  std::uint32_t below(std::uint32_t count);
  /// low .. high, both included.
  int between(int low, int high);
  /// True `parts` times in `of`.
  bool happens(std::uint32_t parts, std::uint32_t of = 1'000);
  /// 0 .. count-1, the low ones more often, as names and articles are.
  std::uint32_t favouring_low(std::uint32_t count);
  /// A wait whose mean is `mean`, spread as the gaps between independent events are.
  std::int64_t wait(std::int64_t mean);

  template <class Range>
  auto const& one_of(Range const& all) {
    return all[below(static_cast<std::uint32_t>(all.size()))];
  }
  /// The member of a table, as often as its `weight` says.
  template <class Range>
  auto const& weighted(Range const& all) {
    std::uint32_t total = 0;
    for (auto const& each : all) total += each.weight;
    auto drawn = below(total);
    for (auto const& each : all) {
      if (drawn < each.weight) return each;
      drawn -= each.weight;
    }
    return all.back();
  }
  template <class T>
  void shuffle(std::vector<T>& all) {
    for (auto left = all.size(); left > 1; --left)
      std::swap(all[left - 1], all[below(static_cast<std::uint32_t>(left))]);
  }

 private:
  std::uint64_t state_;
};

}  // namespace weft::retailer
