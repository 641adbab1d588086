// system_doors.cpp - what load balancers, Prometheus and the API reference ask for.
#include "app/system_doors.h"

#include "platform/json/json.h"

namespace weft::app {
namespace {

struct HealthAnswer {
  std::string status = "ok";
  std::string version = WEFT_VERSION;
};
BOOST_DESCRIBE_STRUCT(HealthAnswer, (), (status, version))

struct CheckAnswer {
  std::string name;
  bool ok{};
  std::string detail;
};
BOOST_DESCRIBE_STRUCT(CheckAnswer, (), (name, ok, detail))

struct ReadyAnswer {
  bool ready{};
  std::vector<CheckAnswer> checks;
};
BOOST_DESCRIBE_STRUCT(ReadyAnswer, (), (ready, checks))

struct AdvanceClock {
  json::Integer<1, 400L * 24 * 3600> seconds;
  static constexpr json::Note kNotes[] = {{"seconds", "how far to move the clock forward"}};
};
BOOST_DESCRIBE_STRUCT(AdvanceClock, (), (seconds))

struct ClockAnswer {
  base::Instant now;
};
BOOST_DESCRIBE_STRUCT(ClockAnswer, (), (now))

ReadyAnswer ask(telemetry::HealthChecks const& health) {
  auto const reports = health.run();
  ReadyAnswer answer{.ready = telemetry::HealthChecks::ready(reports), .checks = {}};
  for (auto const& report : reports) answer.checks.push_back({report.name, report.ok, report.detail});
  return answer;
}

}  // namespace

void mount_system_doors(http::Router& router, telemetry::HealthChecks const& health,
                        std::function<std::string()> openapi) {
  auto const alive = http::render(HealthAnswer{});
  router.cached<http::None, HealthAnswer>(
      "/healthz", http::kPublic, [alive](http::Caller const&, http::None const&) { return alive; },
      [](http::Call&, http::None const&) -> base::Result<HealthAnswer> { return HealthAnswer{}; },
      {.summary = "Whether the process answers", .tag = "System"});
  router.document("/readyz", http::kPublic, "application/json",
                  [&health](http::Call&) {
                    auto const answer = ask(health);
                    return http::Document{.body = json::encode(answer), .status = answer.ready ? 200 : 503};
                  },
                  {.summary = "Whether it can do its work: 503 and what is wrong when not", .tag = "System"});
  router.document("/metrics", http::kPublic, "text/plain; version=0.0.4; charset=utf-8",
                  [](http::Call&) {
                    return http::Document{.body = telemetry::metrics_text(),
                                          .content_type = "text/plain; version=0.0.4; charset=utf-8"};
                  },
                  {.summary = "Metrics for Prometheus", .tag = "System"});
  router.document("/openapi.json", http::kPublic, "application/json",
                  [openapi = std::move(openapi)](http::Call&) { return http::Document{.body = openapi()}; },
                  {.summary = "This description", .tag = "System"});
}

void mount_test_clock(http::Router& router, base::MovableClock& clock) {
  router.route<AdvanceClock, ClockAnswer>(
      http::Method::post, "/v1/test-clock/advance", http::kPublic,
      [&clock](http::Call&, AdvanceClock const& request) -> base::Result<ClockAnswer> {
        clock.advance(std::chrono::seconds{request.seconds.value});
        return ClockAnswer{clock.now()};
      },
      {.summary = "Moves the shop's clock forward", .tag = "System", .claim = http::Claim::own});
}

}  // namespace weft::app
