// import_bench.cpp - `weft import` of TPC-DS beside a server-side COPY of the same rows into bare tables of text.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>

#include "stage.h"

namespace weft::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::array kFiles{"store_sales",   "store_returns",   "web_sales", "web_returns",
                            "catalog_sales", "catalog_returns", "customer"};

struct Set {
  std::vector<fs::path> files;
  double rows = 0;
};

std::vector<std::string> fields_of(std::string const& line) {
  std::vector<std::string> out{{}};
  for (char const c : line) {
    if (c == ',') {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  return out;
}

/// The column that numbers an order in a file of sales or returns; none in a file of people.
std::optional<std::size_t> order_column(std::string const& header) {
  auto const names = fields_of(header);
  for (std::size_t at = 0; at < names.size(); ++at) {
    if (names[at].ends_with("ticket_number") || names[at].ends_with("order_number")) return at;
  }
  return {};
}

/// Unpacks the files; sales and returns `times` over, each time under order numbers of its own.
Set unpack(fs::path const& data, fs::path const& folder, int times) {
  fs::create_directories(folder);
  ::chmod(folder.c_str(), 0755);
  Set set;
  for (auto const* const name : kFiles) {
    auto const packed = data / fmt::format("tpcds_5k_{}.csv.zst", name);
    auto const plain = folder / fmt::format("{}.csv", name);
    output_of({"zstd", "-dqf", packed.string(), "-o", plain.string()});
    std::ifstream in{plain};
    std::string header, line;
    std::getline(in, header);
    std::vector<std::string> lines;
    while (std::getline(in, line)) lines.push_back(line);
    in.close();
    auto const column = order_column(header);
    std::ofstream out{plain, std::ios::trunc};
    out << header << '\n';
    for (int time = 0; time < (column ? times : 1); ++time) {
      for (auto const& row : lines) {
        if (time == 0) {
          out << row << '\n';
        } else {
          auto fields = fields_of(row);
          fields[*column] = std::to_string(std::stoll(fields[*column]) + 100'000'000LL * time);
          out << fmt::format("{}\n", fmt::join(fields, ","));
        }
        ++set.rows;
      }
    }
    set.files.push_back(plain);
  }
  return set;
}

/// Seconds that COPY takes for all of them, into tables of text without an index.
double copy_all(Stage& stage, Set const& set) {
  pg::Connection connection{{.url = stage.cluster->url(), .statement_deadline = std::chrono::minutes{10}}};
  double seconds = 0;
  for (auto const& file : set.files) {
    std::ifstream in{file};
    std::string header;
    std::getline(in, header);
    auto const table = "bench.copy_" + file.stem().string();
    std::string columns;
    for (auto const& name : fields_of(header)) columns += fmt::format("{}{} text", columns.empty() ? "" : ", ", name);
    connection.run_script(fmt::format("DROP TABLE IF EXISTS {}; CREATE TABLE {} ({})", table, table, columns));
    auto const begin = std::chrono::steady_clock::now();
    connection.run_script(fmt::format("COPY {} FROM '{}' (FORMAT csv, HEADER)", table, file.string()));
    seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    connection.run_script("DROP TABLE " + table);
  }
  return seconds;
}

Case run_case(Stage& stage, fs::path const& data, std::string name, int times, int rounds) {
  auto const set = unpack(data, fs::path{stage.folder.path()} / name, times);
  std::vector<double> ours, reference, peaks, cpu;
  for (int round = 0; round < rounds; ++round) {
    reference.push_back(set.rows / copy_all(stage, set));  // before and after ours, as the machine's own speed drifts
    pg::Connection connection{{.url = stage.cluster->url()}};
    auto const database = fmt::format("{}_{}", name, round);
    connection.run_script("CREATE DATABASE " + database);
    std::vector<std::string> words{fs::weakly_canonical(stage.programs + "/../src/app/weft").string(),
                                   "import",
                                   "--mapping",
                                   "tpcds",
                                   "--as-of",
                                   "2026-01-01T00:00:00Z",
                                   "--database-url",
                                   stage.cluster->url_of(database),
                                   "--data-dir",
                                   fmt::format("{}/shop-{}", stage.folder.path(), database)};
    for (auto const& file : set.files) words.push_back(file.string());
    auto const ran = run_to_end(words);
    ours.push_back(set.rows / ran.seconds);
    cpu.push_back(ran.cpu_seconds);
    peaks.push_back(ran.peak_mb);
    connection.run_script("DROP DATABASE " + database);
    reference.push_back(set.rows / copy_all(stage, set));
  }
  fs::remove_all(fs::path{stage.folder.path()} / name);
  Case out{.name = std::move(name),
           .ratio = median(ours) / median(reference),
           .ours = median(ours),
           .reference = median(reference),
           .unit = "rows/s, start and end of the program included, beside COPY of every column into bare tables"};
  out.fields = {{"rows", set.rows}, {"peak_mb", *std::max_element(peaks.begin(), peaks.end())}, {"cpu_s", median(cpu)}};
  return out;
}

}  // namespace

std::vector<Case> import_bench(Stage& stage) {
  auto const data = fs::weakly_canonical(stage.programs + "/../../../../shared/data");
  if (!fs::exists(data / "tpcds_5k_store_sales.csv.zst")) {
    Case missing{.name = "tpcds_5k"};
    missing.skipped = "the TPC-DS files are not beside the project (../shared/data)";
    return {missing};
  }
  return {run_case(stage, data, "tpcds_5k", 1, stage.rounds), run_case(stage, data, "tpcds_10x", 10, 1)};
}

}  // namespace weft::bench
