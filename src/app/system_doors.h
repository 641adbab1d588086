// system_doors.h - the doors that belong to no module: health, readiness, metrics, the API's own description, the test
// clock.
#pragma once

#include <functional>
#include <string>

#include "base/clock.h"
#include "platform/http/http.h"
#include "platform/telemetry/telemetry.h"

namespace weft::app {

/// GET /healthz (the process answers), /readyz (it can do its work; 503 with what is wrong otherwise), /metrics
/// (Prometheus), /openapi.json. `health` and `openapi` outlive the server.
void mount_system_doors(http::Router& router, telemetry::HealthChecks const& health,
                        std::function<std::string()> openapi);

/// POST /v1/test-clock/advance {"seconds": n}: moves the shop's clock forward. Only mounted by `weft serve
/// --test-clock`, which a production server refuses; so it stands in no openapi.json.
void mount_test_clock(http::Router& router, base::MovableClock& clock);

}  // namespace weft::app
