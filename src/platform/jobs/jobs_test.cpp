// jobs_test.cpp - jobs end, whoever dies in between; nothing they wrote is lost or doubled, and a stopped worker is
// mute.
#include "platform/jobs/jobs.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>

#include "platform/jobs/store.h"
#include "platform/pg/testing.h"

namespace weft::embedded {
std::span<pg::Migration const> jobs_migrations();
}

namespace weft::jobs {
namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

std::vector<pg::Migration> migrations() {
  auto const platform = pg::platform_migrations();
  std::vector<pg::Migration> all{platform.begin(), platform.end()};
  auto const own = embedded::jobs_migrations();
  all.insert(all.end(), own.begin(), own.end());
  return all;
}

constexpr pg::Query kWrite{"test.write", "INSERT INTO written (n, pid) VALUES ($1, $2)"};
constexpr pg::Query kWritten{"test.written", "SELECT n, pid FROM written ORDER BY n"};

Runner::Options quick() {
  return {.workers_max = 2, .ttl = 400ms, .slice = 50ms, .poll = 20ms, .retry_first = 30ms, .keep_ended = 0h};
}

/// Writes 1..`total`, one row a slice, and keeps its place in the cursor.
Kind counting(std::int64_t total, std::chrono::milliseconds pause = 0ms) {
  return {.queue = "test", .name = "test.count", .handler = [=](Work& work) -> base::Result<Slice> {
            auto const next = work.cursor() == "{}" ? 1 : std::stoll(work.cursor().substr(6)) + 1;
            std::this_thread::sleep_for(pause);
            work.tx().run(kWrite, std::int64_t{next}, std::int64_t{::getpid()});
            work.set_phase("counting");
            work.set_total(total);
            work.set_done(next);
            work.set_cursor(fmt::format(R"({{"n": {}}})", next));
            return next == total ? Slice::done : Slice::more;
          }};
}

class Jobs : public testing::Test {
 protected:
  void SetUp() override { database_.connect()->run_script("CREATE TABLE written (n bigint, pid bigint)"); }

  JobId add(std::string const& kind, std::string const& args = "{}") {
    return pg::transact(database_.pool(), pg::in(5s), [&](pg::Tx& tx) {
      return enqueue(tx, {.queue = "test", .kind = kind, .args = args, .principal = "stf_1"}, clock_.now());
    });
  }
  JobView view(JobId id) {
    return *pg::transact(database_.pool(), pg::in(5s), [&](pg::Tx& tx) { return find_job(tx, id); });
  }
  base::Result<void> cancel(JobId id) {
    return pg::transact(database_.pool(), pg::in(5s), [&](pg::Tx& tx) { return request_cancel(tx, id, clock_.now()); });
  }
  JobView wait_for_end(JobId id, std::chrono::milliseconds at_most = 15s) {
    auto const until = Steady::now() + at_most;
    while (!view(id).finished_at && Steady::now() < until) std::this_thread::sleep_for(5ms);
    EXPECT_TRUE(view(id).finished_at);
    return view(id);
  }
  void wait_until(auto const& holds) {
    auto const until = Steady::now() + 10s;
    while (!holds() && Steady::now() < until) std::this_thread::sleep_for(5ms);
    EXPECT_TRUE(holds());
  }
  std::vector<std::pair<std::int64_t, std::int64_t>> written() {
    std::vector<std::pair<std::int64_t, std::int64_t>> out;
    auto const rows = database_.connect()->run(kWritten);
    for (auto const row : rows) out.emplace_back(row.get<std::int64_t>(0), row.get<std::int64_t>(1));
    return out;
  }
  void expect_each_once(std::int64_t total) {
    auto const rows = written();
    ASSERT_EQ(std::ssize(rows), total);
    for (std::int64_t i = 0; i < total; ++i) EXPECT_EQ(rows[static_cast<std::size_t>(i)].first, i + 1);
  }

