// outbox_test.cpp - positions are gapless and in the order of commits, whatever writers, sequencers and feeds go
// through.
#include "platform/outbox/outbox.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>
#include <thread>

#include "platform/outbox/store.h"
#include "platform/pg/testing.h"

namespace weft::embedded {
std::span<pg::Migration const> outbox_migrations();
}

namespace weft::outbox {
namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

std::vector<pg::Migration> migrations() {
  auto const platform = pg::platform_migrations();
  std::vector<pg::Migration> all{platform.begin(), platform.end()};
  auto const own = embedded::outbox_migrations();
  all.insert(all.end(), own.begin(), own.end());
  return all;
}

constexpr pg::Query kMakeCounter{"test.make_counter",
                                 "INSERT INTO counter (key, value) VALUES ($1, 0) ON CONFLICT DO NOTHING"};
constexpr pg::Query kCount{"test.count", "UPDATE counter SET value = value + 1 WHERE key = $1 RETURNING value"};
constexpr pg::Query kAll{
    "test.all", "SELECT position, topic, key, payload ->> 'n', positioned_at FROM outbox.event ORDER BY position"};
constexpr pg::Query kPendingCount{"test.pending", "SELECT count(*) FROM outbox.pending"};

class Outbox : public testing::Test {
 protected:
  void emit_one(std::string const& topic, std::string const& key, int n = 0) {
    pg::transact(database_.pool(), pg::in(10s), [&](pg::Tx& tx) {
      emit(tx, {.topic = topic, .key = key, .payload = fmt::format(R"({{"n":{}}})", n)}, clock_.now());
    });
  }
  std::int64_t pending() { return database_.connect()->run(kPendingCount).one().get<std::int64_t>(0); }

  pg::testing::Database database_{migrations()};
  base::MovableClock clock_;
};

struct Placed {
  std::int64_t position;
  std::string key;
  std::int64_t n;
};

std::vector<Placed> placed(pg::testing::Database& database) {
  std::vector<Placed> out;
  auto const rows = database.connect()->run(kAll);
  base::Instant last{};
  for (auto const row : rows) {
    out.push_back({row.get<std::int64_t>(0), row.get<std::string>(2), std::stoll(row.get<std::string>(3))});
    EXPECT_GE(row.get<base::Instant>(4), last);
    last = row.get<base::Instant>(4);
  }
  return out;
}

void expect_gapless_and_in_commit_order(std::vector<Placed> const& events) {
  std::map<std::string, std::int64_t> last;
  for (std::size_t i = 0; i < events.size(); ++i) {
    ASSERT_EQ(events[i].position, static_cast<std::int64_t>(i) + 1);
    ASSERT_EQ(events[i].n, ++last[events[i].key]) << "of " << events[i].key;
  }
}

/// Counts up under a row lock and says so; with random pauses, and every fifth time takes it back.
class Writers {
 public:
  Writers(pg::testing::Database& database, base::Clock const& clock, int threads, int rounds, int keys)
      : database_{database} {
    auto connection = database.connect();
    connection->run_script("CREATE TABLE IF NOT EXISTS counter (key text PRIMARY KEY, value bigint)");
    for (int key = 0; key < keys; ++key) connection->run(kMakeCounter, "key_" + std::to_string(key));
    for (int i = 0; i < threads; ++i) {
      threads_.emplace_back([this, &clock, rounds, keys, i] { write(clock, rounds, keys, i); });
    }
  }
  std::int64_t join() {
    for (auto& thread : threads_) thread.join();
    return committed_;
  }

