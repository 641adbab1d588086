// load.h - the load generator: keep-alive HTTP clients that each wait for their answer before they ask again.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace weft::bench {

/// A closed loop: `clients` connections, each with one request on the way at any time, from one thread.
struct ClosedLoop {
  std::uint16_t port{};  ///< on 127.0.0.1
  std::size_t clients{};
  std::chrono::milliseconds warm_up{500};
  std::chrono::milliseconds measured{3'000};
  /// Writes the next whole request of that client; `sequence` counts all requests of the run.
  std::function<void(std::string& out, std::size_t client, std::uint64_t sequence)> request{};
  int expected_status = 200;
};

/// What the clients saw in the measured time.
struct LoadResult {
  std::uint64_t answered{};      ///< with the expected status
  std::uint64_t unexpected{};    ///< any other status
  std::string first_unexpected;  ///< the head of the first such answer
  double seconds{};
  double generator_cpu_seconds{};
  std::vector<std::uint32_t> latencies_us;  ///< sorted

  [[nodiscard]] double rate_per_s() const { return seconds > 0 ? static_cast<double>(answered) / seconds : 0; }
  [[nodiscard]] std::uint32_t latency_us(double quantile) const;
};

/// Runs the loop. `at_start` and `at_end` bracket the measured time (to read the servers' CPU clocks there). Throws
/// std::runtime_error when a connection breaks, since a reference and ours must serve the same number of clients.
LoadResult run(ClosedLoop const& loop, std::function<void()> const& at_start = {},
               std::function<void()> const& at_end = {});

/// One request on a connection of its own; the whole answer, head and body. Throws std::runtime_error.
std::string ask_once(std::uint16_t port, std::string const& request);

}  // namespace weft::bench
