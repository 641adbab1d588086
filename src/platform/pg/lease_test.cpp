// lease_test.cpp - one holder at a time, and a holder that was stopped writes nothing when it wakes up.
#include "platform/pg/lease.h"

#include <gtest/gtest.h>

#include <thread>

#include "platform/pg/pg.h"
#include "platform/pg/testing.h"

namespace weft::pg {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

testing::Database& database() {
  static testing::Database made{platform_migrations()};
  static bool const filled = [] {
    made.connect()->run_script("CREATE TABLE written (by text, epoch bigint)");
    return true;
  }();
  (void)filled;
  return made;
}

constexpr Query kWrite{"test.write", "INSERT INTO written (by, epoch) VALUES ($1, $2)"};
constexpr Query kCopy{"test.copy", "COPY written (by, epoch) FROM STDIN (FORMAT binary)"};
constexpr Query kWritten{"test.written", "SELECT count(*) FROM written WHERE by = $1"};

std::int64_t written(std::string const& by) {
  return database().connect()->run(kWritten, by).one().get<std::int64_t>(0);
}

/// Calls keep() until it holds, as an owner does.
bool take_within(Lease& lease, std::chrono::milliseconds at_most) {
  auto const until = steady_clock::now() + at_most;
  while (!lease.keep()) {
    if (steady_clock::now() > until) return false;
    std::this_thread::sleep_for(10ms);
  }
  return true;
}

TEST(Lease, HasOneHolderWhileItRenews) {
  Lease one{database().pool(), "test.one_holder", 2s};
  Lease other{database().pool(), "test.one_holder", 2s};
  EXPECT_TRUE(one.keep());
  EXPECT_EQ(one.epoch(), 1);
  for (int i = 0; i < 12; ++i) {
    EXPECT_TRUE(one.keep());
    EXPECT_FALSE(other.keep());
    std::this_thread::sleep_for(50ms);
  }
}

TEST(Lease, IsTakenOverWhenRenewalsStop) {
  Lease one{database().pool(), "test.take_over", 300ms};
  Lease other{database().pool(), "test.take_over", 300ms};
  ASSERT_TRUE(one.keep());
  EXPECT_FALSE(other.keep());
  auto const begun = steady_clock::now();
  ASSERT_TRUE(take_within(other, 10s));
  EXPECT_GE(steady_clock::now() - begun, 290ms);
  EXPECT_EQ(other.epoch(), 2);
  EXPECT_FALSE(one.keep()) << "the first holder learns of it";
  EXPECT_FALSE(one.held());
}

TEST(Lease, AHolderThatWakesUpWritesNothing) {
  Lease stopped{database().pool(), "test.wakes_up", 200ms};
  Lease next{database().pool(), "test.wakes_up", 200ms};
  ASSERT_TRUE(stopped.keep());
  next.keep();
  ASSERT_TRUE(take_within(next, 10s));
  EXPECT_TRUE(stopped.held()) << "it slept and does not know";
  transact(database().pool(), in(5s), [&](Tx& tx) {
    if (stopped.guard(tx)) tx.run(kWrite, "stopped", stopped.epoch());
  });
  transact(database().pool(), in(5s), [&](Tx& tx) {
    if (next.guard(tx)) tx.run(kWrite, "next", next.epoch());
  });
  EXPECT_EQ(written("stopped"), 0);
  EXPECT_EQ(written("next"), 1);
}

TEST(Lease, ATakeoverWaitsForAGuardedTransaction) {
  Lease holder{database().pool(), "test.waits", 200ms};
  Lease next{database().pool(), "test.waits", 200ms};
  ASSERT_TRUE(holder.keep());
  next.keep();
  auto connection = database().connect();
  Tx tx{*connection};
  ASSERT_TRUE(holder.guard(tx));
  EXPECT_TRUE(holder.keep()) << "renewing goes on beside an open transaction of the holder";
  next.keep();
  std::this_thread::sleep_for(250ms);
  std::atomic<bool> taken{false};
  std::thread taker{[&] {
    EXPECT_TRUE(take_within(next, 10s));
    taken = true;
  }};
  std::this_thread::sleep_for(300ms);
  EXPECT_FALSE(taken) << "what the holder writes could still commit";
  tx.run(kWrite, "waits", holder.epoch());
  tx.commit();
  taker.join();
  EXPECT_EQ(written("waits"), 1);
  EXPECT_EQ(next.epoch(), 2);
}

TEST(Lease, AHolderStandingStillInATransactionIsEndedByPostgresql) {
  Lease holder{database().pool(), "test.stands", 200ms};
  Lease next{database().pool(), "test.stands", 200ms};
  ASSERT_TRUE(holder.keep());
  next.keep();
  auto options = database().options();
  options.idle_in_transaction_max = 200ms;
  Connection connection{options};
  Tx tx{connection};
  ASSERT_TRUE(holder.guard(tx));
  auto const begun = steady_clock::now();
  EXPECT_TRUE(take_within(next, 10s));
  EXPECT_LT(steady_clock::now() - begun, 10s);
  EXPECT_THROW(tx.run(kWrite, "stands", holder.epoch()), DatabaseError);
  EXPECT_EQ(written("stands"), 0);
}

// PostgreSQL's own limit on idle transactions does not see one that waits for the next row of a COPY.
TEST(Lease, AHolderStandingStillInsideACopyIsEndedByTheNext) {
  Lease holder{database().pool(), "test.copies", 200ms};
  Lease next{database().pool(), "test.copies", 200ms};
  ASSERT_TRUE(holder.keep());
  next.keep();
  auto options = database().options();
  options.idle_in_transaction_max = 200ms;
  Connection connection{options};
  try {
    Tx tx{connection};
    ASSERT_TRUE(holder.guard(tx));
    CopyIn copy{tx, kCopy};
    copy.row("copies", holder.epoch());
    EXPECT_TRUE(take_within(next, 10s));
    EXPECT_EQ(next.epoch(), 2);
    copy.finish();
    ADD_FAILURE() << "its transaction goes on";
  } catch (DatabaseError const& error) {
    EXPECT_TRUE(error.connection_lost()) << error.what();
  }
  EXPECT_EQ(written("copies"), 0);
}

TEST(Lease, TwoTransactionsStandingStillTogetherAreBothEnded) {
  Lease holder{database().pool(), "test.together", 200ms};
  Lease next{database().pool(), "test.together", 200ms};
  ASSERT_TRUE(holder.keep());
  next.keep();
  Connection one{database().options()}, other{database().options()};
  Tx first{one}, second{other};
  ASSERT_TRUE(holder.guard(first));
  ASSERT_TRUE(holder.guard(second));
  EXPECT_TRUE(take_within(next, 10s));
  EXPECT_THROW(first.run(kWrite, "together", holder.epoch()), DatabaseError);
  EXPECT_THROW(second.run(kWrite, "together", holder.epoch()), DatabaseError);
  EXPECT_EQ(written("together"), 0);
}

TEST(Lease, GivenUpIsTakenAtOnce) {
  Lease one{database().pool(), "test.given_up", 30s};
  Lease other{database().pool(), "test.given_up", 30s};
  ASSERT_TRUE(one.keep());
  EXPECT_FALSE(other.keep());
  one.release();
  EXPECT_FALSE(one.held());
  transact(database().pool(), in(5s), [&](Tx& tx) { EXPECT_FALSE(one.guard(tx)); });
  EXPECT_TRUE(other.keep());
  EXPECT_EQ(other.epoch(), 2);
  EXPECT_FALSE(one.keep());
  one.release();  // nothing to give up
  EXPECT_TRUE(other.keep());
}

TEST(Lease, WantedByManyGoesToOne) {
  constexpr int kThreads = 8;
  std::atomic<int> holders{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      Lease lease{database().pool(), "test.many", 10s};
      if (lease.keep()) ++holders;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(holders, 1);
}

}  // namespace
}  // namespace weft::pg
