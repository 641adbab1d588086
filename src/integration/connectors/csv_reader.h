// csv_reader.h - turns CSV text, pushed in pieces of any size, into rows and named faults; holds at most one row.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace weft::connectors {

/// Why a piece of text is no row.
enum class CsvFault : std::uint8_t {
  line_too_long,     ///< longer than line_bytes_max
  quote_not_closed,  ///< a quoted field runs past line_bytes_max, row_lines_max or the end of the file
  bad_quote,         ///< a quote inside an unquoted field, or text after a closing quote
};

/// RFC 4180 with what the world makes of it: LF or CRLF line ends, a byte order mark, quoted line breaks, empty lines
/// (ignored), a last line without an end. A fault costs the one line where it lies: reading goes on with the next line,
/// even when that line was taken for the inside of a quote. Does not judge the encoding. Rows with quotes stand on
/// libcsv; a line without one needs no parser, and most files have hardly another.
class CsvReader {
 public:
  struct Options {
    char delimiter = ',';
    std::size_t line_bytes_max = std::size_t{1} << 20;
    std::size_t row_lines_max = 1'000;  ///< lines that one row may span
  };
  /// `line` is where the row starts, counted from 1; the fields are valid during the call only.
  using OnRow = std::function<void(std::int64_t line, std::span<std::string_view const> fields)>;
  /// `text` is the beginning of the faulty line, valid during the call only.
  using OnFault = std::function<void(std::int64_t line, CsvFault fault, std::string_view text)>;

  CsvReader(Options options, OnRow on_row, OnFault on_fault);
  ~CsvReader();
  CsvReader(CsvReader const&) = delete;
  CsvReader& operator=(CsvReader const&) = delete;

  void push(std::string_view bytes);
  /// The file has ended: settles a last line without an end and a quote that never closed.
  void finish();

 private:
  struct Parser;                      // libcsv's
  void line(std::string_view text);   // one physical line, with its line end if it has one
  void split(std::string_view text);  // a line without a quote is a row, and its delimiters part it
  void feed(std::string_view text);   // what has quotes is for libcsv
  void fault(CsvFault why);           // ends the row at hand and reads its later lines again
  void emit_row();
  void give_row();

  Options options_;
  OnRow on_row_;
  OnFault on_fault_;
  std::unique_ptr<Parser> parser_;
  std::string partial_;        // the beginning of a line whose end has not come
  bool skipping_ = false;      // inside a line that was too long
  std::int64_t lines_ = 0;     // physical lines seen
  std::int64_t row_line_ = 0;  // where the row at hand starts; 0 = none is open
  std::string row_text_;       // the lines of the open row, for reading again after a fault
  std::size_t row_lines_ = 0;
  std::string fields_text_;  // the values of the row at hand, one after the other
  std::vector<std::size_t> field_ends_;
  std::vector<std::string_view> fields_;
};

}  // namespace weft::connectors
