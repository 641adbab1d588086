// cluster.cpp - the private PostgreSQL that Weft makes, starts and tends.
#include "platform/pg/cluster.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <libpq-fe.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysinfo.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "platform/pg/program.h"
#include "platform/pg/transaction.h"
#include "platform/telemetry/telemetry.h"

namespace weft::pg {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

constexpr int kPort = 5432;  // only the name of the socket's file
/// sockaddr_un holds 108 bytes, the last of them zero.
constexpr std::size_t kSocketPathBytesMax = 107;
constexpr std::int64_t kLogBytesMax = 64LL << 20;
/// Crash recovery replays at most max_wal_size; on a slow disk that takes minutes, not an hour.
constexpr auto kStartMax = 10min;
constexpr auto kStopMax = 60s;
constexpr auto kStartAgain = 1s;

base::Error failed(std::string detail) { return base::Error{kClusterFailed, std::move(detail)}; }

/// One flock on data_dir/weft.lock, with our pid in it for people to read.
class DirectoryLock {
 public:
  DirectoryLock() = default;
  ~DirectoryLock() {
    if (file_ >= 0) ::close(file_);
  }
  DirectoryLock(DirectoryLock const&) = delete;
  DirectoryLock& operator=(DirectoryLock const&) = delete;

  base::Result<void> take(fs::path const& directory) {
    auto const path = directory / "weft.lock";
    file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file_ < 0) return failed(fmt::format("{} cannot be opened: {}", path.string(), std::strerror(errno)));
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
      auto const holder = tail_of(path, 32);
      return base::Error{kDirectoryInUse, fmt::format("{} is in use by the weft with process id {}.",
                                                      directory.string(), holder.empty() ? "unknown" : holder)};
    }
    auto const pid = fmt::format("{}\n", ::getpid());
    if (::ftruncate(file_, 0) != 0 || ::pwrite(file_, pid.data(), pid.size(), 0) < 0) {
      return failed(fmt::format("{} cannot be written: {}", path.string(), std::strerror(errno)));
    }
    return {};
  }

 private:
  int file_ = -1;
};

/// The process id on the first line of one of PostgreSQL's lock files; 0 without one.
pid_t pid_in(fs::path const& file) {
  std::ifstream in{file};
  pid_t pid = 0;
  return in >> pid && pid > 0 ? pid : 0;
}

base::Result<fs::path> find_bin_dir(fs::path const& wanted) {
  static constexpr std::string_view kPrograms[] = {"postgres", "initdb"};
  if (auto found = find_programs(wanted, kPrograms)) return *found;
  return failed("PostgreSQL 15's programs (initdb, postgres) were not found; `./weft setup` installs them.");
}

}  // namespace

struct Cluster::State {
  Options options;
  DirectoryLock lock;
  ServerUser user;
  fs::path bin_dir;
  fs::path data;                      // data_dir/postgres
  fs::path sockets;                   // data_dir/run
  fs::path log;                       // data_dir/postgres.log
  std::atomic<pid_t> postmaster = 0;  // read by other threads too
  std::chrono::steady_clock::time_point again_at{};
  bool child = false;  // ours to reap; an adopted one is not

  base::Result<void> prepare();
  base::Result<void> make();
  void write_settings() const;
  base::Result<void> start();
  base::Result<void> wait_until_ready();
  base::Result<void> create_database() const;
  [[nodiscard]] bool alive();
  void forget_stale_locks() const;
  [[nodiscard]] bool says_ready() const;
  void end_orphans() const;
  base::Result<void> make_directory(fs::path const& path, mode_t mode, bool servers) const;
};

base::Result<void> Cluster::State::make_directory(fs::path const& path, mode_t mode, bool servers) const {
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  if (::mkdir(path.c_str(), mode) != 0) {
    if (errno == EEXIST && fs::is_directory(path, error)) return {};
    return failed(fmt::format("{} cannot be made: {}", path.string(), std::strerror(errno)));
  }
  bool const owned = !servers || !user.other || ::chown(path.c_str(), user.uid, user.gid) == 0;
  if (::chmod(path.c_str(), mode) != 0 || !owned) {
    return failed(fmt::format("{} cannot be given its owner and mode: {}", path.string(), std::strerror(errno)));
  }
  return {};
}

