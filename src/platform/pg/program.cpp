// program.cpp - running PostgreSQL's own programs.
#include "platform/pg/program.h"

#include <fcntl.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>

namespace weft::pg {
namespace {

/// What the child does between fork and exec: only calls that are safe beside other threads. System calls directly,
/// since libc's setuid family talks to threads that do not exist here.
[[noreturn]] void become(char* const* arguments, char* const* environment, ServerUser const& user, int log,
                         bool ends_with_us, pid_t parent) {
  ::setsid();
  ::dup2(::open("/dev/null", O_RDONLY), STDIN_FILENO);
  ::dup2(log, STDOUT_FILENO);
  ::dup2(log, STDERR_FILENO);
  // Nothing else that we have open: a database that held our listening sockets would keep the next weft from them.
  ::syscall(SYS_close_range, STDERR_FILENO + 1, ~0U, 0);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  for (int const number : {SIGINT, SIGTERM, SIGQUIT, SIGHUP, SIGPIPE, SIGUSR1, SIGUSR2, SIGCHLD}) {
    ::signal(number, SIG_DFL);
  }
  if (user.other) {
    gid_t const group = user.gid;
    if (::syscall(SYS_setgroups, 1, &group) != 0 || ::syscall(SYS_setresgid, group, group, group) != 0 ||
        ::syscall(SYS_setresuid, user.uid, user.uid, user.uid) != 0) {
      ::_exit(126);
    }
  }
  if (ends_with_us) {
    ::prctl(PR_SET_PDEATHSIG, SIGINT);
    if (::getppid() != parent) ::_exit(125);
  }
  ::execve(arguments[0], arguments, environment);
  char const* const why = std::strerror(errno);
  (void)!::write(STDERR_FILENO, why, std::strlen(why));
  (void)!::write(STDERR_FILENO, "\n", 1);
  ::_exit(127);
}

}  // namespace

std::optional<ServerUser> server_user() {
  if (::geteuid() != 0) return ServerUser{::geteuid(), ::getegid(), false};
  std::array<char, 4096> buffer{};
  passwd entry{};
  passwd* found = nullptr;
  if (::getpwnam_r("postgres", &entry, buffer.data(), buffer.size(), &found) != 0 || found == nullptr) return {};
  return ServerUser{entry.pw_uid, entry.pw_gid, true};
}

std::optional<pid_t> start_program(std::vector<std::string> const& arguments, ServerUser const& user,
                                   std::filesystem::path const& log, bool ends_with_us,
                                   std::vector<std::string> const& environment) {
  std::vector<char*> argv;
  for (auto const& each : arguments) argv.push_back(const_cast<char*>(each.c_str()));
  argv.push_back(nullptr);
  static std::vector<std::string> const bare{"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "TZ=UTC"};
  std::vector<char*> envp;
  for (auto const& each : environment.empty() ? bare : environment) envp.push_back(const_cast<char*>(each.c_str()));
  envp.push_back(nullptr);
  int const file = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0) return {};
  pid_t const parent = ::getpid();
  pid_t const child = ::fork();
  if (child == 0) {
    become(argv.data(), envp.data(), user, file, ends_with_us, parent);
  }
  ::close(file);
  if (child < 0) return {};
  return child;
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return 255;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

bool lives_in(pid_t process, std::filesystem::path const& directory) {
  std::error_code error;
  // A zombie has no working directory any more, so it does not count as living.
  auto const at = std::filesystem::read_symlink("/proc/" + std::to_string(process) + "/cwd", error);
  return !error && at == directory;
}

std::optional<std::filesystem::path> find_programs(std::filesystem::path const& wanted,
                                                   std::span<std::string_view const> programs) {
  std::vector<std::filesystem::path> places;
  if (!wanted.empty()) {
    places = {wanted};
  } else {
    places.emplace_back("/usr/lib/postgresql/15/bin");
    char const* const path = std::getenv("PATH");
    std::string_view rest = path == nullptr ? "" : path;
    while (!rest.empty()) {
      auto const colon = rest.find(':');
      places.emplace_back(rest.substr(0, colon));
      rest = colon == std::string_view::npos ? "" : rest.substr(colon + 1);
    }
  }
  for (auto const& place : places) {
    if (std::ranges::all_of(programs, [&](auto name) { return ::access((place / name).c_str(), X_OK) == 0; })) {
      return place;
    }
  }
  return {};
}

std::vector<pid_t> processes_in(std::filesystem::path const& directory) {
  std::vector<pid_t> out;
  std::error_code error;
  for (auto const& entry : std::filesystem::directory_iterator{"/proc", error}) {
    auto const name = entry.path().filename().string();
    pid_t process = 0;
    auto const [end, bad] = std::from_chars(name.data(), name.data() + name.size(), process);
    if (bad != std::errc{} || end != name.data() + name.size()) continue;
    if (process != ::getpid() && lives_in(process, directory)) out.push_back(process);
  }
  return out;
}

std::string tail_of(std::filesystem::path const& file, std::size_t bytes) {
  std::ifstream in{file, std::ios::binary};
  in.seekg(0, std::ios::end);
  auto const size = in.tellg();
  if (size <= 0) return {};
  in.seekg(std::max<std::streamoff>(0, size - static_cast<std::streamoff>(bytes)));
  std::string text{std::istreambuf_iterator<char>{in}, {}};
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

}  // namespace weft::pg
