// misspelling.h - the slips of people who type names, numbers and dates: one edit each, never none.
#pragma once

#include <string>
#include <string_view>

#include "app/retailer/chance.h"
#include "base/clock.h"

namespace weft::retailer {

/// The text with one slip of the fingers: two letters exchanged, one left out, doubled, or its neighbour on the
/// keyboard. The text must hold a letter from a to z; letters beyond them are left alone.
std::string misspelt(std::string_view text, Chance& chance);
/// The number with one digit wrong or two neighbours exchanged; its first three digits stay. At least five digits.
std::string misdialled(std::string_view digits, Chance& chance);
/// The date with one digit wrong; it exists, and is one of 1930 to 2009.
base::Date misdated(base::Date date, Chance& chance);

}  // namespace weft::retailer
