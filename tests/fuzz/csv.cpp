// csv.cpp - feeds any bytes to the CSV reader: where the pieces are cut changes nothing, and no byte is lost unnamed.
#include <cstdint>
#include <cstdlib>

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

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const bytes{reinterpret_cast<char const*>(data), size};
  auto const whole = told(bytes, size + 1);
  if (told(bytes, 1) != whole || told(bytes, 7) != whole) std::abort();
  return 0;
}
