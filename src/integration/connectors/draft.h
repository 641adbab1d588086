// draft.h - the first rows of a file become a proposal of how to read it, and choices become a mapping file; pure.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace weft::connectors {

inline constexpr std::size_t kDraftBytesMax = 262'144;  ///< of a file's beginning; more is not looked at
inline constexpr std::size_t kDraftColumnsMax = 200;

/// A column as it is to be read. What it becomes is a field of sales or customers, "number" (the order number), "line"
/// (tells the lines of an order apart), "fact" (kept as given), or empty: left out.
struct DraftColumn {
  std::string name;
  std::string becomes;
  std::string type;    ///< text, integer, decimal, timestamp or date
  std::string format;  ///< of times, as mapping files write it; empty = ISO 8601
};
BOOST_DESCRIBE_STRUCT(DraftColumn, (), (name, becomes, type, format))

/// A channel or location that the file names, and the code it gets; made by the import if the shop has none of that
/// code.
struct DraftPlace {
  std::string of;     ///< channel or location
  std::string value;  ///< as the file has it
  std::string code;
};
BOOST_DESCRIBE_STRUCT(DraftPlace, (), (of, value, code))

/// What a mapping file is drawn from. A constant stands where no column says it.
struct DraftChoices {
  std::string title;
  std::string source;
  std::string target;     ///< sales or customers
  std::string delimiter;  ///< one character
  std::string decimal;    ///< "." or ","
  std::string zone;       ///< of times without one
  std::string currency;
  std::string channel;
  std::string location;
  bool negative_returns{};  ///< a row of fewer than 0 units is a return
  std::vector<DraftPlace> places;
  std::vector<DraftColumn> columns;
};
BOOST_DESCRIBE_STRUCT(DraftChoices, (),
                      (title, source, target, delimiter, decimal, zone, currency, channel, location, negative_returns,
                       places, columns))

/// What was seen of a column and how sure the proposal is.
struct DraftEvidence {
  std::int64_t sure_percent{};       ///< 0 = nothing known of it
  std::vector<std::string> samples;  ///< different values, the first few
  std::int64_t empty{};              ///< of the rows looked at
  std::optional<std::string> doubt;  ///< what a person should look at
};
BOOST_DESCRIBE_STRUCT(DraftEvidence, (), (sure_percent, samples, empty, doubt))

struct Draft {
  DraftChoices choices;
  std::vector<DraftEvidence> evidence;         ///< by column
  std::vector<std::vector<std::string>> rows;  ///< the first ones, as they stand
  std::int64_t rows_looked_at{};
  std::vector<std::string> questions;  ///< what the file does not say: currency, channel, location, zone
  std::vector<std::string> doubts;     ///< of the file as a whole
};
BOOST_DESCRIBE_STRUCT(Draft, (), (choices, evidence, rows, rows_looked_at, questions, doubts))

/// Proposes how to read a file from its beginning (a cut last line is left out). `name` is the file's: it becomes
/// source and title. Errors: connectors.not_utf8 (UTF-16), connectors.workbook, connectors.missing_columns (empty, or
/// no header line to be seen).
base::Result<Draft> propose(std::string_view name, std::string_view beginning);

/// The mapping file that choices say. It need not be valid yet: parse_mapping tells what is missing.
std::string draw(DraftChoices const& choices);

}  // namespace weft::connectors
