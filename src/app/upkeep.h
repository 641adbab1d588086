// upkeep.h - the small jobs that keep tables from growing for ever.
#pragma once

#include "platform/jobs/jobs.h"

namespace weft::app {

/// Answers of idempotency keys are removed when their 48 hours are over: looked for every ten minutes, in bounded
/// slices.
void add_upkeep(jobs::Runner& runner);

}  // namespace weft::app
