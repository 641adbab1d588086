// database.h - opens the shop's database wherever it is, and brings it up to this program's schema.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/config.h"
#include "base/result.h"
#include "platform/pg/pg.h"

namespace weft::app {

/// Every migration of every module, from the lowest floor up.
std::vector<pg::Migration> all_migrations();

/// The database of one process: the private cluster it tends, if it has one, and the pool.
class Database {
 public:
  enum class Use {
    serve,   ///< this process tends the private cluster; refused when another does
    visit,   ///< a short command: joins the cluster that a running server tends, or opens it for the while
    look,    ///< as visit, but whatever the schema is, it stays: backups
    refill,  ///< as serve, but nothing is migrated or asked of what is there: restores
  };
  /// Opens, migrates and returns. Errors: conflict pg.directory_in_use; unavailable pg.cluster_failed,
  /// app.database_unreachable; failed_precondition pg.database_from_the_future, pg.migration_edited,
  /// backup.restore_unfinished.
  static base::Result<std::unique_ptr<Database>> open(Place const& place, Use use, std::size_t connections_max);
  ~Database();  ///< stops the private cluster if this process tends it

  [[nodiscard]] pg::Pool& pool() { return *pool_; }
  [[nodiscard]] std::string const& url() const { return url_; }
  /// True when another process (a running server) tends the cluster.
  [[nodiscard]] bool visiting() const { return visiting_; }
  /// Starts the private PostgreSQL again if it is gone; called four times a second.
  void tend();
  /// Has the private PostgreSQL give back what it can of its disk.
  void make_room();

 private:
  Database() = default;
  std::unique_ptr<pg::Cluster> cluster_;
  std::unique_ptr<pg::Pool> pool_;
  std::string url_;
  bool visiting_ = false;
};

inline constexpr base::Reason kDatabaseUnreachable{"app.database_unreachable", base::Code::unavailable,
                                                   "The database cannot be reached."};

}  // namespace weft::app
