// process.h - the programs a bench starts, and the CPU time that they and all their children have used.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace weft::bench {

/// A child program, ended (SIGTERM, then SIGKILL after 5 s) with its whole process group at the end of its life.
class Process {
 public:
  /// Starts `words` with its output going to `log` (a path). Throws std::runtime_error when it cannot be started.
  Process(std::vector<std::string> const& words, std::string const& log);
  ~Process();
  Process(Process const&) = delete;
  Process& operator=(Process const&) = delete;

  [[nodiscard]] pid_t pid() const { return pid_; }
  /// User and system time of the process and of every living descendant, and of the children already waited for.
  [[nodiscard]] double cpu_seconds() const;
  /// True while it runs.
  [[nodiscard]] bool alive() const;
  void end();

 private:
  pid_t pid_;
};

/// The CPU time of `root` and its living descendants, read from /proc.
double tree_cpu_seconds(pid_t root);
/// Runs a program to its end and gives back what it printed. Throws std::runtime_error when it fails.
std::string output_of(std::vector<std::string> const& words);
/// A program run to its end, and what it took.
struct Ran {
  std::string output;
  double seconds{};
  double cpu_seconds{};  ///< of it and its children
  double peak_mb{};      ///< of its own resident memory
};
/// Throws std::runtime_error with what it printed when it fails.
Ran run_to_end(std::vector<std::string> const& words);
/// The full path of a program, from `folders` and the PATH; empty = not installed.
std::string find_program(std::string const& name, std::vector<std::string> const& folders = {});
/// A TCP port on loopback that is free now.
std::uint16_t free_port();
/// Waits until something accepts connections there; throws std::runtime_error after `seconds`.
void wait_for_port(std::uint16_t port, double seconds);

/// A folder of its own under the system's temporary folder, removed at the end.
class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(ScratchFolder const&) = delete;
  ScratchFolder& operator=(ScratchFolder const&) = delete;
  [[nodiscard]] std::string const& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace weft::bench
