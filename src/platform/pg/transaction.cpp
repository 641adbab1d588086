// transaction.cpp - transactions in libpq's pipeline mode: one flush a round, and a clean end after every error.
#include "platform/pg/transaction.h"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <boost/container/small_vector.hpp>
#include <stdexcept>

#include "platform/pg/session.h"

namespace weft::pg {
namespace {

constexpr Query kBegin{"pg.begin", "BEGIN"};
constexpr Query kCommit{"pg.commit", "COMMIT"};
constexpr Query kRollback{"pg.rollback", "ROLLBACK"};

/// A rollback frees what the transaction held; if even that takes longer, the connection is given up.
constexpr std::chrono::milliseconds kRollbackMax{5'000};

}  // namespace

/// The answers a round will bring, in order: one for each Parse and one for each execution.
struct Tx::Expected {
  struct Answer {
    Statement* statement;
    bool prepare;
    bool wanted;  // its rows are what run() returns
  };
  boost::container::small_vector<Answer, 16> answers;

  void send(Session& session, Query const& query, Params const& params, bool wanted) {
    Statement& statement = session.statement(query, params);
    if (!statement.ready && !statement.sent) {
      session.send_prepare(statement);
      statement.sent = true;
      answers.push_back({&statement, true, false});
    }
    session.send_execute(statement, params);
    answers.push_back({&statement, false, wanted});
  }
};

Tx::Tx(Connection& connection, Deadline deadline) : connection_{connection}, deadline_{deadline} {}

Tx::~Tx() {
  try {
    rollback();
  } catch (std::exception const&) {
    connection_.session_->drop();  // PostgreSQL rolls back when the connection ends
  }
}

Deadline Tx::round_deadline() const { return deadline_ == kNoDeadline ? connection_.default_deadline() : deadline_; }

void Tx::require_open() const {
  if (ended_) throw std::logic_error{"a transaction that has ended was used"};
  if (failed_) throw DatabaseError{"25P02", "the transaction has failed and can only be rolled back", "pg.transaction"};
}

Rows Tx::execute(Query const& query, Params const& params) {
  require_open();
  return round(&query, params);
}

void Tx::execute_later(Query const& query, Params params) {
  require_open();
  deferred_.push_back({query, std::move(params)});
}

Rows Tx::round(Query const* last, Params const& params) {
  Session& session = *connection_.session_;
  Deadline const deadline = round_deadline();
  auto const started = std::chrono::steady_clock::now();
  if (!begun_ && !session.at_rest() && session.usable()) {
    throw std::logic_error{"a transaction was begun inside another"};
  }
  failed_ = true;  // until every answer has come
  session.enter_pipeline();
  Expected expected;
  if (!begun_) expected.send(session, kBegin, {}, false);
  begun_ = true;
  try {
    for (Deferred const& each : deferred_) expected.send(session, each.query, each.params, false);
    if (last != nullptr) expected.send(session, *last, params, true);
  } catch (std::logic_error const&) {
    session.drop();  // half a round is written; nobody can use this connection again
    throw;
  }
  deferred_.clear();
  session.send_sync();
  Rows rows = collect(expected, deadline);
  failed_ = false;
  note_duration(connection_.options_, expected.answers.back().statement->name, expected.answers.size(), started);
  return rows;
}

Rows Tx::collect(Expected const& expected, Deadline deadline) {
  Session& session = *connection_.session_;
  ResultPtr rows;
  std::optional<DatabaseError> error;
  for (auto const& [statement, prepare, wanted] : expected.answers) {
    bool good = false;
    for (bool first = true;; first = false) {
      ResultPtr result = session.next(deadline, statement->name);
      if (!result) {
        if (first) throw session.lost(statement->name);
        break;
      }
      switch (PQresultStatus(result.get())) {
        case PGRES_COMMAND_OK:
        case PGRES_TUPLES_OK:
          good = true;
          if (wanted) rows = std::move(result);
          break;
        case PGRES_PIPELINE_ABORTED: break;
        default:
          if (!error) error = session.error_of(result.get(), statement->name);
          if (!session.usable()) throw DatabaseError{*error};
      }
    }
    if (prepare) {
      statement->ready = good;
      statement->sent = false;
    }
  }
  ResultPtr const sync = session.next(deadline, "pg.sync");
  if (!sync || PQresultStatus(sync.get()) != PGRES_PIPELINE_SYNC) throw session.lost("pg.sync");
  if (error) throw DatabaseError{*error};
  if (session.cancel_pending()) session.drop();
  return Rows{rows.release()};
}

void Tx::commit() {
  require_open();
  if (!begun_ && deferred_.empty()) {
    ended_ = true;
    return;
  }
  Session& session = *connection_.session_;
  try {
    Rows const done = round(&kCommit, {});
    if (done.command() != "COMMIT") {
      failed_ = true;
      throw DatabaseError{"25P02", "pg.commit: PostgreSQL rolled the transaction back", "pg.commit"};
    }
  } catch (DatabaseError const& error) {
    // Whether the server saw COMMIT before the end came, nobody knows.
    if (!session.usable()) {
      throw DatabaseError{"08007", fmt::format("the outcome of the commit is unknown: {}", error.what()),
                          error.query()};
    }
    throw;
  }
  ended_ = true;
  session.leave_pipeline();
}

void Tx::rollback() {
  if (ended_) return;
  ended_ = true;
  deferred_.clear();
  Session& session = *connection_.session_;
  if (!begun_ || !session.usable()) return;
  deadline_ = in(kRollbackMax);
  // A COMMIT that was refused has rolled back already.
  if (PQtransactionStatus(session.native()) != PQTRANS_IDLE) round(&kRollback, {});
  session.leave_pipeline();
}

}  // namespace weft::pg
