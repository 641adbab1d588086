// testing.h - what tests of imports on a database share.
#pragma once

#include <vector>

#include "integration/connectors/connectors.h"
#include "platform/pg/testing.h"

namespace weft::embedded {
std::span<pg::Migration const> outbox_migrations();
std::span<pg::Migration const> jobs_migrations();
std::span<pg::Migration const> history_migrations();
std::span<pg::Migration const> org_migrations();
std::span<pg::Migration const> customer_migrations();
std::span<pg::Migration const> customer_profile_migrations();
std::span<pg::Migration const> orders_migrations();
std::span<pg::Migration const> integration_connectors_migrations();
}  // namespace weft::embedded

namespace weft::connectors {

/// The tables that an import writes.
inline std::vector<pg::Migration> migrations() {
  std::vector<pg::Migration> all;
  for (auto const& some : {pg::platform_migrations(), embedded::outbox_migrations(), embedded::jobs_migrations(),
                           embedded::history_migrations(), embedded::org_migrations(), embedded::customer_migrations(),
                           embedded::customer_profile_migrations(), embedded::orders_migrations(),
                           embedded::integration_connectors_migrations()}) {
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

/// A shop's own export: semicolons, decimal commas, German times.
inline constexpr std::string_view kShopMapping = R"toml(
title = "A shop's own export"
target = "sales"
source = "shop"
[read]
zone = "Europe/Berlin"
decimal = ","
[columns]
"no"            = { type = "text", required = true }
"at"            = { type = "timestamp", required = true, format = "DD.MM.YYYY hh:mm" }
"sku"           = { type = "text", required = true }
"qty"           = { type = "integer" }
"price"         = { type = "decimal" }
"customer.id"   = { type = "text" }
"customer.name" = { type = "text", optional = true }
[document]
number   = "no"
line_key = ["sku"]
[fields]
kind          = "sale"
sold_at       = { column = "at" }
sku           = { column = "sku" }
quantity      = { column = "qty", default = 1 }
unit_price    = { column = "price" }
currency      = "EUR"
customer_id   = { column = "customer.id" }
customer_name = { column = "customer.name" }
channel       = "web"
location      = "berlin"
[[channels]]
code = "web"
name = "Web"
kind = "web"
[[locations]]
code = "berlin"
name = "Berlin"
kind = "warehouse"
zone = "Europe/Berlin"
)toml";

/// Imports in this process, with a runner of its own, to the end.
inline Import import_to_end(pg::testing::Database& database, Connectors& connectors, std::string_view mapping,
                            std::vector<std::filesystem::path> const& files, std::optional<base::Instant> as_of = {},
                            bool check_only = false) {
  base::SystemClock const clock;
  jobs::Runner runner{database.pool(), clock};
  connectors.add_jobs(runner);
  runner.start();
  std::atomic<bool> const stop{false};
  auto done = import_files(connectors, database.pool(), clock, mapping, files, as_of, {}, stop, check_only).value();
  runner.stop();
  return done;
}

}  // namespace weft::connectors
