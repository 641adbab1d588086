// rows.h - the rows a statement gave back, read in binary.
#pragma once

#include <array>
#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/pg/wire.h"

struct pg_result;

namespace weft::pg {

class Row;
class OnlyRow;

/// What one statement gave back. Owns the memory that its rows and string_views point into.
class Rows {
 public:
  Rows() = default;
  explicit Rows(pg_result* result);

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] Row operator[](std::size_t at) const;
  /// The only row. Throws std::logic_error when there is none or more than one: the query promised one.
  [[nodiscard]] OnlyRow one() const;
  /// Rows touched by INSERT, UPDATE, DELETE or COPY.
  [[nodiscard]] std::int64_t affected() const;
  /// What was done, as PostgreSQL names it: "INSERT 0 1", "COMMIT".
  [[nodiscard]] std::string_view command() const;

  class Iterator {
   public:
    Iterator(Rows const* rows, std::size_t at) : rows_{rows}, at_{at} {}
    Row operator*() const;
    Iterator& operator++() {
      ++at_;
      return *this;
    }
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
  [[nodiscard]] std::size_t column(std::string_view name) const;  // throws std::logic_error naming the column
  [[nodiscard]] std::size_t columns() const;
  [[nodiscard]] std::optional<wire::Value> value(std::size_t row, std::size_t column) const;  // nothing = NULL
  [[noreturn]] void refuse(std::size_t column, bool null) const;                              // throws std::logic_error
  void require_used(std::vector<bool> const& used) const;  // throws std::logic_error naming a column without a member
  template <class Struct>
  [[nodiscard]] auto columns_of() const;  // where each member of Struct is

  std::shared_ptr<pg_result> result_;
  std::size_t size_ = 0;
};

/// One row; a view into its Rows.
class Row {
 public:
  Row(Rows const& rows, std::size_t at) : rows_{&rows}, at_{at} {}

  /// Column `at` as T: bool, std::int16_t .. std::int64_t (a narrower column widens), double, std::string,
  /// std::string_view (valid while the Rows live), base::Uuid, base::Id, base::Instant, base::Date, std::optional of
  /// those, base::Currency, std::vector of those or of their optionals (a one-dimensional array). json, jsonb, numeric
  /// and enum columns read as text (numeric as std::string only); a whole numeric that fits, such as sum() of bigint
  /// gives, also as an integer, and any numeric as double. Throws std::logic_error on NULL into a type that has none
  /// and on a type that does not fit, naming the column. Answers to run_script come in text: scalars only.
  template <class T>
  [[nodiscard]] T get(std::size_t at) const;
  template <class T>
  [[nodiscard]] T get(std::string_view name) const {
    return get<T>(rows_->column(name));
  }
  [[nodiscard]] bool is_null(std::size_t at) const;
  /// The whole row as a described struct, by column name.
  template <class Struct>
  [[nodiscard]] Struct as() const;

 private:
  friend class Rows;
  template <class Struct, class Columns>
  [[nodiscard]] Struct as(Columns const& columns) const;

  Rows const* rows_;
  std::size_t at_;
};

/// What one() gives: a row that keeps its Rows alive, so that `auto row = connection.run(..).one();` is safe.
class OnlyRow {
 public:
  explicit OnlyRow(Rows rows) : rows_{std::move(rows)} {}
  template <class T>
  [[nodiscard]] T get(std::size_t at) const {
    return Row{rows_, 0}.get<T>(at);
  }
  template <class T>
  [[nodiscard]] T get(std::string_view name) const {
    return Row{rows_, 0}.get<T>(name);
  }
  [[nodiscard]] bool is_null(std::size_t at) const { return Row{rows_, 0}.is_null(at); }
  template <class Struct>
  [[nodiscard]] Struct as() const {
    return Row{rows_, 0}.as<Struct>();
  }
  operator Row() const& { return Row{rows_, 0}; }
  operator Row() && = delete;

 private:
  Rows rows_;
};

namespace wire {
template <class Struct>
using Members = boost::describe::describe_members<Struct, boost::describe::mod_public | boost::describe::mod_inherited>;
}  // namespace wire

inline Row Rows::operator[](std::size_t at) const { return Row{*this, at}; }
inline Row Rows::Iterator::operator*() const { return Row{*rows_, at_}; }
inline bool Row::is_null(std::size_t at) const { return !rows_->value(at_, at); }

template <class T>
T Row::get(std::size_t at) const {
  auto const value = rows_->value(at_, at);
  if constexpr (wire::IsOptional<T>::value) {
    if (!value) return {};
    typename T::value_type out{};
    if (!wire::read(*value, out)) rows_->refuse(at, false);
    return out;
  } else {
    if (!value) rows_->refuse(at, true);
    T out{};
    if (!wire::read(*value, out)) rows_->refuse(at, false);
    return out;
  }
}

template <class Struct>
auto Rows::columns_of() const {
  std::array<std::size_t, boost::mp11::mp_size<wire::Members<Struct>>::value> at{};
  std::size_t member = 0;
  std::vector<bool> used(columns(), false);
  boost::mp11::mp_for_each<wire::Members<Struct>>([&](auto described) {
    at[member] = column(described.name);
    used[at[member++]] = true;
  });
  require_used(used);
  return at;
}

template <class Struct, class Columns>
Struct Row::as(Columns const& columns) const {
  Struct out{};
  std::size_t member = 0;
  boost::mp11::mp_for_each<wire::Members<Struct>>([&](auto described) {
    auto& field = out.*described.pointer;
    field = get<std::remove_reference_t<decltype(field)>>(columns[member++]);
  });
  return out;
}

template <class Struct>
Struct Row::as() const {
  return as<Struct>(rows_->columns_of<Struct>());
}

template <class Struct>
std::vector<Struct> Rows::all() const {
  std::vector<Struct> out;
  if (empty()) return out;
  out.reserve(size_);
  auto const columns = columns_of<Struct>();
  for (Row const row : *this) out.push_back(row.template as<Struct>(columns));
  return out;
}

template <class Struct>
std::optional<Struct> Rows::first() const {
  if (empty()) return {};
  return (*this)[0].template as<Struct>();
}

}  // namespace weft::pg
