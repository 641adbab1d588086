// session.cpp - one libpq connection driven without blocking.
#include "platform/pg/session.h"

#include <fmt/format.h>
#include <poll.h>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <thread>

#include "platform/telemetry/telemetry.h"

namespace weft::pg {
namespace {

using namespace std::chrono_literals;

/// How long PostgreSQL may take to answer a cancel request before the connection is given up.
constexpr auto kCancelGrace = 3s;

std::string message_of(PGconn const* connection) {
  std::string text = PQerrorMessage(connection);
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

PGconn* connect(Connection::Options const& options) {
  // What stands before dbname may be overridden by the URL; what stands after it may not.
  std::array<char const*, 8> const names{
      "connect_timeout",  "keepalives_idle", "keepalives_interval", "keepalives_count",
      "tcp_user_timeout", "dbname",          "client_encoding",     nullptr};
  std::array<char const*, 8> const values{"5", "10", "5", "3", "20000", options.url.c_str(), "UTF8", nullptr};
  PGconn* const connection = PQconnectdbParams(names.data(), values.data(), 1);
  if (PQstatus(connection) != CONNECTION_OK) {
    std::string const message = message_of(connection);
    PQfinish(connection);
    bool const refused = PQpingParams(names.data(), values.data(), 1) == PQPING_OK;
    throw DatabaseError{refused ? "08004" : "08006", message, "pg.connect"};
  }
  return connection;
}

}  // namespace

void note_duration(Connection::Options const& options, std::string_view query, std::size_t statements,
                   Deadline started) {
  auto const took = std::chrono::steady_clock::now() - started;
  if (took < options.slow_statement) return;
  static auto const counter = telemetry::counter("weft_pg_slow_statements_total", "Statements slower than the limit.");
  counter.add();
  telemetry::warning("slow statement",
                     {{"query", query},
                      {"statements", statements},
                      {"duration_ms", std::chrono::duration_cast<std::chrono::milliseconds>(took).count()}});
}

Session::Session(Connection::Options const& options) : connection_{connect(options)} {
  static auto const counter = telemetry::counter("weft_pg_connections_opened_total", "Connections opened.");
  counter.add();
  PQsetNoticeProcessor(
      connection_, [](void*, char const* text) { telemetry::debug("postgresql notice", {{"notice", text}}); }, nullptr);
  // Whatever the server's own settings are: days in SQL are days in UTC unless a zone is named, and nothing is compiled
  // while somebody waits; our statements are short, and what the planner overrates costs more to compile than to run.
  auto const setup = fmt::format(
      "SET TimeZone = 'UTC'; SET jit = off; SET client_min_messages = warning; "
      "SET idle_in_transaction_session_timeout = {}; SELECT set_config('application_name', $weft${}$weft$, false)",
      options.idle_in_transaction_max.count(), options.application_name);
  ResultPtr const done{PQexec(connection_, setup.c_str())};
  if (PQresultStatus(done.get()) != PGRES_TUPLES_OK) {
    auto const error = error_of(done.get(), "pg.connect");
    PQfinish(connection_);
    throw error;  // NOLINT: a value, caught by reference
  }
  PQsetnonblocking(connection_, 1);
}

Session::~Session() { PQfinish(connection_); }

bool Session::at_rest() const {
  return PQpipelineStatus(connection_) == PQ_PIPELINE_OFF && PQtransactionStatus(connection_) == PQTRANS_IDLE;
}

bool Session::has_input() const {
  pollfd waiting{PQsocket(connection_), POLLIN, 0};
  return ::poll(&waiting, 1, 0) != 0;
}

Statement& Session::statement(Query const& query, Params const& params) {
  auto found = statements_.find(query.name);
  auto const types = params.types();
  if (found == statements_.end()) {
    Statement made{std::string{query.name}, std::string{query.sql}, {types.begin(), types.end()}};
    found = statements_.emplace(std::string{query.name}, std::move(made)).first;
    return found->second;
  }
  Statement& known = found->second;
  if (!std::ranges::equal(known.types, types)) {
    throw std::logic_error{fmt::format("query {} was given values of other types than before", query.name)};
  }
  if (known.sql != query.sql) throw std::logic_error{fmt::format("two queries are called {}", query.name)};
  return known;
}

void Session::need(int sent, std::string_view query) {
  if (sent == 1) {
    cancel_until_.reset();  // what is sent now has its own deadline
    return;
  }
  drop();
  throw lost(query);
}

void Session::send_prepare(Statement const& statement) {
  need(PQsendPrepare(connection_, statement.name.c_str(), statement.sql.c_str(),
                     static_cast<int>(statement.types.size()), statement.types.data()),
       statement.name);
}

void Session::send_execute(Statement const& statement, Params const& params) {
  static constexpr auto kBinary = [] {
    std::array<int, 64> all{};
    all.fill(1);
    return all;
  }();
  int const* formats = kBinary.data();
  std::vector<int> many;
  if (static_cast<std::size_t>(params.count()) > kBinary.size()) {
    many.assign(static_cast<std::size_t>(params.count()), 1);
    formats = many.data();
  }
  auto const pointers = params.pointers();
  need(PQsendQueryPrepared(connection_, statement.name.c_str(), params.count(), pointers.data(),
                           params.lengths().data(), formats, 1),
       statement.name);
}

void Session::send_script(std::string const& sql, std::string_view query) {
  need(PQsendQuery(connection_, sql.c_str()), query);
}

void Session::send_sync() { need(PQpipelineSync(connection_), "pg.sync"); }

void Session::enter_pipeline() { need(PQenterPipelineMode(connection_), "pg.pipeline"); }

void Session::leave_pipeline() { need(PQexitPipelineMode(connection_), "pg.pipeline"); }

void Session::cancel() {
  cancelled_ = true;
  cancel_until_ = std::chrono::steady_clock::now() + kCancelGrace;
  // PQcancel blocks for as long as the server's host pleases, so it gets a thread of its own.
  std::shared_ptr<PGcancel> request{PQgetCancel(connection_), [](PGcancel* owned) { PQfreeCancel(owned); }};
  if (!request) return;
  std::thread{[request] {
    std::array<char, 256> why{};
    PQcancel(request.get(), why.data(), static_cast<int>(why.size()));
  }}.detach();
}

bool Session::wait(bool output, Deadline deadline, std::string_view query) {
  pollfd waiting{PQsocket(connection_), static_cast<short>(output ? POLLIN | POLLOUT : POLLIN), 0};
  if (waiting.fd < 0) throw lost(query);
  for (;;) {
    int timeout_ms = -1;
    if (deadline != kNoDeadline) {
      auto const left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
      timeout_ms = static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 3'600'000));
    }
    int const ready = ::poll(&waiting, 1, timeout_ms);
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) throw lost(query);
    if (std::chrono::steady_clock::now() >= deadline) return false;
  }
}

