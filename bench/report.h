// report.h - what a bench prints: each case beside its reference from the same run, as a table or as JSON.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace weft::bench {

/// One case. `ratio` is always "ours compared to the reference" in the sense named by `unit`; a case that could not run
/// says why and has no figures.
struct Case {
  std::string name;
  double ratio{};
  double ours{};
  double reference{};
  std::string unit{};
  std::vector<std::pair<std::string, double>> fields{};
  std::string skipped{};  ///< the reason; empty = it ran
};

struct Report {
  std::string bench;
  std::vector<std::pair<std::string, double>> calibration;
  std::vector<Case> cases;
};

std::string json_of(Report const& report);
std::string table_of(Report const& report);

/// The middle of an odd number of figures (the lower middle of an even one).
double median(std::vector<double> figures);

}  // namespace weft::bench
