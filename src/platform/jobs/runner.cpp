// runner.cpp - one thread looks for work and for leases, the others do slices under them.
#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <future>
#include <set>
#include <thread>

#include "platform/jobs/jobs.h"
#include "platform/jobs/store.h"
#include "platform/telemetry/telemetry.h"

namespace weft::jobs {

using Steady = std::chrono::steady_clock;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr seconds kSliceDeadline{120};     // of the whole transaction, far beyond a slice that behaves
constexpr seconds kScheduleEvery{1};       // between two looks at the periodic work
constexpr int kSlicesWhileOthersWait = 5;  // then the bucket is handed back
constexpr int kRetriesAtOnce = 8;          // of one slice, on a retryable refusal of the database
constexpr seconds kRetryMax{300};
constexpr double kRateMemory = 0.7;         // how much of the older rate a slice leaves
constexpr std::int64_t kPurgeRows = 2'000;  // a statement

/// A lease of one (queue, bucket) on its way between the two kinds of thread.
struct Held {
  store::Place place;
  std::unique_ptr<pg::Lease> lease;
};

constexpr pg::Query kStandBeside{"jobs.stand_beside", R"sql(
  SELECT set_config('lock_timeout', '500', true), set_config('idle_in_transaction_session_timeout', $1, true))sql"};
constexpr pg::Query kKeepAwake{"jobs.keep_awake", "SELECT"};

/// One slice as its handler sees it.
class SliceWork final : public Work {
 public:
  struct Surroundings {
    pg::Pool& pool;
    pg::Lease const& lease;
    milliseconds ttl;
    std::atomic<bool> const& stopping;
  };
  SliceWork(pg::Tx& tx, store::Row& row, base::Instant now, Steady::time_point until, Surroundings around)
      : tx_{tx}, row_{row}, now_{now}, until_{until}, around_{around} {}

  pg::Tx& tx() override { return tx_; }
  [[nodiscard]] JobId id() const override { return row_.job_id; }
  [[nodiscard]] base::Instant now() const override { return now_; }
  [[nodiscard]] std::string const& args() const override { return row_.args; }
  [[nodiscard]] std::string const& cursor() const override { return row_.cursor; }
  void set_cursor(std::string json) override { row_.cursor = std::move(json); }
  [[nodiscard]] bool time_left() const override { return !around_.stopping && Steady::now() < until_; }
  [[nodiscard]] std::int64_t epoch() const override { return around_.lease.epoch(); }
  void set_phase(std::string phase) override {
    if (phase == row_.phase) return;
    row_.phase = std::move(phase);
    row_.done = 0;
    row_.total.reset();
    row_.rate_per_s = 0;
    done_before_ = 0;
  }
  void set_done(std::int64_t done) override { row_.done = done; }
  void set_total(std::optional<std::int64_t> total) override { row_.total = total; }
  void resume_at(base::Instant at) override { resume_at_ = at; }
  bool beside(std::function<void(pg::Tx& tx)> const& other, std::function<void()> const& own) override;
  void keep_awake() override {
    if (Steady::now() - awake_at_ < around_.ttl / 4) return;
    tx_.run(kKeepAwake);
    awake_at_ = Steady::now();
  }

  [[nodiscard]] std::optional<base::Instant> resume_at() const { return resume_at_; }
  void reckon_rate(Steady::duration took) {
    auto const took_s = std::max(std::chrono::duration<double>(took).count(), 1e-6);
    auto const fresh = static_cast<double>(row_.done - done_before_) / took_s;
    row_.rate_per_s = row_.rate_per_s > 0 ? kRateMemory * row_.rate_per_s + (1 - kRateMemory) * fresh : fresh;
    row_.rate_per_s = std::max(row_.rate_per_s, 0.0);
  }

 private:
  void do_beside(std::function<void(pg::Tx& tx)> const& other);

