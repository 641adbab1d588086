// server.h - the door itself: sockets, limits and threads.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/clock.h"
#include "platform/http/authenticator.h"
#include "platform/http/router.h"

namespace weft::http {

/// A limit on everything.
struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;                ///< 0 = any free one; port() tells
  std::size_t io_threads = 0;            ///< 0 = one a core
  std::size_t workers = 8;               ///< threads (and connections) that run routes
  std::size_t worker_queue_max = 1024;   ///< waiting routes; beyond it 503 with Retry-After
  std::size_t connections_max = 10'000;  ///< of the whole server; beyond it a new one is closed at once
  std::size_t header_bytes_max = 16 * 1024;
  std::size_t body_bytes_max = 1024 * 1024;
  std::size_t stream_pending_bytes_max = 1024 * 1024;
  std::chrono::milliseconds header_time_max{10'000};  ///< from its first byte to its last
  std::chrono::milliseconds body_time_max{30'000};    ///< grows by a second for every body_rate_bytes_min received
  std::size_t body_rate_bytes_min = 16 * 1024;
  std::chrono::milliseconds idle_time_max{75'000};     ///< between two requests
  std::chrono::milliseconds write_time_max{30'000};    ///< a client that takes nothing for so long is cut off
  std::chrono::milliseconds request_time_max{10'000};  ///< from the request's last byte to its answer
  std::chrono::milliseconds heartbeat{15'000};         ///< of event streams
  std::vector<std::string> cors_origins{};             ///< "https://shop.example": allowed, with credentials
  std::filesystem::path tls_certificate{};             ///< PEM chain; set together with tls_key, or neither
  std::filesystem::path tls_key{};
  std::filesystem::path spool_dir{};  ///< for uploads; empty = the system's temporary folder
  /// Whether there is room on disk for what requests write, and for uploads. Asked on the I/O threads before each such
  /// request; false = it is refused (http.storage_full), while reads and signing in go on. Empty = always.
  std::function<bool()> room_to_write{};
  std::function<bool()> room_to_spool{};
};

/// Somebody else listens there.
struct AddressTaken : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The HTTP server: one event loop a core, a bounded pool of workers, and a thread a lane's settler. The router, pool,
/// clock and authenticator are used from all of them.
class Server {
 public:
  Server(ServerOptions options, Router router, pg::Pool& pool, base::Clock const& clock, Authenticator& authenticator);
  ~Server();  ///< stop()
  Server(Server const&) = delete;
  Server& operator=(Server const&) = delete;

  /// Binds and serves; returns when it does. Throws AddressTaken, or another std::runtime_error when the address is
  /// none, the certificate cannot be used or the spool folder cannot be made.
  void start();
  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] Router const& router() const;
  /// Answers what is in flight; new requests get 503 http.draining with Connection: close and Retry-After. Returns when
  /// nothing is in flight or `at_most` has passed. Streams are ended.
  void drain(std::chrono::milliseconds at_most = std::chrono::seconds{30});
  /// Closes every connection and joins every thread. Idempotent.
  void stop();

  struct State;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace weft::http