 private:
  void write(base::Clock const& clock, int rounds, int keys, int seed) {
    std::mt19937 random{static_cast<unsigned>(seed)};
    auto connection = database_.connect();
    for (int round = 0; round < rounds; ++round) {
      pg::Tx tx{*connection, pg::in(20s)};
      auto const key = "key_" + std::to_string(random() % static_cast<unsigned>(keys));
      auto const value = tx.run(kCount, key).one().get<std::int64_t>(0);
      emit(tx, {.topic = "test.counted", .key = key, .payload = fmt::format(R"({{"n":{}}})", value)}, clock.now());
      if (random() % 3 == 0) {
        tx.run(kPendingCount);  // sends the insert, so that its number is drawn long before the commit
        std::this_thread::sleep_for(std::chrono::milliseconds{random() % 8});
      }
      if (random() % 5 == 0) {
        tx.rollback();
      } else {
        tx.commit();
        ++committed_;
      }
    }
  }
  pg::testing::Database& database_;
  std::vector<std::thread> threads_;
  std::atomic<std::int64_t> committed_{0};
};

void wait_until(auto const& holds, std::chrono::milliseconds at_most = 10s) {
  auto const until = Steady::now() + at_most;
  while (!holds() && Steady::now() < until) std::this_thread::sleep_for(5ms);
  EXPECT_TRUE(holds());
}

TEST_F(Outbox, PositionsAreGaplessAndPerKeyInTheOrderOfCommitsUnderConcurrentWriters) {
  Sequencer sequencer{database_.pool(), clock_, {.rows_per_pass_max = 7, .positions_per_partition = 100}};
  sequencer.start();
  Writers writers{database_, clock_, 6, 120, 5};
  auto const committed = writers.join();
  wait_until([&] { return pending() == 0; });
  auto const events = placed(database_);
  EXPECT_EQ(std::ssize(events), committed);
  expect_gapless_and_in_commit_order(events);
}

TEST_F(Outbox, ARowWhoseTransactionStaysOpenIsPlacedByALaterPassAndNeverSkipped) {
  Sequencer sequencer{database_.pool(), clock_};
  auto connection = database_.connect();
  pg::Tx slow{*connection, pg::in(10s)};
  emit(slow, {.topic = "test.slow", .key = "a", .payload = R"({"n":1})"}, clock_.now());
  slow.run(kPendingCount);  // the number is drawn
  emit_one("test.fast", "b", 2);
  EXPECT_EQ(sequencer.pass(), 1);
  EXPECT_EQ(sequencer.pass(), 0);
  slow.commit();
  EXPECT_EQ(sequencer.pass(), 1);
  auto const events = placed(database_);
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].key, "b");
  EXPECT_EQ(events[1].key, "a");
}

TEST_F(Outbox, ASpanKeepsItsOrderAndItsSealedParts) {
  std::vector<Event> events;
  for (int i = 0; i < 300; ++i) {
    events.push_back(
        {.topic = "test.bulk", .key = "k" + std::to_string(i), .payload = fmt::format(R"({{"n":{}}})", i)});
    if (i % 2 == 1) events.back().sealed = history::seal({}, "secret " + std::to_string(i));
  }
  pg::transact(database_.pool(), pg::in(5s), [&](pg::Tx& tx) { emit_all(tx, events, clock_.now()); });
  Sequencer sequencer{database_.pool(), clock_};
  EXPECT_EQ(sequencer.pass(), 300);
  auto connection = database_.connect();
  auto const read_back = store::events(*connection, 0, 300, 1'000);
  ASSERT_EQ(read_back.size(), 300U);
  for (std::size_t i = 0; i < 300; ++i) {
    EXPECT_EQ(read_back[i].key, "k" + std::to_string(i));
    ASSERT_EQ(read_back[i].sealed.has_value(), i % 2 == 1);
    if (i % 2 == 1) {
      EXPECT_EQ(history::open(*read_back[i].sealed), "secret " + std::to_string(i));
    }
  }
}

TEST_F(Outbox, ASequencerThatWasStoppedAndWakesUpPlacesNothing) {
  pg::Pool other_pool{database_.options(), 4};
  Sequencer::Options const quick{.ttl = 300ms, .busy = 5ms, .idle = 50ms};
  Sequencer frozen{database_.pool(), clock_, quick};
  emit_one("test.first", "a", 1);
  ASSERT_EQ(frozen.pass(), 1);

  Sequencer next{other_pool, clock_, quick};
  EXPECT_EQ(next.pass(), std::nullopt);
  auto const began = Steady::now();
  next.start();  // `frozen` does nothing from here on: it is a process that was stopped
  wait_until([&] { return next.holds(); });
  EXPECT_GE(Steady::now() - began, 250ms);
  emit_one("test.second", "a", 2);
  wait_until([&] { return pending() == 0; });
  next.stop();
  emit_one("test.third", "a", 3);
  // It believes itself the holder, and wakes up in front of a waiting row. The other has given the lease up, so it may
  // take it anew; but not with its old epoch, and not one position twice.
  EXPECT_EQ(frozen.pass(), std::nullopt);
  wait_until([&] { return frozen.pass().has_value(); });
  expect_gapless_and_in_commit_order(placed(database_));
  EXPECT_EQ(placed(database_).size(), 3U);
}

TEST_F(Outbox, HandOverUnderLoadLosesNothingAndDoublesNothing) {
  pg::Pool pools[] = {{database_.options(), 4}, {database_.options(), 4}};
  Sequencer::Options const quick{.ttl = 150ms, .busy = 3ms, .idle = 30ms, .rows_per_pass_max = 20};
  Writers writers{database_, clock_, 4, 150, 3};
  // One after the other is killed in the midst of it (destroyed: releases; the lease's own tests know the rest).
  for (int i = 0; i < 12; ++i) {
    Sequencer one{pools[i % 2], clock_, quick};
    Sequencer two{pools[(i + 1) % 2], clock_, quick};
    one.start();
    two.start();
    std::this_thread::sleep_for(40ms);
  }
  auto const committed = writers.join();
  Sequencer last{pools[0], clock_, quick};
  last.start();
  wait_until([&] { return pending() == 0; });
  auto const events = placed(database_);
  EXPECT_EQ(std::ssize(events), committed);
  expect_gapless_and_in_commit_order(events);
}

TEST_F(Outbox, Kill9InTheMidstOfPassesLosesNothing) {
  // Made before there are threads, since a program with threads must not fork; each waits to be woken.
  std::vector<pid_t> children;
  for (int i = 0; i < 5; ++i) {
    auto const child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::raise(SIGSTOP);
      pg::Pool pool{database_.options(), 2};
      Sequencer sequencer{pool, clock_, {.ttl = 100ms, .busy = 1ms, .idle = 10ms, .rows_per_pass_max = 3}};
      sequencer.start();
      std::this_thread::sleep_for(10s);
      ::_exit(0);
    }
    children.push_back(child);
  }
  Writers writers{database_, clock_, 3, 200, 3};
  for (auto const child : children) {
    ::kill(child, SIGCONT);
    std::this_thread::sleep_for(250ms);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
  }
  auto const committed = writers.join();
  Sequencer last{database_.pool(), clock_, {.ttl = 100ms}};
  last.start();
  wait_until([&] { return pending() == 0; });
  auto const events = placed(database_);
  EXPECT_EQ(std::ssize(events), committed);
  expect_gapless_and_in_commit_order(events);
}

