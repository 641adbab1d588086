// config.h - what one run of the program was told: where its data lies, where it listens, what it may do.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace weft::app {

/// Where the shop's data is: a private PostgreSQL in `data_dir`, or the team's own by `database_url`.
struct Place {
  std::filesystem::path data_dir{};  ///< spool, archive, pid file, and the private cluster if there is one
  std::string database_url{};        ///< a libpq connection string; empty = the private cluster
};

/// What `weft serve` was told.
struct ServeOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;
  std::size_t workers = 8;
  std::filesystem::path tls_certificate{};
  std::filesystem::path tls_key{};
  std::vector<std::string> cors_origins{};
  std::filesystem::path web_dir{};     ///< the built console; empty = found beside the program
  std::int64_t disk_reserve_mb = 256;  ///< below so much free disk requests no longer write
  bool test_clock = false;             ///< mounts POST /v1/test-clock/advance
  bool production = false;             ///< refuses what only tests may do
};
/// Where a server with these options is reached: "http://127.0.0.1:8080".
std::string url_of(ServeOptions const& options, std::uint16_t port);
/// Connections to the database beside one a worker: jobs, feed, streams, look-ups.
inline constexpr std::size_t kOtherConnections = 12;

/// The usual data directory: /var/lib/weft for root, ~/.local/share/weft for everybody else (XDG_DATA_HOME counts).
std::filesystem::path usual_data_dir();
/// The folder of the built console and the demo's file of sales: beside the program as installed, or in the source tree
/// it was built from. Empty when there is none.
std::filesystem::path usual_web_dir();
std::filesystem::path usual_demo_sales();

}  // namespace weft::app
