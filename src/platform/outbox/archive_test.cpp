// archive_test.cpp - old partitions end up in files that read back, and only those are dropped.
#include "platform/outbox/archive.h"

#include <gtest/gtest.h>

#include <fstream>
#include <thread>

#include "platform/jobs/jobs.h"
#include "platform/outbox/outbox.h"
#include "platform/outbox/store.h"
#include "platform/pg/testing.h"

namespace weft::embedded {
std::span<pg::Migration const> outbox_migrations();
std::span<pg::Migration const> jobs_migrations();
}  // namespace weft::embedded

namespace weft::outbox {
namespace {

using namespace std::chrono_literals;

std::vector<pg::Migration> migrations() {
  std::vector<pg::Migration> all;
  for (auto const& some : {pg::platform_migrations(), embedded::outbox_migrations(), embedded::jobs_migrations()}) {
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

class Archive : public testing::Test {
 protected:
  void SetUp() override {
    Sequencer sequencer{database_.pool(), clock_, {.rows_per_pass_max = 30, .positions_per_partition = 40}};
    for (int i = 1; i <= 100; ++i) {
      pg::transact(database_.pool(), pg::in(5s), [&](pg::Tx& tx) {
        Event event{.topic = "test.one", .key = "k" + std::to_string(i), .payload = R"({"text":"Zoë \"x\"\n"})"};
        if (i % 3 == 0) event.sealed = history::seal({}, "secret");
        emit(tx, event, clock_.now());
      });
      if (i % 7 == 0) sequencer.pass();
    }
    sequencer.pass();
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void run_job(std::chrono::milliseconds at_most = 10s) {
    jobs::Runner runner{database_.pool(), clock_, {.ttl = 300ms, .poll = 20ms, .keep_ended = 0h}};
    register_archive(runner, {.folder = folder_, .retention = 24h});
    runner.start();
    auto const until = std::chrono::steady_clock::now() + at_most;
    auto const ended = [&] {
      return pg::transact(database_.pool(), pg::in(5s), [&](pg::Tx& tx) {
        auto const listed = jobs::list_jobs(tx, {}, 10);
        return !listed->items.empty() && listed->items[0].finished_at.has_value();
      });
    };
    while (!ended() && std::chrono::steady_clock::now() < until) std::this_thread::sleep_for(20ms);
    EXPECT_TRUE(ended());
  }

  pg::testing::Database database_{migrations()};
  base::MovableClock clock_;
  std::filesystem::path folder_ = std::filesystem::temp_directory_path() / fmt::format("weft-archive-{}", ::getpid());
};

TEST_F(Archive, FullOldPartitionsAreWrittenReadBackAndDropped) {
  clock_.advance(25h);
  run_job();
  auto const first = folder_ / "outbox-1-40.jsonl.zst";
  auto const second = folder_ / "outbox-41-80.jsonl.zst";
  std::vector<PositionedEvent> replayed;
  EXPECT_EQ(replay_archive(first, [&](auto const& event) { replayed.push_back(event); }).value(), 40);
  EXPECT_EQ(replay_archive(second, [&](auto const& event) { replayed.push_back(event); }).value(), 40);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "outbox-81-120.jsonl.zst"));
  for (std::size_t i = 0; i < 80; ++i) {
    EXPECT_EQ(replayed[i].position, static_cast<std::int64_t>(i) + 1);
    EXPECT_EQ(replayed[i].key, "k" + std::to_string(i + 1));
    EXPECT_EQ(replayed[i].payload, R"({"text":"Zoë \"x\"\n"})");
    EXPECT_EQ(replayed[i].sealed.has_value(), (i + 1) % 3 == 0);
  }
  auto const read_from = [&](std::int64_t position) {
    return pg::transact(database_.pool(), pg::in(5s), [&](pg::Tx& tx) { return read(tx, position, 100, {}); });
  };
  EXPECT_EQ(read_from(10).error().reason.name, "outbox.cursor_expired");
  EXPECT_EQ(read_from(80)->events.size(), 20U);
}

TEST_F(Archive, YoungPartitionsStay) {
  run_job();
  EXPECT_FALSE(std::filesystem::exists(folder_ / "outbox-1-40.jsonl.zst"));
  auto connection = database_.connect();
  EXPECT_EQ(store::events(*connection, 0, 100, 1'000).size(), 100U);
}

TEST_F(Archive, ADamagedFileIsRefused) {
  clock_.advance(25h);
  run_job();
  auto const file = folder_ / "outbox-1-40.jsonl.zst";
  std::fstream{file, std::ios::in | std::ios::out | std::ios::binary}.seekp(60).put('x');
  EXPECT_EQ(replay_archive(file, [](auto const&) {}).error().reason.name, "outbox.archive_damaged");
}

TEST_F(Archive, AFeedThatSleptPastTheArchiveTellsItsCachesToStartAgain) {
  Feed feed{database_.pool()};
  int resets = 0;
  std::vector<std::int64_t> seen;
  feed.subscribe({}, [&](auto const& event) { seen.push_back(event.position); }, [&] { ++resets; });
  feed.poll();
  Sequencer sequencer{database_.pool(), clock_, {.rows_per_pass_max = 30, .positions_per_partition = 40}};
  pg::transact(database_.pool(), pg::in(5s), [&](pg::Tx& tx) {
    std::vector<Event> const events(70, {.topic = "test.one", .key = "k"});
    emit_all(tx, events, clock_.now());
  });
  for (int i = 0; i < 100; ++i) {  // first it waits for the lease of the one in SetUp
    auto const count = sequencer.pass();
    if (count && *count < 30) break;
    if (!count) std::this_thread::sleep_for(100ms);
  }
  clock_.advance(25h);
  run_job();
  feed.poll();
  EXPECT_EQ(resets, 1);
  ASSERT_EQ(seen.size(), 10U);
  EXPECT_EQ(seen.front(), 161);
  EXPECT_EQ(feed.position(), 170);
}

}  // namespace
}  // namespace weft::outbox
