// meter.cpp - counters that are found once and then only added to.
#include "platform/http/meter.h"

namespace weft::http {

std::unique_ptr<Meter::PerEndpoint> Meter::make(std::string_view method, std::string_view route) {
  auto one = std::make_unique<PerEndpoint>();
  one->method = method;
  one->route = route;
  one->latency = std::make_unique<telemetry::Histogram>(
      telemetry::histogram("weft_http_request_duration_seconds", "From a request's head to its answer.",
                           {{"method", one->method}, {"route", one->route}}));
  return one;
}

Meter::Meter(std::vector<std::shared_ptr<Endpoint>> const& endpoints) : nowhere_{make("", "none")} {
  for (auto const& endpoint : endpoints) {
    endpoints_.emplace(endpoint.get(), make(name_of(endpoint->method), endpoint->pattern));
  }
}

telemetry::Counter const& Meter::counter(PerEndpoint& one, int status) {
  auto& slot = one.by_status[static_cast<std::size_t>(status) % one.by_status.size()];
  if (auto const* known = slot.load(std::memory_order_acquire)) return *known;
  std::lock_guard const lock{mutex_};
  if (auto const* known = slot.load(std::memory_order_acquire)) return *known;
  one.counters.push_back(std::make_unique<telemetry::Counter>(
      telemetry::counter("weft_http_requests_total", "Requests answered.",
                         {{"method", one.method}, {"route", one.route}, {"status", std::to_string(status)}})));
  slot.store(one.counters.back().get(), std::memory_order_release);
  return *one.counters.back();
}

void Meter::count(Endpoint const* endpoint, int status, std::chrono::steady_clock::duration took) {
  auto const found = endpoints_.find(endpoint);
  auto& one = found == endpoints_.end() ? *nowhere_ : *found->second;
  counter(one, status).add();
  one.latency->observe(took);
}

LaneMeter Meter::lane(Endpoint const& endpoint) const {
  telemetry::Labels const labels{{"route", endpoint.pattern}};
  return {telemetry::histogram("weft_http_lane_batch_requests", "Requests settled in one transaction.", labels,
                               {1, 2, 4, 8, 16, 32, 64, 128, 256}),
          telemetry::gauge("weft_http_lane_waiting_requests", "Requests waiting for a settler.", labels),
          telemetry::counter("weft_http_lane_retries_total", "Batches run again after a retryable error.", labels),
          telemetry::counter("weft_http_lane_poisoned_total", "Requests that broke their batch.", labels)};
}

}  // namespace weft::http
