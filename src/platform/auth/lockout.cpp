// lockout.cpp - doubling waits.
#include "platform/auth/lockout.h"

#include <algorithm>

namespace weft::auth {
namespace {

constexpr std::chrono::seconds kWaitFirst{30};
constexpr std::chrono::seconds kWaitMax{3'600};
constexpr std::int32_t kDoublingsMax = 20;

}  // namespace

Failures remembered(Failures failures, base::Instant now, std::chrono::seconds forget_after) {
  if (failures.last_at + forget_after <= now) return {};
  return failures;
}

std::optional<std::chrono::seconds> wait_of(Failures const& failures, std::int32_t failures_max, base::Instant now) {
  if (failures.count < failures_max) return {};
  auto const doublings = std::min(failures.count - failures_max, kDoublingsMax);
  auto const wait = std::min(kWaitMax, kWaitFirst * (1 << doublings));
  auto const left = std::chrono::ceil<std::chrono::seconds>(failures.last_at + wait - now);
  if (left.count() <= 0) return {};
  return left;
}

}  // namespace weft::auth
