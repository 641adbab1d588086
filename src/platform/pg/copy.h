// copy.h - rows by the thousand: COPY .. FROM STDIN (FORMAT binary).
#pragma once

#include <span>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "platform/pg/transaction.h"

namespace weft::pg {

/// Streams rows into one table inside a transaction. COPY is not allowed in pipeline mode, so what was deferred is sent
/// and settled first. Usage: CopyIn copy{tx, kCopy}; copy.row(a, b, c); ...; copy.finish();
class CopyIn {
 public:
  /// `statement` is the whole COPY .. FROM STDIN (FORMAT binary) statement under its name.
  CopyIn(Tx& tx, Query const& statement);
  ~CopyIn();  ///< without finish(): the copy is aborted, and so is the transaction
  CopyIn(CopyIn const&) = delete;
  CopyIn& operator=(CopyIn const&) = delete;

  /// One row; values as Params::of takes them, in the order of the statement's columns. The binary format carries no
  /// types: each value must be of its column's exact type (std::int16_t for smallint, and so on).
  template <class... Values>
  void row(Values const&... values) {
    row_.clear();
    (row_.add(values), ...);
    write();
  }
  /// Ends the copy and returns how many rows went in. Throws DatabaseError.
  std::int64_t finish();

 private:
  void write();
  void flush();
  Tx& tx_;
  std::string name_;
  Params row_;
  std::string buffer_;  // sent when it passes 256 KiB
  bool copying_ = false;
};

/// From so many rows on COPY is cheaper: it costs half as much a row, and a round trip of its own.
inline constexpr std::size_t kCopyFromRows = 200;

/// Inserts rows: few by `insert`, deferred, whose parameters are the columns as arrays; many by `copy`. Both take the
/// columns in the order of `values_of(row)`, a tuple of values that are of their columns' exact types and point into
/// nothing but the rows.
template <class Row, class ValuesOf>
void insert_rows(Tx& tx, Query const& insert, Query const& copy, std::span<Row const> rows, ValuesOf&& values_of) {
  if (rows.empty()) return;
  if (rows.size() < kCopyFromRows) {
    auto columns =
        std::apply([&](auto const&... first) { return std::tuple{std::vector<std::decay_t<decltype(first)>>{}...}; },
                   values_of(rows.front()));
    for (auto const& row : rows) {
      [&]<std::size_t... at>(std::index_sequence<at...>, auto values) {
        (std::get<at>(columns).push_back(std::get<at>(values)), ...);
      }(std::make_index_sequence<std::tuple_size_v<decltype(columns)>>{}, values_of(row));
    }
    std::apply([&](auto const&... column) { tx.defer(insert, column...); }, columns);
    return;
  }
  CopyIn out{tx, copy};
  for (auto const& row : rows) std::apply([&](auto const&... values) { out.row(values...); }, values_of(row));
  out.finish();
}

}  // namespace weft::pg
