// number.cpp - digits in groups of three.
#include "base/number.h"

#include <fmt/format.h>

namespace weft::base {

std::string grouped(std::int64_t number) {
  auto text = std::to_string(number);
  std::ptrdiff_t const first = number < 0 ? 1 : 0;
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > first; at -= 3)
    text.insert(static_cast<std::size_t>(at), ",");
  return text;
}

std::string grouped_decimal(std::int64_t number, int digits) {
  if (digits == 0) return grouped(number);
  std::int64_t unit = 1;
  for (int digit = 0; digit < digits; ++digit) unit *= 10;
  // The sign apart, since of -5 hundredths the whole part is no negative number.
  auto const rest = number % unit;
  return fmt::format("{}{}.{:0{}}", number < 0 && number / unit == 0 ? "-" : "", grouped(number / unit),
                     rest < 0 ? -rest : rest, digits);
}

}  // namespace weft::base