/// Folders, lock, and everything that can be known to be wrong before anything is started.
base::Result<void> Cluster::State::prepare() {
  auto const found = server_user();
  if (!found) return failed("As root, Weft runs PostgreSQL as the user postgres, and there is no such user.");
  user = *found;
  if (auto made = make_directory(options.data_dir, user.other ? 0711 : 0700, false); !made) return made;
  std::error_code error;
  options.data_dir = fs::canonical(options.data_dir, error);
  if (error) return failed(fmt::format("{}: {}", options.data_dir.string(), error.message()));
  data = options.data_dir / "postgres";
  sockets = options.data_dir / "run";
  log = options.data_dir / "postgres.log";
  auto const socket = (sockets / fmt::format(".s.PGSQL.{}", kPort)).string();
  if (socket.size() > kSocketPathBytesMax) {
    return failed(
        fmt::format("The data directory's name is too long: the socket {} has {} bytes, a socket may have {}.", socket,
                    socket.size(), kSocketPathBytesMax));
  }
  if (auto taken = lock.take(options.data_dir); !taken) return taken;
  if (auto made = make_directory(sockets, 0700, true); !made) return made;
  auto bin = find_bin_dir(options.bin_dir);
  if (!bin) return bin.error();
  bin_dir = *bin;
  if (user.other) {
    auto const look = start_program({"/usr/bin/test", "-x", sockets.string()}, user, log, false);
    if (!look || wait_for(*look) != 0) {
      return failed(fmt::format("The user postgres cannot enter {}; choose a data directory such as /var/lib/weft.",
                                options.data_dir.string()));
    }
  }
  return {};
}

/// initdb into a folder beside, renamed when whole: a half-made cluster is never mistaken for one.
base::Result<void> Cluster::State::make() {
  std::error_code error;
  if (fs::exists(data / "PG_VERSION", error)) {
    std::ifstream in{data / "PG_VERSION"};
    std::string version;
    in >> version;
    if (version == "15") return {};
    return failed(fmt::format("{} was made by PostgreSQL {}; Weft needs 15.", data.string(), version));
  }
  auto const fresh = options.data_dir / "postgres.new";
  fs::remove_all(fresh, error);
  if (auto made = make_directory(fresh, 0700, true); !made) return made;
  std::vector<std::string> arguments{(bin_dir / "initdb").string(),
                                     "-D",
                                     fresh.string(),
                                     "--username=weft",
                                     "--auth-local=trust",
                                     "--auth-host=reject",
                                     "--data-checksums",
                                     "--encoding=UTF8",
                                     "--locale=C.UTF-8",
                                     "--no-instructions"};
  if (!options.durable) arguments.emplace_back("--no-sync");
  auto const initdb = start_program(arguments, user, log, false);
  if (!initdb || wait_for(*initdb) != 0) return failed("initdb failed: " + tail_of(log, 2000));
  std::ofstream{fresh / "postgresql.conf", std::ios::app} << "\n# Written by weft at every start.\n"
                                                             "include_if_exists = 'weft.conf'\n";
  fs::rename(fresh, data, error);
  if (error) return failed(fmt::format("{} cannot be renamed: {}", fresh.string(), error.message()));
  return {};
}

