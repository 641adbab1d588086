// goal_store.cpp - the statements behind benchmarks and targets, each above the function that runs it.
#include "insights/goal_store.h"

#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>
#include <stdexcept>

namespace weft::insights::store {

namespace {

Target target_of(pg::Row const& row) {
  Target out{.target_id = row.get<TargetId>("target_id"),
             .measure = {},
             .value_bps = row.get<std::optional<std::int64_t>>("value_bps"),
             .value_minor = row.get<std::optional<std::int64_t>>("value_minor"),
             .currency = {},
             .by_on = row.get<base::Date>("by_on"),
             .note = row.get<std::string>("note"),
             .version = row.get<std::int64_t>("version")};
  // The column's CHECK knows the same words.
  if (!boost::describe::enum_from_string(row.get<std::string>("measure").c_str(), out.measure))
    throw std::logic_error{"a measure in insights.target that this program does not know"};
  if (auto const currency = row.get<std::optional<std::string>>("currency"))
    out.currency = base::Currency::parse(*currency);
  return out;
}

std::string_view text_of(Measure measure) { return boost::describe::enum_to_string(measure, ""); }

std::optional<std::string> text_of(std::optional<base::Currency> const& currency) {
  if (!currency) return {};
  return std::string{currency->text()};
}

}  // namespace

constexpr pg::Query kListBenchmarks{"insights.list_benchmarks", R"sql(
SELECT benchmark, statement, low_bps, high_bps, source, year, version FROM insights.benchmark ORDER BY place)sql"};
std::vector<Benchmark> list_benchmarks(pg::Tx& tx) { return tx.run(kListBenchmarks).all<Benchmark>(); }

constexpr pg::Query kLockBenchmark{"insights.lock_benchmark", R"sql(
SELECT benchmark, statement, low_bps, high_bps, source, year, version FROM insights.benchmark
WHERE benchmark = $1 FOR UPDATE)sql"};
std::optional<Benchmark> lock_benchmark(pg::Tx& tx, std::string const& benchmark) {
  return tx.run(kLockBenchmark, benchmark).first<Benchmark>();
}

constexpr pg::Query kUpdateBenchmark{"insights.update_benchmark", R"sql(
UPDATE insights.benchmark SET statement = $2, low_bps = $3, high_bps = $4, source = $5, year = $6, version = $7
WHERE benchmark = $1)sql"};
void update(pg::Tx& tx, Benchmark const& changed) {
  tx.defer(kUpdateBenchmark, changed.benchmark, changed.statement, changed.low_bps, changed.high_bps, changed.source,
           changed.year, changed.version);
}

constexpr pg::Query kListTargets{"insights.list_targets", R"sql(
SELECT target_id, measure, value_bps, value_minor, currency, by_on, note, version FROM insights.target
WHERE target_id > $1 ORDER BY target_id LIMIT $2)sql"};
std::vector<Target> list_targets(pg::Tx& tx, std::optional<TargetId> after, std::int64_t limit) {
  std::vector<Target> out;
  for (auto const row : tx.run(kListTargets, after.value_or(TargetId{}), limit)) out.push_back(target_of(row));
  return out;
}

constexpr pg::Query kLockTarget{"insights.lock_target", R"sql(
SELECT target_id, measure, value_bps, value_minor, currency, by_on, note, version FROM insights.target
WHERE target_id = $1 FOR UPDATE)sql"};
std::optional<Target> lock_target(pg::Tx& tx, TargetId target) {
  auto const rows = tx.run(kLockTarget, target);
  if (rows.empty()) return {};
  return target_of(rows[0]);
}

constexpr pg::Query kInsertTarget{"insights.insert_target", R"sql(
INSERT INTO insights.target (target_id, measure, value_bps, value_minor, currency, by_on, note)
VALUES ($1, $2, $3, $4, $5, $6, $7))sql"};
void insert(pg::Tx& tx, Target const& made) {
  tx.defer(kInsertTarget, made.target_id, text_of(made.measure), made.value_bps, made.value_minor,
           text_of(made.currency), made.by_on, made.note);
}

constexpr pg::Query kUpdateTarget{"insights.update_target", R"sql(
UPDATE insights.target SET measure = $2, value_bps = $3, value_minor = $4, currency = $5, by_on = $6, note = $7,
       version = $8
WHERE target_id = $1)sql"};
void update(pg::Tx& tx, Target const& changed) {
  tx.defer(kUpdateTarget, changed.target_id, text_of(changed.measure), changed.value_bps, changed.value_minor,
           text_of(changed.currency), changed.by_on, changed.note, changed.version);
}

constexpr pg::Query kDeleteTarget{"insights.delete_target", R"sql(
DELETE FROM insights.target WHERE target_id = $1)sql"};
void remove(pg::Tx& tx, TargetId target) { tx.defer(kDeleteTarget, target); }

}  // namespace weft::insights::store
