// json.h - between JSON and described structs: every wrong field named at once, and a JSON Schema of the same description.
#pragma once

#include <boost/describe.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/money.h"
#include "base/result.h"

namespace weft::json {

// ---- What a struct may hold -------------------------------------------------------------------------------------------
// A request or response is a struct with BOOST_DESCRIBE_STRUCT(Name, (Bases..), (members..)); its members may be
//   bool, std::int16_t, std::int32_t, std::int64_t, double, std::string,
//   Text<min, max>, Integer<min, max>, List<T, min, max>, Matching<Rule>   (the bounded ones, below)
//   base::Id<Kind>, base::Instant (RFC 3339), base::Date, base::Currency, an enum with BOOST_DESCRIBE_ENUM,
//   std::optional<T> (may be missing or null; everything else must be there), std::vector<T>,
//   std::map<std::string, T>, another described struct, Any (whatever it is, untouched).
// base::Money reads and writes as {"amount_minor": 1230, "currency": "EUR"}.
// A struct may say what its members mean: `static constexpr Note kNotes[] = {{"member", "what it is"}, ..};` and what it
// is called in openapi.json: `static constexpr std::string_view kSchemaName = "Sale";` (else its unqualified C++ name).

/// One line of documentation for one member, shown in openapi.json.
struct Note {
  std::string_view member;
  std::string_view text;
};

/// A text of `min`..`max` Unicode code points, valid UTF-8, without NUL and without other control characters but tab
/// and line breaks. PostgreSQL can store whatever this accepts.
template <std::size_t min, std::size_t max>
struct Text {
  static constexpr std::size_t kMin = min;
  static constexpr std::size_t kMax = max;
  std::string value;
  operator std::string const&() const { return value; }          // NOLINT: it is a string with a promise
  operator std::string_view() const { return value; }            // NOLINT
  friend auto operator<=>(Text const&, Text const&) = default;
};

/// A whole number of `min`..`max`, both included.
template <std::int64_t min, std::int64_t max>
struct Integer {
  static constexpr std::int64_t kMin = min;
  static constexpr std::int64_t kMax = max;
  std::int64_t value{};
  operator std::int64_t() const { return value; }                // NOLINT
  friend auto operator<=>(Integer const&, Integer const&) = default;
};

/// A list of `min`..`max` items.
template <class T, std::size_t min, std::size_t max>
struct List {
  static constexpr std::size_t kMin = min;
  static constexpr std::size_t kMax = max;
  std::vector<T> items;
  auto begin() const { return items.begin(); }
  auto end() const { return items.end(); }
  [[nodiscard]] std::size_t size() const { return items.size(); }
  friend bool operator==(List const&, List const&) = default;
};

/// A text with a rule of its own: `Rule::ok(std::string_view)`, `Rule::kPattern` (ECMA regular expression for the
/// schema; must accept exactly what ok() accepts), `Rule::kMaxLength`, `Rule::kWords` ("an e-mail address").
template <class Rule>
struct Matching {
  using Of = Rule;
  std::string value;
  operator std::string const&() const { return value; }          // NOLINT
  operator std::string_view() const { return value; }            // NOLINT
  friend auto operator<=>(Matching const&, Matching const&) = default;
};

/// Any JSON value, passed through.
struct Any {
  boost::json::value value;
};

// ---- Reading ----------------------------------------------------------------------------------------------------------
inline constexpr base::Reason kMalformed{"json.malformed", base::Code::invalid_argument, "The body is not valid JSON.", 400};
inline constexpr base::Reason kInvalid{"json.invalid", base::Code::invalid_argument, "Some fields are missing or wrong."};
// The reasons of single fields (FieldError::reason): json.missing, json.unknown, json.wrong_type, json.out_of_range,
// json.too_short, json.too_long, json.not_one_of, json.bad_format, json.duplicate.

/// Limits that stand for every body.
struct Limits {
  std::size_t depth_max = 32;
  std::size_t nodes_max = 200'000;  ///< values in the whole document
};

/// Reads a body. Errors: invalid_argument json.malformed (400; detail says where and what), json.invalid (422) with one
/// FieldError for EVERY wrong, missing, unknown or doubled field, by JSON pointer, in document order.
template <class T>
base::Result<T> decode(std::string_view text, Limits const& limits = {});

/// Reads from a parsed value; pointers start with `at`. Appends to `wrong` and returns what could be read.
template <class T>
T decode_value(boost::json::value const& value, std::string const& at, std::vector<base::FieldError>& wrong);

/// Reads one scalar from the text of a path or query parameter, with the same rules as in a body.
template <class T>
std::optional<T> decode_parameter(std::string_view text, std::string const& at, std::vector<base::FieldError>& wrong);

// ---- Writing ----------------------------------------------------------------------------------------------------------
/// Appends `value` as JSON: members in order of declaration, empty optionals left out, text escaped as RFC 8259 asks.
template <class T>
void encode_to(std::string& out, T const& value);
template <class T>
std::string encode(T const& value) {
  std::string out;
  encode_to(out, value);
  return out;
}
/// Appends a JSON string literal.
void encode_string(std::string& out, std::string_view text);

// ---- Describing -------------------------------------------------------------------------------------------------------
/// The named schemas of one document (components/schemas of OpenAPI 3.1, JSON Schema 2020-12).
class SchemaBook {
 public:
  /// The schema of T: inline for scalars and lists, a $ref for structs and enums, which are added to the book once. Two
  /// different structs of one name throw std::logic_error. Structs say additionalProperties: false when `closed`.
  template <class T>
  boost::json::value schema_of();
  [[nodiscard]] boost::json::object const& schemas() const { return schemas_; }

 private:
  boost::json::object schemas_;
  std::map<std::string, void const*> owners_;
};

}  // namespace weft::json

#include "platform/json/decode.ipp"
#include "platform/json/encode.ipp"
#include "platform/json/schema.ipp"
