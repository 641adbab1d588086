// page.cpp - cursors: length-prefixed parts behind the list's name, in URL-safe base 64.
#include "base/page.h"

#include <fmt/format.h>

#include <charconv>

namespace weft::base {
namespace {

constexpr std::string_view kNotOfThisList = "The cursor was not made by this list. Start again without one.";
constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

void put_part(std::string& out, std::string_view part) { out += fmt::format("{}:{}", part.size(), part); }

std::optional<std::string> take_part(std::string_view& text) {
  auto const colon = text.find(':');
  if (colon == std::string_view::npos) return {};
  std::size_t length = 0;
  auto const [end, failed] = std::from_chars(text.data(), text.data() + colon, length);
  if (failed != std::errc{} || end != text.data() + colon || length > text.size() - colon - 1) return {};
  std::string part{text.substr(colon + 1, length)};
  text.remove_prefix(colon + 1 + length);
  return part;
}

}  // namespace

std::string base64url_encode(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() * 4 + 2) / 3);
  std::uint32_t bits = 0;
  int held = 0;
  for (char const byte : bytes) {
    bits = (bits << 8) | static_cast<std::uint8_t>(byte);
    held += 8;
    while (held >= 6) out += kAlphabet[(bits >> (held -= 6)) & 63U];
  }
  if (held > 0) out += kAlphabet[(bits << (6 - held)) & 63U];
  return out;
}

std::optional<std::string> base64url_decode(std::string_view text) {
  std::string out;
  std::uint32_t bits = 0;
  int held = 0;
  for (char const letter : text) {
    auto const digit = kAlphabet.find(letter);
    if (digit == std::string_view::npos) return {};
    bits = (bits << 6) | static_cast<std::uint32_t>(digit);
    held += 6;
    if (held >= 8) out += static_cast<char>((bits >> (held -= 8)) & 255U);
  }
  // What is left over must be padding of zeros: anything else has a second spelling, and a cursor has only one.
  if (held >= 6 || (bits & ((1U << held) - 1U)) != 0) return {};
  return out;
}

std::string encode_cursor(std::string_view list, std::vector<std::string> const& key) {
  std::string out;
  put_part(out, list);
  for (auto const& part : key) put_part(out, part);
  return base64url_encode(out);
}

Result<std::vector<std::string>> decode_cursor(std::string_view list, std::string_view cursor, std::size_t parts) {
  Error const refused{kBadCursor, std::string{kNotOfThisList}};
  auto const text = base64url_decode(cursor);
  if (!text) return refused;
  std::string_view rest{*text};
  auto const name = take_part(rest);
  if (!name || *name != list) return refused;
  std::vector<std::string> key;
  while (!rest.empty()) {
    auto part = take_part(rest);
    if (!part) return refused;
    key.push_back(std::move(*part));
  }
  if (key.size() != parts) return refused;
  return key;
}

Result<TimePlace> place_of_cursor(std::string_view list, std::optional<std::string> const& cursor) {
  if (!cursor) {
    TimePlace before_all{Instant{std::chrono::sys_days{std::chrono::year{9999} / 1 / 1}}, {}};
    before_all.id.bytes.fill(0xff);
    return before_all;
  }
  auto const key = decode_cursor(list, *cursor, 2);
  if (!key) return key.error();
  auto const at = parse_instant((*key)[0]);
  auto const id = Uuid::parse((*key)[1]);
  if (!at || !id) return Error{kBadCursor, std::string{kNotOfThisList}};
  return TimePlace{*at, *id};
}

std::string cursor_of_place(std::string_view list, TimePlace const& last) {
  return encode_cursor(list, {text_of(last.at), last.id.text()});
}

}  // namespace weft::base
