// goal_store.h - the rows of benchmarks and targets.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "insights/goals.h"
#include "platform/pg/pg.h"

namespace weft::insights::store {

/// In the order in which they are shown.
std::vector<Benchmark> list_benchmarks(pg::Tx& tx);
std::vector<Target> list_targets(pg::Tx& tx, std::optional<TargetId> after, std::int64_t limit);

/// Locked to the end of the transaction.
std::optional<Benchmark> lock_benchmark(pg::Tx& tx, std::string const& benchmark);
std::optional<Target> lock_target(pg::Tx& tx, TargetId target);

void update(pg::Tx& tx, Benchmark const& changed);
void insert(pg::Tx& tx, Target const& made);
void update(pg::Tx& tx, Target const& changed);
void remove(pg::Tx& tx, TargetId target);

}  // namespace weft::insights::store
