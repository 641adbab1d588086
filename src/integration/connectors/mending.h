// mending.h - rejected rows as a file that a person mends in place and gives again; pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace weft::connectors {

/// What Weft adds to a row that it gives back begins so; such columns mean nothing to a mapping.
inline constexpr std::string_view kOwnColumns = "weft_";
/// Says which import a row was alone in: its document may have gone in without it, and is put together anew with it.
inline constexpr std::string_view kImportColumn = "weft_import";
inline constexpr std::size_t kRejectedBytesMax = 8'000;  ///< of a row kept whole

/// Text that is not UTF-8, taken for Windows-1252.
std::string as_utf8(std::string_view text);

/// One line of CSV without its end. Bytes that are not UTF-8 are taken for Windows-1252, which they mostly are, and a
/// NUL for a space, so that what is mended can be read by anything.
std::string csv_line(std::span<std::string_view const> fields, char delimiter);

/// The fields of a line whose quotes are wrong, if it has the wanted number of them when quotes are taken as letters;
/// quotes at the ends of a field are left out.
std::optional<std::vector<std::string_view>> split_leniently(std::string_view line, char delimiter, std::size_t wanted);

/// A row that is given back.
struct RowToMend {
  std::int64_t line{};
  std::string fields;  ///< a line of CSV; empty where the row could not be split
  std::string whole;   ///< the row as it stood, where it could not be split
  std::string columns, reasons, details;
  std::string of_import;
};
/// The line that names the columns, and one for each row. `width` = the columns of `header`.
std::string header_to_mend(std::string_view header, char delimiter);
std::string line_to_mend(RowToMend const& row, std::size_t width, char delimiter);
/// How many columns a header line names.
std::size_t width_of(std::string_view header, char delimiter);

}  // namespace weft::connectors
