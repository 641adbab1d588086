// terminal_import.cpp - an import as somebody at a terminal sees it.
#include "app/terminal_import.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>

#include "app/signals.h"
#include "orders/orders.h"

namespace weft::app {

namespace {

constexpr std::int64_t kRejectsShown = 20;

/// The first rejects, one a line, as compilers name places: file:line: column "value": what is wrong.
base::Result<std::string> first_rejects(connectors::Connectors& connectors, pg::Tx& tx,
                                        connectors::Import const& import) {
  auto const page = connectors.rejects(tx, import.import_id, {}, kRejectsShown);
  if (!page) return page.error();
  std::string out;
  for (auto const& reject : page->items) {
    auto const column = reject.column ? " " + *reject.column : "";
    auto const value = reject.value ? fmt::format(" \"{}\"", *reject.value) : "";
    out += fmt::format("{}:{}:{}{}: {} ({})\n", reject.file, reject.line, column, value, reject.detail, reject.reason);
  }
  if (page->next_cursor) {
    out += fmt::format("These are the first {} faults of {} rows that do not go in.\n", page->items.size(),
                       import.counts.rows_rejected);
  }
  auto const of_place = [](connectors::Reject const& reject) {
    return reject.reason == orders::kUnknownChannel.name || reject.reason == orders::kUnknownLocation.name;
  };
  if (std::any_of(page->items.begin(), page->items.end(), of_place)) {
    out +=
        "A channel or location that is missing is made in the console (Organisation), or by the mapping: see "
        "[[channels]] and [[locations]] in docs/guide/mapping.md.\n";
  }
  return out;
}

/// One CSV for each file that has rejected rows.
base::Result<std::string> write_rejects(connectors::Connectors& connectors, pg::Tx& tx,
                                        connectors::Import const& import, std::filesystem::path const& folder) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  std::string out;
  for (auto const& file : import.files) {
    if (file.rows_rejected == 0) continue;
    auto const csv = connectors.rows_to_mend(tx, import.import_id, file.name);
    if (!csv) return csv.error();
    auto const path = folder / (std::filesystem::path{file.name}.stem().stem().string() + "-rejects.csv");
    std::ofstream{path, std::ios::binary} << *csv;
    if (!std::filesystem::exists(path)) {
      return base::Error{connectors::kFileMissing, fmt::format("{} cannot be written.", path.string())};
    }
    out += fmt::format(
        "{} holds the {} rows of {} that did not go in. Mend them there and import that file with "
        "--mapping {}.\n",
        path.string(), file.rows_rejected, file.name, import.mapping);
  }
  return out;
}

}  // namespace

base::Result<connectors::Import> import_at_terminal(Database& database, Shop& shop, std::string_view mapping,
                                                    std::vector<std::filesystem::path> const& files,
                                                    std::optional<base::Instant> as_of, TerminalImport const& options) {
  bool const terminal = ::isatty(STDERR_FILENO) == 1;
  std::atomic<bool> stop{false};
  auto outcome = connectors::import_files(
      shop.connectors(), database.pool(), shop.clock(), mapping, files, as_of,
      [&](connectors::Import const& import) {
        if (import.state == connectors::ImportState::queued) shop.look_for_work();
        if (terminal) std::fputs(fmt::format("\r\033[K{}", connectors::progress_line(import)).c_str(), stderr);
        database.tend();
        if (asked_to_end(std::chrono::milliseconds{0})) stop = true;
      },
      stop, options.check_only);
  if (terminal) std::fputs("\r\033[K", stderr);
  if (!outcome) return outcome;
  std::fputs(connectors::outcome_text(*outcome).c_str(), stdout);
  if (outcome->last_error.value_or("").find(connectors::kMissingColumns.name) != std::string::npos)
    std::fputs("`weft mapping draft FILE` proposes a mapping for a file with columns of its own.\n", stdout);
  if (outcome->counts.rows_rejected == 0) return outcome;
  auto const words = pg::transact(database.pool(), pg::in(std::chrono::seconds{30}), [&](pg::Tx& tx) {
    auto text = first_rejects(shop.connectors(), tx, *outcome);
    if (!text || options.rejects.empty()) return text;
    auto written = write_rejects(shop.connectors(), tx, *outcome, options.rejects);
    if (!written) return written;
    return base::Result<std::string>{*text + *written};
  });
  if (!words) return words.error();
  std::fputs(words->c_str(), stdout);
  if (options.rejects.empty())
    std::fputs("With --rejects FOLDER the rows that did not go in are written there, to mend and import.\n", stdout);
  return outcome;
}

}  // namespace weft::app
