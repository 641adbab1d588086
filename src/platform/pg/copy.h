// copy.h - rows by the thousand: COPY .. FROM STDIN (FORMAT binary).
#pragma once

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

}  // namespace weft::pg
