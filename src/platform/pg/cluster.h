// cluster.h - the private PostgreSQL 15 that `weft serve` makes, starts and tends in its data directory.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <memory>
#include <string>

#include "base/result.h"

namespace weft::pg {

inline constexpr base::Reason kDirectoryInUse{"pg.directory_in_use", base::Code::conflict,
                                              "Another weft is using this data directory."};
inline constexpr base::Reason kClusterFailed{"pg.cluster_failed", base::Code::unavailable,
                                             "The private PostgreSQL could not be made or started."};

/// A PostgreSQL cluster of our own under `data_dir`/postgres: unix socket only (no TCP), socket directory 0700, data
/// checksums, UTF8, C.UTF-8. As root, its programs run as the user postgres. It survives kill -9 of weft (the next weft
/// adopts it) and of its own processes (it is started again within a second). One thread opens, tends and stops it;
/// url() and postmaster() may be asked from any.
class Cluster {
 public:
  struct Options {
    std::filesystem::path data_dir;   ///< made with mode 0700 (0711 when root, so that postgres may pass) if missing
    std::filesystem::path bin_dir{};  ///< empty = found: /usr/lib/postgresql/15/bin or the PATH
    int connections_max = 100;
    bool durable = true;   ///< false (tests only) turns fsync off
    bool outlives = true;  ///< false (tests only): PostgreSQL ends with the thread that opened it
  };
  /// Locks the directory, makes the cluster if there is none, starts it or adopts a running one, and creates the
  /// database "weft". Errors: conflict pg.directory_in_use (detail names the directory and the pid that holds it);
  /// unavailable pg.cluster_failed (detail carries the last lines of PostgreSQL's log).
  static base::Result<std::unique_ptr<Cluster>> open(Options options);
  /// Leaves PostgreSQL running; stop() ends it.
  ~Cluster();

  /// The connection string of the database "weft".
  [[nodiscard]] std::string url() const;
  [[nodiscard]] std::string url_of(std::string const& database) const;
  /// The same for a cluster that another process tends in that directory: how a short command joins a running server.
  static std::string url_in(std::filesystem::path const& data_dir);
  /// Starts PostgreSQL again if it is gone, and waits until it is ready; called every 250 ms by the owner. True if it
  /// had to. Never throws: what went wrong is logged and tried again at the next call.
  bool tend();
  /// Has PostgreSQL write out what it keeps in its log for a crash, so that it gives back the room which the log has
  /// grown to. Takes as long as the disk does; never throws.
  void make_room();
  /// A fast shutdown; waits until it has ended.
  void stop();
  /// 0 while it is being started again.
  [[nodiscard]] pid_t postmaster() const;

  struct State;  // the lock, the paths, the pid

 private:
  explicit Cluster(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace weft::pg
