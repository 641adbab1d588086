// query.h - a named SQL statement and the values that go into it.
#pragma once

#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/pg/wire.h"

namespace weft::pg {

/// One SQL statement under its own name ("inventory.lock_levels"). Declared as a constant directly above the function
/// that runs it; prepared once a connection under that name. The house test prepares every one on the migrated schema,
/// so it must be declared as `constexpr pg::Query kName{"module.name", R"sql(...)sql"};`.
/// A name always means the same SQL and the same parameter types; a connection that meets another throws
/// std::logic_error.
struct Query {
  std::string_view name;
  std::string_view sql;
};

/// The values of one statement, in binary with their types, so that no text is parsed and no type is guessed.
/// Accepted: bool, std::int16_t, std::int32_t, std::int64_t, double, text, Bytes, JsonText (sent as jsonb), base::Uuid,
/// base::Id, base::Instant (timestamptz), base::Date, base::Currency (text), std::optional of those (empty = NULL), and
/// a std::vector or std::span of those or of their optionals (a one-dimensional array), or an optional vector. An array
/// of text is a vector of std::string or std::string_view.
class Params {
 public:
  template <class... Values>
  static Params of(Values const&... values) {
    Params out;
    out.reserve(sizeof...(values));
    (out.add(values), ...);
    return out;
  }
  void reserve(std::size_t count) {
    types_.reserve(count);
    starts_.reserve(count);
    lengths_.reserve(count);
    data_.reserve(count * 16);
  }

  void clear();

  void add(bool value) { add_one(value); }
  void add(std::int16_t value) { add_one(value); }
  void add(std::int32_t value) { add_one(value); }
  void add(std::int64_t value) { add_one(value); }
  void add(double value) { add_one(value); }
  void add(std::string_view value) { add_one(value); }
  void add(std::string const& value) { add_one(std::string_view{value}); }
  void add(char const* value) { add_one(std::string_view{value}); }
  void add(Bytes value) { add_one(value); }
  void add(JsonText value) { add_one(value); }
  void add(base::Currency value) { add_one(value); }
  void add(base::Uuid const& value) { add_one(value); }
  void add(base::Instant value) { add_one(value); }
  void add(base::Date value) { add_one(value); }
  template <class Kind>
  void add(base::Id<Kind> const& value) {
    add_one(value);
  }
  template <class T>
  void add(std::optional<T> const& value) {
    if (value) {
      add(*value);
    } else {
      add_null(oid_of<T>());
    }
  }
  template <class T>
  void add(std::vector<T> const& values) {
    add_array<T>(values);
  }
  template <class T, std::size_t Extent>
  void add(std::span<T, Extent> values) {
    add_array<std::remove_const_t<T>>(values);
  }

  // For libpq: parallel arrays over the same values; valid until the next add.
  [[nodiscard]] int count() const { return static_cast<int>(types_.size()); }
  [[nodiscard]] std::span<std::uint32_t const> types() const { return {types_.data(), types_.size()}; }
  [[nodiscard]] std::span<int const> lengths() const { return {lengths_.data(), lengths_.size()}; }
  using Pointers = boost::container::small_vector<char const*, 12>;
  [[nodiscard]] Pointers pointers() const;
  /// The bytes of value `at`; no data = NULL.
  [[nodiscard]] std::string_view bytes(std::size_t at) const {
    if (lengths_[at] < 0) return {};
    return {data_.data() + starts_[at], static_cast<std::size_t>(lengths_[at])};
  }

 private:
  template <class T>
  static constexpr std::uint32_t oid_of() {
    if constexpr (wire::IsVector<T>::value) {
      return wire::Encode<typename T::value_type>::kArray;
    } else {
      return wire::Encode<T>::kType;
    }
  }
  template <class T>
  void add_one(T const& value) {
    begin(wire::Encode<T>::kType);
    wire::Encode<T>::put(data_, value);
    end();
  }
  template <class T, class Range>
  void add_array(Range const& values);
  template <class T>
  void put_element(T const& value) {
    std::size_t const at = data_.size();
    wire::put(data_, std::int32_t{0});
    wire::Encode<T>::put(data_, value);
    patch_length(at);
  }
  void begin(std::uint32_t type) {
    types_.push_back(type);
    starts_.push_back(data_.size());
  }
  void end() { lengths_.push_back(length_since(starts_.back())); }
  void add_null(std::uint32_t type) {
    begin(type);
    lengths_.push_back(-1);
  }
  [[nodiscard]] int length_since(std::size_t start) const;  // throws std::length_error beyond PostgreSQL's 1 GiB
  void patch_length(std::size_t at);

  std::string data_;                                         // all values, one after the other
  boost::container::small_vector<std::uint32_t, 12> types_;  // type oids
  boost::container::small_vector<std::size_t, 12> starts_;   // offsets into data_
  boost::container::small_vector<int, 12> lengths_;          // bytes; -1 = NULL
};

template <class T, class Range>
void Params::add_array(Range const& values) {
  constexpr bool optional = wire::IsOptional<T>::value;
  using Element = typename decltype([] {
    if constexpr (optional) {
      return std::type_identity<typename T::value_type>{};
    } else {
      return std::type_identity<T>{};
    }
  }())::type;
  begin(wire::Encode<Element>::kArray);
  bool nulls = false;
  if constexpr (optional) {
    for (auto const& value : values) nulls = nulls || !value;
  }
  // dimensions, has NULLs, element type, then length and lower bound of the one dimension
  wire::put(data_, std::int32_t{values.empty() ? 0 : 1});
  wire::put(data_, std::int32_t{nulls ? 1 : 0});
  wire::put(data_, wire::Encode<Element>::kType);
  if (!values.empty()) {
    wire::put(data_, static_cast<std::int32_t>(values.size()));
    wire::put(data_, std::int32_t{1});
  }
  for (T const& value : values) {  // a vector<bool> hands out copies
    if constexpr (optional) {
      if (value) {
        put_element<Element>(*value);
      } else {
        wire::put(data_, std::int32_t{-1});
      }
    } else {
      put_element<Element>(value);
    }
  }
  end();
}

}  // namespace weft::pg
