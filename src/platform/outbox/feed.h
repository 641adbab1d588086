// feed.h - this process's view of the one order: hands every event, once and in order, to whoever keeps a cache by it.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "platform/outbox/event.h"
#include "platform/pg/pg.h"

namespace weft::outbox {

/// One thread a process that reads positions and hands the events to subscribers. Starts at the newest position: what a
/// cache holds it reads from the database itself, after the feed has started. Safe from any thread.
class Feed {
 public:
  struct Options {
    std::chrono::milliseconds poll{250};  ///< at most this long between two looks; a NOTIFY wakes it earlier
    std::int64_t events_per_read_max = 1'000;
  };
  Feed(pg::Pool& pool, Options options);
  explicit Feed(pg::Pool& pool) : Feed{pool, Options{}} {}
  ~Feed();  ///< stops

  using OnEvent = std::function<void(PositionedEvent const&)>;
  using OnReset = std::function<void()>;
  /// Before start(). `topics`: none = all; one ending in '.' stands for all that begin so. `on_event` is called on the
  /// feed's thread, in order, each event once; it must be quick and must not throw, and what it holds must live until
  /// stop(). `on_reset` is called when events were missed (this process slept longer than events are kept): forget
  /// everything held by position.
  void subscribe(std::vector<std::string> topics, OnEvent on_event, OnReset on_reset = {});

  /// Reads the present position (throws DatabaseError when there is no database), then starts the thread, which lives
  /// through a database that is away.
  void start();
  void stop();
  /// One look on the calling thread, for tests; not while the thread runs. Returns how many events were handed out.
  std::size_t poll();

  /// Every event up to here has been handed to every subscriber.
  [[nodiscard]] std::int64_t position() const;
  /// The instant of the last pass that was applied: the shop's one "now" for prices and promotions.
  [[nodiscard]] std::optional<base::Instant> instant() const;
  /// instant() plus this process's own monotonic time since it saw that pass, at most 2 s past it; nothing before the
  /// first pass was seen and when none was seen for longer than 10 s.
  [[nodiscard]] std::optional<base::Instant> reckoned_now() const;
  /// How long ago, by this process's monotonic clock, the last new pass was seen. What a cache holds is at most this
  /// far behind, plus the time between two looks. Very large before the first.
  [[nodiscard]] std::chrono::milliseconds staleness() const;

  /// Waits until every event that is visible to a statement of `tx` now has been positioned and applied here: after it,
  /// caches kept by this feed answer as fresh as the transaction itself would. Costs one query, and two passes (some
  /// 40 ms) when events wait. Call it before the transaction emits anything itself: its own events cannot be positioned
  /// before it commits. False when the deadline came first.
  bool wait_until_fresh(pg::Tx& tx, pg::Deadline deadline);
  /// Waits until `position` has been applied here. False when the deadline came first.
  bool wait_for(std::int64_t position, pg::Deadline deadline);

  /// The events of `topics` visible to a statement of `tx` now that have not been handed to this process's subscribers
  /// yet, positioned (oldest first) or not (position 0). With what the subscribers were told it is everything that the
  /// transaction itself would see, its own events included, without waiting for a pass. Nothing when some were archived
  /// before this process saw them: whoever asks forgets everything, as in OnReset. Costs one query.
  std::optional<std::vector<PositionedEvent>> ahead(pg::Tx& tx, std::span<std::string const> topics);

  struct State;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace weft::outbox
