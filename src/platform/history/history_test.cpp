// history_test.cpp - changes come back newest first, page by page, with sealed fields merged in.
#include <gtest/gtest.h>

#include "platform/history/history.h"
#include "platform/pg/testing.h"

namespace weft::embedded {
std::span<pg::Migration const> history_migrations();
}

namespace weft::history {
namespace {

using namespace std::chrono_literals;

base::Instant const kNoon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + 12h};

class History : public testing::Test {
 protected:
  void write(Change const& change, base::Instant at) {
    pg::transact(database_.pool(), pg::in(5s), [&](pg::Tx& tx) { record(tx, {"stf_1", "Ada"}, change, at); });
  }
  base::Result<base::Page<RecordedChange>> list(ChangeQuery const& query) {
    return pg::transact(database_.pool(), pg::in(5s), [&](pg::Tx& tx) { return list_changes(tx, query); });
  }
  pg::testing::Database database_{embedded::history_migrations()};
};

TEST_F(History, PagesHoldEveryChangeOnceNewestFirstThoughManyShareOneInstant) {
  for (int i = 0; i < 23; ++i) {
    write({.subject_kind = "location",
           .subject_id = "loc_" + std::to_string(i % 2),
           .action = "org.location_renamed",
           .before = R"({"n":)" + std::to_string(i) + "}",
           .after = R"({"n":1})"},
          kNoon + 1s * (i / 5));
  }
  std::vector<ChangeId> seen;
  std::optional<std::string> cursor;
  base::Instant last = base::Instant::max();
  do {
    auto page = list({.cursor = cursor, .limit = 5});
    ASSERT_TRUE(page.ok());
    for (auto const& change : page->items) {
      EXPECT_LE(change.at, last);
      last = change.at;
      seen.push_back(change.change_id);
    }
    cursor = page->next_cursor;
  } while (cursor);
  EXPECT_EQ(seen.size(), 23U);
  std::sort(seen.begin(), seen.end());
  EXPECT_EQ(std::unique(seen.begin(), seen.end()), seen.end());

  EXPECT_EQ(list({.subject_kind = "location", .subject_id = "loc_1", .limit = 200})->items.size(), 11U);
  EXPECT_EQ(list({.subject_kind = "location", .limit = 200})->items.size(), 23U);
  EXPECT_TRUE(list({.subject_kind = "staff"})->items.empty());
}

TEST_F(History, RefusesASubjectWithoutItsKindAndAForeignCursor) {
  EXPECT_EQ(list({.subject_id = "loc_1"}).error().reason.name, "history.subject_kind_missing");
  EXPECT_EQ(list({.cursor = "nonsense"}).error().reason.name, "page.bad_cursor");
  EXPECT_EQ(list({.cursor = base::encode_cursor("jobs", {"a", "b"})}).error().reason.name, "page.bad_cursor");
  EXPECT_EQ(list({.cursor = base::encode_cursor("history", {"a", "b"})}).error().reason.name, "page.bad_cursor");
}

TEST_F(History, PersonalFieldsAreStoredSealedAndReadBackMerged) {
  write({.subject_kind = "staff",
         .subject_id = "stf_2",
         .action = "org.staff_changed",
         .before = R"({"role":"agent"})",
         .after = {},
         .personal_before = seal({}, R"({"email":"a@b.c"})"),
         .personal_after = seal({}, R"({"email":"d@e.f"})")},
        kNoon);
  auto const page = list({.subject_kind = "staff", .subject_id = "stf_2"});
  ASSERT_EQ(page->items.size(), 1U);
  EXPECT_EQ(page->items[0].before, R"({"role":"agent","email":"a@b.c"})");
  EXPECT_EQ(page->items[0].after, R"({"email":"d@e.f"})");
}

TEST(Seal, OpensWhatItClosedAndNothingElse) {
  auto const record = base::Uuid::make(kNoon);
  EXPECT_EQ(open(seal(record, "Ada Lovelace").bytes()), "Ada Lovelace");
  EXPECT_EQ(open(seal(record, "").bytes()), "");
  EXPECT_EQ(open(""), std::nullopt);
  EXPECT_EQ(open(std::string(16, '\0')), std::nullopt);
  EXPECT_EQ(open("\x07" + std::string(40, 'x')), std::nullopt);
}

}  // namespace
}  // namespace weft::history
