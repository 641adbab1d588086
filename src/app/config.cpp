// config.cpp - the usual places.
#include "app/config.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace weft::app {

std::filesystem::path usual_data_dir() {
  if (::geteuid() == 0) return "/var/lib/weft";
  if (auto const* const data = std::getenv("XDG_DATA_HOME"); data != nullptr && *data != '\0') {
    return std::filesystem::path{data} / "weft";
  }
  auto const* const home = std::getenv("HOME");
  return std::filesystem::path{home != nullptr ? home : "."} / ".local" / "share" / "weft";
}

namespace {

/// The first of the two that is there: as installed below share/weft, or in the source tree.
std::filesystem::path find_shipped(std::string_view installed, std::string_view in_tree) {
  std::error_code failed;
  auto const program = std::filesystem::read_symlink("/proc/self/exe", failed);
  if (failed) return {};
  // build/<preset>/src/app/weft lies four folders below the tree.
  auto const tree = program.parent_path().parent_path().parent_path().parent_path().parent_path();
  for (auto const& file : {program.parent_path().parent_path() / "share" / "weft" / installed, tree / in_tree}) {
    if (std::filesystem::exists(file, failed)) return file;
  }
  return {};
}

}  // namespace

std::filesystem::path usual_web_dir() {
  return find_shipped("console/index.html", "web/apps/console/dist/index.html").parent_path();
}

std::filesystem::path usual_demo_sales() {
  return find_shipped("demo/uci_online_retail.csv.zst", "demo/uci_online_retail.csv.zst");
}

std::string url_of(ServeOptions const& options, std::uint16_t port) {
  bool const six = options.address.find(':') != std::string::npos;
  return fmt::format("{}://{}{}{}:{}", options.tls_certificate.empty() ? "http" : "https", six ? "[" : "",
                     options.address, six ? "]" : "", port);
}

}  // namespace weft::app