  pg::Tx& tx_;
  store::Row& row_;
  base::Instant now_;
  Steady::time_point until_;
  Surroundings around_;
  Steady::time_point awake_at_ = Steady::now();
  std::int64_t done_before_ = row_.done;
  std::optional<base::Instant> resume_at_;
};

void SliceWork::do_beside(std::function<void(pg::Tx& tx)> const& other) {
  auto connection = around_.pool.borrow(pg::in(around_.ttl / 4));
  pg::Tx tx{*connection, tx_.deadline()};
  if (!around_.lease.guard(tx)) throw std::runtime_error{"the lease was lost beside a slice"};
  tx.run(kStandBeside, std::to_string(around_.ttl.count()));
  other(tx);
  tx.commit();
}

bool SliceWork::beside(std::function<void(pg::Tx& tx)> const& other, std::function<void()> const& own) {
  auto done = std::async(std::launch::async, [&] {
    try {
      do_beside(other);
      return true;
    } catch (pg::DatabaseError const& error) {
      if (error.connection_lost()) throw;  // whether it committed is not known: the slice is done again, and sees
      telemetry::info("jobs: what was done beside a slice falls back to it",
                      {{"sqlstate", error.sqlstate()}, {"query", error.query()}});
      return false;
    }
  });
  own();  // what it throws waits for the other's end, where `done` is destroyed
  while (done.wait_for(around_.ttl / 4) != std::future_status::ready) keep_awake();
  return done.get();
}

}  // namespace

struct Runner::Core {
  Core(pg::Pool& pool_given, base::Clock const& clock_given, Options const& options_given)
      : pool{pool_given}, clock{clock_given}, options{options_given} {}

  enum class Turn { worked, idle, lost };

  void look_for_work();
  void look();
  void schedule();
  void work();
  void serve(pg::Connection& connection, Held& held);
  Turn turn(pg::Connection& connection, Held& held);
  Turn slice(pg::Connection& connection, Held& held, store::Row row);
  Turn end(pg::Connection& connection, Held& held, store::Row const& row, End how, std::string const& error);
  Turn failed(pg::Connection& connection, Held& held, store::Row const& row, std::string const& error);
  bool wait_for_room(Held& held) const;
  [[nodiscard]] bool may_work() const { return !options.may_work || options.may_work(); }
  std::unique_ptr<pg::Connection> connect() const;
  [[nodiscard]] Kind const& kind_of(store::Row const& row) const { return kinds.at(row.kind); }

  pg::Pool& pool;
  base::Clock const& clock;
  Options options;
  std::map<std::string, Kind> kinds;  // by name; fixed once started
  std::vector<std::string> kind_names;
  std::vector<Periodic> periodics;

  std::atomic<bool> stopping{false};
  std::thread looker;
  std::vector<std::thread> workers;

  std::map<store::Place, std::unique_ptr<pg::Lease>> watched;  // the looker's: leases that others hold
  Steady::time_point scheduled_at{};                           // the looker's

  std::mutex mutex;
  std::condition_variable changed;
  std::deque<Held> ready;                           // guarded by mutex
  std::set<store::Place> in_hand;                   // guarded by mutex; ready or at a worker
  std::map<store::Place, std::uint64_t> last_turn;  // guarded by mutex; when a place was last taken, counted in turns
  std::uint64_t turns = 0;                          // guarded by mutex
  std::atomic<bool> others_wait{false};
  bool look_again = false;  // under the mutex
  telemetry::Counter slices = telemetry::counter("weft_jobs_slices_total", "Slices of jobs committed by this process");
  telemetry::Counter failures =
      telemetry::counter("weft_jobs_failures_total", "Slices of jobs that failed in this process");
};

std::unique_ptr<pg::Connection> Runner::Core::connect() const {
  auto own = pool.options();
  // A worker that is stopped inside a slice must not keep the lease's row locked for longer than the ttl.
  own.idle_in_transaction_max = options.ttl;
  own.application_name = "weft jobs";
  return std::make_unique<pg::Connection>(own);
}

