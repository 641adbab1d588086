// copy_test.cpp - rows by the thousand go in whole, or not at all.
#include "platform/pg/copy.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "platform/pg/pg.h"
#include "platform/pg/testing.h"

namespace weft::pg {
namespace {

constexpr Migration kTables[] = {{"test", "0001_sale", R"sql(
  CREATE SCHEMA test;
  CREATE TABLE test.sale (
    id bigint PRIMARY KEY, units integer NOT NULL, price numeric, open boolean NOT NULL, at timestamptz NOT NULL,
    day date, record uuid NOT NULL, note text, tags text[] NOT NULL, document jsonb, raw bytea,
    CONSTRAINT sale_units_check CHECK (units >= 0));
  CREATE TABLE test.receipt (id bigint PRIMARY KEY, at timestamptz NOT NULL, day date, note text);
)sql"}};

testing::Database& database() {
  static testing::Database made{kTables};
  return made;
}

constexpr Query kCopy{"test.copy_sale", R"sql(
  COPY test.sale (id, units, open, at, day, record, note, tags, document, raw) FROM STDIN (FORMAT binary))sql"};
constexpr Query kClear{"test.clear_sale", "TRUNCATE test.sale"};
constexpr Query kCount{"test.count_sale", "SELECT count(*) FROM test.sale"};
constexpr Query kOne{"test.one_sale",
                     "SELECT units, open, at, day, record, note, tags, document, raw FROM test.sale WHERE id = $1"};

class Copy : public ::testing::Test {
 protected:
  Copy() { connection->run(kClear); }
  std::unique_ptr<Connection> connection = database().connect();
  base::Instant const now = base::SystemClock{}.now();
  base::Uuid const record = base::Uuid::make(now);
  std::vector<std::string> const tags{"a", "b"};

  void row(CopyIn& copy, std::int64_t id, std::int32_t units = 1) const {
    copy.row(id, units, id % 2 == 0, now, std::optional<base::Date>{}, record, fmt::format("sale {}", id), tags,
             JsonText{R"({"a":1})"}, Bytes{"\0x"});
  }
  std::int64_t count() { return connection->run(kCount).one().get<std::int64_t>(0); }
};

TEST_F(Copy, PutsEveryRowInWithTheTransaction) {
  constexpr std::int64_t kRows = 20'000;
  Tx tx{*connection};
  tx.defer(kCount);
  CopyIn copy{tx, kCopy};
  for (std::int64_t id = 0; id < kRows; ++id) row(copy, id);
  EXPECT_EQ(copy.finish(), kRows);
  EXPECT_EQ(tx.run(kCount).one().get<std::int64_t>(0), kRows) << "the transaction goes on after it";
  EXPECT_EQ(database().connect()->run(kCount).one().get<std::int64_t>(0), 0);
  tx.commit();
  auto const sale = connection->run(kOne, std::int64_t{7}).one();
  EXPECT_EQ(sale.get<std::int32_t>("units"), 1);
  EXPECT_FALSE(sale.get<bool>("open"));
  EXPECT_EQ(sale.get<base::Instant>("at"), now);
  EXPECT_EQ(sale.get<std::optional<base::Date>>("day"), std::nullopt);
  EXPECT_EQ(sale.get<base::Uuid>("record"), record);
  EXPECT_EQ(sale.get<std::string>("note"), "sale 7");
  EXPECT_EQ(sale.get<std::vector<std::string>>("tags"), tags);
  EXPECT_EQ(sale.get<std::string>("document"), R"({"a": 1})");
}

constexpr Query kInsertReceipts{"test.insert_receipts", R"sql(
  INSERT INTO test.receipt (id, at, day, note)
  SELECT * FROM unnest($1::bigint[], $2::timestamptz[], $3::date[], $4::text[]))sql"};
constexpr Query kCopyReceipts{"test.copy_receipts", "COPY test.receipt (id, at, day, note) FROM STDIN (FORMAT binary)"};
constexpr Query kReceipts{"test.receipts", R"sql(
  SELECT count(*), coalesce(sum(id), 0)::bigint, count(day), count(DISTINCT note), count(*) FILTER (WHERE at = $1)
  FROM test.receipt WHERE note = 'receipt ' || id AND (day IS NOT NULL) = (id % 3 <> 0))sql"};

TEST_F(Copy, RowsGoInAlikeWhetherTheyAreFewOrMany) {
  std::int64_t made = 0;
  for (auto const size : {std::size_t{0}, std::size_t{7}, kCopyFromRows - 1, kCopyFromRows, 3 * kCopyFromRows}) {
    std::vector<std::string> notes;
    for (std::size_t at = 0; at < size; ++at) notes.push_back(fmt::format("receipt {}", made++));
    Tx tx{*connection};
    insert_rows(tx, kInsertReceipts, kCopyReceipts, std::span<std::string const>{notes}, [&](std::string const& note) {
      auto const id = std::int64_t{std::stoll(note.substr(8))};
      auto const day = id % 3 == 0 ? std::nullopt : std::optional{base::parse_date("2026-03-01").value()};
      return std::tuple{id, now, day, std::string_view{note}};
    });
    tx.commit();
  }
  auto const all = connection->run(kReceipts, now).one();
  EXPECT_EQ(all.get<std::int64_t>(0), made);
  EXPECT_EQ(all.get<std::int64_t>(1), made * (made - 1) / 2);
  EXPECT_EQ(all.get<std::int64_t>(2), made - (made + 2) / 3);
  EXPECT_EQ(all.get<std::int64_t>(3), made);
  EXPECT_EQ(all.get<std::int64_t>(4), made);
}

TEST_F(Copy, OfNoRowsIsGood) {
  Tx tx{*connection};
  EXPECT_EQ((CopyIn{tx, kCopy}.finish()), 0);
  tx.commit();
}

TEST_F(Copy, FailsAsAWholeAndNamesTheConstraint) {
  {
    Tx tx{*connection};
    CopyIn copy{tx, kCopy};
    for (std::int64_t id = 0; id < 20'000; ++id) row(copy, id, id == 10 ? -1 : 1);
    try {
      copy.finish();
      FAIL() << "a row that breaks a rule went in";
    } catch (DatabaseError const& error) {
      EXPECT_EQ(error.sqlstate(), "23514");
      EXPECT_EQ(error.query(), "test.copy_sale");
      EXPECT_EQ(error.constraint(), "sale_units_check");
    }
    EXPECT_THROW(tx.commit(), DatabaseError);
  }
  EXPECT_TRUE(connection->at_rest());
  EXPECT_EQ(count(), 0);
}

TEST_F(Copy, IsGivenUpWhenDestroyed) {
  {
    Tx tx{*connection};
    {
      CopyIn copy{tx, kCopy};
      row(copy, 1);
    }
    EXPECT_THROW(tx.commit(), DatabaseError);
  }
  EXPECT_TRUE(connection->at_rest());
  EXPECT_EQ(count(), 0);
  Tx tx{*connection};
  CopyIn copy{tx, kCopy};
  row(copy, 1);
  EXPECT_EQ(copy.finish(), 1);
  tx.commit();
  EXPECT_EQ(count(), 1);
}

TEST_F(Copy, OfAStatementThatIsWrongSaysSo) {
  {
    Tx tx{*connection};
    EXPECT_THROW((CopyIn{tx, Query{"test.copy_nowhere", "COPY nowhere FROM STDIN (FORMAT binary)"}}), DatabaseError);
  }
  EXPECT_TRUE(connection->at_rest());
}

}  // namespace
}  // namespace weft::pg
