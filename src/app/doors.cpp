// doors.cpp - which modules have doors.
#include "app/doors.h"

#include <fmt/format.h>
#include <unistd.h>

#include <stdexcept>

#include "app/system_doors.h"
#include "clienteling/clienteling.h"
#include "customer/customer.h"
#include "customer/profile/profile.h"
#include "orders/orders.h"
#include "org/org.h"
#include "platform/auth/auth.h"
#include "platform/history/history.h"
#include "platform/jobs/jobs.h"

namespace weft::app {

Doors doors_of(DoorParts const& parts) {
  Doors doors;
  auto& router = doors.router;
  mount_system_doors(router, parts.health, parts.openapi);
  auth::mount(router, {.secure_cookie = parts.secure_cookie,
                       .key_rules = {.voiced_scopes = {"orders.write", "imports.write"},
                                     .check_channel = org::check_channel,
                                     .reasons = {org::kChannelNotFound}}});
  org::mount(router);
  history::mount(router);
  jobs::mount(router);
  doors.streams = outbox::mount(router, parts.pool, parts.feed);
  customer::mount(router, parts.feed);
  profile::mount(router);
  orders::mount(router);
  parts.connectors.mount(router);
  parts.insights.mount(router);
  clienteling::mount(router);
  return doors;
}

std::string openapi_without_a_shop() {
  // Nothing is opened: a pool connects when it is first asked for a connection, and nobody asks doors without a server.
  pg::Pool pool{pg::Connection::Options{.url = "host=/nonexistent"}, 1};
  outbox::Feed feed{pool};
  telemetry::HealthChecks const health;
  auto const spool = std::filesystem::temp_directory_path() / fmt::format("weft-openapi-{}", ::getpid());
  auto connectors = connectors::Connectors::open({.spool_dir = spool});
  if (!connectors) throw std::runtime_error{connectors.error().detail};
  insights::Insights insights{pool, feed};
  auto text = doors_of({.pool = pool,
                        .feed = feed,
                        .connectors = **connectors,
                        .insights = insights,
                        .health = health,
                        .openapi = {}})
                  .router.openapi();
  std::error_code ignored;
  std::filesystem::remove(spool, ignored);
  return text;
}

}  // namespace weft::app