// ---- Looking for work
// -------------------------------------------------------------------------------------------------

void Runner::Core::schedule() {
  if (Steady::now() - scheduled_at < kScheduleEvery) return;
  scheduled_at = Steady::now();
  for (auto const& periodic : periodics) {
    pg::transact(pool, pg::in(seconds{5}), [&](pg::Tx& tx) { store::enqueue_if_due(tx, periodic, clock.now()); });
  }
}

void Runner::Core::look() {
  if (!may_work()) return;
  schedule();
  std::vector<store::Place> due;
  {
    auto connection = pool.borrow(pg::in(seconds{5}));
    due = store::places_due(*connection, kind_names, clock.now());
  }
  std::erase_if(watched,
                [&](auto const& entry) { return std::find(due.begin(), due.end(), entry.first) == due.end(); });
  {
    // Who waits longest comes first: else the place of a long job, given back after its turn, would be taken again and
    // again before the others.
    std::lock_guard const lock{mutex};
    std::erase_if(last_turn, [&](auto const& entry) {
      return !in_hand.contains(entry.first) && std::find(due.begin(), due.end(), entry.first) == due.end();
    });
    auto const turn_of = [&](store::Place const& place) {
      auto const found = last_turn.find(place);
      return found == last_turn.end() ? 0 : found->second;
    };
    std::sort(due.begin(), due.end(), [&](store::Place const& left, store::Place const& right) {
      return std::pair{turn_of(left), left} < std::pair{turn_of(right), right};
    });
  }
  bool waiting = false;
  for (auto const& place : due) {
    {
      std::lock_guard const lock{mutex};
      if (in_hand.contains(place)) continue;
      if (in_hand.size() >= static_cast<std::size_t>(options.workers_max)) {
        waiting = true;
        continue;
      }
    }
    auto& lease = watched[place];
    if (!lease)
      lease = std::make_unique<pg::Lease>(pool, fmt::format("jobs.{}.{}", place.queue, place.bucket), options.ttl);
    if (!lease->keep()) continue;
    std::lock_guard const lock{mutex};
    last_turn[place] = ++turns;
    in_hand.insert(place);
    ready.push_back({place, std::move(lease)});
    watched.erase(place);
    changed.notify_all();
  }
  others_wait = waiting;
}

void Runner::Core::look_for_work() {
  while (!stopping) {
    try {
      look();
    } catch (pg::DatabaseError const& error) {
      telemetry::warning("jobs: the database is away", {{"sqlstate", error.sqlstate()}, {"query", error.query()}});
      watched.clear();
    }
    std::unique_lock lock{mutex};
    changed.wait_for(lock, options.poll, [&] { return stopping || look_again; });
    look_again = false;
  }
}

// ---- Doing it
// ---------------------------------------------------------------------------------------------------------

void Runner::Core::work() {
  std::unique_ptr<pg::Connection> connection;
  for (;;) {
    Held held;
    {
      std::unique_lock lock{mutex};
      changed.wait(lock, [&] { return stopping || !ready.empty(); });
      if (ready.empty()) return;
      held = std::move(ready.front());
      ready.pop_front();
    }
    try {
      if (!connection || !connection->usable()) connection = connect();
      serve(*connection, held);
      held.lease->release();
    } catch (pg::DatabaseError const& error) {
      telemetry::warning("jobs: a worker lost the database", {{"sqlstate", error.sqlstate()}, {"error", error.what()}});
      connection.reset();
    } catch (std::exception const& error) {
      telemetry::error("jobs: a worker broke off", {{"error", error.what()}});
      connection.reset();
    }
    std::lock_guard const lock{mutex};
    in_hand.erase(held.place);
  }
}

void Runner::Core::serve(pg::Connection& connection, Held& held) {
  for (int count = 0; !stopping && may_work(); ++count) {
    if (others_wait && count >= kSlicesWhileOthersWait) return;
    if (!held.lease->keep() || turn(connection, held) != Turn::worked) return;
  }
}

