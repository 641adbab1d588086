// write.cpp - appends numbers, texts and ready values.
#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <charconv>
#include <cmath>

#include "platform/json/json.h"
#include "platform/json/utf8.h"

namespace weft::json {
namespace {

/// Bytes that may stand as they are: printable ASCII without quote and backslash.
bool is_plain(char letter) {
  auto const byte = static_cast<std::uint8_t>(letter);
  return byte >= 0x20 && byte < 0x7F && letter != '"' && letter != '\\';
}

/// Appends the code point or the broken byte at the start of `text` and says how many bytes it took.
std::size_t append_other(std::string& out, std::string_view text) {
  switch (text.front()) {
    case '"': out += "\\\""; return 1;
    case '\\': out += "\\\\"; return 1;
    case '\n': out += "\\n"; return 1;
    case '\r': out += "\\r"; return 1;
    case '\t': out += "\\t"; return 1;
    default: break;
  }
  auto const length = detail::utf8_length(text);
  if (length == 0) {
    out += "\xEF\xBF\xBD";
    return 1;
  }
  auto const byte = static_cast<std::uint8_t>(text.front());
  if (length == 1 && (byte < 0x20 || byte == 0x7F)) {
    fmt::format_to(std::back_inserter(out), "\\u{:04x}", byte);
  } else {
    out += text.substr(0, length);
  }
  return length;
}

void indent(std::string& out, std::size_t level) {
  out += '\n';
  out.append(2 * level, ' ');
}

void append_pretty(std::string& out, boost::json::value const& value, std::size_t level) {
  bool first = true;
  auto const next = [&] {
    if (!first) out += ',';
    first = false;
    indent(out, level + 1);
  };
  if (value.is_object() && !value.get_object().empty()) {
    out += '{';
    for (auto const& [key, item] : value.get_object()) {
      next();
      encode_string(out, {key.data(), key.size()});
      out += ": ";
      append_pretty(out, item, level + 1);
    }
    indent(out, level);
    out += '}';
  } else if (value.is_array() && !value.get_array().empty()) {
    out += '[';
    for (auto const& item : value.get_array()) {
      next();
      append_pretty(out, item, level + 1);
    }
    indent(out, level);
    out += ']';
  } else {
    detail::write_any(out, value);
  }
}

}  // namespace

void encode_string(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    std::size_t plain = 0;
    while (plain < text.size() && is_plain(text[plain])) ++plain;
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (!text.empty()) text.remove_prefix(append_other(out, text));
  }
  out += '"';
}

void encode_pretty(std::string& out, boost::json::value const& value) { append_pretty(out, value, 0); }

namespace detail {

void write_integer(std::string& out, std::int64_t value) {
  std::array<char, 24> digits{};
  auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out.append(digits.data(), end);
}

void write_double(std::string& out, double value) {
  if (!std::isfinite(value)) throw std::logic_error{"json: NaN and infinity cannot be written"};
  if (value == 0 && std::signbit(value)) {
    out.append("-0.0");  // "-0" would be read as a whole number, which has no such zero
    return;
  }
  std::array<char, 32> digits{};
  auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out.append(digits.data(), end);
}

void write_name(std::string& out, std::string_view name, bool& first) {
  out += first ? "\"" : ",\"";
  first = false;
  out += name;
  out += "\":";
}

void write_any(std::string& out, boost::json::value const& value) {
  bool first = true;
  switch (value.kind()) {
    case boost::json::kind::null: out += "null"; break;
    case boost::json::kind::bool_: out += value.get_bool() ? "true" : "false"; break;
    case boost::json::kind::int64: write_integer(out, value.get_int64()); break;
    case boost::json::kind::uint64: out += std::to_string(value.get_uint64()); break;
    case boost::json::kind::double_: write_double(out, value.get_double()); break;
    case boost::json::kind::string: encode_string(out, {value.get_string().data(), value.get_string().size()}); break;
    case boost::json::kind::array:
      out += '[';
      for (auto const& item : value.get_array()) {
        if (!first) out += ',';
        first = false;
        write_any(out, item);
      }
      out += ']';
      break;
    case boost::json::kind::object:
      out += '{';
      for (auto const& [key, item] : value.get_object()) {
        if (!first) out += ',';
        first = false;
        encode_string(out, {key.data(), key.size()});
        out += ':';
        write_any(out, item);
      }
      out += '}';
      break;
  }
}

}  // namespace detail
}  // namespace weft::json
