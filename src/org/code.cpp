// code.cpp - the characters of codes, and the words for kinds.
#include "org/code.h"

#include <algorithm>
#include <array>

#include "org/org.h"

namespace weft::org {
namespace {

bool is_small(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-' || letter == '_' ||
         letter == '.';
}
bool is_capital(char letter) { return letter >= 'A' && letter <= 'Z'; }

}  // namespace

bool is_channel_code(std::string_view code) {
  return !code.empty() && code.size() <= kCodeLengthMax && std::all_of(code.begin(), code.end(), is_small);
}

bool is_location_code(std::string_view code) {
  return !code.empty() && code.size() <= kCodeLengthMax &&
         std::all_of(code.begin(), code.end(), [](char letter) { return is_small(letter) || is_capital(letter); });
}

bool is_point(double latitude, double longitude) {
  return latitude >= -90 && latitude <= 90 && longitude >= -180 && longitude <= 180;
}

bool is_country(std::string_view text) { return text.size() == 2 && is_capital(text[0]) && is_capital(text[1]); }

bool is_email(std::string_view text) {
  auto const at = text.find('@');
  if (text.size() > 254 || at == std::string_view::npos || at < 1 || at > 64 || at + 1 == text.size()) return false;
  auto const visible = [](char letter) { return letter >= '!' && letter <= '~'; };
  if (!std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), visible)) return false;
  char before = '.';
  for (char const letter : text.substr(at + 1)) {
    bool const word = ((is_small(letter) && letter != '_') || is_capital(letter)) && letter != '.';
    if (!word && (letter != '.' || before == '.')) return false;
    before = letter;
  }
  return before != '.';
}

bool is_channel_kind(std::string_view kind) {
  constexpr std::array kinds{"web", "store", "app", "phone", "market", "chat"};
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

bool is_location_kind(std::string_view kind) {
  constexpr std::array kinds{"store", "warehouse", "online", "call_centre"};
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

}  // namespace weft::org
