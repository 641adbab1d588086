// meter.h - what the door counts: requests by route template and status, latencies, lanes.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "platform/http/endpoint.h"
#include "platform/telemetry/telemetry.h"

namespace weft::http {

/// One lane's figures.
struct LaneMeter {
  telemetry::Histogram batch_size;
  telemetry::Gauge waiting;
  telemetry::Counter retried;
  telemetry::Counter poisoned;
};

/// Safe from any thread.
class Meter {
 public:
  explicit Meter(std::vector<std::shared_ptr<Endpoint>> const& endpoints);
  /// `endpoint` null = no address was found.
  void count(Endpoint const* endpoint, int status, std::chrono::steady_clock::duration took);
  [[nodiscard]] LaneMeter lane(Endpoint const& endpoint) const;

  telemetry::Gauge workers_waiting =
      telemetry::gauge("weft_http_workers_waiting_requests", "Requests waiting for a worker.");
  telemetry::Gauge connections = telemetry::gauge("weft_http_connections", "Open connections.");
  telemetry::Gauge in_flight = telemetry::gauge("weft_http_in_flight_requests", "Requests being answered.");

 private:
  struct PerEndpoint {
    std::string method;
    std::string route;
    std::unique_ptr<telemetry::Histogram> latency;
    std::array<std::atomic<telemetry::Counter const*>, 600> by_status{};
    std::vector<std::unique_ptr<telemetry::Counter>> counters;  // guarded by mutex_
  };
  telemetry::Counter const& counter(PerEndpoint& one, int status);
  static std::unique_ptr<PerEndpoint> make(std::string_view method, std::string_view route);

  std::mutex mutex_;
  std::unordered_map<Endpoint const*, std::unique_ptr<PerEndpoint>> endpoints_;
  std::unique_ptr<PerEndpoint> nowhere_;
};

}  // namespace weft::http
