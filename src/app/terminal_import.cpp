// terminal_import.cpp - an import as somebody at a terminal sees it.
#include "app/terminal_import.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "app/signals.h"

namespace weft::app {

base::Result<connectors::Import> import_at_terminal(Database& database, Shop& shop, std::string_view mapping,
                                                    std::vector<std::filesystem::path> const& files,
                                                    std::optional<base::Instant> as_of, bool dry_run) {
  bool const terminal = ::isatty(STDERR_FILENO) == 1;
  std::atomic<bool> stop{false};
  auto outcome = connectors::import_files(
      shop.connectors(), database.pool(), shop.clock(), mapping, files, as_of,
      [&](connectors::Import const& import) {
        if (terminal) std::fputs(fmt::format("\r\033[K{}", connectors::progress_line(import)).c_str(), stderr);
        database.tend();
        if (asked_to_end(std::chrono::milliseconds{0})) stop = true;
      },
      stop, dry_run);
  if (terminal) std::fputs("\r\033[K", stderr);
  if (outcome) std::fputs(connectors::outcome_text(*outcome).c_str(), stdout);
  return outcome;
}

}  // namespace weft::app
