// session.h - one libpq connection driven without blocking: statements sent by name, answers awaited with a deadline.
#pragma once

#include <libpq-fe.h>

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "platform/pg/transaction.h"

namespace weft::pg {

struct ClearResult {
  void operator()(pg_result* result) const { PQclear(result); }
};
using ResultPtr = std::unique_ptr<pg_result, ClearResult>;

/// A statement this connection has met. `ready` once PostgreSQL has said that it parsed it.
struct Statement {
  std::string name;
  std::string sql;
  std::vector<std::uint32_t> types;
  bool ready = false;
  bool sent = false;  // its Parse travels in the round under way
};

/// What Connection, Tx and CopyIn share. Not part of the face.
class Session {
 public:
  explicit Session(Connection::Options const& options);
  ~Session();
  Session(Session const&) = delete;
  Session& operator=(Session const&) = delete;

  [[nodiscard]] PGconn* native() const { return connection_; }
  [[nodiscard]] bool usable() const { return !dropped_ && PQstatus(connection_) == CONNECTION_OK; }
  /// True while nothing is under way and no transaction is open.
  [[nodiscard]] bool at_rest() const;
  /// True when bytes (or the end of the connection) wait to be read.
  [[nodiscard]] bool has_input() const;
  /// A round came through although a cancel request was sent: it may yet hit another statement.
  [[nodiscard]] bool cancel_pending() const { return cancelled_; }
  /// No further use: the pool will not take it back.
  void drop() { dropped_ = true; }

  /// The statement under the query's name, known or new. Throws std::logic_error when the name stood for other SQL or
  /// other parameter types.
  Statement& statement(Query const& query, Params const& params);
  void send_prepare(Statement const& statement);
  void send_execute(Statement const& statement, Params const& params);
  void send_script(std::string const& sql, std::string_view query);
  void send_sync();
  void enter_pipeline();
  void leave_pipeline();

  /// The next result, or nothing at the end of a command. Waits until the deadline, then asks PostgreSQL to cancel and
  /// gives it three seconds to answer; throws DatabaseError 57014 and drops the connection when it does not.
  ResultPtr next(Deadline deadline, std::string_view query);
  /// Throws away what is left of the command under way.
  void drain(Deadline deadline, std::string_view query);
  /// The one result of a command outside a pipeline; throws DatabaseError when it is an error.
  ResultPtr only(Deadline deadline, std::string_view query);
  /// Waits until everything written has left; reads what arrives meanwhile.
  void flush(Deadline deadline, std::string_view query);

  /// For notifications: reads what arrives; false when nothing did before the deadline.
  bool wait_for_input(Deadline deadline);

  /// What an error result says, as an exception; marks the connection when it can serve no longer.
  DatabaseError error_of(pg_result const* result, std::string_view query);
  /// The connection is gone; `what` says in which act.
  DatabaseError lost(std::string_view query);

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  /// Waits until a result can be taken without blocking.
  void await(Deadline deadline, std::string_view query);
  /// poll() for input, and for output where some waits; false at the deadline.
  bool wait(bool output, Deadline deadline, std::string_view query);
  void cancel();
  void need(int sent, std::string_view query);

  PGconn* connection_ = nullptr;
  bool dropped_ = false;
  std::optional<Deadline> cancel_until_;  // a cancel was asked for in this round; until then it may be answered
  bool cancelled_ = false;                // a cancel request is under way and may yet hit the next statement
  std::unordered_map<std::string, Statement, Hash, std::equal_to<>> statements_;
};

/// Logs a statement that took longer than the connection's options allow.
void note_duration(Connection::Options const& options, std::string_view query, std::size_t statements,
                   Deadline started);

}  // namespace weft::pg
