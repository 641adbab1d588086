// config.cpp - the usual places.
#include "app/config.h"

#include <unistd.h>

#include <cstdlib>

namespace weft::app {

std::filesystem::path usual_data_dir() {
  if (::geteuid() == 0) return "/var/lib/weft";
  if (auto const* const data = std::getenv("XDG_DATA_HOME"); data != nullptr && *data != '\0') {
    return std::filesystem::path{data} / "weft";
  }
  auto const* const home = std::getenv("HOME");
  return std::filesystem::path{home != nullptr ? home : "."} / ".local" / "share" / "weft";
}

std::filesystem::path usual_web_dir() {
  std::error_code failed;
  auto const program = std::filesystem::read_symlink("/proc/self/exe", failed);
  if (failed) return {};
  // build/<preset>/src/app/weft lies four folders below the tree that holds web/.
  auto const tree = program.parent_path().parent_path().parent_path().parent_path().parent_path();
  for (auto const& folder : {program.parent_path().parent_path() / "share" / "weft" / "console",
                             tree / "web" / "apps" / "console" / "dist"}) {
    if (std::filesystem::exists(folder / "index.html", failed)) return folder;
  }
  return {};
}

}  // namespace weft::app
