// server.cpp - starts and ends the event loops and all that answers on their behalf.
#include "platform/http/server.h"

#include <sodium.h>

#include <boost/asio/ssl/context.hpp>
#include <stdexcept>
#include <thread>

#include "platform/http/door.h"
#include "platform/http/io_thread.h"

namespace weft::http {

struct Server::State {
  State(ServerOptions given, Router mounted, pg::Pool& pool, base::Clock const& clock, Authenticator& authenticator)
      : options{std::move(given)}, router{std::move(mounted)}, door{options, router, pool, clock, authenticator} {}

  ServerOptions options;
  Router router;
  Door door;
  std::optional<asio::ssl::context> tls;
  std::vector<std::unique_ptr<IoThread>> threads;
  std::uint16_t port = 0;
};

namespace {

asio::ssl::context tls_context(ServerOptions const& options) {
  try {
    asio::ssl::context context{asio::ssl::context::tls_server};
    context.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 |
                        asio::ssl::context::no_tlsv1_1);
    context.use_certificate_chain_file(options.tls_certificate.string());
    context.use_private_key_file(options.tls_key.string(), asio::ssl::context::pem);
    return context;
  } catch (boost::system::system_error const& error) {
    throw std::runtime_error{"cannot use the TLS certificate " + options.tls_certificate.string() + ": " +
                             error.code().message()};
  }
}

/// Uploads hold personal values: the folder is nobody else's. One that is there keeps its mode.
void make_spool(std::filesystem::path const& folder) {
  std::error_code failed;
  if (folder.empty() || !std::filesystem::create_directories(folder, failed)) {
    if (failed)
      throw std::runtime_error{"the spool folder " + folder.string() + " cannot be made: " + failed.message()};
    return;
  }
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
}

/// SO_REUSEPORT would let two servers share a port without a word; a plain bind finds the other one.
void refuse_taken_port(std::string const& address, std::uint16_t port) {
  if (port == 0) return;
  asio::io_context context;
  boost::system::error_code ec;
  auto const ip = asio::ip::make_address(address, ec);
  if (ec) throw std::runtime_error{"not an address to listen on: " + address};
  Tcp::acceptor probe{context};
  probe.open(Tcp::endpoint{ip, port}.protocol());
  probe.set_option(Tcp::acceptor::reuse_address{true});
  probe.bind({ip, port}, ec);
  if (ec) {
    throw AddressTaken{"cannot listen on " + address + ":" + std::to_string(port) + ": " + ec.message()};
  }
}

}  // namespace

Server::Server(ServerOptions options, Router router, pg::Pool& pool, base::Clock const& clock,
               Authenticator& authenticator)
    : state_{std::make_unique<State>(std::move(options), std::move(router), pool, clock, authenticator)} {
  if (sodium_init() < 0) throw std::runtime_error{"libsodium cannot be used"};
}

Server::~Server() { stop(); }

void Server::start() {
  auto& state = *state_;
  auto const& options = state.options;
  if (options.tls_certificate.empty() != options.tls_key.empty()) {
    throw std::runtime_error{"TLS needs both a certificate and a key"};
  }
  if (!options.tls_certificate.empty()) state.tls.emplace(tls_context(options));
  refuse_taken_port(options.address, options.port);
  make_spool(options.spool_dir);
  auto const count = options.io_threads != 0 ? options.io_threads : std::max(1U, std::thread::hardware_concurrency());
  state.port = options.port;
  for (std::size_t i = 0; i < count; ++i) {
    state.threads.push_back(std::make_unique<IoThread>(state.door, state.tls ? &*state.tls : nullptr));
    state.port = state.threads.back()->listen(options.address, state.port);
  }
  state.door.start();
  for (auto& thread : state.threads) thread->start();
}

std::uint16_t Server::port() const { return state_->port; }
Router const& Server::router() const { return state_->router; }

void Server::drain(std::chrono::milliseconds at_most) {
  auto& door = state_->door;
  door.draining = true;
  auto const until = std::chrono::steady_clock::now() + at_most;
  while (door.in_flight.load() > 0 && std::chrono::steady_clock::now() < until) {
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
}

void Server::stop() {
  state_->door.stop();
  for (auto& thread : state_->threads) thread->stop();
  state_->threads.clear();
}

}  // namespace weft::http
