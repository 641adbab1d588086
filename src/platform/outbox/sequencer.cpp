// sequencer.cpp - the thread that contends for the lease and, while it holds it, makes passes.
#include "platform/outbox/sequencer.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <thread>

#include "platform/outbox/hint.h"
#include "platform/outbox/store.h"
#include "platform/telemetry/telemetry.h"

namespace weft::outbox {

using Steady = std::chrono::steady_clock;
using std::chrono::milliseconds;

namespace {

/// A poke comes before its commit, so rows are looked for during this long after one.
constexpr milliseconds kBusyAfterHint{200};
constexpr milliseconds kDatabaseAway{200};

milliseconds until(Steady::time_point at) {
  return std::max(milliseconds{0}, std::chrono::ceil<milliseconds>(at - Steady::now()));
}

}  // namespace

struct Sequencer::State {
  State(pg::Pool& pool_given, base::Clock const& clock_given, Options const& options_given)
      : pool{pool_given},
        clock{clock_given},
        options{options_given},
        lease{pool_given, "outbox.sequencer", options_given.ttl},
        wake{::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)} {}
  ~State() { ::close(wake); }

  pg::Connection& connected();
  bool keep();
  std::optional<std::int64_t> pass();
  void cover(std::int64_t position);
  void run();
  void hold_once();
  void contend_once();
  void listen();
  /// Waits for a hint or for stop(); true if hinted.
  bool wait(milliseconds at_most);

  pg::Pool& pool;
  base::Clock const& clock;
  Options options;
  pg::Lease lease;
  int wake;
  std::unique_ptr<pg::Connection> connection;
  std::int64_t covered_to = 0;  // positions below it have a partition; 0 = not looked yet
  Steady::time_point kept_at{};
  Steady::time_point marked_at{};
  Steady::time_point busy_until{};
  bool follow_up = false;
  std::atomic<bool> holds{false};
  std::atomic<bool> stopping{false};
  std::thread thread;
  std::thread listener;
  telemetry::Counter passes = telemetry::counter("weft_outbox_passes_total", "Passes of the sequencer in this process");
  telemetry::Counter placed =
      telemetry::counter("weft_outbox_positioned_total", "Events given a position by this process");
};

pg::Connection& Sequencer::State::connected() {
  if (!connection || !connection->usable()) {
    auto own = pool.options();
    // A holder that is stopped inside a pass must not keep the lease's row locked for longer than the ttl.
    own.idle_in_transaction_max = options.ttl;
    own.application_name = "weft sequencer";
    connection = std::make_unique<pg::Connection>(own);
  }
  return *connection;
}

bool Sequencer::State::keep() {
  if (Steady::now() - kept_at < options.ttl / 4 && lease.held()) return true;
  bool const before = lease.held();
  auto const began = Steady::now();
  bool const held = lease.keep();
  kept_at = began;
  if (held && !before) {
    covered_to = 0;
    telemetry::info("outbox.sequencer taken", {{"epoch", lease.epoch()}});
  }
  holds = held;
  return held;
}

void Sequencer::State::cover(std::int64_t position) {
  if (covered_to > position + options.rows_per_pass_max) return;
  pg::Tx tx{connected(), pg::in(options.ttl * 5)};
  if (!lease.guard(tx)) return;
  covered_to = store::partitioned_to(tx);
  while (covered_to <= position + options.rows_per_pass_max) {
    store::add_partition(tx, covered_to, covered_to + options.positions_per_partition);
    covered_to += options.positions_per_partition;
  }
  tx.commit();
}

std::optional<std::int64_t> Sequencer::State::pass() {
  if (!keep()) return {};
  try {
    if (covered_to == 0) cover(store::head(connected()).position);
    pg::Tx tx{connected(), pg::in(options.ttl * 5)};
    if (!lease.guard(tx)) {
      kept_at = {};
      covered_to = 0;
      holds = false;
      keep();  // learn who has it now
      return {};
    }
    auto const result = store::place(tx, options.rows_per_pass_max, clock.now());
    if (result.placed > 0) store::notify_feeds(tx);
    tx.commit();
    marked_at = Steady::now();
    passes.add();
    placed.add(static_cast<double>(result.placed));
    cover(result.position);
    return result.placed;
  } catch (pg::DatabaseError const&) {
    covered_to = 0;
    connection.reset();
    throw;
  }
}

