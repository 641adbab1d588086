// metrics.cpp - the program's metrics, over prometheus-cpp.
#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include "platform/telemetry/telemetry.h"

namespace weft::telemetry {
namespace {

prometheus::Registry& registry() {
  // Lives to the very end, since threads may count while statics are destroyed.
  static auto* const all = new prometheus::Registry{prometheus::Registry::InsertBehavior::Merge};
  return *all;
}

prometheus::Labels map_of(Labels const& labels) { return {labels.begin(), labels.end()}; }

}  // namespace

void Counter::add(double amount) const { counter_->Increment(amount); }
double Counter::value() const { return counter_->Value(); }
void Gauge::set(double value) const { gauge_->Set(value); }
void Gauge::add(double amount) const { gauge_->Increment(amount); }
double Gauge::value() const { return gauge_->Value(); }
void Histogram::observe(double value) const { histogram_->Observe(value); }

std::vector<double> latency_bounds_seconds() {
  return {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
}

Counter counter(std::string const& name, std::string const& help, Labels const& labels) {
  return Counter{prometheus::BuildCounter().Name(name).Help(help).Register(registry()).Add(map_of(labels))};
}

Gauge gauge(std::string const& name, std::string const& help, Labels const& labels) {
  return Gauge{prometheus::BuildGauge().Name(name).Help(help).Register(registry()).Add(map_of(labels))};
}

Histogram histogram(std::string const& name, std::string const& help, Labels const& labels,
                    std::vector<double> const& bounds) {
  auto& family = prometheus::BuildHistogram().Name(name).Help(help).Register(registry());
  return Histogram{family.Add(map_of(labels), prometheus::Histogram::BucketBoundaries{bounds})};
}

std::string metrics_text() { return prometheus::TextSerializer{}.Serialize(registry().Collect()); }

}  // namespace weft::telemetry
