// sequencer.h - gives committed events their positions; one process of all does it at a time.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>

#include "base/clock.h"
#include "platform/pg/pg.h"

namespace weft::outbox {

/// Moves what is committed in outbox.pending to outbox.event, numbered from the counter in outbox.sequencer: each pass
/// is one transaction that first locks the lease "outbox.sequencer", so a second process, or one that was stopped and
/// wakes up, cannot number anything twice, and kill -9 at any point loses nothing. A pass takes what it can SEE, in the
/// order of the insertion sequence, so the row of a transaction that is still open is taken by a later pass and never
/// skipped. Each pass carries an instant from the clock that never falls. Passes run when somebody hints, every `busy`
/// while rows come, else every `idle`: this is also the mark by which every process knows that time goes on.
class Sequencer {
 public:
  struct Options {
    std::chrono::milliseconds ttl{1'000};
    std::chrono::milliseconds busy{20};
    std::chrono::milliseconds idle{250};
    std::int64_t rows_per_pass_max = 5'000;
    std::int64_t positions_per_partition = 1'000'000;
  };
  Sequencer(pg::Pool& pool, base::Clock const& clock, Options options);
  Sequencer(pg::Pool& pool, base::Clock const& clock) : Sequencer{pool, clock, Options{}} {}
  ~Sequencer();  ///< stops

  /// Starts the thread: it contends for the lease and makes passes while it holds it.
  void start();
  /// Ends the thread and gives the lease up.
  void stop();
  /// True while this process is the one that numbers, as far as it knows.
  [[nodiscard]] bool holds() const;
  /// One pass on the calling thread, for tests and for tools; not while the thread runs. Returns how many events were
  /// placed, or nothing if another process holds the lease. Throws DatabaseError.
  std::optional<std::int64_t> pass();

  struct State;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace weft::outbox
