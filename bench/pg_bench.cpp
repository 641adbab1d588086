// pg_bench.cpp - platform/pg beside pgbench -M prepared: the same statement, socket and number of connections.
#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <random>
#include <thread>

#include "stage.h"

namespace weft::bench {
namespace {

constexpr pg::Query kPointSelect{"bench.point_select", R"sql(SELECT value FROM bench.counter WHERE row_id = $1)sql"};
constexpr pg::Query kUpdate{"bench.update", R"sql(UPDATE bench.counter SET value = value + 1 WHERE row_id = $1)sql"};

/// Statements a second over `clients` connections, a thread each.
double our_rate(Stage const& stage, pg::Query const& query, int clients) {
  std::atomic<bool> stop{false};
  std::atomic<std::int64_t> done{0};
  std::vector<std::jthread> threads;
  auto const begin = std::chrono::steady_clock::now();
  for (int i = 0; i < clients; ++i) {
    threads.emplace_back([&, i] {
      pg::Connection connection{{.url = stage.cluster->url()}};
      std::minstd_rand random{static_cast<unsigned>(i + 1)};
      std::uniform_int_distribution<std::int64_t> row{0, 9999};
      std::int64_t mine = 0;
      while (!stop.load(std::memory_order_relaxed)) {
        connection.run(query, row(random));
        ++mine;
      }
      done += mine;
    });
  }
  std::this_thread::sleep_for(std::chrono::seconds{stage.seconds});
  stop = true;
  threads.clear();
  return static_cast<double>(done.load()) /
         std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

Case beside_pgbench(Stage& stage, std::string name, pg::Query const& query, std::string const& script) {
  constexpr int clients = 4;
  std::vector<double> ours;
  std::vector<double> reference;
  std::vector<double> ratios;
  for (int round = 0; round < stage.rounds; ++round) {
    reference.push_back(run(stage.pgbench(script, clients), stage.folder).rate_per_s);
    ours.push_back(our_rate(stage, query, clients));
    ratios.push_back(ours.back() / reference.back());
  }
  return {.name = std::move(name),
          .ratio = median(ratios),
          .ours = median(ours),
          .reference = median(reference),
          .unit = "statements_per_s",
          .fields = {{"connections", clients}}};
}

}  // namespace

std::vector<Case> pg_bench(Stage& stage) {
  std::string const row = "\\set r random(0, 9999)\n";
  return {
      beside_pgbench(stage, "point_select", kPointSelect, row + "SELECT value FROM bench.counter WHERE row_id = :r;\n"),
      beside_pgbench(stage, "update", kUpdate,
                     row + "UPDATE bench.counter SET value = value + 1 WHERE row_id = :r;\n")};
}

}  // namespace weft::bench
