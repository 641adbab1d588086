// stage.h - what every bench stands on: a private PostgreSQL with the durability of a real one, and the calibration.
#pragma once

#include <memory>
#include <string>

#include "platform/pg/pg.h"
#include "process.h"
#include "reference.h"
#include "report.h"

namespace weft::bench {

/// Where a bench runs: a scratch folder, a fresh durable cluster in it, and the folder of the built programs.
struct Stage {
  ScratchFolder folder;
  std::unique_ptr<pg::Cluster> cluster;
  std::string programs;  ///< the folder of weft_bench; ../src/app/weft is the product
  int seconds = 4;       ///< of each measured run
  int rounds = 3;        ///< ours and the reference in turn; the median counts

  explicit Stage(std::string programs_folder);
  ~Stage();
  [[nodiscard]] double postgres_cpu_seconds() const { return tree_cpu_seconds(cluster->postmaster()); }
  [[nodiscard]] PgBench pgbench(std::string script, int clients) const;
};

/// fsync, static JSON by nginx and point select by pgbench, as they are at this moment on this machine.
std::vector<std::pair<std::string, double>> calibrate(Stage& stage);

std::vector<Case> http_bench(Stage& stage);
std::vector<Case> pg_bench(Stage& stage);
std::vector<Case> lane_bench(Stage& stage);
std::vector<Case> import_bench(Stage& stage);
std::vector<Case> insights_bench(Stage& stage);

}  // namespace weft::bench
