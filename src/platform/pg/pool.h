// pool.h - a bounded set of connections, and transactions that run again when PostgreSQL asks for it.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <type_traits>
#include <vector>

#include "platform/pg/transaction.h"

namespace weft::pg {

/// A bounded set of connections, opened when first needed and replaced when lost. Safe from any thread.
class Pool {
 public:
  Pool(Connection::Options options, std::size_t connections_max);
  ~Pool();

  /// A borrowed connection; goes back (or is dropped, when no longer usable) at the end of its life.
  class Lease {
   public:
    Lease(Pool& pool, std::unique_ptr<Connection> connection) : pool_{&pool}, connection_{std::move(connection)} {}
    Lease(Lease&&) noexcept = default;
    Lease& operator=(Lease&&) = delete;
    ~Lease();
    Connection& operator*() { return *connection_; }
    Connection* operator->() { return connection_.get(); }

   private:
    Pool* pool_;
    std::unique_ptr<Connection> connection_;
  };

  /// Waits for a free connection until the deadline, and for a server that is away or starting (at most 30 s). Throws
  /// DatabaseError 53300 when none came free, 08006 when the server did not come back.
  Lease borrow(Deadline deadline = in(std::chrono::milliseconds{10'000}));
  [[nodiscard]] Connection::Options const& options() const { return options_; }
  /// Opens one more connection outside the bound, for a thread that keeps it (a lane, the sequencer, a listener).
  [[nodiscard]] std::unique_ptr<Connection> dedicated() const { return std::make_unique<Connection>(options_); }

 private:
  friend class Lease;
  void give_back(std::unique_ptr<Connection> connection);
  [[nodiscard]] std::unique_ptr<Connection> connect(Deadline deadline) const;

  Connection::Options options_;
  std::size_t connections_max_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<std::unique_ptr<Connection>> idle_;  // guarded by mutex_
  std::size_t open_ = 0;                           // guarded by mutex_
};

/// Waits before attempt `attempt` (1 = first retry): exponential from 2 ms to 250 ms with full jitter. Returns false
/// when the deadline leaves no time for another attempt.
bool wait_before_retry(int attempt, Deadline deadline);

/// Runs `work(tx)` and commits, again from the start while PostgreSQL answers with a retryable error and the deadline
/// allows (at most `attempts_max` times). The work must touch nothing but the transaction, since it may run twice; one
/// that must not run twice after a lost COMMIT writes a claim row first. Throws the last DatabaseError.
template <class Work>
auto transact(Pool& pool, Deadline deadline, Work&& work, int attempts_max = 10) {
  for (int attempt = 1;; ++attempt) {
    try {
      auto connection = pool.borrow(deadline);
      Tx tx{*connection, deadline};
      if constexpr (std::is_void_v<std::invoke_result_t<Work&, Tx&>>) {
        work(tx);
        tx.commit();
        return;
      } else {
        auto result = work(tx);
        tx.commit();
        return result;
      }
    } catch (DatabaseError const& error) {
      if (!error.retryable() || attempt >= attempts_max || !wait_before_retry(attempt, deadline)) throw;
    }
  }
}

}  // namespace weft::pg