void Cluster::State::write_settings() const {
  struct sysinfo machine{};
  ::sysinfo(&machine);
  auto const memory_mb = static_cast<std::int64_t>(machine.totalram) * machine.mem_unit >> 20;
  auto const shared_mb = options.durable ? std::clamp<std::int64_t>(memory_mb / 8, 64, 2048) : 64;
  auto const path = data / "weft.conf";
  auto const fresh = data / "weft.conf.new";
  std::ofstream out{fresh, std::ios::trunc};
  out << "# Written by weft at every start; use ALTER SYSTEM for settings of your own.\n"
      << "listen_addresses = ''\n"
      << "unix_socket_directories = '" << sockets.string() << "'\n"
      << "unix_socket_permissions = 0700\n"
      << "port = " << kPort << "\n"
      << "max_connections = " << options.connections_max + 3 << "\n"  // three stay reserved for people
      << "shared_buffers = " << shared_mb << "MB\n"
      << "effective_cache_size = " << std::max<std::int64_t>(memory_mb / 2, 128) << "MB\n"
      << "maintenance_work_mem = " << std::clamp<std::int64_t>(memory_mb / 32, 32, 256) << "MB\n"
      << "work_mem = 8MB\n"
      << "random_page_cost = 1.1\n"
      << "jit = off\n"
      << "min_wal_size = 128MB\nmax_wal_size = 2GB\ncheckpoint_timeout = 15min\n"
      << "autovacuum_naptime = 10s\n"  // counters and queues are small tables that are rewritten all the time
      // A statement whose weft was killed ends, and lets go of its locks, instead of running on for nobody.
      << "client_connection_check_interval = 1s\n"
      << "timezone = 'UTC'\nlog_timezone = 'UTC'\n"
      // Statements and details quote customers' values; the log has neither.
      << "log_min_error_statement = panic\nlog_error_verbosity = terse\nlog_checkpoints = off\n";
  if (!options.durable) out << "fsync = off\nfull_page_writes = off\n";
  out.close();
  if (!out) {
    // A full disk: half of this file would have it listen to the network; the one before says the same.
    telemetry::warning("weft.conf could not be written; the one before stays", {{"file", path.string()}});
    return;
  }
  // Under a strict umask root's file would be closed to the user postgres.
  if (user.other && ::chown(fresh.c_str(), user.uid, user.gid) != 0) {
    telemetry::warning("weft.conf could not be given to postgres", {{"file", path.string()}});
  }
  std::error_code error;
  fs::rename(fresh, path, error);
}

/// PostgreSQL refuses to start while a lock file is empty (killed between making and writing it) or names a process
/// that exists, be it a stranger's by now or a dead one that nobody has waited for. Nothing works in the folder any
/// more when this is called, so such a file is stale. A file that names no process is left to PostgreSQL, which then
/// checks that the shared memory it names is free.
void Cluster::State::forget_stale_locks() const {
  for (auto const& file : {data / "postmaster.pid", sockets / fmt::format(".s.PGSQL.{}.lock", kPort)}) {
    std::error_code error;
    if (!fs::exists(file, error)) continue;
    pid_t const noted = pid_in(file);
    if (noted != 0 && ::kill(noted, 0) != 0) continue;
    telemetry::warning("stale lock file removed", {{"file", file.string()}, {"pid", noted}});
    fs::remove(file, error);
  }
}

/// The eighth line of postmaster.pid is its state (PostgreSQL's pidfile.h).
bool Cluster::State::says_ready() const {
  std::ifstream in{data / "postmaster.pid"};
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (number == 1 && line != std::to_string(postmaster)) return false;  // of the one before
    if (number == 8) return line.starts_with("ready");
  }
  return false;
}

bool Cluster::State::alive() {
  if (postmaster == 0) return false;
  int status = 0;
  if (child && ::waitpid(postmaster, &status, WNOHANG) == postmaster) {
    postmaster = 0;
    return false;
  }
  return child || lives_in(postmaster, data);
}

/// Backends outlive a postmaster that was killed and hold its shared memory, without which no new one starts. The
/// postmaster is gone when this is called, so whatever works in the folder is one of them.
void Cluster::State::end_orphans() const {
  auto const begun = std::chrono::steady_clock::now();
  for (;;) {
    auto const left = processes_in(data);
    if (left.empty()) return;
    bool const patient = std::chrono::steady_clock::now() - begun < 500ms;
    for (pid_t const process : left) ::kill(process, patient ? SIGQUIT : SIGKILL);
    if (std::chrono::steady_clock::now() - begun > 10s) return;
    std::this_thread::sleep_for(20ms);
  }
}

base::Result<void> Cluster::State::start() {
  if (pid_t const running = pid_in(data / "postmaster.pid"); running != 0 && lives_in(running, data)) {
    postmaster = running;
    child = false;
    telemetry::info("postgresql adopted", {{"pid", running}});
    return wait_until_ready();
  }
  end_orphans();
  forget_stale_locks();
  write_settings();
  auto const started =
      start_program({(bin_dir / "postgres").string(), "-D", data.string()}, user, log, !options.outlives);
  if (!started) return failed(fmt::format("fork failed: {}", std::strerror(errno)));
  postmaster = *started;
  child = true;
  telemetry::info("postgresql started", {{"pid", *started}, {"directory", data.string()}});
  return wait_until_ready();
}

