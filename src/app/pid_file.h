// pid_file.h - says which process serves a data directory, for `weft stop`.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace weft::app {

/// Writes this process's pid to `path`; removes it at the end of its life.
class PidFile {
 public:
  explicit PidFile(std::filesystem::path path) : path_{std::move(path)} { std::ofstream{path_} << ::getpid() << '\n'; }
  ~PidFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  PidFile(PidFile const&) = delete;
  PidFile& operator=(PidFile const&) = delete;

 private:
  std::filesystem::path path_;
};

}  // namespace weft::app
