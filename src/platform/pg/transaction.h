// transaction.h - one connection's work: single statements, and transactions whose ends share a network flush.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "platform/pg/query.h"
#include "platform/pg/rows.h"

namespace weft::pg {

class Session;

using Deadline = std::chrono::steady_clock::time_point;
inline constexpr Deadline kNoDeadline = Deadline::max();
inline Deadline in(std::chrono::milliseconds from_now) { return std::chrono::steady_clock::now() + from_now; }

/// The database said no, or was not there. `sqlstate` is PostgreSQL's five letters; 08xxx stands for a lost connection
/// (also made up here where libpq gives none), 57014 for a statement that ran past its deadline.
class DatabaseError : public std::runtime_error {
 public:
  DatabaseError(std::string sqlstate, std::string const& message, std::string query_name, std::string constraint = {})
      : std::runtime_error{message},
        sqlstate_{std::move(sqlstate)},
        query_{std::move(query_name)},
        constraint_{std::move(constraint)} {}
  [[nodiscard]] std::string const& sqlstate() const { return sqlstate_; }
  [[nodiscard]] std::string const& query() const { return query_; }
  [[nodiscard]] std::string const& constraint() const { return constraint_; }
  /// True for 40001, 40P01, 55P03, 57P0x, 08xxx, 25P03 and 25006: the whole transaction may be run again.
  [[nodiscard]] bool retryable() const;
  /// True for 08xxx, 57P0x and 25P03 (left idle in a transaction): the connection is of no further use.
  [[nodiscard]] bool connection_lost() const;
  /// True for 53100: the disk of the database is full. Nothing was written; the same works again once there is room.
  [[nodiscard]] bool out_of_room() const { return sqlstate_ == "53100"; }

 private:
  std::string sqlstate_;
  std::string query_;
  std::string constraint_;
};

/// One libpq connection with its prepared statements. Used by one thread at a time.
class Connection {
 public:
  struct Options {
    std::string url;                                           ///< a libpq connection string or URL
    std::chrono::milliseconds statement_deadline{10'000};      ///< for statements that are given none
    std::chrono::milliseconds idle_in_transaction_max{5'000};  ///< PostgreSQL ends what a stopped process left open
    std::chrono::milliseconds slow_statement{200};             ///< logged with its name when it took longer
    std::string application_name{"weft"};
  };
  /// Throws DatabaseError 08006 when the server cannot be reached.
  explicit Connection(Options options);
  ~Connection();
  Connection(Connection const&) = delete;
  Connection& operator=(Connection const&) = delete;

  /// Runs one statement on its own (autocommit; no BEGIN is sent). Throws DatabaseError.
  template <class... Values>
  Rows run(Query const& query, Values const&... values) {
    return execute(query, Params::of(values...), default_deadline());
  }
  Rows execute(Query const& query, Params const& params, Deadline deadline);
  /// Runs SQL text that has no name: migrations, set-up and tests only. May hold several statements; gives the rows of
  /// the last, in text form. Not inside a Tx.
  Rows run_script(std::string const& sql, Deadline deadline = kNoDeadline);

  /// False once the connection was lost, gave no answer in time, or holds plans of an older schema.
  [[nodiscard]] bool usable() const;
  /// Usable, nothing open on it, and the server has not hung up: the pool may hand it out.
  [[nodiscard]] bool at_rest() const;
  /// For LISTEN: waits for a notification at most that long; true if one came (several count as one). Throws
  /// DatabaseError 08006 when the connection is lost.
  bool wait_for_notification(std::chrono::milliseconds at_most);
  [[nodiscard]] Deadline default_deadline() const { return in(options_.statement_deadline); }
  [[nodiscard]] Options const& options() const { return options_; }

 private:
  friend class Tx;
  friend class CopyIn;
  Options options_;
  std::unique_ptr<Session> session_;
};

/// One transaction. BEGIN travels with the first statement, deferred statements with the next one or with COMMIT, so a
/// transaction of one read and two writes costs two flushes. Rolled back when destroyed without commit().
class Tx {
 public:
  /// All statements together have until `deadline`; without one each round trip has the connection's own.
  explicit Tx(Connection& connection, Deadline deadline = kNoDeadline);
  ~Tx();
  Tx(Tx const&) = delete;
  Tx& operator=(Tx const&) = delete;

  /// Sends the statement with all that was deferred, and waits for its rows. Throws DatabaseError.
  template <class... Values>
  Rows run(Query const& query, Values const&... values) {
    return execute(query, Params::of(values...));
  }
  Rows execute(Query const& query, Params const& params);

  /// Queues a write whose rows nobody needs; it is sent with the next run() or commit(), which throws if it failed.
  /// A deferred statement that touches no row does not stop the commit: decide before it is sent. Never sent at all
  /// when the transaction is rolled back first.
  template <class... Values>
  void defer(Query const& query, Values const&... values) {
    execute_later(query, Params::of(values...));
  }
  void execute_later(Query const& query, Params params);

  /// Sends what is deferred and COMMIT in one flush, and waits. After a DatabaseError with connection_lost() the
  /// outcome is unknown (08007): an idempotency or claim row written by this transaction answers. A transaction in
  /// which a statement failed cannot be committed (25P02).
  void commit();
  void rollback();

  [[nodiscard]] Connection& connection() { return connection_; }
  [[nodiscard]] Deadline deadline() const { return deadline_; }

 private:
  friend class CopyIn;
  struct Deferred {
    Query query;
    Params params;
  };
  struct Expected;
  /// Sends BEGIN where it is still due, what was deferred, and `last`, in one flush; gives the rows of `last`.
  Rows round(Query const* last, Params const& params);
  Rows collect(Expected const& expected, Deadline deadline);
  void require_open() const;  // throws when it has ended or failed
  [[nodiscard]] Deadline round_deadline() const;

  Connection& connection_;
  Deadline deadline_;
  std::vector<Deferred> deferred_;
  bool begun_ = false;   // BEGIN has been sent
  bool failed_ = false;  // a statement failed: only ROLLBACK is left
  bool ended_ = false;
};

}  // namespace weft::pg
