// amount.cpp - units times price less discount, and their sum, without ever running over.
#include "orders/amount.h"

#include <fmt/format.h>

namespace weft::orders {
namespace {

bool fits(std::int64_t amount_minor) { return amount_minor >= -kAmountMinorMax && amount_minor <= kAmountMinorMax; }

}  // namespace

base::Result<std::optional<std::int64_t>> line_amount(LineMoney const& money) {
  base::Error const too_large{kAmountOverflow, fmt::format("An amount is at most {} minor units.", kAmountMinorMax)};
  if (!fits(money.discount_minor) || (money.amount_minor && !fits(*money.amount_minor))) return too_large;
  if (!money.unit_price_minor || !money.quantity_units) {
    if (!money.amount_minor && !money.amount_unknown)
      return base::Error{kNoAmount, "Give unit_price_minor or amount_minor."};
    return money.amount_minor;
  }
  auto const gross = base::checked_multiply(*money.quantity_units, *money.unit_price_minor);
  if (!gross || !fits(*gross)) return too_large;
  auto const amount = *gross - money.discount_minor;
  if (!fits(amount)) return too_large;
  if (money.amount_minor && *money.amount_minor != amount) {
    return base::Error{kLineSum,
                       fmt::format("{} units at {} less {} come to {}, not {}.", *money.quantity_units,
                                   *money.unit_price_minor, money.discount_minor, amount, *money.amount_minor)};
  }
  return std::optional{amount};
}

std::optional<std::int64_t> total_amount(std::span<std::int64_t const> amounts_minor) {
  std::int64_t total = 0;
  for (auto const amount : amounts_minor) {
    if (!fits(amount)) return {};
    total += amount;  // both within 10^15: far from the end of 64 bits
    if (!fits(total)) return {};
  }
  return total;
}

}  // namespace weft::orders
