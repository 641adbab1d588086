// query.h - a named SQL statement and the values that go into it.
#pragma once

#include <array>
#include <chrono>
#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/id.h"

namespace weft::pg {

/// One SQL statement under its own name ("inventory.lock_levels"). Declared as a constant directly above the function
/// that runs it; prepared once a connection under that name. The house test prepares every one on the migrated schema,
/// so it must be declared as `constexpr pg::Query kName{"module.name", R"sql(...)sql"};`.
struct Query {
  std::string_view name;
  std::string_view sql;
};

/// JSON text for a json or jsonb column.
struct JsonText {
  std::string_view text;
};

/// Raw bytes for a bytea column.
struct Bytes {
  std::string_view data;
};

/// The values of one statement, in binary with their types, so that no text is parsed and no type is guessed.
/// Accepted: bool, std::int16_t, std::int32_t, std::int64_t, double, text, Bytes, JsonText (sent as jsonb), base::Uuid,
/// base::Id, base::Instant (timestamptz), base::Date, std::optional of those (empty = NULL), and a std::vector or
/// std::span of those or of their optionals (a one-dimensional array). An array of text is a vector of std::string or
/// std::string_view.
class Params {
 public:
  template <class... Values>
  static Params of(Values const&... values) {
    Params out;
    out.reserve(sizeof...(values));
    (out.add(values), ...);
    return out;
  }
  void reserve(std::size_t count);

  void add(bool value);
  void add(std::int16_t value);
  void add(std::int32_t value);
  void add(std::int64_t value);
  void add(double value);
  void add(std::string_view value);
  void add(std::string const& value) { add(std::string_view{value}); }
  void add(char const* value) { add(std::string_view{value}); }
  void add(Bytes value);
  void add(JsonText value);
  void add(base::Uuid const& value);
  void add(base::Instant value);
  void add(base::Date value);
  template <class Kind>
  void add(base::Id<Kind> const& value) { add(value.uuid()); }
  template <class T>
  void add(std::optional<T> const& value);
  template <class T>
  void add(std::vector<T> const& values) { add_array<T>(values); }
  template <class T, std::size_t Extent>
  void add(std::span<T, Extent> values) { add_array<std::remove_const_t<T>>(values); }

  /// For libpq: parallel arrays over the same values; valid until the next add.
  [[nodiscard]] int count() const { return static_cast<int>(types_.size()); }
  [[nodiscard]] std::span<std::uint32_t const> types() const { return types_; }
  [[nodiscard]] std::vector<char const*> pointers() const;
  [[nodiscard]] std::span<int const> lengths() const { return lengths_; }

 private:
  template <class T, class Range>
  void add_array(Range const& values);
  void begin(std::uint32_t type);
  void end();
  void add_null(std::uint32_t type);

  std::string data_;                   // all values, one after the other
  std::vector<std::uint32_t> types_;   // type oids
  std::vector<std::size_t> starts_;    // offsets into data_
  std::vector<int> lengths_;           // bytes; -1 = NULL
};

}  // namespace weft::pg
