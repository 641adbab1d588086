// json_lines.cpp - whatever the bytes and their pieces: every line is a row, a fault or empty, and pieces change
// nothing.
#include "integration/connectors/json_lines_reader.h"

#include <cstdlib>

namespace {

using weft::connectors::JsonLinesReader;

std::string read(std::string_view text, std::size_t piece) {
  std::string got;
  std::int64_t before = 0;
  auto const at = [&](std::int64_t line) {
    if (line <= before) std::abort();
    before = line;
    got += std::to_string(line);
  };
  JsonLinesReader reader{[&](std::span<std::string_view const> names) { got += std::to_string(names.size()) + "\n"; },
                         [&](std::int64_t line, std::span<std::string_view const> fields) {
                           at(line);
                           for (auto const field : fields) got.append(field).push_back('\x1f');
                         },
                         [&](std::int64_t line, JsonLinesReader::Fault, std::string_view) {
                           at(line);
                           got += "!";
                         }};
  for (std::size_t begin = 0; begin < text.size(); begin += piece) reader.push(text.substr(begin, piece));
  reader.finish();
  return got;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
  if (size == 0) return 0;
  std::string_view const text{reinterpret_cast<char const*>(data) + 1, size - 1};
  if (read(text, 1U + data[0] % 16U) != read(text, size)) std::abort();
  return 0;
}
