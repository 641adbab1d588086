// mapping.h - a mapping: the small declarative file that says how the rows of a source become facts of ours.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/money.h"
#include "base/result.h"
#include "base/zone.h"
#include "customer/profile/profile.h"
#include "orders/orders.h"
#include "org/org.h"

namespace weft::connectors {

/// What a value of a column must look like.
enum class ColumnType : std::uint8_t { text, integer, decimal, timestamp, date };

struct Column {
  std::string name;  ///< as the header has it; in JSON lines a path such as "customer.email"
  ColumnType type{};
  bool required{};     ///< a row without a value is rejected
  bool optional{};     ///< the file may lack the column
  std::string format;  ///< of times: YYYY, MM, DD, hh, mm, ss; "julian", "unix", "unix_ms"; empty = ISO 8601
};

/// What the rows of a part become.
enum class Target : std::uint8_t { sales, customers, locations, staff, shifts, footfall };
inline constexpr std::size_t kTargets = 6;
std::string_view name_of(Target target);
/// The last four are of the organisation: org settles them.
constexpr bool is_of_org(Target target) { return target >= Target::locations; }

/// What a row may say. The order is part of how staged rows are written.
enum class Field : std::uint8_t {
  number,
  line_key,
  kind,
  sold_at,
  sku,
  description,
  quantity,
  unit_price,
  amount,
  discount,
  currency,
  channel,
  location,
  fulfilment_channel,
  fulfilment_location,
  customer_id,
  loyalty_number,
  email,
  customer_name,
  country,
  returns_number,
  tender,
  as_of,
  tax,
  shipping,
  tender_amount,
  tender_reference,
  facts,  ///< comes from [facts]: what else the source says, as one JSON object
  // From here on of the organisation alone.
  name,
  zone,
  legal_entity,
  address,
  address_2,
  city,
  postcode,
  region,
  latitude,
  longitude,
  opening_hours,
  active,
  role,
  locations,
  shift,
  starts_at,
  ends_at,
  hour,
  visitors,
};
inline constexpr std::size_t kFields = 47;
/// The fields that rows of a target may have are before this one.
constexpr std::size_t fields_of(Target target) {
  return is_of_org(target) ? kFields : static_cast<std::size_t>(Field::facts) + 1;
}
std::string_view name_of(Field field);
std::optional<Field> field_of(std::string_view name);
/// What is kept of a field: text, a whole number, an amount in minor units, or microseconds since 1970.
enum class FieldKind : std::uint8_t { text, integer, money, time };
FieldKind kind_of(Field field);
/// What every row of a target says, where that does not depend on the row.
std::span<Field const> needed_by(Target target);
/// Rows of a document may leave it to its other rows: sold_at, channel, location.
bool may_come_from_document(Field field);
/// The longest text a field takes, in bytes.
std::size_t bytes_max(Field field);

/// What to do with a value that a lookup does not know.
enum class Otherwise : std::uint8_t { keep, empty, reject };

/// What a row means that has no value for a field.
enum class Missing : std::uint8_t {
  reject,    ///< it cannot go in, where the field is needed
  unknown,   ///< the source does not know: the line is kept without (quantity, amount)
  document,  ///< what other rows of its document say (sold_at, channel, location and the buyer's)
};

/// Where a field's value comes from: columns, or the same for every row.
struct Source {
  std::vector<std::size_t> columns{};  ///< indexes into Part::columns, texts joined by a space; none = the constant
  std::optional<std::size_t> time_column{};  ///< of a time: whole seconds of the day to add to the date
  std::string constant{};
  std::int64_t constant_number{};       ///< of an integer constant
  bool negate{};                        ///< of numbers
  std::string prefix{};                 ///< set before a text that is not empty
  std::optional<std::size_t> lookup{};  ///< index into Mapping::lookups
  Otherwise otherwise{};
  Missing missing{};
  std::optional<std::string> fallback{};          ///< a text where nobody says one
  std::optional<std::int64_t> fallback_number{};  ///< the same of integers, minor units and microseconds
};

enum class Test : std::uint8_t { equals, not_equals, starts_with, not_starts_with, empty, below, at_least };

struct Condition {
  std::size_t column{};
  Test test{};
  std::string text{};
  std::int64_t number{};  ///< of below and at_least; of empty: 1 = must be, 0 = must not be
};

enum class RuleDoes : std::uint8_t { set, skip, reject };

struct Rule {
  std::vector<Condition> when;  ///< all of them
  RuleDoes does{};
  std::vector<std::pair<Field, Source>> set{};
  std::string words{};  ///< why a row is rejected
};

/// Which of the values that the rows of one document give counts for the document.
enum class Merge : std::uint8_t {
  same,  ///< they must agree (rows without a value aside), else the document is rejected
  min,
  max,
};

struct Lookup {
  std::string name;
  std::map<std::string, std::string, std::less<>> values;
};

/// One kind of file of a set: its columns, and what they mean. A file belongs to the part whose columns it has.
struct Part {
  std::string name;  ///< empty where the mapping has but one
  Target target{};
  std::optional<char> delimiter{};  ///< of CSV; nothing = told by the header line
  char decimal = '.';
  base::Zone zone{};  ///< of times that name none
  std::vector<Column> columns;
  Source number{};  ///< what names a document: an order, an invoice, a person
  std::vector<std::size_t> line_key;
  orders::Vanished vanished{};  ///< what becomes of a row that a later set of its document has no more
  std::array<std::optional<Source>, kFields> fields{};
  std::array<Merge, kFields> merge{};
  std::vector<std::pair<std::string, std::size_t>> facts;          ///< name and column of what is kept as given
  profile::Provenance provenance = profile::Provenance::recorded;  ///< how the source knows what customers' rows say
  std::vector<Rule> rules;

  [[nodiscard]] std::optional<Source> const& source(Field field) const {
    return fields[static_cast<std::size_t>(field)];
  }
};

inline constexpr std::size_t kPartsMax = 100;

struct Mapping {
  std::string name;
  std::string title;
  std::string text;                               ///< the file itself; kept with each import that used it
  std::string source;                             ///< the source system its facts carry
  std::optional<orders::TaxPolicy> tax_policy{};  ///< of its documents, where the source has one
  std::vector<Part> parts;
  std::vector<Lookup> lookups;
  std::vector<org::ChannelFacts> channels;  ///< made when they are missing
  std::vector<org::LocationFacts> locations;
};

/// Reads a mapping file (TOML). Errors: invalid_argument connectors.mapping_invalid, whose fields name every fault by
/// its place ("/fields/sku/column", "/parts/2/fields/sku/column").
base::Result<Mapping> parse_mapping(std::string_view name, std::string_view toml);

/// The mappings that the program brings along: name and text.
struct ShippedMapping {
  std::string_view name;
  std::string_view text;
};
std::span<ShippedMapping const> shipped_mappings();

}  // namespace weft::connectors
