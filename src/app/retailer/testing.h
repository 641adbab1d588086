// testing.h - reads a made-up retailer back from its files, knowing nothing of how they were made.
#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/retailer/retailer.h"

namespace weft::retailer {

/// A row by the names of its columns.
using Row = std::map<std::string, std::string, std::less<>>;

inline std::vector<std::string> split(std::string const& line, char delimiter) {
  std::vector<std::string> out{""};
  for (auto const c : line) {
    if (c == delimiter) {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  return out;
}

/// The rows of a file whose texts need no quotes; the header's first delimiter tells.
inline std::vector<Row> rows_of(std::filesystem::path const& path) {
  std::ifstream file{path};
  std::string line;
  std::getline(file, line);
  auto const delimiter = line[line.find_first_of(";,\t")];
  auto const names = split(line, delimiter);
  std::vector<Row> out;
  while (std::getline(file, line)) {
    auto const values = split(line, delimiter);
    auto& row = out.emplace_back();
    for (std::size_t i = 0; i < names.size(); ++i) row[names[i]] = values.at(i);
  }
  return out;
}

/// A folder that goes away with it.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "retailer-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(Folder const&) = delete;
  [[nodiscard]] std::filesystem::path const& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Restricted edit distance: inserted, left out, replaced letters, and neighbours exchanged.
inline int edits(std::string_view a, std::string_view b) {
  std::vector<std::vector<int>> cost(a.size() + 1, std::vector<int>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        cost[i][j] = static_cast<int>(i + j);
        continue;
      }
      auto const same = a[i - 1] == b[j - 1] ? 0 : 1;
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + same});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
    }
  }
  return cost[a.size()][b.size()];
}

}  // namespace weft::retailer
