// goal_routes.cpp - the doors of benchmarks and targets.
#include "insights/goals.h"
#include "insights/insights.h"
#include "platform/http/http.h"

namespace weft::insights {

namespace {

constexpr http::Permission kRead{"insights.read"};
constexpr http::Permission kWrite{"insights.write"};
constexpr std::string_view kTag = "Insights";

struct BenchmarksQuery {
  std::optional<base::Currency> currency;
  static constexpr json::Note kNotes[] = {
      {"currency", "whose sales our figures are of; default: with the most orders"}};
};
BOOST_DESCRIBE_STRUCT(BenchmarksQuery, (), (currency))

struct TargetsQuery {
  std::optional<json::Text<1, 512>> cursor;
  std::optional<json::Integer<1, 200>> limit;
  static constexpr json::Note kNotes[] = {{"cursor", "next_cursor of the page before."},
                                          {"limit", "Items a page; 100 when left out."}};
};
BOOST_DESCRIBE_STRUCT(TargetsQuery, (), (cursor, limit))

Change change_of(http::Call const& call) { return {history::actor_of(call.caller()), call.now()}; }

base::Result<Benchmark> put_benchmark(http::Call& call, BenchmarkBody const& wanted) {
  auto const held = lock_benchmark(call.tx(), wanted.benchmark);
  if (!held) return held.error();
  if (auto fits = call.require_version(held->version); !fits) return std::move(fits).error();
  auto changed = change_benchmark(call.tx(), *held, wanted, change_of(call));
  if (changed) call.etag(changed->version);
  return changed;
}

base::Result<base::Page<TargetRow>> get_targets(Insights& insights, http::Call& call, TargetsQuery const& query) {
  std::optional<TargetId> after;
  if (query.cursor) {
    auto const key = base::decode_cursor("targets", query.cursor->value, 1);
    if (!key) return key.error();
    after = TargetId::parse(key->front());
    if (!after) return base::Error{base::kBadCursor, "The cursor was not made by this list."};
  }
  auto const limit = query.limit ? query.limit->value : 100;
  auto rows = insights.targets(after, limit + 1, {call.now(), call.deadline()});
  if (!rows) return rows.error();
  return base::cut_page(std::move(*rows), limit,
                        [](auto const& last) { return base::encode_cursor("targets", {last.target_id.text()}); });
}

base::Result<Target> put_target(http::Call& call, TargetBody const& wanted) {
  auto const held = lock_target(call.tx(), wanted.target_id);
  if (!held) return held;
  if (auto fits = call.require_version(held->version); !fits) return std::move(fits).error();
  auto changed = change_target(call.tx(), *held, wanted, change_of(call));
  if (changed) call.etag(changed->version);
  return changed;
}

base::Result<http::None> delete_target(http::Call& call, TargetAt const& at) {
  auto const held = lock_target(call.tx(), at.target_id);
  if (!held) return held.error();
  if (auto fits = call.require_version(held->version); !fits) return std::move(fits).error();
  remove_target(call.tx(), *held, change_of(call));
  return http::None{};
}

void mount_benchmarks(http::Router& router, Insights& insights) {
  router.route<BenchmarksQuery, BenchmarksAnswer>(
      http::Method::get, "/v1/insights/benchmarks", kRead,
      [&insights](http::Call& call, BenchmarksQuery const& query) {
        return insights.benchmarks(query.currency, {call.now(), call.deadline()});
      },
      {.summary = "What others published about retailers, each beside our own figure",
       .description = "Where no figure of our own can be reckoned, `not_measured` says why.",
       .tag = kTag,
       .reasons = {kNotReady}});
  router.route<BenchmarkBody, Benchmark>(http::Method::put, "/v1/insights/benchmarks/{benchmark}", kWrite,
                                         put_benchmark,
                                         {.summary = "Give a benchmark another figure, source or year",
                                          .tag = kTag,
                                          .reasons = {kBenchmarkNotFound, kBadBenchmark},
                                          .needs_version = true});
}

void mount_targets(http::Router& router, Insights& insights) {
  router.route<TargetsQuery, base::Page<TargetRow>>(
      http::Method::get, "/v1/insights/targets", kRead,
      [&insights](http::Call& call, TargetsQuery const& query) { return get_targets(insights, call, query); },
      {.summary = "What we want to reach by when, each beside our figure of today",
       .tag = kTag,
       .reasons = {base::kBadCursor, kNotReady}});
  router.route<NewTarget, Target>(
      http::Method::post, "/v1/insights/targets", kWrite,
      [](http::Call& call, NewTarget const& wanted) {
        auto made = add_target(call.tx(), wanted, change_of(call));
        if (made) call.etag(made->version);
        return made;
      },
      {.summary = "Set a target",
       .description = "Of all channels together: a target for one channel's revenue is refused, with the reason.",
       .tag = kTag,
       .status = 201,
       .reasons = {kChannelIsNoTarget, kBadTarget}});
  router.route<TargetBody, Target>(http::Method::put, "/v1/insights/targets/{target_id}", kWrite, put_target,
                                   {.summary = "Change a target",
                                    .tag = kTag,
                                    .reasons = {kTargetNotFound, kChannelIsNoTarget, kBadTarget},
                                    .needs_version = true});
  router.route<TargetAt, http::None>(
      http::Method::delete_, "/v1/insights/targets/{target_id}", kWrite, delete_target,
      {.summary = "Remove a target", .tag = kTag, .reasons = {kTargetNotFound}, .needs_version = true});
}

}  // namespace

void mount_goals(http::Router& router, Insights& insights) {
  mount_benchmarks(router, insights);
  mount_targets(router, insights);
}

}  // namespace weft::insights
