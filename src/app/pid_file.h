// pid_file.h - says which process serves a data directory, for `weft stop`, and where, for commands that ask it.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace weft::app {

inline constexpr std::string_view kPidFile = "weft.pid";
inline constexpr std::string_view kAddressFile = "weft.address";

/// Writes this process's pid and its address ("http://127.0.0.1:8080") into the data directory; removes them at the end
/// of its life.
class PidFile {
 public:
  PidFile(std::filesystem::path const& data_dir, std::string const& address)
      : pid_{data_dir / kPidFile}, address_{data_dir / kAddressFile} {
    std::ofstream{pid_} << ::getpid() << '\n';
    std::ofstream{address_} << address << '\n';
  }
  ~PidFile() {
    std::error_code ignored;
    std::filesystem::remove(pid_, ignored);
    std::filesystem::remove(address_, ignored);
  }
  PidFile(PidFile const&) = delete;
  PidFile& operator=(PidFile const&) = delete;

 private:
  std::filesystem::path pid_;
  std::filesystem::path address_;
};

}  // namespace weft::app
