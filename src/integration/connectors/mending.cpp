// mending.cpp - writes rejected rows as CSV, whatever their encoding was and however they were quoted.
#include "integration/connectors/mending.h"

#include <csv.h>
#include <simdjson.h>

#include <array>

namespace weft::connectors {

namespace {

// Windows-1252 where it differs from Latin-1: 0x80 to 0x9f; 0 = no letter.
constexpr std::array<char32_t, 32> kWindows{0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
                                            0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
                                            0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                            0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

void add_letter(std::string& out, unsigned char byte) {
  char32_t letter = byte;
  if (byte >= 0x80 && byte < 0xa0) letter = kWindows[byte - 0x80U] != 0 ? kWindows[byte - 0x80U] : 0xfffd;
  if (letter < 0x80) {
    out.push_back(static_cast<char>(letter));
  } else if (letter < 0x800) {
    out.push_back(static_cast<char>(0xc0U | (letter >> 6U)));
    out.push_back(static_cast<char>(0x80U | (letter & 0x3fU)));
  } else {
    out.push_back(static_cast<char>(0xe0U | (letter >> 12U)));
    out.push_back(static_cast<char>(0x80U | ((letter >> 6U) & 0x3fU)));
    out.push_back(static_cast<char>(0x80U | (letter & 0x3fU)));
  }
}

void add_field(std::string& out, std::string_view value) {
  std::string readable;
  if (!simdjson::validate_utf8(value) || value.find('\0') != std::string_view::npos) {
    bool const utf8 = simdjson::validate_utf8(value);
    for (char const letter : value) {
      if (letter == '\0')
        readable.push_back(' ');
      else if (utf8)
        readable.push_back(letter);
      else
        add_letter(readable, static_cast<unsigned char>(letter));
    }
    value = readable;
  }
  auto const size = out.size();
  out.resize(size + csv_write(nullptr, 0, value.data(), value.size()));
  csv_write(out.data() + size, out.size() - size, value.data(), value.size());
}

constexpr std::array<std::string_view, 6> kAdded{"weft_line",   "weft_column", "weft_reason",
                                                 "weft_detail", kImportColumn, "weft_row"};

}  // namespace

std::string as_utf8(std::string_view text) {
  std::string out;
  for (char const letter : text) add_letter(out, static_cast<unsigned char>(letter));
  return out;
}

std::string csv_line(std::span<std::string_view const> fields, char delimiter) {
  std::string out;
  for (std::size_t at = 0; at < fields.size(); ++at) {
    if (at > 0) out.push_back(delimiter);
    add_field(out, fields[at]);
  }
  return out;
}

std::optional<std::vector<std::string_view>> split_leniently(std::string_view line, char delimiter,
                                                             std::size_t wanted) {
  while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
  std::vector<std::string_view> fields;
  for (std::size_t begin = 0;;) {
    auto const end = line.find(delimiter, begin);
    auto field = line.substr(begin, end == std::string_view::npos ? end : end - begin);
    if (field.starts_with('"')) field.remove_prefix(1);
    if (field.ends_with('"') && line.substr(begin, 1) == "\"") field.remove_suffix(1);
    fields.push_back(field);
    if (end == std::string_view::npos || fields.size() > wanted) break;
    begin = end + 1;
  }
  if (fields.size() != wanted) return {};
  return fields;
}

std::size_t width_of(std::string_view header, char delimiter) {
  std::size_t width = 1;
  bool quoted = false;
  for (char const letter : header) {
    if (letter == '"') quoted = !quoted;
    if (letter == delimiter && !quoted) ++width;
  }
  return width;
}

std::string header_to_mend(std::string_view header, char delimiter) {
  return std::string{header} + delimiter + csv_line(kAdded, delimiter) + "\n";
}

std::string line_to_mend(RowToMend const& row, std::size_t width, char delimiter) {
  auto out = row.fields;
  auto const has = out.empty() ? 1 : width_of(out, delimiter);
  if (has < width) out.append(width - has, delimiter);
  auto const line = std::to_string(row.line);
  std::array<std::string_view, 6> const added{line, row.columns, row.reasons, row.details, row.of_import, row.whole};
  return out + delimiter + csv_line(added, delimiter) + "\n";
}

}  // namespace weft::connectors
