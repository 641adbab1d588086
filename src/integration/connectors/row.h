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

inline constexpr std::size_t kFactsMax = 50;  ///< names of [facts] in one part

/// The values of one row. Texts are views into whatever the row was made from. `number` holds integers, minor units and
/// microseconds since 1970, by the field's kind.
struct MappedRow {
  std::size_t part = 0;
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

/// What of a value may be shown and stored: valid UTF-8 without NUL, 200 bytes at most, cut at a whole character.
std::string shown(std::string_view text);

/// The part of a mapping that a file belongs to: the one whose needed columns its header has (exact names, spaces
/// around them aside); of several the one that names most of the header. Errors: invalid_argument
/// connectors.missing_columns (detail lists what the nearest part lacks, and what the header has instead).
/// `of_one_row`: the names are those of one JSON object, where what is empty is often left out, so that only columns
/// which every row needs must be there.
base::Result<std::size_t> find_part(Mapping const& mapping, std::span<std::string_view const> header,
                                    bool of_one_row = false);

/// Applies a part of a mapping to the rows of one file. Made from the file's header; keeps scratch memory, so one
/// thread each.
class RowReader {
 public:
  /// `part` must be the header's own (find_part); columns that the file lacks are empty in each row.
  RowReader(Mapping const& mapping, std::size_t part, std::span<std::string_view const> header);

  enum class Outcome : std::uint8_t { row, skipped, rejected };
  /// `row` is valid until the next call. All faults of the row are appended, so that a person mends them in one go.
  Outcome read(std::span<std::string_view const> fields, MappedRow& row, std::vector<RowFault>& faults);
  /// Of the row that read() has just rejected: whether it can be told which document it is of; `row` then holds the
  /// number.
  bool knows_document(std::span<std::string_view const> fields, MappedRow& row);

 private:
  struct Cell {
    std::string_view text;
    std::int64_t number = 0;  // of integer, timestamp and date columns
    bool good = true;
  };
  void read_cell(std::size_t column, std::string_view text, std::vector<RowFault>& faults);
  [[nodiscard]] bool holds(Rule const& rule) const;
  /// False where the row is skipped.
  bool apply_rules(std::vector<RowFault>& faults);
  void set(Field field, Source const& source, MappedRow& row, std::vector<RowFault>& faults);
  void set_number(Field field, Source const& source, MappedRow& row, std::vector<RowFault>& faults);
  void set_text(Field field, Source const& source, MappedRow& row, std::vector<RowFault>& faults);
  void set_money(Field field, Source const& source, MappedRow& row, int minor_digits, std::vector<RowFault>& faults);
  void set_key(MappedRow& row, std::vector<RowFault>& faults);
  void set_amounts(MappedRow& row, std::vector<RowFault>& faults);
  void set_facts(MappedRow& row, std::vector<RowFault>& faults);
  void check_needed(MappedRow const& row, std::vector<RowFault>& faults) const;
  [[nodiscard]] Column const& column_of(Source const& source) const { return part_->columns[source.columns.front()]; }

  Mapping const* mapping_;
  Part const* part_;
  base::Zone zone_;
  std::size_t part_no_;
  std::size_t width_;
  std::vector<std::optional<std::size_t>> places_;  // where in the file each column of the part stands
  std::vector<Cell> cells_;                         // one a column of the part
  std::array<Source const*, kFields> sources_{};    // of the row at hand, rules applied
  std::array<std::string, kFields> made_;           // texts that stand in no cell as they are: joined, with a prefix
  std::string number_with_dots_;
};

/// A moment read by `format` (YYYY, MM, DD, hh, mm, ss and the signs between; empty = ISO 8601 with or without a zone,
/// a date alone being its first moment; "julian" = the Julian day number, "unix" and "unix_ms" = seconds and
/// milliseconds since 1970), in `zone` where the text names none. `no_such` = the form is right and the
/// calendar or the clock has no such moment.
struct ParsedTime {
  std::optional<base::Instant> at{};
  bool no_such = false;
};
ParsedTime parse_time(std::string_view text, std::string_view format, base::Zone const& zone);

/// The staged form: what the row becomes and the number of its document (its key), then the part and the line key, then
/// every other field that is not the part's own constant, in order. Equal rows give equal bytes; bytes in order are the
/// rows of a document in order of part and key, then content.
void pack(MappedRow const& row, Mapping const& mapping, std::string& out);
/// Reads it back; texts are views into `packed` and into the mapping's constants. False if it is no such row.
bool unpack(std::string_view packed, Mapping const& mapping, MappedRow& row);

/// The staged form of a row that was rejected: its document must wait for it.
void pack_rejected(MappedRow const& row, Mapping const& mapping, std::string& out);
bool is_rejected(std::string_view packed);

/// The key of a staged row: the same for the rows of one document, in every file and part.
std::string_view key_of(std::string_view packed);
/// What the rows of a key become, and the number of their document.
Target target_of(std::string_view key);
std::string_view number_of(std::string_view key);
/// The part that a staged row was read by.
std::size_t part_of(std::string_view packed);
/// Where the rows of a document are put together: 8 bytes of a hash of its key, the same on every machine.
std::int64_t document_hash(std::string_view key);
/// The lowest hash that documents of a target of the organisation can have; those of the next one follow.
std::int64_t first_hash_of(Target target);
/// Whether documents from this hash on may tell of the organisation.
bool may_tell_of_org(std::int64_t hash);
/// Names a line in every telling of its document: the columns that the mapping declares, and the how many-th of that
/// key it is, in order of the rows' contents.
std::int64_t line_hash(std::string_view line_key, std::int64_t ordinal);

}  // namespace weft::connectors
