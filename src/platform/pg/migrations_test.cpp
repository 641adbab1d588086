// migrations_test.cpp - steps run once, in order, under one lock, and never backwards.
#include "platform/pg/migrations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "platform/pg/pg.h"
#include "platform/pg/testing.h"

namespace weft::pg {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr Migration kOne{"shop", "0001_shop", "CREATE SCHEMA shop; CREATE TABLE shop.t (id bigint PRIMARY KEY);"};
constexpr Migration kTwo{"shop", "0002_more", "ALTER TABLE shop.t ADD COLUMN units bigint;"};
constexpr Migration kTwoEdited{"shop", "0002_more", "ALTER TABLE shop.t ADD COLUMN units integer;"};
constexpr Migration kBroken{"shop", "0003_broken", "CREATE TABLE shop.u (id bigint); SELECT 1 / 0;"};

constexpr Query kSteps{"test.steps",
                       "SELECT schema || '/' || name || ' ' || length(checksum) FROM platform.migration ORDER BY 1"};
constexpr Query kTable{"test.table", "SELECT to_regclass($1) IS NOT NULL"};
constexpr Query kComments{"test.comments", R"sql(
  SELECT obj_description(c.oid, 'pg_class') FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'platform' AND c.relkind = 'r' ORDER BY c.relname)sql"};

TEST(Migrations, RunOnceAndTheNewOnesLater) {
  testing::Database database{{}};
  auto const connection = database.connect();
  std::vector<Migration> all{kOne};
  EXPECT_THAT(*migrate(*connection, all), ElementsAre("shop/0001_shop"));
  EXPECT_THAT(*migrate(*connection, all), IsEmpty());
  all.push_back(kTwo);
  EXPECT_THAT(*migrate(*connection, all), ElementsAre("shop/0002_more"));
  EXPECT_THAT(*migrate(*connection, all), IsEmpty());
  auto const steps = connection->run(kSteps);
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[1].get<std::string>(0), "shop/0002_more 64");
}

TEST(Migrations, StartedByManyAtOnceRunOnce) {
  testing::Database database{{}};
  auto const fresh = database.connect();
  fresh->run_script("DROP SCHEMA platform CASCADE");
  std::vector<Migration> const all{kOne, kTwo};
  std::atomic<std::size_t> ran{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      auto const own = database.connect();
      auto const steps = migrate(*own, all);
      ASSERT_TRUE(steps.ok());
      ran += steps->size();
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(ran, 2U);
}

TEST(Migrations, RefuseADatabaseFromTheFutureAndTouchNothing) {
  testing::Database database{{}};
  auto const connection = database.connect();
  ASSERT_TRUE(migrate(*connection, std::array{kOne, kTwo}).ok());
  constexpr Migration other{"till", "0001_till", "CREATE SCHEMA till; CREATE TABLE till.t (id bigint);"};
  auto const refused = migrate(*connection, std::array{kOne, other});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().reason.name, kDatabaseFromTheFuture.name);
  EXPECT_EQ(refused.error().reason.name, "pg.database_from_the_future");
  EXPECT_THAT(refused.error().detail, HasSubstr("shop/0002_more"));
  EXPECT_FALSE(connection->run(kTable, "till.t").one().get<bool>(0));
}

TEST(Migrations, RefuseAStepThatWasEdited) {
  testing::Database database{{}};
  auto const connection = database.connect();
  ASSERT_TRUE(migrate(*connection, std::array{kOne, kTwo}).ok());
  auto const refused = migrate(*connection, std::array{kOne, kTwoEdited});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().reason.name, "pg.migration_edited");
  EXPECT_THAT(refused.error().detail, HasSubstr("shop/0002_more"));
}

TEST(Migrations, AStepThatFailsLeavesNothingAndIsNamed) {
  testing::Database database{{}};
  auto const connection = database.connect();
  try {
    (void)migrate(*connection, std::array{kOne, kTwo, kBroken});
    FAIL() << "division by zero went through";
  } catch (DatabaseError const& error) {
    EXPECT_EQ(error.sqlstate(), "22012");
    EXPECT_EQ(error.query(), "shop/0003_broken");
  }
  EXPECT_TRUE(connection->at_rest());
  EXPECT_TRUE(connection->run(kTable, "shop.t").one().get<bool>(0)) << "the steps before it stay";
  EXPECT_FALSE(connection->run(kTable, "shop.u").one().get<bool>(0));
}

TEST(Migrations, OfThePlatformNameTheirShards) {
  testing::Database database{platform_migrations()};
  auto const comments = database.connect()->run(kComments);
  ASSERT_EQ(comments.size(), 2U);
  for (Row const row : comments) EXPECT_THAT(row.get<std::string>(0), ::testing::StartsWith("shard: reference "));
}

}  // namespace
}  // namespace weft::pg
