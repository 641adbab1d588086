// connection.cpp - single statements on one connection, and what database errors mean.
#include <fmt/format.h>
#include <libpq-fe.h>

#include <stdexcept>

#include "platform/pg/session.h"
#include "platform/pg/transaction.h"

namespace weft::pg {

bool DatabaseError::connection_lost() const {
  return sqlstate_.starts_with("08") || sqlstate_.starts_with("57P0") || sqlstate_ == "25P03";
}

bool DatabaseError::retryable() const {
  return connection_lost() || sqlstate_ == "40001" || sqlstate_ == "40P01" || sqlstate_ == "55P03" ||
         sqlstate_ == "25006";
}

Connection::Connection(Options options) : options_{std::move(options)}, session_{std::make_unique<Session>(options_)} {}

Connection::~Connection() = default;

bool Connection::usable() const { return session_->usable(); }

bool Connection::at_rest() const { return session_->usable() && session_->at_rest() && !session_->has_input(); }

Rows Connection::execute(Query const& query, Params const& params, Deadline deadline) {
  Session& session = *session_;
  if (PQpipelineStatus(session.native()) != PQ_PIPELINE_OFF) {
    throw std::logic_error{fmt::format("query {} was run on a connection that a transaction is using", query.name)};
  }
  auto const started = std::chrono::steady_clock::now();
  Statement& statement = session.statement(query, params);
  if (!statement.ready) {
    session.send_prepare(statement);
    session.only(deadline, query.name);
    statement.ready = true;
  }
  session.send_execute(statement, params);
  Rows rows{session.only(deadline, query.name).release()};
  note_duration(options_, query.name, 1, started);
  return rows;
}

Rows Connection::run_script(std::string const& sql, Deadline deadline) {
  constexpr std::string_view name = "pg.script";
  if (PQpipelineStatus(session_->native()) != PQ_PIPELINE_OFF) {
    throw std::logic_error{"a script was run on a connection that a transaction is using"};
  }
  session_->send_script(sql, name);
  ResultPtr last;
  std::optional<DatabaseError> error;
  while (ResultPtr result = session_->next(deadline, name)) {
    ExecStatusType const status = PQresultStatus(result.get());
    if (status == PGRES_FATAL_ERROR) {
      if (!error) error = session_->error_of(result.get(), name);
      if (!session_->usable()) break;
    } else if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT) {
      session_->drop();
      throw std::logic_error{"a script must not copy"};
    }
    last = std::move(result);
  }
  if (error) throw DatabaseError{*error};
  if (!last) throw session_->lost(name);
  return Rows{last.release()};
}

bool Connection::wait_for_notification(std::chrono::milliseconds at_most) {
  Deadline const deadline = in(at_most);
  for (;;) {
    // What came with an earlier answer is in libpq's memory already.
    bool came = false;
    while (PGnotify* const notification = PQnotifies(session_->native())) {
      PQfreemem(notification);
      came = true;
    }
    if (came) return true;
    if (!session_->wait_for_input(deadline)) return false;
  }
}

}  // namespace weft::pg
