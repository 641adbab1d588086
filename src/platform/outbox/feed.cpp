// feed.cpp - one look reads the mark and then every event up to it; what was handed out is told to whoever waits.
#include "platform/outbox/feed.h"

#include <algorithm>
#include <condition_variable>
#include <thread>

#include "platform/outbox/hint.h"
#include "platform/outbox/store.h"
#include "platform/telemetry/telemetry.h"

namespace weft::outbox {

using Steady = std::chrono::steady_clock;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds kDatabaseAway{100};
constexpr milliseconds kReckonedMax{2'000};  // how far past the last pass an instant is reckoned
constexpr milliseconds kReckonedGiveUp{10'000};

struct Subscriber {
  std::vector<std::string> topics;
  Feed::OnEvent on_event;
  Feed::OnReset on_reset;
};

}  // namespace

struct Feed::State {
  State(pg::Pool& pool_given, Options const& options_given) : pool{pool_given}, options{options_given} {}

  pg::Connection& connected();
  void begin();
  std::size_t look();
  void hand_out(PositionedEvent const& event);
  void reset_all();
  void run();

  pg::Pool& pool;
  Options options;
  std::vector<Subscriber> subscribers;
  std::unique_ptr<pg::Connection> connection;  // of the thread, or of poll()'s caller
  Steady::time_point looked_at{};              // when the look before this one began
  bool begun = false;
  std::thread thread;
  std::atomic<bool> stopping{false};

  // What was applied, for readers on other threads.
  std::atomic<std::int64_t> position{0};
  std::atomic<std::int64_t> seen_at{Steady::time_point::min().time_since_epoch().count()};
  std::mutex mutex;
  std::condition_variable applied;
  std::int64_t pass = 0;                 // guarded by mutex
  std::int64_t drained_pass = 0;         // guarded by mutex
  std::optional<base::Instant> instant;  // guarded by mutex
  Steady::time_point applied_at{};       // guarded by mutex
};

pg::Connection& Feed::State::connected() {
  if (!connection || !connection->usable()) {
    auto own = pool.options();
    own.application_name = "weft feed";
    connection = std::make_unique<pg::Connection>(own);
    connection->run_script(std::string{store::kListenForEvents});
  }
  return *connection;
}

void Feed::State::begin() {
  if (begun) return;
  looked_at = Steady::now();
  auto const head = store::head(connected());
  std::lock_guard const lock{mutex};
  position = head.position;
  pass = head.pass;
  drained_pass = head.drained_pass;
  // The pass was made before this process looked for the first time: how long before, it cannot know. So it waits for a
  // new one before anything is trusted.
  begun = true;
}

void Feed::State::hand_out(PositionedEvent const& event) {
  for (auto const& subscriber : subscribers) {
    if (!store::topic_matches(event.topic, subscriber.topics)) continue;
    try {
      subscriber.on_event(event);
    } catch (std::exception const& error) {
      telemetry::error("a subscriber of the feed threw", {{"topic", event.topic}, {"error", error.what()}});
    }
  }
}

void Feed::State::reset_all() {
  telemetry::warning("outbox.feed missed events that are archived by now; caches start again", {});
  for (auto const& subscriber : subscribers) {
    if (subscriber.on_reset) subscriber.on_reset();
  }
}

std::size_t Feed::State::look() {
  auto const before = looked_at;
  looked_at = Steady::now();
  auto const head = store::head(connected());
  std::size_t count = 0;
  auto last = position.load();
  while (last < head.position) {
    auto const events = store::events(connected(), last, head.position, options.events_per_read_max);
    if (events.empty() || events.front().position != last + 1) reset_all();
    if (events.empty()) last = head.position;
    for (auto const& event : events) {
      hand_out(event);
      last = event.position;
      ++count;
    }
    std::lock_guard const lock{mutex};
    position = last;
  }
  {
    std::lock_guard const lock{mutex};
    if (head.pass != pass || !instant) {
      // The look before this one did not see this pass, so it is no older than that look.
      if (head.pass != pass) seen_at = before.time_since_epoch().count();
      applied_at = looked_at;
      instant = head.instant;
    }
    pass = head.pass;
    drained_pass = head.drained_pass;
  }
  applied.notify_all();
  return count;
}

void Feed::State::run() {
  while (!stopping) {
    try {
      look();
      if (!stopping) connected().wait_for_notification(options.poll);
    } catch (pg::DatabaseError const& error) {
      telemetry::warning("outbox.feed: the database is away", {{"sqlstate", error.sqlstate()}});
      connection.reset();
      if (!stopping) std::this_thread::sleep_for(kDatabaseAway);
    }
  }
}

Feed::Feed(pg::Pool& pool, Options options) : state_{std::make_unique<State>(pool, options)} {}

Feed::~Feed() { stop(); }

void Feed::subscribe(std::vector<std::string> topics, OnEvent on_event, OnReset on_reset) {
  if (state_->thread.joinable()) throw std::logic_error{"subscribe before the feed starts"};
  state_->subscribers.push_back({std::move(topics), std::move(on_event), std::move(on_reset)});
}

void Feed::start() {
  if (state_->thread.joinable()) return;
  state_->begin();
  state_->stopping = false;
  state_->thread = std::thread{[state = state_.get()] { state->run(); }};
}

void Feed::stop() {
  if (!state_->thread.joinable()) return;
  state_->stopping = true;
  state_->thread.join();
}

std::size_t Feed::poll() {
  state_->begin();
  return state_->look();
}

std::int64_t Feed::position() const { return state_->position; }

std::optional<base::Instant> Feed::instant() const {
  std::lock_guard const lock{state_->mutex};
  return state_->instant;
}

std::optional<base::Instant> Feed::reckoned_now() const {
  std::lock_guard const lock{state_->mutex};
  if (!state_->instant) return {};
  auto const since = Steady::now() - state_->applied_at;
  if (since > kReckonedGiveUp) return {};
  return *state_->instant +
         std::chrono::floor<std::chrono::microseconds>(std::min<Steady::duration>(since, kReckonedMax));
}

milliseconds Feed::staleness() const {
  auto const seen = state_->seen_at.load(std::memory_order_relaxed);
  if (seen == Steady::time_point::min().time_since_epoch().count()) return milliseconds::max();
  return std::chrono::floor<milliseconds>(Steady::now() - Steady::time_point{Steady::duration{seen}});
}

bool Feed::wait_until_fresh(pg::Tx& tx, pg::Deadline deadline) {
  auto const head = store::head(tx);
  // Rows that wait are seen by the pass that begins after this snapshot; the next one may already be running with an
  // older one, the one after it cannot. It counts when it left nothing behind.
  auto const drained = head.pending ? head.pass + 2 : 0;
  if (head.pending) Hint::shared().poke();
  std::unique_lock lock{state_->mutex};
  return state_->applied.wait_until(
      lock, deadline, [&] { return state_->position >= head.position && state_->drained_pass >= drained; });
}

std::optional<std::vector<PositionedEvent>> Feed::ahead(pg::Tx& tx, std::span<std::string const> topics) {
  auto const applied = state_->position.load();
  auto events = store::events_ahead(tx, applied);
  // Positions have no gaps, so what follows `applied` is there unless it was archived.
  auto const next = std::find_if(events.begin(), events.end(), [](auto const& event) { return event.position > 0; });
  if (next != events.end() && next->position != applied + 1) return {};
  std::erase_if(events, [&](auto const& event) { return !store::topic_matches(event.topic, topics); });
  return events;
}

bool Feed::wait_for(std::int64_t position, pg::Deadline deadline) {
  std::unique_lock lock{state_->mutex};
  return state_->applied.wait_until(lock, deadline, [&] { return state_->position >= position; });
}

}  // namespace weft::outbox
