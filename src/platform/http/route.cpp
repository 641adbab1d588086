// route.cpp - runs a route: one thread, one transaction, its kept facts and its stored answer.
#include "platform/http/door.h"
#include "platform/http/problem.h"

namespace weft::http {
namespace {

constexpr int kAttemptsMax = 10;

/// The Call of one attempt.
class RouteCall final : public Call {
 public:
  RouteCall(Exchange& exchange, pg::Pool& pool, base::Instant now) : exchange_{exchange}, pool_{pool}, now_{now} {}

  pg::Tx& tx() override {
    if (!tx_) {
      connection_.emplace(pool_.borrow(exchange_.deadline));
      tx_.emplace(**connection_, exchange_.deadline);
    }
    return *tx_;
  }
  [[nodiscard]] pg::Deadline deadline() const override { return exchange_.deadline; }
  [[nodiscard]] Caller const& caller() const override { return *exchange_.caller; }
  [[nodiscard]] base::Instant now() const override { return now_; }
  [[nodiscard]] std::string_view trace_id() const override { return exchange_.trace_id(); }
  [[nodiscard]] std::string_view request_id() const override { return exchange_.trace_id(); }
  [[nodiscard]] std::string_view peer() const override { return exchange_.peer; }
  [[nodiscard]] std::string_view user_agent() const override { return exchange_.head[Field::user_agent]; }
  [[nodiscard]] std::optional<std::string> cookie(std::string_view name) const override {
    auto const value = cookie_of(exchange_.head[Field::cookie], name);
    if (!value) return {};
    return std::string{*value};
  }
  void keep(std::function<void(pg::Tx&)> fact) override { kept_.push_back(std::move(fact)); }
  void etag(std::int64_t version) override { etag_ = '"' + std::to_string(version) + '"'; }
  base::Result<void> require_version(std::int64_t current) override;
  void header(std::string name, std::string value) override {
    if ((name + value).find_first_of("\r\n") != std::string::npos)
      throw std::invalid_argument{"a header with a line break"};
    headers_ += name + ": " + value + "\r\n";
  }

  /// Gives the connection back, rolling back what is not committed.
  void rollback() {
    tx_.reset();
    connection_.reset();
  }
  void commit() {
    if (tx_) tx_->commit();
    rollback();
  }
  void run_kept(pg::Tx& tx) const {
    for (auto const& fact : kept_) fact(tx);
  }
  [[nodiscard]] bool has_kept() const { return !kept_.empty(); }
  void complete(Answer& answer) {
    answer.headers += headers_;
    if (answer.status < 400) answer.etag = etag_;
  }

 private:
  Exchange& exchange_;
  pg::Pool& pool_;
  base::Instant now_;
  std::optional<pg::Pool::Lease> connection_;
  std::optional<pg::Tx> tx_;
  std::vector<std::function<void(pg::Tx&)>> kept_;
  std::string headers_;
  std::string etag_;
};

base::Result<void> RouteCall::require_version(std::int64_t current) {
  auto const given = exchange_.head[Field::if_match];
  if (given.empty()) return base::Error{kIfMatchMissing};
  if (lists_tag(given, '"' + std::to_string(current) + '"')) return {};
  base::Error error{kVersionMismatch};
  error.facts.emplace_back("current_version", std::to_string(current));
  return error;
}

/// Deletes the spool file at the end, unless the handler renamed it away.
class SpoolGuard {
 public:
  explicit SpoolGuard(Exchange& exchange) : exchange_{exchange} {}
  ~SpoolGuard() { exchange_.remove_spool_file(); }
  SpoolGuard(SpoolGuard const&) = delete;
  SpoolGuard& operator=(SpoolGuard const&) = delete;

 private:
  Exchange& exchange_;
};

class KeyGuard {
 public:
  KeyGuard(KeysInFlight& keys, Exchange& exchange) : keys_{keys}, exchange_{exchange} {}
  ~KeyGuard() {
    if (exchange_.key) keys_.leave(exchange_.key->claim);
    exchange_.key.reset();
  }
  KeyGuard(KeyGuard const&) = delete;
  KeyGuard& operator=(KeyGuard const&) = delete;

