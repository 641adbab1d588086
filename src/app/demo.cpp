// demo.cpp - a shop in one command: real sales in, the answer in words out.
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <fstream>

#include "app/database.h"
#include "app/pid_file.h"
#include "app/shop.h"
#include "app/signals.h"
#include "app/verbs.h"
#include "insights/insights.h"
#include "org/org.h"
#include "platform/telemetry/telemetry.h"

namespace weft::app {
namespace {

constexpr std::string_view kDemoEmail = "demo@weft.example";

/// The demo's sales: beside the program as installed, or in the source tree it was built from.
std::filesystem::path shipped_sales() {
  std::error_code failed;
  auto const program = std::filesystem::read_symlink("/proc/self/exe", failed);
  auto const tree = program.parent_path().parent_path().parent_path().parent_path().parent_path();
  for (auto const& folder : {program.parent_path().parent_path() / "share" / "weft" / "demo", tree / "demo"}) {
    if (auto const file = folder / "uci_online_retail.csv.zst"; std::filesystem::exists(file, failed)) return file;
  }
  return {};
}

/// The password of the demo's sign-in: made up at the first start, kept in the demo's own folder for the next ones.
base::Result<std::string> sign_in_password(Database& database, std::filesystem::path const& kept, base::Instant now) {
  std::string password;
  if (std::ifstream file{kept}; file && std::getline(file, password) && !password.empty()) return password;
  auto joined = pg::transact(database.pool(), pg::in(std::chrono::seconds{10}), [&](pg::Tx& tx) {
    org::ensure_main_legal_entity(tx, now);
    return org::join(tx, {.name = "Demo director", .email = std::string{kDemoEmail}, .role = "director"}, now);
  });
  if (!joined) return std::move(joined).error();
  ::umask(0077);
  std::ofstream{kept} << joined->password << '\n';
  return joined->password;
}

/// Imports the sales unless the record holds some already. Prints what came of it.
base::Result<void> import_once(Database& database, Shop& shop, std::filesystem::path const& file) {
  auto const known = pg::transact(database.pool(), pg::in(std::chrono::seconds{10}),
                                  [&](pg::Tx& tx) { return insights::summary(tx, {}, shop.clock().now()); });
  if (!known) return known.error();
  if (known->orders > 0) return {};
  std::puts(fmt::format("Importing {} ..", file.filename().string()).c_str());
  std::fflush(stdout);
  std::atomic<bool> stop{false};
  bool const terminal = ::isatty(STDERR_FILENO) == 1;
  auto const outcome = connectors::import_files(
      shop.connectors(), database.pool(), shop.clock(), "uci", {file}, {},
      [&](connectors::Import const& import) {
        if (terminal) std::fputs(fmt::format("\r\033[K{}", connectors::progress_line(import)).c_str(), stderr);
        if (asked_to_end(std::chrono::milliseconds{0})) stop = true;
      },
      stop);
  if (terminal) std::fputs("\r\033[K", stderr);
  if (!outcome) return outcome.error();
  std::fputs(connectors::outcome_text(*outcome).c_str(), stdout);
  if (outcome->state == connectors::ImportState::done) return {};
  return base::Error{kImportFailed, outcome->last_error.value_or("The import did not finish.")};
}

}  // namespace

int demo(Place const& place, ServeOptions const& serving, DemoOptions const& options) {
  hold_signals();
  telemetry::set_level(telemetry::Level::warning);  // the demo speaks to a person
  auto const file = options.file.empty() ? shipped_sales() : options.file;
  if (file.empty())
    return refuse(base::Error{kImportFailed, "The demo's sales file was not found; name one with --file."});
  auto database = Database::open(place, Database::Use::serve, serving.workers + 12);
  if (!database) return refuse(database.error());
  auto shop = Shop::put_together(**database, place);
  if (!shop) return refuse(shop.error());
  auto door = serving;
  if (door.web_dir.empty()) door.web_dir = usual_web_dir();
  auto const port = (*shop)->serve(door);
  if (!port) return refuse(port.error());
  PidFile const pid{place.data_dir / "weft.pid"};
  auto const password = sign_in_password(**database, place.data_dir / "demo-sign-in", (*shop)->clock().now());
  if (!password) return refuse(password.error());
  if (auto const imported = import_once(**database, **shop, file); !imported) return refuse(imported.error());
  auto const answer = pg::transact((*database)->pool(), pg::in(std::chrono::seconds{30}),
                                   [&](pg::Tx& tx) { return insights::summary(tx, {}, (*shop)->clock().now()); });
  if (!answer) return refuse(answer.error());
  std::puts("");
  for (auto const& sentence : answer->words) std::puts(sentence.c_str());
  std::puts(
      fmt::format("\nConsole   http://{}:{}\nSign in   {}\nPassword  {}", door.address, *port, kDemoEmail, *password)
          .c_str());
  std::fflush(stdout);
  if (!options.once) {
    while (!asked_to_end(std::chrono::milliseconds{250})) (*database)->tend();
  }
  (*shop)->close();
  return kGood;
}

}  // namespace weft::app
