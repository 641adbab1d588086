// row.h - one row of a file as the mapping understands it, and the compact form in which it waits to be written.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "integration/connectors/mapping.h"

namespace weft::connectors {

/// The values of one row. Texts are views into whatever the row was made from. `number` holds integers, minor units and
/// microseconds since 1970, by the field's kind.
struct SalesRow {
  std::bitset<kFields> has;
  std::array<std::string_view, kFields> texts{};
  std::array<std::int64_t, kFields> numbers{};

  [[nodiscard]] bool holds(Field field) const { return has[static_cast<std::size_t>(field)]; }
  [[nodiscard]] std::string_view text(Field field) const { return texts[static_cast<std::size_t>(field)]; }
  [[nodiscard]] std::int64_t number(Field field) const { return numbers[static_cast<std::size_t>(field)]; }
  void set_text(Field field, std::string_view value) {
    has.set(static_cast<std::size_t>(field));
    texts[static_cast<std::size_t>(field)] = value;
  }
  void set_number(Field field, std::int64_t value) {
    has.set(static_cast<std::size_t>(field));
    numbers[static_cast<std::size_t>(field)] = value;
  }
};

/// One thing that is wrong with one row.
struct RowFault {
  base::Reason reason;
  std::string column;  ///< empty = the row as a whole
  std::string value;
  std::string detail;
};

/// Applies a mapping to the rows of one file. Made from the file's header; keeps scratch memory, so one thread each.
class RowReader {
 public:
  /// Finds the mapping's columns in the header (exact names, spaces around them aside). Errors: invalid_argument
  /// connectors.missing_columns (detail lists them, and what the header has instead).
  static base::Result<RowReader> open(Mapping const& mapping, std::span<std::string_view const> header);

  enum class Outcome : std::uint8_t { row, skipped, rejected };
  /// `row` is valid until the next call. All faults of the row are appended, so that a person mends them in one go.
  Outcome read(std::span<std::string_view const> fields, SalesRow& row, std::vector<RowFault>& faults);

 private:
  RowReader(Mapping const& mapping, std::size_t width) : mapping_{&mapping}, width_{width} {}
  struct Cell {
    std::string_view text;
    std::int64_t number = 0;  // of integer, timestamp and date columns
    bool good = true;
  };
  void read_cell(std::size_t column, std::string_view text, std::vector<RowFault>& faults);
  [[nodiscard]] bool holds(Rule const& rule) const;
  void set(Field field, Source const& source, SalesRow& row, std::vector<RowFault>& faults);
  void set_money(Field field, Source const& source, SalesRow& row, int minor_digits, std::vector<RowFault>& faults);

  Mapping const* mapping_;
  std::size_t width_;
  std::vector<std::optional<std::size_t>> places_;  // where in the file each column of the mapping stands
  std::vector<Cell> cells_;                         // one a column of the mapping
  std::array<Source const*, kFields> sources_{};    // of the row at hand, rules applied
  std::string line_key_;
};

/// A moment read by `format` (YYYY, MM, DD, hh, mm, ss and the signs between; empty = ISO 8601 with or without a zone,
/// a date alone being its first moment), UTC where the text names no zone. `no_such` = the form is right and the
/// calendar or the clock has no such moment.
struct ParsedTime {
  std::optional<base::Instant> at{};
  bool no_such = false;
};
ParsedTime parse_time(std::string_view text, std::string_view format);

/// The staged form: the document's number and the line key first, then every other field that is not the mapping's own
/// constant, in order. Equal rows give equal bytes; bytes in order are rows of a document in order of key, then
/// content.
void pack(SalesRow const& row, Mapping const& mapping, std::string& out);
/// Reads it back; texts are views into `packed` and into the mapping's constants. False if it is no such row.
bool unpack(std::string_view packed, Mapping const& mapping, SalesRow& row);

/// Where the rows of a document are put together: the first 8 bytes of a hash of its number, the same in every file and
/// on every machine.
std::int64_t document_hash(std::string_view number);

}  // namespace weft::connectors