Runner::Core::Turn Runner::Core::turn(pg::Connection& connection, Held& held) {
  store::Row row;
  {
    pg::Tx tx{connection, pg::in(kSliceDeadline)};
    if (!held.lease->guard(tx)) return Turn::lost;
    auto found = store::next(tx, held.place, kind_names, clock.now());
    if (!found) return Turn::idle;
    row = std::move(*found);
    // Before its first slice under this reign a job is marked, in a commit of its own: what kills the process is
    // counted.
    if (!row.cancel_requested && (row.state != State::running || row.epoch != held.lease->epoch())) {
      if (row.state == State::running) ++row.attempts;
      if (row.attempts < kind_of(row).attempts_max) {
        store::begin(tx, held.place, row.job_id, held.lease->epoch(), row.attempts, clock.now());
        row.state = State::running;
        tx.commit();
      }
    }
  }
  if (row.cancel_requested) return end(connection, held, row, End::cancelled, {});
  if (row.attempts >= kind_of(row).attempts_max) {
    return end(connection, held, row, End::failed, std::string{kWorkerLost.title});
  }
  return slice(connection, held, std::move(row));
}

Runner::Core::Turn Runner::Core::slice(pg::Connection& connection, Held& held, store::Row row) {
  auto const before = row;
  for (int retry = 1;; ++retry) {
    row = before;
    try {
      auto const began = Steady::now();
      pg::Tx tx{connection, pg::in(kSliceDeadline)};
      if (!held.lease->guard(tx)) return Turn::lost;
      SliceWork work{tx, row, clock.now(), began + options.slice, {pool, *held.lease, options.ttl, stopping}};
      auto const result = kind_of(row).handler(work);
      if (!result) {
        tx.rollback();
        auto const& refusal = result.error();
        return end(connection, held, before, End::failed,
                   refusal.detail.empty() ? std::string{refusal.reason.title} : refusal.detail);
      }
      work.reckon_rate(Steady::now() - began);
      store::save(tx, held.place, row, work.resume_at(), clock.now());
      if (*result == Slice::done) {
        if (kind_of(row).on_end) kind_of(row).on_end(work, End::done, {});
        store::finish(tx, held.place, row.job_id, State::done, {}, true, clock.now());
      }
      tx.commit();
      slices.add();
      return Turn::worked;
    } catch (pg::DatabaseError const& error) {
      if (error.connection_lost() || !connection.usable()) throw;  // the row says what was committed; somebody goes on
      if (error.out_of_room()) {
        if (!wait_for_room(held)) return Turn::lost;
        retry = 0;
        continue;
      }
      bool const again =
          error.retryable() && retry <= kRetriesAtOnce && pg::wait_before_retry(retry, pg::in(seconds{5}));
      if (!again) return failed(connection, held, before, fmt::format("{}: {}", error.query(), error.what()));
    } catch (std::exception const& error) {
      return failed(connection, held, before, error.what());
    }
  }
}

/// A full disk is no failure of the job: it stays where it is until there is room. False when the lease went meanwhile.
bool Runner::Core::wait_for_room(Held& held) const {
  telemetry::warning("jobs: the database has no room left", {{"queue", held.place.queue}});
  for (auto const until = Steady::now() + seconds{1}; Steady::now() < until && !stopping;) {
    std::this_thread::sleep_for(options.ttl / 10);
    if (!held.lease->keep()) return false;
  }
  return !stopping;
}

Runner::Core::Turn Runner::Core::failed(pg::Connection& connection, Held& held, store::Row const& row,
                                        std::string const& error) {
  failures.add();
  auto const attempts = row.attempts + 1;
  telemetry::warning("a job's slice failed",
                     {{"job_id", row.job_id.text()}, {"kind", row.kind}, {"attempt", attempts}, {"error", error}});
  if (attempts >= kind_of(row).attempts_max) return end(connection, held, row, End::failed, error);
  auto const wait =
      std::min<std::chrono::microseconds>(options.retry_first * (1LL << std::min(attempts - 1, 20)), kRetryMax);
  pg::Tx tx{connection, pg::in(kSliceDeadline)};
  if (!held.lease->guard(tx)) return Turn::lost;
  store::put_back(tx, held.place, row.job_id, attempts, error, clock.now() + wait);
  tx.commit();
  return Turn::worked;
}

