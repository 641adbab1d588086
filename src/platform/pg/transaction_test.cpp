// transaction_test.cpp - statements and transactions against a real PostgreSQL: errors, rollbacks, deadlines, retries.
#include "platform/pg/transaction.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <barrier>
#include <thread>

#include "platform/pg/pg.h"
#include "platform/pg/testing.h"
#include "platform/telemetry/telemetry.h"

namespace weft::pg {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

constexpr Migration kTables[] = {{"test", "0001_tables", R"sql(
  CREATE SCHEMA test;
  CREATE TABLE test.account (id bigint PRIMARY KEY, units bigint NOT NULL, CONSTRAINT account_units_check CHECK (units >= 0));
  CREATE TABLE test.entry (
    id bigint PRIMARY KEY,
    account_id bigint NOT NULL CONSTRAINT entry_account_fk REFERENCES test.account DEFERRABLE INITIALLY DEFERRED);
)sql"}};

testing::Database& database() {
  static testing::Database made{kTables};
  return made;
}

constexpr Query kInsert{"test.insert_account", "INSERT INTO test.account (id, units) VALUES ($1, $2)"};
constexpr Query kAdd{"test.add", "UPDATE test.account SET units = units + $2 WHERE id = $1 RETURNING units"};
constexpr Query kUnits{"test.units", "SELECT units FROM test.account WHERE id = $1"};
constexpr Query kEntry{"test.insert_entry", "INSERT INTO test.entry (id, account_id) VALUES ($1, $2)"};
constexpr Query kClear{"test.clear", "TRUNCATE test.account, test.entry"};
constexpr Query kSleep{"test.sleep", "SELECT pg_sleep($1)"};
constexpr Query kBroken{"test.broken", "SELECT nothing FROM nowhere"};
constexpr Query kBackend{"test.backend", "SELECT pg_backend_pid()"};
constexpr Query kTerminate{"test.terminate", "SELECT pg_terminate_backend($1)"};
constexpr Query kLevel{"test.transaction_settings", "SELECT current_setting($1)"};

class Transactions : public ::testing::Test {
 protected:
  Transactions() { connection->run(kClear); }
  std::unique_ptr<Connection> connection = database().connect();

  std::optional<std::int64_t> units(std::int64_t id) {
    auto const other = database().connect();
    auto const rows = other->run(kUnits, id);
    if (rows.empty()) return {};
    return rows.one().get<std::int64_t>(0);
  }
  std::int32_t backend() { return connection->run(kBackend).one().get<std::int32_t>(0); }
  static void terminate(std::int32_t backend) {
    auto const other = database().connect();
    other->run(kTerminate, backend);
    std::this_thread::sleep_for(50ms);
  }
};

template <class Act>
DatabaseError error_of(Act act) {
  try {
    act();
  } catch (DatabaseError const& error) {
    return error;
  }
  ADD_FAILURE() << "nothing was thrown";
  return DatabaseError{"00000", "", ""};
}

TEST_F(Transactions, CommitWhatWasRunAndDeferred) {
  {
    Tx tx{*connection};
    EXPECT_EQ(tx.run(kInsert, std::int64_t{1}, std::int64_t{10}).affected(), 1);
    tx.defer(kInsert, std::int64_t{2}, std::int64_t{20});
    EXPECT_EQ(tx.run(kAdd, std::int64_t{2}, std::int64_t{5}).one().get<std::int64_t>(0), 25);
    tx.defer(kAdd, std::int64_t{1}, std::int64_t{1});
    EXPECT_EQ(units(1), std::nullopt);
    tx.commit();
  }
  EXPECT_EQ(units(1), 11);
  EXPECT_EQ(units(2), 25);
  EXPECT_TRUE(connection->at_rest());
  EXPECT_EQ(connection->run(kUnits, std::int64_t{1}).one().get<std::int64_t>(0), 11);
}

TEST_F(Transactions, OfDeferredStatementsOnlyCommitToo) {
  Tx tx{*connection};
  for (std::int64_t id = 1; id <= 300; ++id) tx.defer(kInsert, id, id);
  tx.commit();
  EXPECT_EQ(units(300), 300);
}

TEST_F(Transactions, WithoutStatementsSendNothing) {
  {
    Tx tx{*connection};
    tx.commit();
  }
  { Tx const tx{*connection}; }
  EXPECT_TRUE(connection->at_rest());
}

TEST_F(Transactions, RollBackWhenDestroyed) {
  {
    Tx tx{*connection};
    tx.run(kInsert, std::int64_t{1}, std::int64_t{10});
    tx.defer(kInsert, std::int64_t{2}, std::int64_t{10});
  }
  EXPECT_EQ(units(1), std::nullopt);
  EXPECT_TRUE(connection->at_rest());
  Tx again{*connection};
  again.run(kInsert, std::int64_t{1}, std::int64_t{11});
  again.rollback();
  EXPECT_THROW(again.commit(), std::logic_error);
  EXPECT_EQ(units(1), std::nullopt);
}

TEST_F(Transactions, SayWhichQueryAndConstraintFailed) {
  {
    Tx tx{*connection};
    tx.run(kInsert, std::int64_t{1}, std::int64_t{1});
    auto const error = error_of([&] { tx.run(kAdd, std::int64_t{1}, std::int64_t{-2}); });
    EXPECT_EQ(error.sqlstate(), "23514");
    EXPECT_EQ(error.query(), "test.add");
    EXPECT_EQ(error.constraint(), "account_units_check");
    EXPECT_FALSE(error.retryable());
    EXPECT_EQ(error_of([&] { tx.run(kUnits, std::int64_t{1}); }).sqlstate(), "25P02");
    EXPECT_EQ(error_of([&] { tx.commit(); }).sqlstate(), "25P02");
  }
  EXPECT_TRUE(connection->at_rest());
  EXPECT_EQ(units(1), std::nullopt);
  connection->run(kInsert, std::int64_t{1}, std::int64_t{1});
  auto const alone = error_of([&] { connection->run(kInsert, std::int64_t{1}, std::int64_t{1}); });
  EXPECT_EQ(alone.sqlstate(), "23505");
  EXPECT_EQ(alone.query(), "test.insert_account");
  EXPECT_EQ(alone.constraint(), "account_pkey");
  EXPECT_THAT(alone.what(), ::testing::Not(HasSubstr("Key (id)"))) << "values stay out of messages";
  EXPECT_TRUE(connection->at_rest());
}

TEST_F(Transactions, ADeferredFailureSurfacesAtTheNextRunOrCommit) {
  connection->run(kInsert, std::int64_t{1}, std::int64_t{1});
  {
    Tx tx{*connection};
    tx.defer(kInsert, std::int64_t{2}, std::int64_t{2});
    tx.defer(kAdd, std::int64_t{1}, std::int64_t{-5});
    tx.defer(kInsert, std::int64_t{3}, std::int64_t{3});
    auto const error = error_of([&] { tx.commit(); });
    EXPECT_EQ(error.sqlstate(), "23514");
    EXPECT_EQ(error.query(), "test.add");
  }
  EXPECT_EQ(units(2), std::nullopt);
  EXPECT_EQ(units(1), 1);
  {
    Tx tx{*connection};
    tx.defer(kInsert, std::int64_t{1}, std::int64_t{1});
    EXPECT_EQ(error_of([&] { tx.run(kUnits, std::int64_t{1}); }).query(), "test.insert_account");
  }
  EXPECT_TRUE(connection->at_rest());
}

TEST_F(Transactions, AConstraintCheckedAtCommitFailsTheCommit) {
  {
    Tx tx{*connection};
    tx.run(kEntry, std::int64_t{1}, std::int64_t{99});
    auto const error = error_of([&] { tx.commit(); });
    EXPECT_EQ(error.sqlstate(), "23503");
    EXPECT_EQ(error.query(), "pg.commit");
    EXPECT_EQ(error.constraint(), "entry_account_fk");
  }
  EXPECT_TRUE(connection->at_rest());
}

TEST_F(Transactions, AStatementThatDoesNotPrepareIsNotRememberedAsPrepared) {
  for (int round = 0; round < 2; ++round) {
    Tx tx{*connection};
    tx.defer(kInsert, std::int64_t{round}, std::int64_t{1});
    auto const error = error_of([&] { tx.run(kBroken); });
    EXPECT_EQ(error.sqlstate(), "42P01");
    EXPECT_EQ(error.query(), "test.broken");
  }
  EXPECT_EQ(error_of([&] { connection->run(kBroken); }).sqlstate(), "42P01");
  // What stood behind the failed statement was never prepared either, and must be sent again.
  {
    Tx tx{*connection};
    tx.defer(kBroken);
    tx.defer(kEntry, std::int64_t{7}, std::int64_t{7});
    EXPECT_EQ(error_of([&] { tx.commit(); }).query(), "test.broken");
  }
  Tx tx{*connection};
  tx.defer(kInsert, std::int64_t{7}, std::int64_t{7});
  tx.defer(kEntry, std::int64_t{7}, std::int64_t{7});
  tx.commit();
}

TEST_F(Transactions, RefuseANameThatMeansTwoThings) {
  connection->run(kUnits, std::int64_t{1});
  EXPECT_THROW(connection->run(kUnits, std::int32_t{1}), std::logic_error);
  EXPECT_THROW(connection->run(Query{"test.units", "SELECT 1 WHERE $1 = 1"}, std::int64_t{1}), std::logic_error);
  EXPECT_TRUE(connection->at_rest());
  {
    Tx tx{*connection};
    tx.run(kUnits, std::int64_t{1});
    EXPECT_THROW(connection->run(kUnits, std::int64_t{1}), std::logic_error) << "a transaction is using it";
    EXPECT_THROW(connection->run_script("SELECT 1"), std::logic_error);
    Tx inner{*connection};
    EXPECT_THROW(inner.run(kUnits, std::int64_t{1}), std::logic_error);
  }
  EXPECT_TRUE(connection->at_rest());
}

TEST_F(Transactions, ADeadlineCancelsTheStatementAndSparesTheConnection) {
  auto const begun = std::chrono::steady_clock::now();
  auto const error = error_of([&] { connection->execute(kSleep, Params::of(10.0), in(150ms)); });
  EXPECT_EQ(error.sqlstate(), "57014");
  EXPECT_EQ(error.query(), "test.sleep");
  EXPECT_FALSE(error.retryable());
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 8s);
  EXPECT_TRUE(connection->at_rest());
  {
    Tx tx{*connection, in(150ms)};
    tx.run(kInsert, std::int64_t{1}, std::int64_t{1});
    EXPECT_EQ(error_of([&] { tx.run(kSleep, 10.0); }).sqlstate(), "57014");
  }
  EXPECT_TRUE(connection->at_rest());
  EXPECT_EQ(units(1), std::nullopt);
}

TEST_F(Transactions, ABackendThatDoesNotAnswerIsGivenUp) {
  auto const stopped = backend();
  ASSERT_EQ(::kill(stopped, SIGSTOP), 0) << "tests run as root or as the cluster's user";
  auto const error = error_of([&] { connection->execute(kUnits, Params::of(std::int64_t{1}), in(100ms)); });
  ::kill(stopped, SIGCONT);
  EXPECT_EQ(error.sqlstate(), "57014");
  EXPECT_FALSE(connection->usable());
}

TEST_F(Transactions, ALostConnectionIsSaidAndNotUsedAgain) {
  terminate(backend());
  auto const error = error_of([&] { connection->run(kUnits, std::int64_t{1}); });
  EXPECT_TRUE(error.connection_lost()) << error.sqlstate();
  EXPECT_TRUE(error.retryable());
  EXPECT_FALSE(connection->usable());

  auto const second = database().connect();
  {
    Tx tx{*second};
    auto const process = tx.run(kBackend).one().get<std::int32_t>(0);
    terminate(process);
    auto const at_commit = error_of([&] { tx.commit(); });
    EXPECT_EQ(at_commit.sqlstate(), "08007");
    EXPECT_TRUE(at_commit.connection_lost());
  }
  EXPECT_FALSE(second->usable());
}

TEST_F(Transactions, AServerThatIsNotThereIsAConnectionError) {
  auto const error = error_of([] { Connection nowhere{{.url = "host=/nonexistent user=weft dbname=weft"}}; });
  EXPECT_EQ(error.sqlstate(), "08006");
  auto const refused = error_of([] { Connection nowhere{{.url = database().url() + " dbname=not_there"}}; });
  EXPECT_EQ(refused.sqlstate(), "08004");
}

TEST_F(Transactions, LogSlowStatementsByName) {
  std::vector<std::string> lines;
  std::mutex mutex;
  telemetry::capture_logs([&](std::string_view line) {
    std::lock_guard const lock{mutex};
    if (line.find("test.sleep") != std::string_view::npos)
      lines.emplace_back(line);  // a busy machine is slow elsewhere
  });
  auto options = database().options();
  options.slow_statement = 30ms;
  Connection slow{options};
  slow.run(kSleep, 0.04);
  {
    Tx tx{slow};
    tx.run(kSleep, 0.04);
    tx.commit();
  }
  telemetry::capture_logs({});
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_THAT(lines[0], HasSubstr(R"("message":"slow statement","query":"test.sleep")"));
}

TEST_F(Transactions, SetWhatEveryConnectionNeeds) {
  auto options = database().options();
  options.idle_in_transaction_max = 150ms;
  options.application_name = "weft test's";
  connection->run_script("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET jit = on', current_database()); END $$");
  Connection tuned{options};
  EXPECT_EQ(tuned.run(kLevel, "TimeZone").one().get<std::string>(0), "UTC");
  EXPECT_EQ(tuned.run(kLevel, "jit").one().get<std::string>(0), "off");
  EXPECT_EQ(tuned.run(kLevel, "application_name").one().get<std::string>(0), "weft test's");
  Tx tx{tuned};
  tx.run(kLevel, "TimeZone");
  std::this_thread::sleep_for(400ms);
  auto const error = error_of([&] { tx.run(kLevel, "TimeZone"); });
  EXPECT_TRUE(error.connection_lost()) << error.sqlstate();
  EXPECT_FALSE(tuned.usable());
}

TEST_F(Transactions, HearNotifications) {
  connection->run_script("LISTEN wake");
  EXPECT_FALSE(connection->wait_for_notification(20ms));
  std::thread sender{[] {
    std::this_thread::sleep_for(50ms);
    database().connect()->run_script("NOTIFY wake");
  }};
  EXPECT_TRUE(connection->wait_for_notification(5s));
  sender.join();
  EXPECT_FALSE(connection->wait_for_notification(0ms));
  terminate(backend());
  EXPECT_TRUE(error_of([&] { connection->wait_for_notification(5s); }).connection_lost());
}

constexpr Query kEntries{"test.entries", "SELECT * FROM test.entry"};

TEST_F(Transactions, GoThroughWhenTheSchemaChangesUnderAPreparedStatement) {
  connection->run(kEntries);
  database().connect()->run_script("ALTER TABLE test.entry ADD COLUMN note text");
  auto const error = error_of([&] { connection->run(kEntries); });
  EXPECT_TRUE(error.retryable()) << error.what();
  EXPECT_FALSE(connection->usable());
  EXPECT_NO_THROW(database().connect()->run(kEntries));
}

constexpr Query kEcho{"test.echo_large", "SELECT $1"};

TEST_F(Transactions, CarryMoreThanTheSocketHolds) {
  std::string const large(1U << 20U, 'x');
  EXPECT_EQ(connection->run(kEcho, large).one().get<std::string_view>(0), large);
  Tx tx{*connection};
  for (int i = 0; i < 4; ++i) tx.defer(kEcho, large);
  EXPECT_EQ(tx.run(kEcho, large).one().get<std::string_view>(0), large);
  tx.commit();
}

RC_GTEST_PROP(TransactionProperties, DoAllOrNothingWhateverTheOrder, (std::vector<std::int8_t> const& steps)) {
  // Each step adds to account 1 by run or defer; one that would make it negative fails the whole transaction.
  auto const connection = database().connect();
  connection->run(kClear);
  connection->run(kInsert, std::int64_t{1}, std::int64_t{100});
  std::int64_t expected = 100;
  bool fails = false;
  for (auto const step : steps) {
    expected += step;
    fails = fails || expected < 0;
  }
  bool failed = false;
  try {
    Tx tx{*connection};
    for (auto const step : steps) {
      if (step % 2 == 0) {
        tx.run(kAdd, std::int64_t{1}, std::int64_t{step});
      } else {
        tx.defer(kAdd, std::int64_t{1}, std::int64_t{step});
      }
    }
    tx.commit();
  } catch (DatabaseError const& error) {
    failed = true;
    RC_ASSERT(error.sqlstate() == "23514");
  }
  RC_ASSERT(failed == fails);
  RC_ASSERT(connection->at_rest());
  RC_ASSERT(connection->run(kUnits, std::int64_t{1}).one().get<std::int64_t>(0) == (fails ? 100 : expected));
}

}  // namespace
}  // namespace weft::pg
