// doors.h - every door of the shop on one router.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "insights/insights.h"
#include "integration/connectors/connectors.h"
#include "platform/http/http.h"
#include "platform/outbox/outbox.h"
#include "platform/telemetry/telemetry.h"

namespace weft::app {

/// What the doors lead to; all of it outlives the router's server.
struct DoorParts {
  pg::Pool& pool;
  outbox::Feed& feed;
  connectors::Connectors& connectors;
  insights::Insights& insights;
  telemetry::HealthChecks const& health;
  std::function<std::string()> openapi;  ///< the description that GET /openapi.json gives
  bool secure_cookie = false;            ///< under TLS
};

struct Doors {
  http::Router router;
  std::shared_ptr<outbox::Streams> streams;  ///< ends before the feed does
};

/// Mounts every module. Called before the feed starts, since caches subscribe to it here.
Doors doors_of(DoorParts const& parts);

/// openapi.json of those doors, without a database: what `weft openapi` prints.
std::string openapi_without_a_shop();

}  // namespace weft::app
