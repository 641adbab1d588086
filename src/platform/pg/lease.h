// lease.h - which process does a thing that only one may do: an epoch in a row, taken over when renewals stop.
#pragma once

#include <atomic>
#include <chrono>
#include <string>

#include "platform/pg/pool.h"

namespace weft::pg {

/// One process's claim on a named duty ("outbox.sequencer", "jobs.import.3"), kept in platform.lease as (name, epoch,
/// renewals, holder). Another process takes over after it has seen no renewal for `ttl` on its own monotonic clock. The
/// holder proves itself in every transaction by guard(), so one that was stopped and wakes up later writes nothing.
/// A takeover waits for a guarded transaction that is still open, a second or the ttl; then it ends the process of
/// PostgreSQL that has it, which may sit in a COPY and wait for a holder that stands still. Connections that guard
/// should have Options::idle_in_transaction_max of at most the ttl as well: an idle one is then ended even sooner.
/// Used by one thread at a time; guard() may run beside keep(), and in several transactions at once.
class Lease {
 public:
  Lease(Pool& pool, std::string name, std::chrono::milliseconds ttl);

  /// Acquires, or renews what is held; call it at least every ttl / 3. True while this process is the holder. Runs on a
  /// connection of its own choosing from the pool. Throws DatabaseError when the database is away (the lease is then
  /// treated as lost).
  bool keep();
  /// Locks the lease row in `tx` and checks the epoch; false = another process has taken over, write nothing. Comes
  /// before every other lock of the transaction.
  [[nodiscard]] bool guard(Tx& tx) const;
  /// Gives the duty up, so that another process need not wait for the ttl.
  void release();
  [[nodiscard]] bool held() const { return held_; }
  [[nodiscard]] std::int64_t epoch() const { return epoch_; }
  [[nodiscard]] std::string const& name() const { return name_; }

 private:
  bool renew();
  bool acquire();
  bool create(Connection& connection);
  bool take_over(Connection& connection, std::int64_t epoch, std::int64_t renewals);
  void end_guarded(Connection& connection, std::int64_t epoch, std::int64_t renewals);

  Pool& pool_;
  std::string name_;
  std::chrono::milliseconds ttl_;
  std::atomic<bool> held_ = false;
  std::atomic<std::int64_t> epoch_ = 0;
  std::int64_t seen_epoch_ = -1;  // what the row said when it last changed
  std::int64_t seen_renewals_ = -1;
  std::chrono::steady_clock::time_point seen_at_{};
};

/// After a restore: nobody holds any lease, and no epoch that a process still carries in its memory can come again.
void void_leases(Tx& tx);

}  // namespace weft::pg
