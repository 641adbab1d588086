// utf8.cpp - the walk of utf8.h.
#include "platform/json/utf8.h"

namespace weft::json::detail {
namespace {

std::uint8_t byte_at(std::string_view text, std::size_t at) { return static_cast<std::uint8_t>(text[at]); }

bool continues(std::string_view text, std::size_t at, std::uint8_t low = 0x80, std::uint8_t high = 0xBF) {
  return at < text.size() && byte_at(text, at) >= low && byte_at(text, at) <= high;
}

bool is_refused_control(std::uint8_t byte) {
  return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F;
}

}  // namespace

std::size_t utf8_length(std::string_view text) {
  if (text.empty()) return 0;
  auto const lead = byte_at(text, 0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return continues(text, 1) ? 2 : 0;
  if ((lead & 0xF0) == 0xE0) {
    std::uint8_t const low = lead == 0xE0 ? 0xA0 : 0x80;
    std::uint8_t const high = lead == 0xED ? 0x9F : 0xBF;
    return continues(text, 1, low, high) && continues(text, 2) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    std::uint8_t const low = lead == 0xF0 ? 0x90 : 0x80;
    std::uint8_t const high = lead == 0xF4 ? 0x8F : 0xBF;
    return continues(text, 1, low, high) && continues(text, 2) && continues(text, 3) ? 4 : 0;
  }
  return 0;
}

Utf8Scan scan_utf8(std::string_view text) {
  Utf8Scan out;
  while (!text.empty()) {
    auto const lead = byte_at(text, 0);
    auto const length = utf8_length(text);
    if (length == 0) {
      out.valid = false;
      return out;
    }
    if (!out.control && length == 1 && is_refused_control(lead)) out.control = lead;
    if (!out.control && lead == 0xC2 && byte_at(text, 1) < 0xA0) out.control = byte_at(text, 1);
    ++out.code_points;
    text.remove_prefix(length);
  }
  return out;
}

}  // namespace weft::json::detail
