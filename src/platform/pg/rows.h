// rows.h - the rows a statement gave back, read in binary.
#pragma once

#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <concepts>
#include <memory>
#include <stdexcept>
#include <string>

#include "base/clock.h"
#include "base/id.h"

struct pg_result;

namespace weft::pg {

class Row;

/// What one statement gave back. Owns the memory that its rows and string_views point into.
class Rows {
 public:
  Rows() = default;
  explicit Rows(pg_result* result);

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] Row operator[](std::size_t at) const;
  /// The only row. Throws std::logic_error when there is none or more than one: the query promised one.
  [[nodiscard]] Row one() const;
  /// Rows touched by INSERT, UPDATE, DELETE or COPY.
  [[nodiscard]] std::int64_t affected() const;

  class Iterator {
   public:
    Iterator(Rows const* rows, std::size_t at) : rows_{rows}, at_{at} {}
    Row operator*() const;
    Iterator& operator++() { ++at_; return *this; }
    friend bool operator==(Iterator const&, Iterator const&) = default;

   private:
    Rows const* rows_;
    std::size_t at_;
  };
  [[nodiscard]] Iterator begin() const { return {this, 0}; }
  [[nodiscard]] Iterator end() const { return {this, size_}; }

  /// Every row as a described struct whose members have the names of the columns (BOOST_DESCRIBE_STRUCT). A column
  /// without a member, or a member without a column, throws std::logic_error naming it.
  template <class Struct>
  [[nodiscard]] std::vector<Struct> all() const;
  /// The first row as a described struct, or nothing.
  template <class Struct>
  [[nodiscard]] std::optional<Struct> first() const;

 private:
  friend class Row;
  [[nodiscard]] int column(std::string_view name) const;  // throws std::logic_error naming the column
  [[nodiscard]] int columns() const;

  std::shared_ptr<pg_result> result_;
  std::size_t size_ = 0;
};

/// One row; a view into its Rows.
class Row {
 public:
  Row(Rows const& rows, std::size_t at) : rows_{&rows}, at_{at} {}

  /// Column `at` as T: bool, std::int16_t .. std::int64_t (a narrower column widens), double, std::string,
  /// std::string_view (valid while the Rows live), base::Uuid, base::Id, base::Instant, base::Date, std::optional of
  /// those, std::vector of those (a one-dimensional array). json, jsonb and numeric columns read as text. Throws
  /// std::logic_error on NULL into a type that has none and on a type that does not fit, naming the column.
  template <class T>
  [[nodiscard]] T get(std::size_t at) const;
  template <class T>
  [[nodiscard]] T get(std::string_view name) const { return get<T>(static_cast<std::size_t>(rows_->column(name))); }
  [[nodiscard]] bool is_null(std::size_t at) const;
  /// The whole row as a described struct, by column name.
  template <class Struct>
  [[nodiscard]] Struct as() const;

 private:
  Rows const* rows_;
  std::size_t at_;
};

}  // namespace weft::pg
