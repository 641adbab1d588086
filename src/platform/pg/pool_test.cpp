// pool_test.cpp - connections shared by many threads, and transactions that run again.
#include "platform/pg/pool.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <barrier>
#include <thread>

#include "platform/pg/pg.h"
#include "platform/pg/testing.h"

namespace weft::pg {
namespace {

using namespace std::chrono_literals;

constexpr Migration kTables[] = {{"test", "0001_counter", R"sql(
  CREATE SCHEMA test;
  CREATE TABLE test.counter (id bigint PRIMARY KEY, units bigint NOT NULL);
  INSERT INTO test.counter SELECT n, 0 FROM generate_series(0, 9) n;
)sql"}};

testing::Database& database() {
  static testing::Database made{kTables};
  return made;
}

constexpr Query kAdd{"test.count", "UPDATE test.counter SET units = units + 1 WHERE id = $1"};
constexpr Query kTotal{"test.total", "SELECT sum(units) FROM test.counter"};
constexpr Query kReset{"test.reset", "UPDATE test.counter SET units = 0"};
constexpr Query kUnits{"test.counter_units", "SELECT units FROM test.counter WHERE id = $1"};
constexpr Query kBackend{"test.backend", "SELECT pg_backend_pid()"};
constexpr Query kTerminateOthers{"test.terminate_others", R"sql(
  SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid())sql"};
constexpr Query kSerializable{"test.serializable", "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE"};

std::int64_t total(Connection& connection) { return connection.run(kTotal).one().get<std::int64_t>(0); }

TEST(Pool, HandsOutAtMostItsBoundAndWaits) {
  Pool pool{database().options(), 2};
  auto first = std::make_unique<Pool::Lease>(pool.borrow());
  auto second = pool.borrow();
  try {
    pool.borrow(in(50ms));
    FAIL() << "a third connection was given";
  } catch (DatabaseError const& error) {
    EXPECT_EQ(error.sqlstate(), "53300");
  }
  auto const backend = (*first)->run(kBackend).one().get<std::int32_t>(0);
  std::thread giver{[&] {
    std::this_thread::sleep_for(30ms);
    first.reset();
  }};
  auto third = pool.borrow();
  giver.join();
  EXPECT_EQ(third->run(kBackend).one().get<std::int32_t>(0), backend) << "it is used again";
}

TEST(Pool, DropsAConnectionLeftInTheMiddle) {
  Pool pool{database().options(), 1};
  std::int32_t backend = 0;
  {
    auto lease = pool.borrow();
    backend = lease->run(kBackend).one().get<std::int32_t>(0);
    lease->run_script("BEGIN");
  }
  EXPECT_NE(pool.borrow()->run(kBackend).one().get<std::int32_t>(0), backend);
}

TEST(Pool, ReplacesConnectionsTheServerEnded) {
  Pool pool{database().options(), 12};
  {
    std::vector<Pool::Lease> many;
    for (int i = 0; i < 12; ++i) many.push_back(pool.borrow());
  }
  database().connect()->run(kTerminateOthers);
  std::this_thread::sleep_for(100ms);
  auto lease = pool.borrow();
  EXPECT_NO_THROW(lease->run(kBackend));
}

TEST(Transact, RunsAgainAfterADeadlock) {
  auto connection = database().connect();
  connection->run(kReset);
  Pool pool{database().options(), 2};
  std::barrier both{2};
  std::atomic<int> runs{0};
  auto const work = [&](std::int64_t first, std::int64_t second) {
    bool met = false;
    transact(pool, in(20s), [&](Tx& tx) {
      ++runs;
      tx.run(kAdd, first);
      if (!met) both.arrive_and_wait();  // both hold their first row now
      met = true;
      tx.run(kAdd, second);
    });
  };
  std::thread one{work, 0, 1};
  std::thread other{work, 1, 0};
  one.join();
  other.join();
  EXPECT_GE(runs, 3) << "one of the two was chosen as the victim and ran again; on a slow machine perhaps twice";
  EXPECT_EQ(total(*connection), 4);
}

TEST(Transact, RunsAgainAfterASerializationFailure) {
  auto connection = database().connect();
  connection->run(kReset);
  int runs = 0;
  auto const seen = transact(database().pool(), in(20s), [&](Tx& tx) {
    tx.defer(kSerializable);
    auto const units = tx.run(kUnits, std::int64_t{3}).one().get<std::int64_t>(0);
    if (++runs == 1) connection->run(kAdd, std::int64_t{3});
    tx.defer(kAdd, std::int64_t{3});
    return units;
  });
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(seen, 1);
  EXPECT_EQ(total(*connection), 2);
}

TEST(Transact, RunsAgainAfterALostConnection) {
  auto connection = database().connect();
  connection->run(kReset);
  Pool pool{database().options(), 4};
  int runs = 0;
  transact(pool, in(20s), [&](Tx& tx) {
    tx.run(kAdd, std::int64_t{1});
    if (++runs == 1) {
      connection->run(kTerminateOthers);
      std::this_thread::sleep_for(50ms);
    }
    tx.defer(kAdd, std::int64_t{2});
  });
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(total(*connection), 2);
}

TEST(Transact, DoesNotRunAgainWhatCannotHelpOrBeyondItsLimits) {
  int runs = 0;
  EXPECT_THROW(transact(database().pool(), in(5s),
                        [&](Tx&) {
                          ++runs;
                          throw DatabaseError{"23505", "doubled", "test"};
                        }),
               DatabaseError);
  EXPECT_EQ(runs, 1);
  runs = 0;
  auto const always = [&](Tx&) {
    ++runs;
    throw DatabaseError{"40001", "again", "test"};
  };
  EXPECT_THROW(transact(database().pool(), kNoDeadline, always, 4), DatabaseError);
  EXPECT_EQ(runs, 4);
  runs = 0;
  auto const begun = std::chrono::steady_clock::now();
  EXPECT_THROW(transact(database().pool(), in(100ms), always, 1'000), DatabaseError);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 10s);
}

TEST(DatabaseError, KnowsWhatMayRunAgain) {
  for (char const* const state :
       {"40001", "40P01", "55P03", "57P01", "57P02", "57P03", "25P03", "08006", "08007", "25006"}) {
    EXPECT_TRUE((DatabaseError{state, "", ""}).retryable()) << state;
  }
  for (char const* const state : {"23505", "57014", "42P01", "53300", "25P02", "XX000"}) {
    EXPECT_FALSE((DatabaseError{state, "", ""}).retryable()) << state;
  }
}

TEST(Pool, ServesManyThreadsAndLosesNoUpdate) {
  auto connection = database().connect();
  connection->run(kReset);
  Pool pool{database().options(), 4};
  constexpr int kThreads = 8;
  constexpr int kRounds = 100;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, thread] {
      for (int round = 0; round < kRounds; ++round) {
        transact(pool, in(30s), [&](Tx& tx) {
          tx.run(kUnits, std::int64_t{(thread + round) % 10});
          tx.defer(kAdd, std::int64_t{std::min(thread, round % 10)});
        });
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(total(*connection), kThreads * kRounds);
}

}  // namespace
}  // namespace weft::pg
