// io_thread.h - one event loop: its listening socket, its connections, its clock. Included by the sources with sockets
// only.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

#include "platform/http/door.h"

namespace weft::http {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;
/// Bound to the loop's own executor: the general one costs an indirect call at every step.
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<Tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<Tcp, Executor>;
using Timer =
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor>;

/// A connection as its event loop sees it. All calls on the loop's thread.
class Connection : public Exchange {
 public:
  using Exchange::Exchange;
  virtual void start() = 0;
  virtual void take(Delivery delivery) = 0;
  /// Called every `IoThread::kTick`: cuts off what is late, sends heartbeats.
  virtual void tick(std::chrono::steady_clock::time_point now) = 0;
  virtual void close() = 0;
};

class IoThread final : public Loop {
 public:
  static constexpr std::chrono::milliseconds kTick{100};

  IoThread(Door& door, asio::ssl::context* tls);
  ~IoThread() override;

  /// Binds; throws std::runtime_error. Returns the port.
  std::uint16_t listen(std::string const& address, std::uint16_t port);
  void start();
  /// Closes everything and joins.
  void stop();

  void deliver(Delivery delivery) override;
  void deliver(std::vector<Delivery> deliveries) override;

  void remove(Connection& connection) { connections_.erase(&connection); }
  /// A time at most one tick old.
  [[nodiscard]] std::chrono::steady_clock::time_point about_now() const { return about_now_; }
  [[nodiscard]] std::string const& date() const { return date_; }
  [[nodiscard]] Door& door() const { return door_; }

 private:
  void accept();
  void accepted(Socket socket);
  void tick();
  void take_deliveries();
  void wake();  // with mutex_ held
  /// Deletes on this loop's thread, whichever thread let go last: sockets and timers belong to it.
  void dispose(Connection* connection);

  Door& door_;
  asio::ssl::context* tls_;
  std::unordered_map<Connection*, std::shared_ptr<Connection>> connections_;
  std::chrono::steady_clock::time_point about_now_{};
  std::chrono::system_clock::time_point date_of_{};
  std::string date_;
  bool accepting_ = false;
  std::thread thread_;
  std::atomic<std::thread::id> running_in_{};

  std::mutex mutex_;
  std::vector<Delivery> delivered_;    // guarded by mutex_
  std::vector<Connection*> disposed_;  // guarded by mutex_
  bool waking_ = false;                // guarded by mutex_

  // Last, so that it goes first: handlers that never ran let go of their connections while all else is still there.
  asio::io_context context_;
  Acceptor acceptor_{context_};
  Timer timer_{context_};
};

std::unique_ptr<Connection> make_connection(IoThread& thread, Socket socket, asio::ssl::context* tls);

}  // namespace weft::http
