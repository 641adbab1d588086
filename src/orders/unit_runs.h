// unit_runs.h - what each unit of a line costs: the line's amounts split over its units without losing a cent; pure.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace weft::orders {

/// So many units of a line that are alike in amount, tax and shipping.
struct UnitRun {
  std::int64_t units{};
  std::int64_t amount_minor{};  ///< of each
  std::int64_t tax_minor{};
  std::int64_t shipping_minor{};
  friend bool operator==(UnitRun const&, UnitRun const&) = default;
};

/// What a line comes to as a whole.
struct LineTotals {
  std::int64_t units{};  ///< 1 or more
  std::int64_t amount_minor{};
  std::int64_t tax_minor{};
  std::int64_t shipping_minor{};
};

/// Splits a line over its units by the largest remainder: every unit gets the whole part of its share, and what is left
/// over goes one minor unit each to the first units. So a refund of unit n is what unit n was sold for, and refunds of
/// all units come to the line exactly. At most four runs, however many units there are; in order of the units.
std::vector<UnitRun> unit_runs(LineTotals const& line);

/// As they are stored: units:amount:tax:shipping, parted by spaces.
std::string text_of(std::span<UnitRun const> runs);

}  // namespace weft::orders
