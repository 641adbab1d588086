// exchange.h - one request being answered, and the event loop its answer goes back to. Knows no socket.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/http/authenticator.h"
#include "platform/http/idempotency.h"
#include "platform/http/match.h"
#include "platform/http/wire.h"
#include "platform/telemetry/telemetry.h"

namespace weft::http {

class Exchange;
class StreamState;

/// What another thread hands back to an I/O thread.
struct Delivery {
  enum class What : std::uint8_t {
    answer,       ///< send it
    resume,       ///< who asks is known now: go on reading the body
    open_stream,  ///< the answer is an event stream
    stream_data,  ///< the stream has something to send, or was closed by its sender
  };
  std::shared_ptr<Exchange> to;
  What what = What::answer;
  Answer answer{};
  std::shared_ptr<StreamState> stream{};
};

/// An I/O thread as the others see it.
class Loop {
 public:
  virtual ~Loop() = default;
  /// Hands over; any number of deliveries wake the thread once. Safe from any thread.
  virtual void deliver(Delivery delivery) = 0;
  virtual void deliver(std::vector<Delivery> deliveries) = 0;
};

/// One request. Lives in its connection and is used again for the next one. Touched by the I/O thread until it is
/// handed to a worker or a lane, then by that one until its answer is delivered.
class Exchange : public std::enable_shared_from_this<Exchange> {
 public:
  explicit Exchange(Loop& loop) : loop_{loop} {}
  virtual ~Exchange();  ///< a spool file that nobody took goes with it
  Exchange(Exchange const&) = delete;
  Exchange& operator=(Exchange const&) = delete;

  RequestHead head;
  std::string body;
  Match match;
  Endpoint const* endpoint = nullptr;
  std::shared_ptr<Caller const> caller;
  bool needs_look_up = false;    ///< recall() did not know
  bool close_after = false;      ///< this answer is the connection's last
  std::string_view cors_origin;  ///< the allowed origin that asks
  std::string peer;
  std::chrono::steady_clock::time_point received{};  ///< of the head
  pg::Deadline deadline{};                           ///< for its answer
  std::optional<KeyClaim> key;                       ///< in flight under it
  UploadedFile upload;

  [[nodiscard]] Loop& loop() const { return loop_; }
  [[nodiscard]] Method method() const { return head.method.value_or(Method::get); }
  [[nodiscard]] Credentials credentials() const;
  [[nodiscard]] Incoming incoming() const;
  /// The caller's trace, or a new one; made when first asked for.
  telemetry::TraceContext const& trace();
  /// 32 hex digits, the same in logs.
  std::string const& trace_id();
  [[nodiscard]] bool has_trace() const { return trace_.has_value(); }
  void clear();
  void remove_spool_file();

 private:
  Loop& loop_;
  std::optional<telemetry::TraceContext> trace_;
  std::string trace_id_;
};

}  // namespace weft::http
