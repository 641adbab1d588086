// cluster_test.cpp - the private PostgreSQL is made, locked, adopted and brought back.
#include "platform/pg/cluster.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>
#include <thread>

#include "platform/pg/pg.h"

namespace weft::pg {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
namespace fs = std::filesystem;

constexpr Query kSetting{"test.setting", "SELECT current_setting($1)"};
constexpr Query kCount{"test.count", "SELECT count(*) FROM kept"};
constexpr Query kBackend{"test.backend", "SELECT pg_backend_pid()"};

/// A data directory that is removed at the end, with whatever PostgreSQL still runs in it.
class ClusterTest : public ::testing::Test {
 protected:
  ClusterTest() : directory{fs::temp_directory_path() / fmt::format("weft-cluster-{}", ::getpid())} {
    fs::remove_all(directory);
  }
  ~ClusterTest() override {
    std::ifstream in{directory / "postgres" / "postmaster.pid"};
    pid_t pid = 0;
    if (in >> pid) {
      ::kill(pid, SIGQUIT);
      for (int i = 0; i < 500 && ::kill(pid, 0) == 0; ++i) {
        ::waitpid(pid, nullptr, WNOHANG);
        std::this_thread::sleep_for(10ms);
      }
    }
    fs::remove_all(directory);
  }
  [[nodiscard]] base::Result<std::unique_ptr<Cluster>> open() const {
    return Cluster::open({.data_dir = directory, .bin_dir = {}, .durable = false});
  }
  fs::path directory;
};

/// What a process killed with -9 leaves behind: opens the cluster in a child, which then dies where it stands.
void open_and_die(fs::path const& directory) {
  pid_t const child = ::fork();
  if (child == 0) {
    auto const opened = Cluster::open({.data_dir = directory, .bin_dir = {}, .durable = false});
    ::kill(::getpid(), opened.ok() ? SIGKILL : SIGTERM);
    ::_exit(1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

TEST_F(ClusterTest, IsMadeWithChecksumsUtf8AndASocketOfItsOwn) {
  auto const opened = open();
  ASSERT_TRUE(opened.ok()) << opened.error().detail;
  Cluster& cluster = **opened;
  Connection connection{{.url = cluster.url()}};
  auto const setting = [&](char const* name) { return connection.run(kSetting, name).one().get<std::string>(0); };
  EXPECT_EQ(setting("data_checksums"), "on");
  EXPECT_EQ(setting("server_encoding"), "UTF8");
  EXPECT_EQ(setting("lc_collate"), "C.UTF-8");
  EXPECT_EQ(setting("listen_addresses"), "");
  EXPECT_EQ(setting("jit"), "off");
  struct stat run{};
  ASSERT_EQ(::stat((directory / "run").c_str(), &run), 0);
  EXPECT_EQ(run.st_mode & 0777U, 0700U);
  EXPECT_FALSE(cluster.tend());
  cluster.stop();
  EXPECT_EQ(cluster.postmaster(), 0);
  EXPECT_THROW((Connection{{.url = cluster.url()}}), DatabaseError);
}

// A listening socket that lived on in PostgreSQL would keep the next weft from its address.
TEST_F(ClusterTest, InheritsNothingThatIsOpenHere) {
  std::array<int, 2> pipe{};
  ASSERT_EQ(::pipe(pipe.data()), 0);
  auto const name = [](fs::path const& processes, int file) {
    return fs::read_symlink(processes / "fd" / std::to_string(file)).string();
  };
  auto const ours = name("/proc/self", pipe[0]);
  auto const opened = open();
  ASSERT_TRUE(opened.ok()) << opened.error().detail;
  fs::path const theirs{fmt::format("/proc/{}", (*opened)->postmaster())};
  int seen = 0;
  for (auto const& file : fs::directory_iterator{theirs / "fd"}) {
    EXPECT_NE(name(theirs, std::stoi(file.path().filename())), ours);
    ++seen;
  }
  EXPECT_GT(seen, 2);
  (*opened)->stop();
  ::close(pipe[0]);
  ::close(pipe[1]);
}

TEST_F(ClusterTest, RefusesASecondWeftAndNamesTheFirst) {
  auto const first = open();
  ASSERT_TRUE(first.ok()) << first.error().detail;
  auto const second = open();
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().reason.name, "pg.directory_in_use");
  EXPECT_THAT(second.error().detail, HasSubstr(directory.string()));
  EXPECT_THAT(second.error().detail, HasSubstr(std::to_string(::getpid())));
}

TEST_F(ClusterTest, IsAdoptedAfterItsWeftWasKilled) {
  open_and_die(directory);
  pid_t running = 0;
  std::ifstream{directory / "postgres" / "postmaster.pid"} >> running;
  auto const opened = open();
  ASSERT_TRUE(opened.ok()) << opened.error().detail;
  EXPECT_EQ((*opened)->postmaster(), running);
  EXPECT_NO_THROW((Connection{{.url = (*opened)->url()}}));
  (*opened)->stop();
  EXPECT_FALSE(fs::exists(directory / "postgres" / "postmaster.pid"));
}

TEST_F(ClusterTest, ComesBackAfterItsPostmasterWasKilledWhileABackendLingers) {
  auto const opened = open();
  ASSERT_TRUE(opened.ok()) << opened.error().detail;
  Cluster& cluster = **opened;
  auto busy = std::make_unique<Connection>(Connection::Options{.url = cluster.url()});
  busy->run_script("CREATE TABLE kept (id bigint); INSERT INTO kept VALUES (1)");
  auto const backend = busy->run(kBackend).one().get<std::int32_t>(0);
  ASSERT_EQ(::kill(backend, SIGSTOP), 0);  // it cannot notice that its postmaster is gone
  ASSERT_GT(cluster.postmaster(), 0);
  ASSERT_EQ(::kill(cluster.postmaster(), SIGKILL), 0);
  auto const begun = std::chrono::steady_clock::now();
  while (!cluster.tend()) std::this_thread::sleep_for(10ms);
  Pool pool{{.url = cluster.url()}, 2};
  EXPECT_EQ(pool.borrow()->run(kCount).one().get<std::int64_t>(0), 1);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, 30s);
  EXPECT_FALSE(cluster.tend());
  EXPECT_THROW(busy->run(kCount), DatabaseError);
}

TEST_F(ClusterTest, TransactionsRunAgainAcrossAKilledPostmaster) {
  auto const opened = open();
  ASSERT_TRUE(opened.ok()) << opened.error().detail;
  Cluster& cluster = **opened;
  Connection{{.url = cluster.url()}}.run_script("CREATE TABLE kept (id bigint)");
  Pool pool{{.url = cluster.url()}, 2};
  std::atomic<bool> stop{false};
  std::thread tender{[&] {
    while (!stop) {
      cluster.tend();
      std::this_thread::sleep_for(50ms);
    }
  }};
  for (int round = 0; round < 3; ++round) {
    pid_t victim = 0;
    while ((victim = cluster.postmaster()) == 0) std::this_thread::sleep_for(1ms);  // 0 would be ourselves
    ::kill(victim, SIGKILL);
    EXPECT_NO_THROW(transact(pool, in(30s), [&](Tx& tx) { tx.run(kCount); })) << round;
    std::this_thread::sleep_for(200ms);
  }
  stop = true;
  tender.join();
}

TEST_F(ClusterTest, WhatAKillLeftHalfDoneIsNoObstacle) {
  fs::create_directories(directory / "postgres.new" / "base");
  fs::permissions(directory, fs::perms{0711});
  {
    auto const opened = open();
    ASSERT_TRUE(opened.ok()) << opened.error().detail;
    (*opened)->stop();
  }
  // An empty lock file, and one that names a process which lives and is not PostgreSQL.
  std::ofstream{directory / "postgres" / "postmaster.pid"}.close();
  std::ofstream{directory / "run" / ".s.PGSQL.5432.lock"} << ::getpid() << '\n';
  auto const again = open();
  ASSERT_TRUE(again.ok()) << again.error().detail;
  (*again)->stop();
}

TEST_F(ClusterTest, SaysWhyItCannotBe) {
  auto const failing = [&](Cluster::Options options) {
    auto const opened = Cluster::open(std::move(options));
    EXPECT_FALSE(opened.ok());
    EXPECT_EQ(opened.error().reason.name, "pg.cluster_failed");
    return opened.error().detail;
  };
  EXPECT_THAT(failing({.data_dir = directory / std::string(100, 'd'), .bin_dir = {}}), HasSubstr("too long"));
  EXPECT_THAT(failing({.data_dir = directory, .bin_dir = "/nonexistent"}), HasSubstr("not found"));
  fs::create_directories(directory / "postgres");
  std::ofstream{directory / "postgres" / "PG_VERSION"} << "14\n";
  EXPECT_THAT(failing({.data_dir = directory, .bin_dir = {}}), HasSubstr("made by PostgreSQL 14"));
  if (::geteuid() == 0) {
    fs::create_directories(directory / "closed");
    fs::permissions(directory / "closed", fs::perms{0700});
    EXPECT_THAT(failing({.data_dir = directory / "closed" / "data", .bin_dir = {}}), HasSubstr("cannot enter"));
  }
}

TEST_F(ClusterTest, ShowsTheLogWhenItDoesNotStart) {
  {
    auto const opened = open();
    ASSERT_TRUE(opened.ok()) << opened.error().detail;
    (*opened)->stop();
  }
  std::ofstream{directory / "postgres" / "postgresql.conf", std::ios::app} << "no_such_setting = 1\n";
  auto const opened = open();
  ASSERT_FALSE(opened.ok());
  EXPECT_THAT(opened.error().detail, HasSubstr("no_such_setting"));
}

}  // namespace
}  // namespace weft::pg