  pg::testing::Database database_{migrations()};
  base::MovableClock clock_;
};

TEST_F(Jobs, ASlicedJobEndsWithItsWorkDoneOnce) {
  Runner runner{database_.pool(), clock_, quick()};
  runner.add(counting(25));
  runner.start();
  auto const job = wait_for_end(add("test.count"));
  EXPECT_EQ(job.state, State::done);
  EXPECT_EQ(job.progress.phase, "counting");
  EXPECT_EQ(job.progress.done, 25);
  EXPECT_EQ(job.progress.total, 25);
  EXPECT_GT(job.progress.rate_per_s, 0);
  EXPECT_FALSE(job.progress.eta_seconds);
  EXPECT_TRUE(job.started_at);
  expect_each_once(25);
}

TEST_F(Jobs, WhoHasJustCommittedAJobNeedNotWaitForTheNextLook) {
  auto options = quick();
  options.poll = 1h;
  Runner runner{database_.pool(), clock_, options};
  runner.add(counting(1));
  runner.start();
  std::this_thread::sleep_for(100ms);  // the first look, which finds nothing
  auto const job = add("test.count");
  runner.look();
  EXPECT_EQ(wait_for_end(job).state, State::done);
}

TEST_F(Jobs, ARunningJobTellsItsRateAndWhenItWillEnd) {
  Runner runner{database_.pool(), clock_, quick()};
  runner.add(counting(1'000, 20ms));
  runner.start();
  auto const id = add("test.count");
  wait_until([&] { return view(id).progress.done >= 10; });
  auto const job = view(id);
  EXPECT_EQ(job.state, State::running);
  EXPECT_GT(job.progress.rate_per_s, 2);
  EXPECT_LE(job.progress.rate_per_s, 50);
  ASSERT_TRUE(job.progress.eta_seconds);
  EXPECT_NEAR(static_cast<double>(*job.progress.eta_seconds),
              static_cast<double>(1'000 - job.progress.done) / job.progress.rate_per_s, 1.5);
  ASSERT_TRUE(cancel(id).ok());
  EXPECT_EQ(wait_for_end(id).state, State::cancelled);
}

TEST_F(Jobs, AWorkerKilledInTheMidstIsSucceededByAnotherProcess) {
  auto const id = add("test.count");
  auto const child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    pg::Pool pool{database_.options(), 6};
    Runner runner{pool, clock_, quick()};
    runner.add(counting(60, 10ms));
    runner.start();
    std::this_thread::sleep_for(60s);
    ::_exit(0);
  }
  wait_until([&] { return view(id).progress.done >= 5; });
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  Runner runner{database_.pool(), clock_, quick()};
  runner.add(counting(60, 10ms));
  runner.start();
  EXPECT_EQ(wait_for_end(id).state, State::done);
  expect_each_once(60);
  EXPECT_EQ(written().front().second, child);
  EXPECT_EQ(written().back().second, ::getpid());
}

TEST_F(Jobs, AStoppedWorkerThatWakesUpWritesNothing) {
  auto const id = add("test.count");
  auto const child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    pg::Pool pool{database_.options(), 6};
    Runner runner{pool, clock_, quick()};
    runner.add(counting(60, 30ms));  // the pause lies inside the transaction, where it will be stopped
    runner.start();
    std::this_thread::sleep_for(60s);
    ::_exit(0);
  }
  wait_until([&] { return view(id).progress.done >= 3; });
  ::kill(child, SIGSTOP);
  Runner runner{database_.pool(), clock_, quick()};
  runner.add(counting(60, 10ms));
  runner.start();
  wait_until([&] { return written().back().second == ::getpid(); });
  auto const by_child = [&] {
    auto const rows = written();
    return std::count_if(rows.begin(), rows.end(), [&](auto const& row) { return row.second == child; });
  };
  auto const before = by_child();
  ::kill(child, SIGCONT);
  EXPECT_EQ(wait_for_end(id).state, State::done);
  EXPECT_EQ(by_child(), before);
  expect_each_once(60);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
}

TEST_F(Jobs, ExceptionsAreTriedAgainAndThenFailWithTheirWords) {
  Runner runner{database_.pool(), clock_, quick()};
  std::atomic<int> tries{0};
  std::string told;
  runner.add({.queue = "test",
              .name = "test.throws",
              .handler = [&](Work& work) -> base::Result<Slice> {
                work.tx().run(kWrite, std::int64_t{1}, std::int64_t{0});
                ++tries;
                throw std::runtime_error{"no such file"};
              },
              .on_end = [&](Work&, End end,
                            std::string const& error) { told = (end == End::failed ? "failed: " : "?: ") + error; },
              .attempts_max = 3});
  runner.add(
      {.queue = "test", .name = "test.recovers", .handler = [&, failures = 0](Work&) mutable -> base::Result<Slice> {
         if (++failures < 3) throw std::runtime_error{"not yet"};
         return Slice::done;
       }});
  runner.start();
  auto const failed = wait_for_end(add("test.throws"));
  EXPECT_EQ(failed.state, State::failed);
  EXPECT_EQ(failed.last_error, "no such file");
  EXPECT_EQ(tries, 3);
  EXPECT_EQ(told, "failed: no such file");
  EXPECT_TRUE(written().empty());
  EXPECT_EQ(wait_for_end(add("test.recovers")).state, State::done);
}

TEST_F(Jobs, ARefusalIsFinal) {
  Runner runner{database_.pool(), clock_, quick()};
  runner.add({.queue = "test", .name = "test.refuses", .handler = [](Work& work) -> base::Result<Slice> {
                work.tx().run(kWrite, std::int64_t{1}, std::int64_t{0});
                return base::Error{kJobNotFound, "the file has no header"};
              }});
  runner.start();
  auto const job = wait_for_end(add("test.refuses"));
  EXPECT_EQ(job.state, State::failed);
  EXPECT_EQ(job.last_error, "the file has no header");
  EXPECT_TRUE(written().empty());
}

TEST_F(Jobs, CancelEndsAWaitingJobAndTellsItsHook) {
  auto const id = pg::transact(database_.pool(), pg::in(5s), [&](pg::Tx& tx) {
    return enqueue(tx, {.queue = "test", .kind = "test.never", .run_at = clock_.now() + 24h}, clock_.now());
  });
  ASSERT_TRUE(cancel(id).ok());
  Runner runner{database_.pool(), clock_, quick()};
  runner.add({.queue = "test",
              .name = "test.never",
              .handler = [](Work&) -> base::Result<Slice> { throw std::logic_error{"it ran"}; },
              .on_end =
                  [](Work& work, End end, std::string const&) {
                    if (end == End::cancelled) work.tx().run(kWrite, std::int64_t{7}, std::int64_t{0});
                  }});
  runner.start();
  EXPECT_EQ(wait_for_end(id).state, State::cancelled);
  EXPECT_EQ(written().size(), 1U);
  EXPECT_EQ(cancel(id).error().reason.name, "jobs.already_ended");
  EXPECT_EQ(cancel(JobId::make(clock_.now())).error().reason.name, "jobs.not_found");
}

TEST_F(Jobs, AJobThatKillsItsWorkersIsGivenUp) {
  auto const id = add("test.deadly");
  for (int i = 0; i < 3; ++i) {
    auto const child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      pg::Pool pool{database_.options(), 6};
      Runner runner{pool, clock_, quick()};
      runner.add({.queue = "test",
                  .name = "test.deadly",
                  .handler = [](Work&) -> base::Result<Slice> { ::_exit(1); },
                  .attempts_max = 3});
      runner.start();
      std::this_thread::sleep_for(20s);
      ::_exit(0);
    }
    ::waitpid(child, nullptr, 0);
  }
  Runner runner{database_.pool(), clock_, quick()};
  runner.add({.queue = "test",
              .name = "test.deadly",
              .handler = [](Work&) -> base::Result<Slice> { throw std::logic_error{"it ran"}; },
              .attempts_max = 3});
  runner.start();
  auto const job = wait_for_end(id);
  EXPECT_EQ(job.state, State::failed);
  EXPECT_EQ(job.last_error, std::string{kWorkerLost.title});
}

TEST_F(Jobs, WhatIsDoneBesideASliceCommitsApartAndFallsBackToItWhenTheSliceIsInItsWay) {
  static constexpr pg::Query kLock{"test.lock", "LOCK TABLE written IN ACCESS EXCLUSIVE MODE"};
  std::vector<bool> committed;
  auto const beside = [&](bool in_the_way) {
    return [&committed, in_the_way](Work& work) -> base::Result<Slice> {
      auto const write = [](pg::Tx& tx, std::int64_t n) { tx.run(kWrite, n, std::int64_t{0}); };
      committed.push_back(work.beside([&](pg::Tx& tx) { write(tx, 2); },
                                      [&] {
                                        if (in_the_way) work.tx().run(kLock);
                                        write(work.tx(), 1);
                                        if (in_the_way) std::this_thread::sleep_for(50ms);
                                      }));
      if (!committed.back()) write(work.tx(), 2);
      return Slice::done;
    };
  };
  Runner runner{database_.pool(), clock_, quick()};
  runner.add({.queue = "test", .name = "test.free", .handler = beside(false)});
  runner.start();
  EXPECT_EQ(wait_for_end(add("test.free")).state, State::done);
  expect_each_once(2);
  EXPECT_EQ(committed, std::vector{true});
  runner.stop();
  database_.connect()->run_script("TRUNCATE written");
  Runner another{database_.pool(), clock_, quick()};
  another.add({.queue = "test", .name = "test.in_the_way", .handler = beside(true)});
  another.start();
  EXPECT_EQ(wait_for_end(add("test.in_the_way")).state, State::done);
  expect_each_once(2);
}

TEST_F(Jobs, WhatWasDoneBesideASliceThatThrewStays) {
  std::atomic<int> runs{0};
  Runner runner{database_.pool(), clock_, quick()};
  runner.add({.queue = "test", .name = "test.throws", .handler = [&](Work& work) -> base::Result<Slice> {
                bool const again = ++runs > 1;
                work.beside([&](pg::Tx& tx) { tx.run(kWrite, std::int64_t{runs}, std::int64_t{0}); },
                            [&] {
                              if (!again) throw std::runtime_error{"own work broke off"};
                            });
                return Slice::done;
              }});
  runner.start();
  EXPECT_EQ(wait_for_end(add("test.throws")).state, State::done);
  expect_each_once(2);
}

TEST_F(Jobs, ASliceThatReckonsLongerThanItsTtlKeepsAwake) {
  Runner runner{database_.pool(), clock_, quick()};
  runner.add({.queue = "test", .name = "test.long", .handler = [&](Work& work) -> base::Result<Slice> {
                work.tx().run(kWrite, std::int64_t{1}, std::int64_t{0});
                for (auto const until = Steady::now() + 1'500ms; Steady::now() < until; work.keep_awake())
                  std::this_thread::sleep_for(10ms);
                return Slice::done;
              }});
  runner.start();
  auto const job = wait_for_end(add("test.long"));
  EXPECT_EQ(job.state, State::done);
  EXPECT_EQ(job.attempts, 0);
  expect_each_once(1);
}

TEST_F(Jobs, ALongJobDoesNotKeepAShortOneOfItsBucketWaiting) {
  auto options = quick();
  options.workers_max = 1;
  Runner runner{database_.pool(), clock_, options};
  runner.add(counting(100'000, 5ms));
  runner.add(
      {.queue = "test", .name = "test.short", .handler = [](Work&) -> base::Result<Slice> { return Slice::done; }});
  runner.start();
  auto const lengthy = add("test.count");
  wait_until([&] { return view(lengthy).progress.done > 3; });
  std::vector<JobId> ids;
  for (int i = 0; i < 8; ++i) ids.push_back(add("test.short"));  // of all buckets, one worker
  for (auto const id : ids) EXPECT_EQ(wait_for_end(id).state, State::done);
  EXPECT_EQ(view(lengthy).state, State::running);
  ASSERT_TRUE(cancel(lengthy).ok());
  wait_for_end(lengthy);
}

TEST_F(Jobs, PeriodicWorkRunsOnceAPeriodThoughTwoProcessesAskForIt) {
  std::atomic<int> runs{0};
  pg::Pool other{database_.options(), 6};
  Runner one{database_.pool(), clock_, quick()};
  Runner two{other, clock_, quick()};
  for (auto* runner : {&one, &two}) {
    runner->add({.queue = "test", .name = "test.tick", .handler = [&](Work&) -> base::Result<Slice> {
                   ++runs;
                   return Slice::done;
                 }});
    runner->every({.key = "test.tick", .queue = "test", .kind = "test.tick", .period = 3'600s});
    runner->start();
  }
  wait_until([&] { return runs == 1; });
  std::this_thread::sleep_for(1'500ms);
  EXPECT_EQ(runs, 1);
  clock_.advance(3'601s);
  wait_until([&] { return runs == 2; });
  std::this_thread::sleep_for(1'200ms);
  EXPECT_EQ(runs, 2);
}

TEST_F(Jobs, TheListIsNewestFirstAndPaged) {
  std::vector<JobId> ids;
  for (int i = 0; i < 7; ++i) ids.push_back(add("test.count"));
  std::vector<JobId> listed;
  std::optional<std::string> cursor;
  do {
    auto const page = pg::transact(database_.pool(), pg::in(5s), [&](pg::Tx& tx) { return list_jobs(tx, cursor, 3); });
    ASSERT_TRUE(page.ok());
    for (auto const& job : page->items) listed.push_back(job.job_id);
    cursor = page->next_cursor;
  } while (cursor);
  std::reverse(listed.begin(), listed.end());
  EXPECT_EQ(listed, ids);
  auto const refused = pg::transact(database_.pool(), pg::in(5s), [&](pg::Tx& tx) { return list_jobs(tx, "x", 3); });
  EXPECT_EQ(refused.error().reason.name, "page.bad_cursor");
}

TEST_F(Jobs, EndedJobsArePurgedWhenTheyAreOld) {
  auto options = quick();
  options.keep_ended = 24h;
  {
    Runner runner{database_.pool(), clock_, quick()};
    runner.add(counting(1));
    runner.start();
    wait_for_end(add("test.count"));
  }
  clock_.advance(25h);
  Runner runner{database_.pool(), clock_, options};
  runner.start();
  wait_until([&] {
    return pg::transact(database_.pool(), pg::in(5s), [&](pg::Tx& tx) {
      auto const page = list_jobs(tx, {}, 10);
      return page->items.size() == 1 && page->items[0].kind == "jobs.purge" && page->items[0].state == State::done;
    });
  });
}

}  // namespace
}  // namespace weft::jobs
