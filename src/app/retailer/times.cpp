// times.cpp - one moment in four forms, two of them in local time.
#include "app/retailer/times.h"

#include <fmt/format.h>

#include <stdexcept>

#include "app/retailer/stores.h"

namespace weft::retailer {
namespace {

struct Parts {
  base::Date date;
  std::int64_t hour, minute, second;
};
Parts parts_of(base::LocalTime at) {
  auto const day = std::chrono::floor<std::chrono::days>(at);
  auto const second = std::chrono::floor<std::chrono::seconds>(at - day).count();
  return {base::Date{day}, second / 3'600, second / 60 % 60, second % 60};
}

}  // namespace

Times::Times() {
  auto const zone = base::Zone::find(kZone);
  if (!zone) throw std::runtime_error{fmt::format("this machine knows no time zone {}", kZone)};
  zone_ = *zone;
}

std::string Times::till(base::Date date) {
  return fmt::format("{:02}/{:02}/{}", static_cast<unsigned>(date.day()), static_cast<unsigned>(date.month()),
                     static_cast<int>(date.year()));
}

std::string Times::till(base::LocalTime at) {
  auto const parts = parts_of(at);
  return fmt::format("{} {:02}:{:02}", till(parts.date), parts.hour, parts.minute);
}

std::string Times::call_centre(base::LocalTime at) {
  auto const parts = parts_of(at);
  return fmt::format("{} {:02}:{:02}:{:02}", base::text_of(parts.date), parts.hour, parts.minute, parts.second);
}

base::Instant Times::instant(base::LocalTime at) const {
  if (auto const known = zone_.instant_of(at)) return *known;
  return *zone_.instant_of(at + std::chrono::hours{1});
}

std::string Times::web(base::LocalTime at) const { return base::text_of(instant(at)); }

std::int64_t Times::app(base::LocalTime at) const {
  return std::chrono::floor<std::chrono::milliseconds>(instant(at).time_since_epoch()).count();
}

}  // namespace weft::retailer
