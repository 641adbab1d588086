// stream.h - server-sent events: a response that stays open and is written to from anywhere.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "platform/http/call.h"

namespace weft::http {

class StreamState;

/// The sender's end of one open event stream. Copyable; every copy may be used from any thread, also after the client
/// has gone. The door sends a heartbeat every 15 s; a client that leaves more than `stream_pending_bytes_max` unread is
/// dropped, and comes back with Last-Event-ID.
class StreamHandle {
 public:
  StreamHandle() = default;
  explicit StreamHandle(std::shared_ptr<StreamState> state) : state_{std::move(state)} {}

  /// Queues one event; never waits. `id` is what the client will bring back as Last-Event-ID (empty = none), `event`
  /// its type, `data` may hold several lines. False when the stream is closed: stop sending.
  bool send(std::string_view id, std::string_view event, std::string_view data) const;
  [[nodiscard]] bool closed() const;
  /// Ends the response after what was queued.
  void close() const;
  /// Called once, on an I/O thread, when the stream has ended for whatever reason; at once if it already has.
  void on_close(std::function<void()> told) const;

 private:
  std::shared_ptr<StreamState> state_;
};

/// The request that opened a stream.
struct StreamRequest {
  std::shared_ptr<Caller const> caller;
  std::string last_event_id;                 ///< what the client has seen; empty = from now on
  std::map<std::string, std::string> query;  ///< decoded query parameters
  std::map<std::string, std::string> path;   ///< decoded path parameters
  std::string trace_id;
};

/// Called on a worker, where it may read the database; keeps a copy of the handle and returns. A refusal is answered
/// as problem+json and the stream never opens.
using StreamOpener = std::function<base::Result<void>(StreamRequest const&, StreamHandle)>;

}  // namespace weft::http
