// json_lines_reader.h - turns JSON lines, pushed in pieces of any size, into rows and named faults; holds one line.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace weft::connectors {

/// One object a line. Its members are the columns, those of an object inside by path ("customer.email"); a text stands
/// as it is, a number as it is written, true and false as words, null and a missing member as empty, a list as its
/// JSON. The first object's members are given as the header, as a CSV file gives its own.
class JsonLinesReader {
 public:
  enum class Fault : std::uint8_t { line_too_long, not_json };
  static constexpr std::size_t kLineBytesMax = std::size_t{1} << 20;

  using OnHeader = std::function<void(std::span<std::string_view const> names)>;
  using OnRow = std::function<void(std::int64_t line, std::span<std::string_view const> fields)>;
  using OnFault = std::function<void(std::int64_t line, Fault fault, std::string_view text)>;
  JsonLinesReader(OnHeader on_header, OnRow on_row, OnFault on_fault);
  ~JsonLinesReader();
  JsonLinesReader(JsonLinesReader const&) = delete;
  JsonLinesReader& operator=(JsonLinesReader const&) = delete;

  /// The columns of every row from now on; called from on_header.
  void want(std::vector<std::string> columns);
  void push(std::string_view bytes);
  /// The file has ended: settles a last line without an end.
  void finish();

 private:
  struct Parser;  // simdjson's
  void line(std::string_view text);

  OnHeader on_header_;
  OnRow on_row_;
  OnFault on_fault_;
  std::unique_ptr<Parser> parser_;
  bool header_given_ = false;
  std::vector<std::string> columns_;
  std::string partial_;    // the beginning of a line whose end has not come
  bool skipping_ = false;  // inside a line that was too long
  std::int64_t lines_ = 0;
  std::vector<std::string> values_;
  std::vector<std::string_view> fields_;
};

}  // namespace weft::connectors
