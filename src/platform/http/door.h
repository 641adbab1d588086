// door.h - what happens to a request between its head and its answer: who asks, may they, which way it is run.
#pragma once

#include <atomic>
#include <memory>
#include <vector>

#include "platform/http/exchange.h"
#include "platform/http/idempotency.h"
#include "platform/http/match.h"
#include "platform/http/server.h"
#include "platform/http/workers.h"

namespace weft::http {

class LaneRunner;
class Meter;

/// What the connection does next.
enum class Next : std::uint8_t {
  answer,      ///< send the answer given
  read_body,   ///< read the body into memory, then finish()
  spool_body,  ///< write the body to a file, then finish()
  wait,        ///< a delivery will come
};

/// One a server, used by all its I/O threads.
class Door {
 public:
  Door(ServerOptions const& options, Router const& router, pg::Pool& pool, base::Clock const& clock,
       Authenticator& authenticator);
  ~Door();
  void start();
  void stop();

  /// The head has been read.
  Next begin(Exchange& exchange, Answer& answer);
  /// The body has been read too.
  Next finish(Exchange& exchange, Answer& answer);
  /// The answer has been written: counts it.
  void answered(Exchange const& exchange, int status);
  /// Sets the gauges; called now and then.
  void sample();

  [[nodiscard]] ServerOptions const& options() const { return options_; }
  [[nodiscard]] pg::Pool& pool() const { return pool_; }
  [[nodiscard]] base::Clock const& clock() const { return clock_; }
  [[nodiscard]] KeysInFlight& keys() { return keys_; }
  [[nodiscard]] bool tls() const { return !options_.tls_certificate.empty(); }

  std::atomic<bool> draining{false};
  std::atomic<std::int64_t> in_flight{0};  ///< requests whose answer is not on the wire yet
  std::atomic<std::int64_t> connections{0};

 private:
  Next answer_unrouted(Exchange& exchange, Answer& answer) const;
  Next answer_options(Exchange& exchange, Answer& answer) const;
  [[nodiscard]] std::string allowed_methods(std::string_view path, Match const& match) const;
  [[nodiscard]] bool has_room(Endpoint const& endpoint) const;
  [[nodiscard]] std::optional<base::Error> authorise(Exchange& exchange, Authenticator::Answer known) const;
  [[nodiscard]] std::optional<base::Error> look_up(Exchange& exchange) const;
  [[nodiscard]] std::optional<base::Error> check_body(Exchange const& exchange) const;
  Next send_to_worker(Exchange& exchange, Answer& answer, bool only_look_up = false);
  /// Runs on a worker; no answer = one is on its way by another hand.
  std::optional<Answer> work(std::shared_ptr<Exchange> const& exchange);
  std::optional<Answer> open_stream(std::shared_ptr<Exchange> const& exchange);
  std::optional<Answer> enter_lane(std::shared_ptr<Exchange> const& exchange);
  Answer run_route(Exchange& exchange);
  Answer attempt_until_done(Exchange& exchange, void const* request);
  Answer attempt(Exchange& exchange, void const* request);

  ServerOptions const& options_;
  pg::Pool& pool_;
  base::Clock const& clock_;
  Authenticator& authenticator_;
  Matcher matcher_;
  Workers workers_;
  KeysInFlight keys_;
  std::unordered_map<Endpoint const*, std::unique_ptr<LaneRunner>> lanes_;
  std::unique_ptr<Meter> meter_;
};

/// What an exception becomes: http.deadline_exceeded, http.database_unavailable, or http.internal, which is logged.
/// To be called inside a catch block.
base::Error error_of_exception(std::string_view where);
/// A refusal as this exchange's answer.
Answer refuse(Exchange& exchange, base::Error const& error);
base::Error in_flight_error();
base::Error overloaded_error();
base::Error storage_full_error();

}  // namespace weft::http
