// stream_state.h - what an event stream's senders and its connection share.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "platform/http/exchange.h"
#include "platform/http/stream.h"

namespace weft::http {

class StreamState {
 public:
  /// Holds `sink` until the stream has ended.
  StreamState(std::shared_ptr<Exchange> sink, std::size_t pending_bytes_max)
      : sink_{std::move(sink)}, pending_bytes_max_{pending_bytes_max} {}

  bool send(std::string_view id, std::string_view event, std::string_view data);
  [[nodiscard]] bool closed() const;
  void close();
  void on_close(std::function<void()> told);

  /// For the connection: what is to be written now.
  struct Taken {
    std::string bytes;
    bool closed = false;   ///< nothing comes after it
    bool dropped = false;  ///< the client was too slow: cut it off without the rest
  };
  Taken take();
  /// For the connection, or when opening failed: the stream is over. Calls those who asked to be told.
  void end();

 private:
  void wake();  // with mutex_ held

  mutable std::mutex mutex_;
  std::shared_ptr<Exchange> sink_;           // guarded by mutex_
  std::string pending_;                      // guarded by mutex_
  bool waking_ = false;                      // guarded by mutex_: a delivery is on its way
  bool closed_ = false;                      // guarded by mutex_
  bool dropped_ = false;                     // guarded by mutex_
  bool ended_ = false;                       // guarded by mutex_
  std::vector<std::function<void()>> told_;  // guarded by mutex_
  std::size_t pending_bytes_max_;
};

}  // namespace weft::http