TEST_F(Outbox, ASequencerStoppedInTheMidstOfAPassIsSucceededAndStaysMute) {
  for (int round = 0; round < 3; ++round) {
    auto const child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      pg::Pool pool{database_.options(), 2};
      Sequencer sequencer{pool, clock_, {.ttl = 1s, .busy = 1ms, .idle = 10ms, .rows_per_pass_max = 2}};
      sequencer.start();
      std::this_thread::sleep_for(30s);
      ::_exit(0);
    }
    Writers writers{database_, clock_, 3, 100, 3};
    std::this_thread::sleep_for(std::chrono::milliseconds{400 + 37 * round});
    ::kill(child, SIGSTOP);
    {
      Sequencer next{database_.pool(), clock_, {.ttl = 1s}};
      next.start();
      writers.join();
      wait_until([&] { return pending() == 0; });
      ::kill(child, SIGCONT);
      std::this_thread::sleep_for(100ms);
      // Whatever it tried when it woke, nothing of it may stand; and the successor goes on.
      ::kill(child, SIGKILL);
      ::waitpid(child, nullptr, 0);
      wait_until([&] { return next.holds(); });
    }
    expect_gapless_and_in_commit_order(placed(database_));
  }
}

// ---- The feed
// ---------------------------------------------------------------------------------------------------------

TEST_F(Outbox, TheFeedHandsOutEachEventOnceInOrderByTopic) {
  Sequencer sequencer{database_.pool(), clock_, {.rows_per_pass_max = 11}};
  Feed feed{database_.pool(), {.poll = 50ms, .events_per_read_max = 7}};
  std::mutex mutex;
  std::vector<std::int64_t> all;
  std::vector<std::int64_t> odd;
  feed.subscribe({}, [&](PositionedEvent const& event) {
    std::lock_guard const lock{mutex};
    all.push_back(event.position);
  });
  feed.subscribe({"odd.", "never.was"}, [&](PositionedEvent const& event) {
    std::lock_guard const lock{mutex};
    odd.push_back(event.position);
  });
  emit_one("even.before", "x");
  EXPECT_EQ(sequencer.pass(), 1);
  feed.start();  // what was before is not handed out
  sequencer.start();
  for (int i = 1; i <= 100; ++i) emit_one(i % 2 == 1 ? "odd.one" : "even.one", "k");
  ASSERT_TRUE(feed.wait_for(101, pg::in(10s)));
  std::lock_guard const lock{mutex};
  ASSERT_EQ(all.size(), 100U);
  for (std::size_t i = 0; i < 100; ++i) EXPECT_EQ(all[i], static_cast<std::int64_t>(i) + 2);
  EXPECT_EQ(odd.size(), 50U);
}

