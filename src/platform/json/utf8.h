// utf8.h - walks a text once: is it UTF-8, how many code points has it, does it hold what PostgreSQL cannot store.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace weft::json::detail {

struct Utf8Scan {
  bool valid = true;
  std::size_t code_points = 0;
  std::optional<std::uint32_t> control{};  ///< the first control character other than tab, line feed, carriage return
};

/// The length in bytes of the code point at the start of `text`, or 0 where it is not well-formed UTF-8 (Unicode 15,
/// table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF).
std::size_t utf8_length(std::string_view text);

Utf8Scan scan_utf8(std::string_view text);

}  // namespace weft::json::detail
