// process.cpp - fork, exec, and reading /proc.
#include "process.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace weft::bench {
namespace {

struct Stat {
  pid_t parent{};
  double cpu_seconds{};
};

/// Parent and CPU time of one process: fields 4 and 14 to 17 of /proc/PID/stat (proc(5)), behind the name in brackets.
bool read_stat(pid_t pid, Stat& out) {
  std::ifstream file{fmt::format("/proc/{}/stat", pid)};
  std::string text;
  if (!std::getline(file, text)) return false;
  auto const bracket = text.rfind(')');
  if (bracket == std::string::npos) return false;
  std::istringstream fields{text.substr(bracket + 2)};
  std::string field;
  double ticks = 0;
  for (int number = 3; fields >> field; ++number) {
    if (number == 4) out.parent = static_cast<pid_t>(std::strtol(field.c_str(), nullptr, 10));
    if (number >= 14 && number <= 17) ticks += std::strtod(field.c_str(), nullptr);
    if (number == 17) break;
  }
  out.cpu_seconds = ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
  return true;
}

std::vector<char*> arguments(std::vector<std::string> const& words) {
  std::vector<char*> out;
  for (auto const& word : words) out.push_back(const_cast<char*>(word.c_str()));
  out.push_back(nullptr);
  return out;
}

}  // namespace

Process::Process(std::vector<std::string> const& words, std::string const& log) : pid_{::fork()} {
  if (pid_ < 0) throw std::runtime_error{"fork failed"};
  if (pid_ > 0) return;
  ::setpgid(0, 0);
  int const out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(out, STDERR_FILENO);
  ::execvp(words.front().c_str(), arguments(words).data());
  ::_exit(127);
}

Process::~Process() { end(); }

void Process::end() {
  if (pid_ <= 0) return;
  ::kill(-pid_, SIGTERM);
  ::kill(pid_, SIGTERM);
  for (int i = 0; i < 500; ++i) {
    if (::waitpid(pid_, nullptr, WNOHANG) != 0) {
      pid_ = -1;
      return;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
  ::kill(-pid_, SIGKILL);
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

bool Process::alive() const { return pid_ > 0 && ::kill(pid_, 0) == 0; }
double Process::cpu_seconds() const { return tree_cpu_seconds(pid_); }

double tree_cpu_seconds(pid_t root) {
  std::map<pid_t, Stat> all;
  for (auto const& entry : std::filesystem::directory_iterator{"/proc"}) {
    auto const pid = static_cast<pid_t>(std::strtol(entry.path().filename().c_str(), nullptr, 10));
    if (Stat stat; pid > 0 && read_stat(pid, stat)) all.emplace(pid, stat);
  }
  double sum = 0;
  for (auto const& [pid, stat] : all) {
    auto at = pid;
    while (at != root && at > 1 && all.contains(at)) at = all.at(at).parent;
    if (at == root) sum += stat.cpu_seconds;
  }
  return sum;
}

Ran run_to_end(std::vector<std::string> const& words) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error{"pipe failed"};
  auto const begin = std::chrono::steady_clock::now();
  auto const pid = ::fork();
  if (pid == 0) {
    ::dup2(ends[1], STDOUT_FILENO);
    ::dup2(ends[1], STDERR_FILENO);
    ::execvp(words.front().c_str(), arguments(words).data());
    ::_exit(127);
  }
  ::close(ends[1]);
  Ran out;
  char buffer[4096];
  for (ssize_t got = 0; (got = ::read(ends[0], buffer, sizeof buffer)) > 0;)
    out.output.append(buffer, static_cast<std::size_t>(got));
  ::close(ends[0]);
  int status = 0;
  rusage used{};
  ::wait4(pid, &status, 0, &used);
  if (status != 0) throw std::runtime_error{fmt::format("{} failed: {}", words.front(), out.output)};
  auto const seconds = [](timeval const& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  out.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  out.cpu_seconds = seconds(used.ru_utime) + seconds(used.ru_stime);
  out.peak_mb = static_cast<double>(used.ru_maxrss) / 1024;
  return out;
}

std::string output_of(std::vector<std::string> const& words) { return run_to_end(words).output; }

std::string find_program(std::string const& name, std::vector<std::string> const& folders) {
  auto all = folders;
  std::istringstream path{std::getenv("PATH") != nullptr ? std::getenv("PATH") : ""};
  for (std::string folder; std::getline(path, folder, ':');) all.push_back(folder);
  all.emplace_back("/usr/sbin");
  for (auto const& folder : all) {
    auto const whole = folder + "/" + name;
    if (::access(whole.c_str(), X_OK) == 0) return whole;
  }
  return {};
}

std::uint16_t free_port() {
  int const descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  if (::bind(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
      ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &length) != 0) {
    throw std::runtime_error{"no free port"};
  }
  ::close(descriptor);
  return ntohs(address.sin_port);
}

void wait_for_port(std::uint16_t port, double seconds) {
  auto const end = std::chrono::steady_clock::now() + std::chrono::duration<double>{seconds};
  while (std::chrono::steady_clock::now() < end) {
    int const descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    bool const open = ::connect(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    ::close(descriptor);
    if (open) return;
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
  }
  throw std::runtime_error{fmt::format("nothing listens on port {} after {} s", port, seconds)};
}

ScratchFolder::ScratchFolder() : path_{(std::filesystem::temp_directory_path() / "weft-bench-XXXXXX").string()} {
  if (::mkdtemp(path_.data()) == nullptr) throw std::runtime_error{"no temporary folder"};
  ::chmod(path_.c_str(), 0755);  // the postgres user passes through
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace weft::bench
