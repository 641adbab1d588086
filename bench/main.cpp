// main.cpp - weft_bench NAME [--json] [--seconds N] [--rounds N]: runs one bench, each case beside its reference.
#include <fmt/format.h>

#include <cstdio>
#include <cstring>
#include <exception>
#include <filesystem>
#include <map>

#include "stage.h"

namespace weft::bench {
namespace {

using Bench = std::vector<Case> (*)(Stage&);
std::map<std::string, Bench> const kBenches = {{"http", http_bench},
                                               {"import", import_bench},
                                               {"insights", insights_bench},
                                               {"lane", lane_bench},
                                               {"pg", pg_bench}};

int usage() {
  std::string names;
  for (auto const& [name, bench] : kBenches) names += (names.empty() ? "" : " | ") + name;
  std::fputs(fmt::format("usage: weft bench {} [--json] [--seconds N] [--rounds N]\n", names).c_str(), stderr);
  return 2;
}

int run_bench(std::vector<std::string> const& words) {
  if (words.empty() || !kBenches.contains(words[0])) return usage();
  bool json = false;
  int seconds = 0;
  int rounds = 0;
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (words[i] == "--json") {
      json = true;
    } else if ((words[i] == "--seconds" || words[i] == "--rounds") && i + 1 < words.size()) {
      auto& wanted = words[i] == "--seconds" ? seconds : rounds;
      wanted = std::atoi(words[++i].c_str());
      if (wanted < 1) return usage();
    } else {
      return usage();
    }
  }
  Stage stage{std::filesystem::read_symlink("/proc/self/exe").parent_path().string()};
  if (seconds > 0) stage.seconds = seconds;
  if (rounds > 0) stage.rounds = rounds;
  Report report{.bench = words[0], .calibration = calibrate(stage), .cases = {}};
  report.cases = kBenches.at(words[0])(stage);
  std::fputs((json ? json_of(report) + "\n" : table_of(report)).c_str(), stdout);
  return 0;
}

}  // namespace
}  // namespace weft::bench

int main(int count, char** words) {
  try {
    return weft::bench::run_bench({words + 1, words + count});
  } catch (std::exception const& error) {
    std::fputs(fmt::format("weft bench: {}\n", error.what()).c_str(), stderr);
    return 1;
  }
}
