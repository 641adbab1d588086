// amount.h - what a line and a document come to; pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "base/result.h"
#include "orders/orders.h"

namespace weft::orders {

/// What a line says about its money, whichever kind of line it is.
struct LineMoney {
  std::optional<std::int64_t> quantity_units{};
  std::optional<std::int64_t> unit_price_minor{};
  std::int64_t discount_minor{};
  std::optional<std::int64_t> amount_minor{};
  bool amount_unknown{};
};
template <class Line>
LineMoney money_of(Line const& line) {
  return {line.quantity_units, line.unit_price_minor, line.discount_minor, line.amount_minor, line.amount_unknown};
}

/// quantity_units * unit_price_minor - discount_minor; without a unit price or a quantity, the amount the source gives;
/// nothing where the source says that it does not know. Errors: orders.no_amount without any of these; orders.line_sum
/// where both are given and disagree; orders.amount_overflow beyond kAmountMinorMax either way, on the way or at the
/// end.
base::Result<std::optional<std::int64_t>> line_amount(LineMoney const& money);

/// The sum of amounts, or nothing beyond kAmountMinorMax either way.
std::optional<std::int64_t> total_amount(std::span<std::int64_t const> amounts_minor);

}  // namespace weft::orders
