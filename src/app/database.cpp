// database.cpp - the private cluster or the team's own PostgreSQL, then the migrations.
#include "app/database.h"

#include <fmt/format.h>

#include "platform/backup/backup.h"
#include "platform/telemetry/telemetry.h"

// What the build embeds of each module's migrations/ folder.
namespace weft::embedded {
std::span<pg::Migration const> http_migrations();
std::span<pg::Migration const> outbox_migrations();
std::span<pg::Migration const> auth_migrations();
std::span<pg::Migration const> jobs_migrations();
std::span<pg::Migration const> history_migrations();
std::span<pg::Migration const> org_migrations();
std::span<pg::Migration const> customer_migrations();
std::span<pg::Migration const> customer_profile_migrations();
std::span<pg::Migration const> orders_migrations();
std::span<pg::Migration const> integration_connectors_migrations();
std::span<pg::Migration const> insights_migrations();
}  // namespace weft::embedded

namespace weft::app {

std::vector<pg::Migration> all_migrations() {
  std::vector<pg::Migration> all;
  for (auto const part : {pg::platform_migrations(), embedded::http_migrations(), embedded::outbox_migrations(),
                          embedded::history_migrations(), embedded::jobs_migrations(), embedded::auth_migrations(),
                          embedded::org_migrations(), embedded::customer_migrations(),
                          embedded::customer_profile_migrations(), embedded::orders_migrations(),
                          embedded::integration_connectors_migrations(), embedded::insights_migrations()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

base::Result<std::unique_ptr<Database>> Database::open(Place const& place, Use use, std::size_t connections_max) {
  std::unique_ptr<Database> out{new Database};
  out->url_ = place.database_url;
  if (place.database_url.empty()) {
    auto cluster = pg::Cluster::open({.data_dir = place.data_dir});
    if (cluster) {
      out->cluster_ = std::move(*cluster);
      out->url_ = out->cluster_->url();
    } else if ((use == Use::visit || use == Use::look) && cluster.error().reason.name == pg::kDirectoryInUse.name) {
      out->url_ = pg::Cluster::url_in(place.data_dir);
      out->visiting_ = true;
    } else {
      return std::move(cluster).error();
    }
  }
  out->pool_ = std::make_unique<pg::Pool>(pg::Connection::Options{.url = out->url_}, connections_max);
  try {
    auto const connection = out->pool_->dedicated();
    if (use == Use::refill) return out;
    if (auto whole = backup::refuse_unfinished(*connection); !whole) return whole.error();
    if (use == Use::look) return out;
    auto const steps = pg::migrate(*connection, all_migrations());
    if (!steps) return steps.error();
  } catch (pg::DatabaseError const& error) {
    if (!error.connection_lost()) throw;
    return base::Error{kDatabaseUnreachable, fmt::format("The database cannot be reached: {}", error.what())};
  }
  return out;
}

Database::~Database() {
  pool_.reset();
  if (cluster_) cluster_->stop();
}

void Database::tend() {
  if (cluster_ && cluster_->tend()) telemetry::warning("the private PostgreSQL was gone and has been started again");
}

void Database::make_room() {
  if (cluster_) cluster_->make_room();
}

}  // namespace weft::app
