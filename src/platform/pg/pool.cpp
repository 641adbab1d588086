// pool.cpp - a bounded set of connections.
#include "platform/pg/pool.h"

#include <algorithm>
#include <random>
#include <thread>

#include "platform/telemetry/telemetry.h"

namespace weft::pg {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds kRetryFirst{2};
constexpr std::chrono::milliseconds kRetryMax{250};
/// While the server is away, a borrower tries to connect this often, and for so long when it has no deadline.
constexpr std::chrono::milliseconds kReconnectEvery{50};
constexpr std::chrono::milliseconds kReconnectMax{30'000};

}  // namespace

Pool::Pool(Connection::Options options, std::size_t connections_max)
    : options_{std::move(options)}, connections_max_{std::max<std::size_t>(connections_max, 1)} {}

Pool::~Pool() = default;

Pool::Lease::~Lease() {
  if (connection_) pool_->give_back(std::move(connection_));
}

Pool::Lease Pool::borrow(Deadline deadline) {
  std::unique_ptr<Connection> connection;
  {
    std::unique_lock lock{mutex_};
    auto const free = [&] { return !idle_.empty() || open_ < connections_max_; };
    if (deadline == kNoDeadline) {
      freed_.wait(lock, free);
    } else if (!freed_.wait_until(lock, deadline, free)) {
      throw DatabaseError{"53300", "no connection of the pool came free before the deadline", "pg.borrow"};
    }
    if (idle_.empty()) {
      ++open_;
    } else {
      connection = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  if (connection && connection->at_rest()) return Lease{*this, std::move(connection)};
  connection.reset();
  try {
    return Lease{*this, connect(deadline)};
  } catch (...) {
    give_back(nullptr);
    throw;
  }
}

std::unique_ptr<Connection> Pool::connect(Deadline deadline) const {
  Deadline const until = std::min(deadline, in(kReconnectMax));
  for (;;) {
    try {
      return std::make_unique<Connection>(options_);
    } catch (DatabaseError const& error) {
      // 08006: nobody answers, or PostgreSQL is starting or stopping. Anything else is an answer.
      if (error.sqlstate() != "08006" || in(kReconnectEvery) >= until) throw;
    }
    std::this_thread::sleep_for(kReconnectEvery);
  }
}

void Pool::give_back(std::unique_ptr<Connection> connection) {
  bool const keep = connection && connection->at_rest();
  if (!keep) connection.reset();  // outside the lock: closing may take a moment
  {
    std::lock_guard const lock{mutex_};
    if (keep) {
      idle_.push_back(std::move(connection));
    } else {
      --open_;
    }
  }
  freed_.notify_one();
}

bool wait_before_retry(int attempt, Deadline deadline) {
  static auto const counter = telemetry::counter("weft_pg_retries_total", "Transactions that were run again.");
  thread_local std::minstd_rand random{std::random_device{}()};
  auto const most = std::min(kRetryMax, kRetryFirst * (1 << std::min(attempt - 1, 10)));
  std::uniform_int_distribution<std::int64_t> pick{0, std::chrono::microseconds{most}.count()};
  std::chrono::microseconds const pause{pick(random)};
  if (deadline != kNoDeadline && std::chrono::steady_clock::now() + pause >= deadline) return false;
  std::this_thread::sleep_for(pause);
  counter.add();
  return true;
}

}  // namespace weft::pg
