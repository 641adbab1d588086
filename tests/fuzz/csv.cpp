// csv.cpp - feeds any bytes to the CSV reader: where the pieces are cut changes nothing, and no byte is lost unnamed.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "integration/connectors/csv_reader.h"

namespace {

using weft::connectors::CsvFault;
using weft::connectors::CsvReader;

/// Everything that the reader said, in order.
std::string told(std::string_view bytes, std::size_t piece) {
  std::string out;
  CsvReader::Options const options{.delimiter = ',', .line_bytes_max = 64, .row_lines_max = 4};
  CsvReader reader{options,
                   [&](std::int64_t line, std::span<std::string_view const> fields) {
                     if (fields.empty()) std::abort();
                     out += std::to_string(line) + ':';
                     for (auto const field : fields) (out += field) += '\x1f';
                     out += '\x1e';
                   },
                   [&](std::int64_t line, CsvFault fault, std::string_view text) {
                     if (text.size() > 1'000) std::abort();
                     out += std::to_string(line) + '!' + std::to_string(static_cast<int>(fault)) + '\x1e';
                   }};
  for (std::size_t at = 0; at < bytes.size(); at += piece) reader.push(bytes.substr(at, piece));
  reader.finish();
  return out;
}

/// The bytes as a table: a NUL ends a field, a 0x01 ends a row.
std::vector<std::vector<std::string>> table_of(std::string_view bytes) {
  std::vector<std::vector<std::string>> rows(1, std::vector<std::string>(1));
  for (char const byte : bytes) {
    if (byte == '\0') {
      rows.back().emplace_back();
    } else if (byte == '\x01') {
      rows.emplace_back(1);
    } else {
      rows.back().back() += byte;
    }
  }
  return rows;
}

/// What is written with every field in quotes must be read back as it was.
void read_back(std::vector<std::vector<std::string>> const& rows) {
  std::string text;
  for (auto const& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      text += i == 0 ? "\"" : ",\"";
      for (char const byte : row[i]) text.append(byte == '"' ? 2 : 1, byte);
      text += '"';
    }
    text += "\r\n";
  }
  std::vector<std::vector<std::string>> read;
  CsvReader reader{
      {},
      [&](std::int64_t, std::span<std::string_view const> fields) { read.emplace_back(fields.begin(), fields.end()); },
      [](std::int64_t, CsvFault, std::string_view) { std::abort(); }};
  reader.push(text);
  reader.finish();
  if (read != rows) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const bytes{reinterpret_cast<char const*>(data), size};
  auto const whole = told(bytes, size + 1);
  if (told(bytes, 1) != whole || told(bytes, 7) != whole) std::abort();
  if (std::count(bytes.begin(), bytes.end(), '\n') < 900) read_back(table_of(bytes));
  return 0;
}
