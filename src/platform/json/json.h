// json.h - between JSON and described structs: every wrong field named at once, and a JSON Schema of the same
// description.
#pragma once

#include <boost/describe.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/money.h"
#include "base/page.h"
#include "base/result.h"

namespace weft::json {

// ---- What a struct may hold
// ------------------------------------------------------------------------------------------- A request or response is
// a struct with BOOST_DESCRIBE_STRUCT(Name, (Bases..), (members..)); its members may be
//   bool, std::int16_t, std::int32_t, std::int64_t, double, std::string,
//   Text<min, max>, Integer<min, max>, List<T, min, max>, Matching<Rule>   (the bounded ones, below)
//   base::Id<Kind>, base::Instant (RFC 3339), base::Date, base::Currency, an enum with BOOST_DESCRIBE_ENUM,
//   std::optional<T> (may be missing or null; everything else must be there), std::vector<T>,
//   std::map<std::string, T>, another described struct, Any (whatever it is, untouched).
// base::Money reads and writes as {"amount_minor": 1230, "currency": "EUR"}, base::Page<T> as {"items": [..],
// "next_cursor": ".."}.
// A struct may say what its members mean: `static constexpr Note kNotes[] = {{"member", "what it is"}, ..};` and what
// it is called in openapi.json: `static constexpr std::string_view kSchemaName = "Sale";` (else its unqualified C++
// name).

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
  operator std::string const&() const { return value; }  // NOLINT: it is a string with a promise
  operator std::string_view() const { return value; }    // NOLINT
  friend auto operator<=>(Text const&, Text const&) = default;
};

/// A whole number of `min`..`max`, both included.
template <std::int64_t min, std::int64_t max>
struct Integer {
  static constexpr std::int64_t kMin = min;
  static constexpr std::int64_t kMax = max;
  std::int64_t value{};
  operator std::int64_t() const { return value; }  // NOLINT
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
  operator std::string const&() const { return value; }  // NOLINT
  operator std::string_view() const { return value; }    // NOLINT
  friend auto operator<=>(Matching const&, Matching const&) = default;
};

/// Any JSON value, passed through.
struct Any {
  boost::json::value value;
};

// ---- Reading
// ----------------------------------------------------------------------------------------------------------
inline constexpr base::Reason kMalformed{"json.malformed", base::Code::invalid_argument, "The body is not valid JSON.",
                                         400};
inline constexpr base::Reason kInvalid{"json.invalid", base::Code::invalid_argument,
                                       "Some fields are missing or wrong."};
// The reasons of single fields (FieldError::reason): json.missing, json.unknown, json.wrong_type, json.out_of_range,
// json.too_short, json.too_long, json.not_one_of, json.bad_format, json.duplicate.

/// Limits that stand for every body.
struct Limits {
  std::size_t depth_max = 32;
  std::size_t nodes_max = 200'000;  ///< values in the whole document
  std::size_t errors_max = 1'000;   ///< wrong fields named in one answer; the rest is counted, not listed
};

/// Reads a body. Errors: invalid_argument json.malformed (400; detail says where and what), json.invalid (422) with one
/// FieldError for EVERY wrong, missing, unknown or doubled field, by JSON pointer, in document order (what is missing
/// stands after what is there). A whole number is digits only: 1.0 and 1e3 are refused, since a sender that writes
/// amounts as floating numbers will be wrong one day. Texts hold no control characters but tab and line breaks.
template <class T>
base::Result<T> decode(std::string_view text, Limits const& limits = {});

/// Reads from a parsed value; pointers start with `at`. Appends to `wrong` and returns what could be read.
template <class T>
T decode_value(boost::json::value const& value, std::string const& at, std::vector<base::FieldError>& wrong);

/// Reads the body of a request some of whose members come from elsewhere (its path): those are not expected in the body
/// and are unknown there. What is wrong is appended to `wrong`, in document order. Errors: json.malformed only.
template <class T>
base::Result<void> decode_body(T& into, std::string_view text, std::span<std::string_view const> elsewhere,
                               std::vector<base::FieldError>& wrong, Limits const& limits = {});

/// Reads one scalar from the text of a path or query parameter, with the same rules as in a body.
template <class T>
std::optional<T> decode_parameter(std::string_view text, std::string const& at, std::vector<base::FieldError>& wrong);

/// Reads the member called `name` of a request from the text of a path or query parameter. False if T has no such
/// member, or one that is not a scalar.
template <class T>
bool decode_parameter_of(T& into, std::string_view name, std::string_view text, std::string const& at,
                         std::vector<base::FieldError>& wrong);

/// What T is made of, by the names on the wire.
struct Member {
  std::string_view name;
  bool required = true;  ///< false for a std::optional
  bool scalar = true;    ///< may be given as one text in a path or a query
};
/// The members of a described struct, bases first, in order of declaration.
template <class T>
std::span<Member const> members_of();

/// A parsed document that no struct was held against yet. `doubled` names the members given more than once, of which
/// `value` keeps the last.
struct Document {
  boost::json::value value;
  std::vector<base::FieldError> doubled;
};
/// Parses. Errors: invalid_argument json.malformed.
base::Result<Document> parse(std::string_view text, Limits const& limits = {});

// ---- Writing
// ----------------------------------------------------------------------------------------------------------
/// Appends `value` as JSON: members in order of declaration, empty optionals left out, text escaped as RFC 8259 asks.
/// Doubles are the shortest text that reads back as the same number; one that is no number is a bug and throws.
template <class T>
void encode_to(std::string& out, T const& value);
template <class T>
std::string encode(T const& value) {
  std::string out;
  encode_to(out, value);
  return out;
}
/// Appends a JSON string literal. Bytes that are not UTF-8 become U+FFFD, so that the answer is JSON in any case.
void encode_string(std::string& out, std::string_view text);
/// Appends a value with two spaces a level and one member a line, for documents that people compare.
void encode_pretty(std::string& out, boost::json::value const& value);

// ---- Describing
// -------------------------------------------------------------------------------------------------------
/// The named schemas of one document (components/schemas of OpenAPI 3.1, JSON Schema 2020-12).
class SchemaBook {
 public:
  /// The schema of T: inline for scalars and lists, a $ref for structs and enums, which are added to the book once. Two
  /// different structs of one name throw std::logic_error. Structs say additionalProperties: false; the
  /// description takes it off those that only answers hold.
  template <class T>
  boost::json::value schema_of();

  /// The schema of a body of T without the members that come from elsewhere: inline where there are any, else a $ref.
  template <class T>
  boost::json::value body_schema_of(std::span<std::string_view const> elsewhere);

  /// One member, as an OpenAPI parameter needs it. An optional's null is left out: a parameter cannot be null.
  struct MemberSchema {
    std::string_view name;
    bool required = true;
    std::string_view note;  ///< from kNotes; may be empty
    boost::json::value schema;
  };
  template <class T>
  std::vector<MemberSchema> member_schemas_of();

  [[nodiscard]] boost::json::object const& schemas() const { return schemas_; }

 private:
  template <class T>
  boost::json::value named(void const* owner, std::string const& name);
  template <class T>
  boost::json::object object_of();
  /// True when the name is new and must now be filled in.
  bool claim(std::string const& name, void const* owner);

  boost::json::object schemas_;
  std::map<std::string, void const*> owners_;
};

}  // namespace weft::json

#include "platform/json/shape.ipp"
//
#include "platform/json/decode.ipp"
#include "platform/json/encode.ipp"
#include "platform/json/schema.ipp"