void Session::await(Deadline deadline, std::string_view query) {
  while (PQisBusy(connection_) != 0) {
    // One cancel request a round: the rest of its answers (the end of the pipeline) come within the same grace. A
    // second request would find nothing to cancel, or hit the next statement.
    int const unsent = PQflush(connection_);
    if (unsent < 0) break;  // PQgetResult says why
    if (wait(unsent > 0, cancel_until_.value_or(deadline), query)) {
      if (PQconsumeInput(connection_) == 0) break;
      continue;
    }
    if (cancel_until_) {
      drop();
      throw DatabaseError{"57014", fmt::format("{}: no answer before the deadline, nor to a cancel request", query),
                          std::string{query}};
    }
    cancel();
  }
}

ResultPtr Session::next(Deadline deadline, std::string_view query) {
  await(deadline, query);
  return ResultPtr{PQgetResult(connection_)};
}

void Session::drain(Deadline deadline, std::string_view query) {
  while (next(deadline, query)) {
    if (PQstatus(connection_) != CONNECTION_OK) throw lost(query);
  }
}

ResultPtr Session::only(Deadline deadline, std::string_view query) {
  ResultPtr result = next(deadline, query);
  if (!result) throw lost(query);
  switch (PQresultStatus(result.get())) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK: break;
    case PGRES_COPY_IN: return result;  // goes on
    default: {
      auto const error = error_of(result.get(), query);
      if (usable()) drain(deadline, query);
      throw error;  // NOLINT: a value, caught by reference
    }
  }
  drain(deadline, query);
  if (cancelled_) drop();  // it came through after all; the cancel request may yet hit another statement
  return result;
}

void Session::flush(Deadline deadline, std::string_view query) {
  for (;;) {
    int const unsent = PQflush(connection_);
    if (unsent == 0) return;
    if (unsent < 0) throw lost(query);
    if (!wait(true, deadline, query)) {
      drop();
      throw DatabaseError{"57014", fmt::format("{}: PostgreSQL did not take the data before the deadline", query),
                          std::string{query}};
    }
    if (PQconsumeInput(connection_) == 0) throw lost(query);
  }
}

bool Session::wait_for_input(Deadline deadline) {
  if (!wait(false, deadline, "pg.notification")) return false;
  if (PQconsumeInput(connection_) == 0) throw lost("pg.notification");
  return true;
}

DatabaseError Session::lost(std::string_view query) {
  drop();
  return DatabaseError{"08006", fmt::format("{}: connection lost: {}", query, message_of(connection_)),
                       std::string{query}};
}

DatabaseError Session::error_of(pg_result const* result, std::string_view query) {
  auto const field = [&](int code) -> std::string {
    char const* const text = result == nullptr ? nullptr : PQresultErrorField(result, code);
    return text == nullptr ? "" : text;
  };
  std::string sqlstate = field(PG_DIAG_SQLSTATE);
  if (sqlstate.empty()) {
    if (PQstatus(connection_) != CONNECTION_OK) return lost(query);
    sqlstate = "XX000";
  }
  // DETAIL may quote a customer's values, so it stays out of what ends in logs.
  std::string message = field(PG_DIAG_MESSAGE_PRIMARY);
  if (message.empty() && result != nullptr) message = PQresultErrorMessage(result);
  // A plan of an older schema, or a statement that a proxy forgot: for the caller a connection of no further use, since
  // the same transaction on a new one goes through.
  if (sqlstate == "26000" || (sqlstate == "0A000" && message.find("cached plan") != std::string::npos)) {
    sqlstate = "08006";
  }
  if (sqlstate == "57014") cancelled_ = false;  // the cancel request has hit
  DatabaseError error{sqlstate, fmt::format("{}: {} [{}]", query, message, sqlstate), std::string{query},
                      field(PG_DIAG_CONSTRAINT_NAME)};
  auto const severity = field(PG_DIAG_SEVERITY_NONLOCALIZED);
  if (error.connection_lost() || severity == "FATAL" || severity == "PANIC") drop();
  return error;
}

}  // namespace weft::pg
