// lockout.h - how long somebody who keeps failing to sign in must wait; a pure rule.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "base/clock.h"

namespace weft::auth {

/// Failures in a row of one account or one address.
struct Failures {
  std::int32_t count = 0;
  base::Instant last_at{};
};

/// Failures older than `forget_after` do not count any more.
Failures remembered(Failures failures, base::Instant now, std::chrono::seconds forget_after);

/// How long to wait still, or nothing: from `failures_max` failures on 30 s after the last one, twice as long with each
/// further one, an hour at most.
std::optional<std::chrono::seconds> wait_of(Failures const& failures, std::int32_t failures_max, base::Instant now);

}  // namespace weft::auth
