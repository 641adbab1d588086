// number.h - whole numbers as people read them in English: thousands apart, a point where the unit has decimals.
#pragma once

#include <cstdint>
#include <string>

namespace weft::base {

/// -1234567 as "-1,234,567".
std::string grouped(std::int64_t number);
/// A number of units of 10^-digits, grouped: 1234567 with 2 digits is "12,345.67", -5 with 2 is "-0.05". 0 to 18
/// digits.
std::string grouped_decimal(std::int64_t number, int digits);

}  // namespace weft::base
