// projection.cpp - what is stale is known by record; it is read anew under one snapshot and put into the book.
#include "insights/projection.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <shared_mutex>
#include <thread>
#include <unordered_set>

#include "customer/customer.h"
#include "insights/insights.h"
#include "insights/store.h"
#include "platform/telemetry/telemetry.h"

namespace weft::insights {

using std::chrono::milliseconds;

namespace {

/// Whatever changes what a record bought, brought back, or whose it is.
std::vector<std::string> const kTopics{"orders.", "customer.records_changed"};
constexpr std::size_t kRecordsPerRead = 5'000;
// The thread lets events come together, and is idle five sixths of the time: a file being imported names the same
// people again and again, and whoever asks meanwhile takes in what is left.
constexpr milliseconds kGather{2'000};
constexpr int kIdleShare = 5;
constexpr milliseconds kDatabaseAway{1'000};
constexpr milliseconds kReadInMax{3'600'000};

using RecordIds = std::unordered_set<base::Uuid>;

constexpr pg::Query kOneSnapshot{"insights.one_snapshot", "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"};

/// Rows of a sorted list that belong to one record, from `at` on.
template <class Row>
std::span<Row const> rows_of(std::vector<Row> const& rows, std::size_t& at, base::Uuid const& record) {
  auto const first = at;
  while (at < rows.size() && rows[at].record_id == record) ++at;
  return std::span{rows}.subspan(first, at - first);
}

}  // namespace

struct Projection::State {
  State(pg::Pool& pool_given, outbox::Feed& feed_given) : pool{pool_given}, feed{feed_given} {}

  void told(outbox::PositionedEvent const& event);
  base::Result<void> catch_up(pg::Deadline deadline);
  void refresh(pg::Tx& tx);
  bool read_in(pg::Tx& tx);
  RecordIds take_stale();
  RecordIds read(pg::Tx& tx, Book& into, std::vector<base::Uuid> const& records, bool shared);
  void run();

  pg::Pool& pool;
  outbox::Feed& feed;

  std::timed_mutex reading;               // one thread at a time reads the database
  bool read_in_once = false;              // guarded by reading
  std::atomic<std::uint64_t> begun{0};    // how often reading began
  std::atomic<std::uint64_t> ended{0};    // the last beginning whose end was seen
  std::atomic<std::int64_t> ahead_to{0};  // events up to this position were taken in before the feed told of them

  std::mutex stale_mutex;
  std::condition_variable stale_more;
  RecordIds stale;         // guarded by stale_mutex
  bool all_stale = false;  // guarded by stale_mutex
  std::atomic<bool> stopping{false};

  std::shared_mutex book_mutex;
  Book book;  // guarded by book_mutex; changed by who holds `reading`

  std::thread thread;
};

void Projection::State::told(outbox::PositionedEvent const& event) {
  if (event.position <= ahead_to) return;
  auto const named = customer::records_named_by(event);
  {
    std::lock_guard const lock{stale_mutex};
    for (auto const& record : named) stale.insert(record.uuid());
  }
  stale_more.notify_one();
}

RecordIds Projection::State::take_stale() {
  std::lock_guard const lock{stale_mutex};
  return std::exchange(stale, {});
}

/// Reads these records and puts them into the book; `shared`: others look at it. Gives the records that read
/// differently because these do.
RecordIds Projection::State::read(pg::Tx& tx, Book& into, std::vector<base::Uuid> const& records, bool shared) {
  auto const known = store::list_records(tx, records);
  auto const purchases = store::list_purchases(tx, records);
  auto const comebacks = store::list_comebacks(tx, records);
  RecordIds more;
  std::unique_lock lock{book_mutex, std::defer_lock};
  if (shared) lock.lock();
  std::size_t purchase = 0, comeback = 0;
  for (auto const& record : known) {
    auto const bought = rows_of(purchases, purchase, record.record_id);
    for (auto const& watcher : into.watchers_of(record.record_id, bought)) more.insert(watcher);
    into.put(record, bought, rows_of(comebacks, comeback, record.record_id));
  }
  if (known.size() == records.size()) return more;
  RecordIds gone{records.begin(), records.end()};
  for (auto const& record : known) gone.erase(record.record_id);
  for (auto const& record : gone) {
    for (auto const& watcher : into.watchers_of(record, {})) more.insert(watcher);
    into.drop(record);
  }
  return more;
}

/// All there is, into a new book. False when the process ends before it is read.
bool Projection::State::read_in(pg::Tx& tx) {
  Book fresh;
  base::Uuid last{};
  for (;;) {
    auto const records = store::records_after(tx, last, kRecordsPerRead);
    if (records.empty()) break;
    if (stopping.load()) return false;
    read(tx, fresh, records, false);  // under one snapshot each return already knows its sale
    last = records.back();
  }
  fresh.pack();
  std::unique_lock const lock{book_mutex};
  book = std::move(fresh);
  return true;
}

void Projection::State::refresh(pg::Tx& tx) {
  tx.run(kOneSnapshot);
  {
    std::lock_guard const lock{stale_mutex};
    if (std::exchange(all_stale, false)) read_in_once = false;
  }
  auto records = take_stale();
  auto const ahead = feed.ahead(tx, kTopics);  // the first look: it takes the snapshot
  try {
    if (!read_in_once || !ahead) {
      read_in_once = read_in(tx);
      return;
    }
    for (auto const& event : *ahead) {
      for (auto const& record : customer::records_named_by(event)) records.insert(record.uuid());
    }
    std::vector<base::Uuid> waiting{records.begin(), records.end()};
    std::sort(waiting.begin(), waiting.end());
    RecordIds more;
    for (std::size_t at = 0; at < waiting.size(); at += kRecordsPerRead) {
      auto const end = std::min(waiting.size(), at + kRecordsPerRead);
      std::vector const some(waiting.begin() + static_cast<std::ptrdiff_t>(at),
                             waiting.begin() + static_cast<std::ptrdiff_t>(end));
      for (auto const& watcher : read(tx, book, some, true)) more.insert(watcher);
    }
    std::erase_if(more, [&](base::Uuid const& record) { return records.contains(record); });
    if (!more.empty()) read(tx, book, {more.begin(), more.end()}, true);  // their own purchases are what they were
    if (!ahead->empty() && ahead->back().position > ahead_to) ahead_to = ahead->back().position;
    if (book.wants_packing()) {
      std::unique_lock const lock{book_mutex};
      book.pack();
    }
  } catch (...) {
    std::lock_guard const lock{stale_mutex};
    stale.insert(records.begin(), records.end());
    throw;
  }
}

base::Result<void> Projection::State::catch_up(pg::Deadline deadline) {
  auto const arrived = begun.load();
  std::unique_lock lock{reading, deadline};
  if (!lock.owns_lock()) {
    base::Error error{kNotReady};
    error.retry_after_seconds = 1;
    return error;
  }
  if (ended > arrived) return {};  // somebody began to read after this caller came, and is done
  auto const mine = ++begun;
  pg::transact(pool, deadline, [&](pg::Tx& tx) { refresh(tx); });
  ended = mine;
  return {};
}

void Projection::State::run() {
  bool first = true;
  milliseconds pause = kGather;
  for (;;) {
    {
      std::unique_lock lock{stale_mutex};
      stale_more.wait(lock, [&] { return stopping || first || all_stale || !stale.empty(); });
      if (!first) stale_more.wait_for(lock, pause, [&] { return stopping.load(); });
      if (stopping) return;
    }
    try {
      auto const begin = std::chrono::steady_clock::now();
      auto const done = catch_up(pg::in(kReadInMax));
      auto const took = std::chrono::floor<milliseconds>(std::chrono::steady_clock::now() - begin);
      pause = std::max(kGather, kIdleShare * took);
      first = first && !done;
    } catch (pg::DatabaseError const& error) {
      telemetry::warning("insights.projection: the facts cannot be read", {{"sqlstate", error.sqlstate()}});
      std::unique_lock lock{stale_mutex};
      stale_more.wait_for(lock, kDatabaseAway, [&] { return stopping.load(); });
    }
  }
}

Projection::Projection(pg::Pool& pool, outbox::Feed& feed) : state_{std::make_unique<State>(pool, feed)} {
  feed.subscribe(
      kTopics, [state = state_.get()](outbox::PositionedEvent const& event) { state->told(event); },
      [state = state_.get()] {
        {
          std::lock_guard const lock{state->stale_mutex};
          state->all_stale = true;
        }
        state->stale_more.notify_one();
      });
}

Projection::~Projection() { stop(); }

void Projection::start() {
  state_->stopping = false;
  state_->thread = std::thread{[state = state_.get()] { state->run(); }};
}

void Projection::stop() {
  if (!state_->thread.joinable()) return;
  {
    std::lock_guard const lock{state_->stale_mutex};
    state_->stopping = true;
  }
  state_->stale_more.notify_one();
  state_->thread.join();
}

base::Result<void> Projection::look(pg::Deadline deadline, std::function<void(Book const&)> const& look) {
  if (auto ready = state_->catch_up(deadline); !ready) return ready;
  std::shared_lock const lock{state_->book_mutex};
  look(state_->book);
  return {};
}

}  // namespace weft::insights
