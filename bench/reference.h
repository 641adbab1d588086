// reference.h - what we are measured against: nginx answering from memory, pgbench on the same PostgreSQL, the disk
// itself.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "process.h"

namespace weft::bench {

/// nginx with as many workers as there are cores and no access log, answering every request with one static JSON.
class Nginx {
 public:
  /// Nothing when nginx is not installed.
  static std::unique_ptr<Nginx> start(ScratchFolder const& folder, std::string const& json_body);
  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] double cpu_seconds() const { return process_->cpu_seconds(); }

 private:
  std::uint16_t port_ = 0;
  std::unique_ptr<Process> process_;
};

/// Runs a pgbench script and reads its figures. Throws std::runtime_error when pgbench fails.
struct PgBench {
  std::string socket_folder;
  std::string port;
  std::string database;
  std::string user;
  std::string script;  ///< the text of the script
  int clients = 1;
  int threads = 1;
  int seconds = 3;
};
struct PgBenchResult {
  double rate_per_s{};
  double latency_ms{};
};
PgBenchResult run(PgBench const& bench, ScratchFolder const& folder);

/// The median time of one 8 KiB write + fdatasync in that folder, in microseconds.
double fsync_us(std::string const& folder);

}  // namespace weft::bench