bool Sequencer::State::wait(milliseconds at_most) {
  pollfd watched[2] = {{wake, POLLIN, 0}, {Hint::shared().descriptor(), POLLIN, 0}};
  ::poll(watched, 2, static_cast<int>(at_most.count()));
  return Hint::shared().take();
}

/// Hears what other processes have to hint, while this one holds the lease.
void Sequencer::State::listen() {
  std::unique_ptr<pg::Connection> ear;
  while (!stopping) {
    try {
      if (!holds) {
        ear.reset();
        std::this_thread::sleep_for(options.idle / 5);
        continue;
      }
      if (!ear || !ear->usable()) {
        ear = pool.dedicated();
        ear->run_script(std::string{store::kListenForPending});
      }
      if (ear->wait_for_notification(options.idle)) Hint::shared().poke();
    } catch (pg::DatabaseError const&) {
      ear.reset();
      std::this_thread::sleep_for(options.idle / 5);
    }
  }
}

/// Holding: a pass when rows wait or the mark is due; then sleep, shortly while rows come.
void Sequencer::State::hold_once() {
  auto const now = Steady::now();
  bool const busy = now < busy_until;
  bool const mark_due = now - marked_at >= options.idle - options.busy / 2;
  if (mark_due || follow_up || store::anything_pending(connected())) {
    auto const count = pass();
    if (!count) return;
    // One more pass after rows came: who waits to be fresh needs the second pass after its own snapshot.
    follow_up = *count > 0;
    if (*count > 0) busy_until = Steady::now() + kBusyAfterHint;
    if (*count == options.rows_per_pass_max) return;  // more wait: go on at once
  }
  auto const nap =
      busy || Steady::now() < busy_until ? options.busy : std::min(options.idle, until(marked_at + options.idle));
  if (wait(std::min(nap, until(kept_at + options.ttl / 4)))) {
    // The poke was given before its commit: a moment's patience finds the row on the first look.
    busy_until = Steady::now() + kBusyAfterHint;
    std::this_thread::sleep_for(options.busy / 4);
  }
}

/// Not holding: watch the holder's renewals, and pass hints on to it.
void Sequencer::State::contend_once() {
  if (wait(std::max(milliseconds{1}, until(kept_at + options.ttl / 4)))) {
    std::this_thread::sleep_for(options.busy / 4);
    store::notify_sequencer(connected());
    std::this_thread::sleep_for(options.busy);
  }
}

void Sequencer::State::run() {
  while (!stopping) {
    try {
      // While it contends, keep() is asked at its own pace; Lease counts the ttl on the monotonic clock.
      if (lease.held() || Steady::now() - kept_at >= options.ttl / 4) {
        if (keep()) {
          hold_once();
          continue;
        }
      }
      contend_once();
    } catch (pg::DatabaseError const& error) {
      telemetry::warning("outbox.sequencer: the database is away or refuses",
                         {{"sqlstate", error.sqlstate()}, {"error", error.what()}});
      holds = false;
      connection.reset();
      kept_at = {};
      if (!stopping) std::this_thread::sleep_for(kDatabaseAway);
    }
  }
  try {
    if (holds) store::notify_sequencer(connected());  // our own ear, which waits to hear something
    lease.release();
  } catch (pg::DatabaseError const&) {  // the next one waits for the ttl
  }
  holds = false;
}

Sequencer::Sequencer(pg::Pool& pool, base::Clock const& clock, Options options)
    : state_{std::make_unique<State>(pool, clock, options)} {}

Sequencer::~Sequencer() { stop(); }

void Sequencer::start() {
  if (state_->thread.joinable()) return;
  state_->stopping = false;
  state_->thread = std::thread{[state = state_.get()] { state->run(); }};
  state_->listener = std::thread{[state = state_.get()] { state->listen(); }};
}

void Sequencer::stop() {
  if (!state_->thread.joinable()) return;
  state_->stopping = true;
  std::uint64_t count = 1;
  [[maybe_unused]] auto const written = ::write(state_->wake, &count, sizeof count);
  state_->thread.join();
  state_->listener.join();
  [[maybe_unused]] auto const read = ::read(state_->wake, &count, sizeof count);
}

bool Sequencer::holds() const { return state_->holds; }

std::optional<std::int64_t> Sequencer::pass() { return state_->pass(); }

}  // namespace weft::outbox
