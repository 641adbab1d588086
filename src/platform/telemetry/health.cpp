// health.cpp - whether this process is fit to serve, asked part by part.
#include <algorithm>

#include "platform/telemetry/telemetry.h"

namespace weft::telemetry {

void HealthChecks::add(std::string name, Check check) {
  auto shared = std::make_shared<Check const>(std::move(check));
  std::lock_guard const lock{mutex_};
  auto const found = std::ranges::find(entries_, name, &Entry::name);
  if (found != entries_.end()) {
    found->check = std::move(shared);
  } else {
    entries_.push_back({std::move(name), std::move(shared)});
  }
}

void HealthChecks::remove(std::string_view name) {
  std::lock_guard const lock{mutex_};
  std::erase_if(entries_, [&](Entry const& entry) { return entry.name == name; });
}

std::vector<HealthReport> HealthChecks::run() const {
  std::vector<Entry> entries;
  {
    std::lock_guard const lock{mutex_};
    entries = entries_;
  }
  std::vector<HealthReport> reports;
  for (Entry const& entry : entries) {
    try {
      Health found = (*entry.check)();
      reports.push_back({entry.name, found.ok, std::move(found.detail), found.needed});
    } catch (std::exception const& error) {
      reports.push_back({entry.name, false, error.what()});
    }
  }
  return reports;
}

bool HealthChecks::ready(std::vector<HealthReport> const& reports) {
  return std::ranges::all_of(reports, [](HealthReport const& report) { return report.ok || !report.needed; });
}

}  // namespace weft::telemetry