TEST_F(Outbox, FreshMeansEveryEventTheSnapshotSees) {
  Sequencer sequencer{database_.pool(), clock_, {.rows_per_pass_max = 3}};
  Feed feed{database_.pool()};
  std::atomic<int> handed{0};
  feed.subscribe({}, [&](PositionedEvent const&) { ++handed; });
  feed.start();
  sequencer.start();
  for (int round = 1; round <= 10; ++round) {
    for (int i = 0; i < 10; ++i) emit_one("test.event", "k");
    auto connection = database_.connect();
    pg::Tx tx{*connection, pg::in(10s)};
    ASSERT_TRUE(feed.wait_until_fresh(tx, pg::in(5s)));
    EXPECT_GE(handed, round * 10);
  }
  sequencer.stop();
  emit_one("test.event", "k");
  auto connection = database_.connect();
  pg::Tx tx{*connection, pg::in(10s)};
  EXPECT_FALSE(feed.wait_until_fresh(tx, pg::in(100ms)));
}

TEST_F(Outbox, WithoutASequencerTheFeedGrowsStaleAndItsInstantStandsStill) {
  Feed feed{database_.pool(), {.poll = 20ms}};
  EXPECT_GT(feed.staleness(), 24h);
  feed.start();
  EXPECT_GT(feed.staleness(), 24h);
  {
    Sequencer sequencer{database_.pool(), clock_, {.idle = 50ms}};
    sequencer.start();
    wait_until([&] { return feed.staleness() < 300ms; });
    EXPECT_LT(std::chrono::abs(*feed.reckoned_now() - clock_.now()), 1s);
    clock_.advance(1h);
    wait_until([&] { return clock_.now() - *feed.instant() < 1s; });
  }
  std::this_thread::sleep_for(400ms);
  EXPECT_GE(feed.staleness(), 350ms);
}

TEST_F(Outbox, ACacheForgetsWhatAnEventDropsAlsoWhileItIsBeingRead) {
  Sequencer sequencer{database_.pool(), clock_, {.idle = 30ms}};
  Feed feed{database_.pool(), {.poll = 20ms}};
  Cache<std::string, int> cache{feed, 1'000, 500ms};
  feed.subscribe({"test.changed"}, [&](auto const& event) { cache.drop(event.key); }, [&] { cache.clear(); });
  feed.start();
  sequencer.start();
  wait_until([&] { return feed.staleness() < 300ms; });
  cache.put("a", std::make_shared<int const>(1), cache.ticket("a"));
  ASSERT_TRUE(cache.find("a"));
  auto const late = cache.ticket("a");
  emit_one("test.changed", "a");
  wait_until([&] { return !cache.find("a"); }, 1s);
  cache.put("a", std::make_shared<int const>(1), late);  // read before the change
  EXPECT_FALSE(cache.find("a"));
  cache.put("a", std::make_shared<int const>(2), cache.ticket("a"));
  EXPECT_TRUE(cache.find("a"));
  sequencer.stop();
  wait_until([&] { return !cache.find("a"); }, 2s);  // not trusted without a pass
}

TEST_F(Outbox, ACacheStaysWithinItsBound) {
  Feed feed{database_.pool()};
  Sequencer sequencer{database_.pool(), clock_};
  sequencer.pass();
  feed.poll();
  sequencer.pass();
  feed.poll();
  Cache<int, int> cache{feed, 1'000, 1h};
  for (int i = 0; i < 10'000; ++i) cache.put(i, std::make_shared<int const>(i), cache.ticket(i));
  int kept = 0;
  for (int i = 0; i < 10'000; ++i) kept += cache.find(i) ? 1 : 0;
  EXPECT_LE(kept, 1'300);
  EXPECT_GE(kept, 400);
  EXPECT_TRUE(cache.find(9'999));
}

TEST_F(Outbox, CursorsAreOpaqueAndReadingGoesOnFromThem) {
  Sequencer sequencer{database_.pool(), clock_};
  for (int i = 1; i <= 30; ++i) emit_one(i % 10 == 0 ? "rare.one" : "test.one", "k", i);
  sequencer.pass();
  auto const read_from = [&](std::int64_t position, std::int64_t limit, std::vector<std::string> const& topics) {
    return pg::transact(database_.pool(), pg::in(5s), [&](pg::Tx& tx) { return read(tx, position, limit, topics); });
  };
  EXPECT_EQ(position_of(cursor_of(17)).value(), 17);
  EXPECT_EQ(position_of("x").error().reason.name, "page.bad_cursor");
  EXPECT_EQ(position_of(base::encode_cursor("events", {"-4"})).error().reason.name, "page.bad_cursor");
  EXPECT_EQ(read_from(17, 5, {})->events.size(), 5U);
  EXPECT_EQ(read_from(17, 5, {})->through, 22);
  EXPECT_EQ(read_from(0, 10, {"rare."})->events.size(), 3U);
  EXPECT_EQ(read_from(0, 10, {"rare."})->through, 30);
  EXPECT_TRUE(read_from(30, 10, {})->events.empty());
}

}  // namespace
}  // namespace weft::outbox