/// The end of a job that did not end well, in a transaction of its own.
Runner::Core::Turn Runner::Core::end(pg::Connection& connection, Held& held, store::Row const& row, End how,
                                     std::string const& error) {
  bool tell = static_cast<bool>(kind_of(row).on_end);
  for (;; tell = false) {
    try {
      pg::Tx tx{connection, pg::in(kSliceDeadline)};
      if (!held.lease->guard(tx)) return Turn::lost;
      auto copy = row;
      SliceWork work{tx, copy, clock.now(), Steady::now() + options.slice, {pool, *held.lease, options.ttl, stopping}};
      if (tell) kind_of(row).on_end(work, how, error);
      store::finish(tx, held.place, row.job_id, how == End::cancelled ? State::cancelled : State::failed, error,
                    static_cast<bool>(kind_of(row).on_end), clock.now());
      tx.commit();
      telemetry::info(
          "a job ended",
          {{"job_id", row.job_id.text()}, {"kind", row.kind}, {"cancelled", how == End::cancelled}, {"error", error}});
      return Turn::worked;
    } catch (pg::DatabaseError const& refused) {
      if (!tell || refused.connection_lost() || !connection.usable()) throw;
      telemetry::error("a job's on_end failed", {{"job_id", row.job_id.text()}, {"error", refused.what()}});
    } catch (std::exception const& thrown) {
      if (!tell) throw;
      telemetry::error("a job's on_end failed", {{"job_id", row.job_id.text()}, {"error", thrown.what()}});
    }
  }
}

// ---- The face
// ---------------------------------------------------------------------------------------------------------

Runner::Runner(pg::Pool& pool, base::Clock const& clock, Options options)
    : core_{std::make_unique<Core>(pool, clock, options)} {
  if (options.keep_ended.count() == 0) return;
  add({.queue = "house",
       .name = "jobs.purge",
       .handler = [keep = options.keep_ended](Work& work) -> base::Result<Slice> {
         return store::purge(work.tx(), work.now() - keep, kPurgeRows) == kPurgeRows ? Slice::more : Slice::done;
       }});
  every({.key = "jobs.purge", .queue = "house", .kind = "jobs.purge", .period = std::chrono::hours{24}});
}

Runner::~Runner() { stop(); }

void Runner::add(Kind kind) {
  if (core_->looker.joinable()) throw std::logic_error{"register kinds before the runner starts"};
  auto name = kind.name;
  core_->kind_names.push_back(name);
  if (!core_->kinds.emplace(std::move(name), std::move(kind)).second)
    throw std::logic_error{"a kind of job registered twice"};
}

void Runner::every(Periodic periodic) { core_->periodics.push_back(std::move(periodic)); }

void Runner::start() {
  if (core_->looker.joinable()) return;
  core_->stopping = false;
  core_->looker = std::thread{[core = core_.get()] { core->look_for_work(); }};
  for (std::int32_t i = 0; i < core_->options.workers_max; ++i) {
    core_->workers.emplace_back([core = core_.get()] { core->work(); });
  }
}

void Runner::look() {
  {
    std::lock_guard const lock{core_->mutex};
    core_->look_again = true;
  }
  core_->changed.notify_all();
}

void Runner::stop() {
  if (!core_->looker.joinable()) return;
  {
    std::lock_guard const lock{core_->mutex};
    core_->stopping = true;
  }
  core_->changed.notify_all();
  core_->looker.join();
  for (auto& worker : core_->workers) worker.join();
  core_->workers.clear();
  core_->watched.clear();
}

}  // namespace weft::jobs
