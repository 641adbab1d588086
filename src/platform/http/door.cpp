// door.cpp - from a request's head to the way it is run.
#include "platform/http/door.h"

#include "platform/http/files.h"
#include "platform/http/lane_runner.h"
#include "platform/http/meter.h"
#include "platform/http/problem.h"
#include "platform/http/stream_state.h"

namespace weft::http {

Door::Door(ServerOptions const& options, Router const& router, pg::Pool& pool, base::Clock const& clock,
           Authenticator& authenticator)
    : options_{options},
      pool_{pool},
      clock_{clock},
      authenticator_{authenticator},
      matcher_{router.endpoints()},
      workers_{options.workers, options.worker_queue_max},
      meter_{std::make_unique<Meter>(router.endpoints())} {
  for (auto const& endpoint : router.endpoints()) {
    if (endpoint->kind == Kind::lane) {
      lanes_.emplace(endpoint.get(), std::make_unique<LaneRunner>(*this, *endpoint, meter_->lane(*endpoint)));
    }
  }
}

Door::~Door() { stop(); }

void Door::start() {
  workers_.start();
  for (auto& [endpoint, lane] : lanes_) lane->start();
}

void Door::stop() {
  workers_.stop();
  for (auto& [endpoint, lane] : lanes_) lane->stop();
}

Answer refuse(Exchange& exchange, base::Error const& error) { return problem_of(error, exchange.trace_id()); }

base::Error in_flight_error() {
  base::Error error{kIdempotencyInFlight};
  error.retry_after_seconds = 1;
  return error;
}

base::Error storage_full_error() {
  base::Error error{kStorageFull};
  error.retry_after_seconds = 5;
  return error;
}

/// Public addresses write little (signing in), and whoever comes to make room must get in.
bool Door::has_room(Endpoint const& endpoint) const {
  if (endpoint.method == Method::get || endpoint.permission == kPublic) return true;
  if (endpoint.kind == Kind::upload && options_.room_to_spool && !options_.room_to_spool()) return false;
  return !options_.room_to_write || options_.room_to_write();
}

base::Error overloaded_error() {
  base::Error error{kOverloaded};
  error.retry_after_seconds = 1;
  return error;
}

Next Door::begin(Exchange& exchange, Answer& answer) {
  auto const& head = exchange.head;
  exchange.received = std::chrono::steady_clock::now();
  exchange.deadline = exchange.received + options_.request_time_max;
  if (head.has(Field::origin)) {
    for (auto const& origin : options_.cors_origins) {
      if (origin == head[Field::origin]) exchange.cors_origin = origin;
    }
  }
  if (draining.load(std::memory_order_relaxed)) {
    exchange.close_after = true;
    base::Error error{kDraining};
    error.retry_after_seconds = 2;
    answer = refuse(exchange, error);
    return Next::answer;
  }
  matcher_.find(head.path, exchange.match);
  if (head.method == Method::options) return answer_options(exchange, answer);
  if (exchange.match.malformed) {
    answer = refuse(exchange, base::Error{kMalformedRequest, "The path has a broken percent code."});
    return Next::answer;
  }
  if (head.method && exchange.match.endpoints != nullptr) {
    auto const method = *head.method == Method::head ? Method::get : *head.method;
    exchange.endpoint = (*exchange.match.endpoints)[static_cast<std::size_t>(method)];
  }
  if (exchange.endpoint == nullptr) return answer_unrouted(exchange, answer);

  auto known = authenticator_.recall(exchange.credentials());
  if (!known) {
    exchange.needs_look_up = true;
  } else if (auto const error = authorise(exchange, std::move(*known))) {
    answer = refuse(exchange, *error);
    return Next::answer;
  }
  if (!has_room(*exchange.endpoint)) {
    answer = refuse(exchange, storage_full_error());
    return Next::answer;
  }
  if (exchange.endpoint->kind != Kind::upload) return Next::read_body;
  return exchange.needs_look_up ? send_to_worker(exchange, answer, true) : Next::spool_body;
}

Next Door::answer_options(Exchange& exchange, Answer& answer) const {
  auto const& head = exchange.head;
  answer.status = 204;
  auto const allowed = allowed_methods(head.path, exchange.match);
  answer.headers = "Allow: " + allowed + "\r\n";
  if (!exchange.cors_origin.empty() && head.has(Field::requested_method)) {
    answer.headers += "Access-Control-Allow-Methods: " + allowed +
                      "\r\n"
                      "Access-Control-Allow-Headers: Authorization, Content-Type, Idempotency-Key, If-Match, "
                      "If-None-Match, Last-Event-ID, Traceparent, X-CSRF-Token\r\n"
                      "Access-Control-Max-Age: 600\r\n";
  }
  return Next::answer;
}

std::string Door::allowed_methods(std::string_view path, Match const& match) const {
  std::string out;
  auto const add = [&](std::string_view name) { out.append(out.empty() ? "" : ", ").append(name); };
  for (std::size_t i = 0; match.endpoints != nullptr && i < kMethods; ++i) {
    if ((*match.endpoints)[i] == nullptr) continue;
    add(name_of(static_cast<Method>(i)));
    if (static_cast<Method>(i) == Method::get) add("HEAD");
  }
  if (match.endpoints == nullptr && matcher_.files_of(path) != nullptr) add("GET, HEAD");
  add("OPTIONS");
  return out;
}

/// No endpoint: a static file, another method's address, or nothing.
Next Door::answer_unrouted(Exchange& exchange, Answer& answer) const {
  auto const& head = exchange.head;
  auto const* files = exchange.match.endpoints == nullptr ? matcher_.files_of(head.path) : nullptr;
  bool const reads = head.method == Method::get || head.method == Method::head;
  if (files != nullptr && reads) {
    exchange.endpoint = files;
    if (auto found = files->files->find(head.path.substr(files->pattern.size()), head)) {
      answer = std::move(*found);
      return Next::answer;
    }
  }
  bool const lives = exchange.match.endpoints != nullptr || (files != nullptr && !reads);
  if (!lives) {
    answer = refuse(exchange, base::Error{kNoSuchAddress});
    return Next::answer;
  }
  auto const allowed = allowed_methods(head.path, exchange.match);
  answer = refuse(exchange, base::Error{kMethodNotAllowed, "It takes " + allowed + "."});
  answer.headers += "Allow: " + allowed + "\r\n";
  return Next::answer;
}

std::optional<base::Error> Door::authorise(Exchange& exchange, Authenticator::Answer known) const {
  auto const permission = exchange.endpoint->permission;
  if (!known) {
    if (permission != kPublic) return std::move(known).error();
    exchange.caller = anonymous();
    return {};
  }
  exchange.caller = std::move(known).value();
  if (exchange.caller->may(permission)) return {};
  if (!exchange.caller->known()) return base::Error{kUnauthenticated};
  base::Error error{kPermissionDenied, "It needs the permission " + std::string{permission.name} + "."};
  error.facts.emplace_back("permission", permission.name);
  return error;
}

std::optional<base::Error> Door::look_up(Exchange& exchange) const {
  if (!exchange.needs_look_up) return {};
  auto known = [&] {
    auto connection = pool_.borrow(exchange.deadline);
    return authenticator_.look_up(*connection, exchange.credentials());
  }();
  exchange.needs_look_up = false;
  return authorise(exchange, std::move(known));
}

std::optional<base::Error> Door::check_body(Exchange const& exchange) const {
  auto const& endpoint = *exchange.endpoint;
  if (exchange.body.empty() || endpoint.kind == Kind::upload) return {};
  if (!endpoint.reads_body) {
    bool const ignored = endpoint.method == Method::get || exchange.body == "{}";
    if (ignored) return {};
    return base::Error{kMalformedRequest, "This address takes no body."};
  }
  auto const type = exchange.head[Field::content_type];
  auto const media = type.substr(0, type.find_first_of("; "));
  if (equal_ignoring_case(media, "application/json")) return {};
  return base::Error{kUnsupportedMediaType};
}

Next Door::finish(Exchange& exchange, Answer& answer) {
  if (auto const error = check_body(exchange)) {
    answer = refuse(exchange, *error);
    return Next::answer;
  }
  auto const& endpoint = *exchange.endpoint;
  exchange.deadline = std::chrono::steady_clock::now() + options_.request_time_max;
  if (!exchange.needs_look_up) {
    if (endpoint.kind == Kind::cached) {
      if (auto rendered = endpoint.recall(*exchange.caller, exchange.incoming())) {
        answer.shared_body = rendered->body;
        answer.etag = rendered->etag;
        return Next::answer;
      }
    } else if (endpoint.kind == Kind::lane) {
      auto refused = enter_lane(exchange.shared_from_this());
      if (!refused) return Next::wait;
      answer = std::move(*refused);
      return Next::answer;
    }
  }
  return send_to_worker(exchange, answer);
}

Next Door::send_to_worker(Exchange& exchange, Answer& answer, bool only_look_up) {
  exchange.trace();
  auto task = [this, only_look_up, held = exchange.shared_from_this()] {
    telemetry::TraceScope const scope{held->trace()};
    std::optional<Answer> answered;
    bool resume = false;
    try {
      if (auto const error = look_up(*held)) {
        answered = refuse(*held, *error);
      } else if (only_look_up) {
        resume = true;
      } else {
        answered = work(held);
      }
    } catch (...) {
      answered = refuse(*held, error_of_exception(held->endpoint->pattern));
    }
    if (resume) held->loop().deliver({.to = held, .what = Delivery::What::resume});
    if (answered) held->loop().deliver({.to = held, .answer = std::move(*answered)});
  };
  if (workers_.post(std::move(task))) return Next::wait;
  answer = refuse(exchange, overloaded_error());
  return Next::answer;
}

std::optional<Answer> Door::work(std::shared_ptr<Exchange> const& exchange) {
  if (std::chrono::steady_clock::now() > exchange->deadline) return refuse(*exchange, base::Error{kDeadlineExceeded});
  switch (exchange->endpoint->kind) {
    case Kind::lane: return enter_lane(exchange);
    case Kind::stream: return open_stream(exchange);
    default: return run_route(*exchange);
  }
}

std::optional<Answer> Door::enter_lane(std::shared_ptr<Exchange> const& exchange) {
  auto const& endpoint = *exchange->endpoint;
  auto request = endpoint.decode(exchange->incoming());
  if (!request) return refuse(*exchange, request.error());
  if (endpoint.needs_key()) {
    auto key = key_claim_of(exchange->head[Field::idempotency_key], exchange->caller->principal, exchange->method(),
                            exchange->head.path, exchange->head.query, exchange->body);
    if (!key) return refuse(*exchange, key.error());
    if (!keys_.enter(key->claim)) return refuse(*exchange, in_flight_error());
    exchange->key = *key;
  }
  exchange->deadline = std::chrono::steady_clock::now() + endpoint.lane->options().deadline;
  exchange->trace();
  auto const key = exchange->key;
  if (lanes_.at(&endpoint)->push({exchange, std::move(*request), key})) return {};
  if (key) keys_.leave(key->claim);
  exchange->key.reset();
  return refuse(*exchange, overloaded_error());
}

std::optional<Answer> Door::open_stream(std::shared_ptr<Exchange> const& exchange) {
  StreamRequest request;
  request.caller = exchange->caller;
  request.last_event_id = std::string{exchange->head[Field::last_event_id]};
  request.trace_id = exchange->trace_id();
  auto const incoming = exchange->incoming();
  for (std::size_t i = 0; i < incoming.path_names.size(); ++i) {
    request.path.emplace(incoming.path_names[i], incoming.path_values[i]);
  }
  bool const whole = for_each_query(
      incoming.query, [&](std::string_view name, std::string_view value) { request.query.emplace(name, value); });
  if (!whole) return refuse(*exchange, base::Error{kMalformedRequest, "The query has a broken percent code."});
  // A page cannot set the header when it opens a stream anew; the query may carry it.
  if (auto const given = request.query.find("last_event_id");
      request.last_event_id.empty() && given != request.query.end()) {
    request.last_event_id = given->second;
  }
  auto state = std::make_shared<StreamState>(exchange, options_.stream_pending_bytes_max);
  try {
    auto opened = exchange->endpoint->open_stream(request, StreamHandle{state});
    if (!opened) {
      state->end();
      return refuse(*exchange, opened.error());
    }
  } catch (...) {
    state->end();
    throw;
  }
  exchange->loop().deliver({.to = exchange, .what = Delivery::What::open_stream, .stream = std::move(state)});
  return {};
}

void Door::answered(Exchange const& exchange, int status) {
  meter_->count(exchange.endpoint, status, std::chrono::steady_clock::now() - exchange.received);
}

void Door::sample() {
  meter_->workers_waiting.set(static_cast<double>(workers_.waiting()));
  meter_->connections.set(static_cast<double>(connections.load(std::memory_order_relaxed)));
  meter_->in_flight.set(static_cast<double>(in_flight.load(std::memory_order_relaxed)));
}

}  // namespace weft::http