base::Result<void> Cluster::State::wait_until_ready() {
  auto const url = fmt::format("host='{}' port={} user=weft dbname=postgres", sockets.string(), kPort);
  auto const until = std::chrono::steady_clock::now() + kStartMax;
  while (std::chrono::steady_clock::now() < until) {
    if (!alive()) {
      postmaster = 0;
      return failed("PostgreSQL ended while starting: " + tail_of(log, 2000));
    }
    // Asking before it says so itself would only fill its log with refusals.
    if (says_ready() && PQping(url.c_str()) == PQPING_OK) return {};
    std::this_thread::sleep_for(10ms);
  }
  return failed("PostgreSQL was not ready in time: " + tail_of(log, 2000));
}

constexpr Query kDatabaseExists{"pg.database_exists", "SELECT true FROM pg_database WHERE datname = 'weft'"};

base::Result<void> Cluster::State::create_database() const {
  try {
    Connection admin{{.url = fmt::format("host='{}' port={} user=weft dbname=postgres", sockets.string(), kPort)}};
    if (admin.run(kDatabaseExists).empty()) admin.run_script("CREATE DATABASE weft", in(60s));
  } catch (DatabaseError const& error) {
    return failed(error.what());
  }
  return {};
}

Cluster::Cluster(std::unique_ptr<State> state) : state_{std::move(state)} {}

Cluster::~Cluster() = default;

base::Result<std::unique_ptr<Cluster>> Cluster::open(Options options) {
  auto state = std::make_unique<State>();
  state->options = std::move(options);
  for (auto const step : {&State::prepare, &State::make, &State::start}) {
    if (auto done = ((*state).*step)(); !done) return done.error();
  }
  if (auto done = state->create_database(); !done) return done.error();
  return std::unique_ptr<Cluster>{new Cluster{std::move(state)}};
}

std::string Cluster::url_of(std::string const& database) const {
  return fmt::format("host='{}' port={} user=weft dbname={}", state_->sockets.string(), kPort, database);
}

std::string Cluster::url_in(fs::path const& data_dir) {
  return fmt::format("host='{}' port={} user=weft dbname=weft", (fs::absolute(data_dir) / "run").string(), kPort);
}

std::string Cluster::url() const { return url_of("weft"); }

pid_t Cluster::postmaster() const { return state_->postmaster; }

bool Cluster::tend() {
  std::error_code error;
  if (auto const bytes = fs::file_size(state_->log, error); !error && std::cmp_greater(bytes, kLogBytesMax)) {
    fs::resize_file(state_->log, 0, error);  // it is written by appending, so it starts again
  }
  if (state_->alive()) return false;
  // What keeps it from starting (a full disk, most of all) is seldom gone a moment later.
  if (std::chrono::steady_clock::now() < state_->again_at) return true;
  telemetry::error("postgresql is gone and is started again");
  if (auto const started = state_->start(); !started) {
    telemetry::error("postgresql did not start", {{"detail", started.error().detail}});
    state_->again_at = std::chrono::steady_clock::now() + kStartAgain;
  }
  return true;
}

void Cluster::make_room() {
  try {
    Connection{{.url = url()}}.run_script("CHECKPOINT", in(kStopMax));
  } catch (DatabaseError const& error) {
    telemetry::warning("no checkpoint could be made", {{"what", error.what()}});
  }
}

void Cluster::stop() {
  if (!state_->alive()) return;
  pid_t const process = state_->postmaster;
  ::kill(process, SIGINT);
  auto const begun = std::chrono::steady_clock::now();
  while (state_->alive()) {
    if (std::chrono::steady_clock::now() - begun > kStopMax) ::kill(process, SIGQUIT);
    std::this_thread::sleep_for(10ms);
  }
  state_->postmaster = 0;
}

}  // namespace weft::pg
