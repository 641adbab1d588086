// io_thread.cpp - accepts, ticks, and passes deliveries on.
#include "platform/http/io_thread.h"

#include <boost/asio/post.hpp>
#include <stdexcept>

#include "platform/http/stream_state.h"

namespace weft::http {
namespace {
using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;
}

IoThread::IoThread(Door& door, asio::ssl::context* tls)
    : door_{door}, tls_{tls}, context_{BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO} {}

IoThread::~IoThread() { stop(); }

std::uint16_t IoThread::listen(std::string const& address, std::uint16_t port) {
  try {
    Tcp::endpoint const at{asio::ip::make_address(address), port};
    acceptor_.open(at.protocol());
    acceptor_.set_option(asio::socket_base::reuse_address{true});
    acceptor_.set_option(ReusePort{true});
    acceptor_.bind(at);
    acceptor_.listen(4096);
    return acceptor_.local_endpoint().port();
  } catch (boost::system::system_error const& error) {
    throw std::runtime_error{"cannot listen on " + address + ":" + std::to_string(port) + ": " +
                             error.code().message()};
  }
}

void IoThread::start() {
  about_now_ = std::chrono::steady_clock::now();
  accept();
  tick();
  thread_ = std::thread{[this] {
    running_in_ = std::this_thread::get_id();
    context_.run();
  }};
}

void IoThread::stop() {
  if (!thread_.joinable()) return;
  asio::post(context_, [this] {
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    timer_.cancel();
    auto const all = connections_;
    for (auto const& [connection, held] : all) connection->close();
    context_.stop();
  });
  thread_.join();
  running_in_ = std::thread::id{};
  std::vector<Delivery> undelivered;
  std::vector<Connection*> disposed;
  {
    std::lock_guard const lock{mutex_};
    undelivered.swap(delivered_);
    disposed.swap(disposed_);
  }
  for (auto* connection : disposed) delete connection;
  for (auto const& delivery : undelivered) {
    if (delivery.stream) delivery.stream->end();
  }
}

void IoThread::accept() {
  accepting_ = true;
  acceptor_.async_accept([this](boost::system::error_code ec, Socket socket) {
    if (ec == asio::error::operation_aborted) return;
    if (ec) {
      accepting_ = false;  // out of descriptors: the next tick tries again
      return;
    }
    accepted(std::move(socket));
    accept();
  });
}

void IoThread::accepted(Socket socket) {
  if (door_.connections.load() >= static_cast<std::int64_t>(door_.options().connections_max)) return;
  boost::system::error_code ignored;
  socket.set_option(Tcp::no_delay{true}, ignored);
  socket.non_blocking(true, ignored);
  std::shared_ptr<Connection> connection{make_connection(*this, std::move(socket), tls_).release(),
                                         [this](Connection* one) { dispose(one); }};
  door_.connections.fetch_add(1);
  connections_.emplace(connection.get(), connection);
  connection->start();
}

void IoThread::tick() {
  about_now_ = std::chrono::steady_clock::now();
  auto const second = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  if (second != date_of_) {
    date_of_ = second;
    date_ = http_date(second);
  }
  door_.sample();
  std::vector<std::shared_ptr<Connection>> all;
  all.reserve(connections_.size());
  for (auto const& [connection, held] : connections_) all.push_back(held);
  for (auto const& connection : all) connection->tick(about_now_);
  if (!accepting_ && acceptor_.is_open()) accept();
  timer_.expires_after(kTick);
  timer_.async_wait([this](boost::system::error_code ec) {
    if (!ec) tick();
  });
}

void IoThread::wake() {
  if (waking_) return;
  waking_ = true;
  asio::post(context_, [this] { take_deliveries(); });
}

void IoThread::deliver(Delivery delivery) {
  std::lock_guard const lock{mutex_};
  delivered_.push_back(std::move(delivery));
  wake();
}

void IoThread::deliver(std::vector<Delivery> deliveries) {
  std::lock_guard const lock{mutex_};
  delivered_.insert(delivered_.end(), std::make_move_iterator(deliveries.begin()),
                    std::make_move_iterator(deliveries.end()));
  wake();
}

void IoThread::take_deliveries() {
  std::vector<Delivery> deliveries;
  std::vector<Connection*> disposed;
  {
    std::lock_guard const lock{mutex_};
    waking_ = false;
    deliveries.swap(delivered_);
    disposed.swap(disposed_);
  }
  for (auto* connection : disposed) delete connection;
  for (auto& delivery : deliveries) {
    auto const to = delivery.to;
    static_cast<Connection&>(*to).take(std::move(delivery));
  }
}

void IoThread::dispose(Connection* connection) {
  auto const running_in = running_in_.load();
  if (running_in == std::thread::id{} || running_in == std::this_thread::get_id()) {
    delete connection;
    return;
  }
  std::lock_guard const lock{mutex_};
  disposed_.push_back(connection);
  wake();
}

}  // namespace weft::http