 private:
  KeysInFlight& keys_;
  Exchange& exchange_;
};

/// What is told to one who lost the claim; nothing when the row has gone again, so that it must be tried anew.
std::optional<Answer> replay(pg::Tx& tx, Exchange& exchange) {
  auto const stored = stored_answers(tx, std::span{&exchange.key->claim, 1});
  auto const found = stored.find(exchange.key->claim);
  if (found == stored.end()) return {};
  auto answer = replay_of(found->second, *exchange.key);
  if (answer) return std::move(answer).value();
  return refuse(exchange, answer.error());
}

}  // namespace

base::Error error_of_exception(std::string_view where) {
  try {
    throw;
  } catch (pg::DatabaseError const& error) {
    if (error.sqlstate() == "57014") return base::Error{kDeadlineExceeded};
    if (error.retryable() || error.sqlstate() == "53300") {
      telemetry::warning("the database was not there",
                         {{"where", where}, {"sqlstate", error.sqlstate()}, {"query", error.query()}});
      return base::Error{kDatabaseUnavailable};
    }
    if (error.out_of_room()) {
      telemetry::error("the database has no room left", {{"where", where}, {"query", error.query()}});
      return storage_full_error();
    }
    telemetry::error("a statement failed", {{"where", where},
                                            {"sqlstate", error.sqlstate()},
                                            {"query", error.query()},
                                            {"constraint", error.constraint()},
                                            {"what", error.what()}});
  } catch (std::exception const& error) {
    telemetry::error("a handler threw", {{"where", where}, {"what", error.what()}});
  } catch (...) {
    telemetry::error("a handler threw something that is no exception", {{"where", where}});
  }
  return base::Error{kInternal};
}

Answer Door::run_route(Exchange& exchange) {
  SpoolGuard const spool{exchange};
  auto const& endpoint = *exchange.endpoint;
  auto request = endpoint.decode(exchange.incoming());
  if (!request) return refuse(exchange, request.error());
  KeyGuard const guard{keys_, exchange};
  if (endpoint.needs_key()) {
    auto key = key_claim_of(exchange.head[Field::idempotency_key], exchange.caller->principal, exchange.method(),
                            exchange.head.path, exchange.head.query, exchange.body);
    if (!key) return refuse(exchange, key.error());
    if (!keys_.enter(key->claim)) return refuse(exchange, in_flight_error());
    exchange.key = *key;
  }
  return attempt_until_done(exchange, request->get());
}

Answer Door::attempt_until_done(Exchange& exchange, void const* request) {
  for (int tried = 1;; ++tried) {
    try {
      return attempt(exchange, request);
    } catch (pg::DatabaseError const& error) {
      // A commit whose answer was lost may have made the next version: a second try would refuse its own work.
      bool const unseen = error.sqlstate() == "08007" && exchange.endpoint->doc.needs_version;
      if (unseen) return refuse(exchange, base::Error{kOutcomeUnknown});
      bool const again = error.retryable() && tried < kAttemptsMax && pg::wait_before_retry(tried, exchange.deadline);
      if (!again) return refuse(exchange, error_of_exception(exchange.endpoint->pattern));
    } catch (...) {
      return refuse(exchange, error_of_exception(exchange.endpoint->pattern));
    }
  }
}

Answer Door::attempt(Exchange& exchange, void const* request) {
  RouteCall call{exchange, pool_, clock_.now()};
  auto const& endpoint = *exchange.endpoint;
  if (exchange.key) {
    auto const won = claim_keys(call.tx(), std::span{&*exchange.key, 1}, call.now());
    if (!won.front()) {
      if (auto answer = replay(call.tx(), exchange)) return std::move(*answer);
      throw pg::DatabaseError{"40001", "an idempotency key was given back while it was asked for", "http.claim_keys"};
    }
  }
  auto result = endpoint.run_upload ? endpoint.run_upload(call, request, exchange.upload) : endpoint.run(call, request);
  if (result) {
    auto answer = std::move(result).value();
    call.complete(answer);
    if (call.has_kept()) call.run_kept(call.tx());
    if (exchange.key) {
      auto const* stored = &answer;
      store_answers(call.tx(), std::span{&exchange.key->claim, 1}, std::span{&stored, 1});
    }
    call.commit();
    return answer;
  }
  // A refusal: nothing of the work stays, but the kept facts and the stored answer do.
  call.rollback();
  auto answer = refuse(exchange, result.error());
  call.complete(answer);
  bool const store = exchange.key && is_kept(answer);
  if (!store && !call.has_kept()) return answer;
  return pg::transact(pool_, exchange.deadline, [&](pg::Tx& tx) -> Answer {
    if (store && !store_refusal(tx, *exchange.key, answer, call.now())) {
      if (auto other = replay(tx, exchange)) return std::move(*other);
    }
    call.run_kept(tx);
    return answer;
  });
}

}  // namespace weft::http
