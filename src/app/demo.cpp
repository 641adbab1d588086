// demo.cpp - a shop in one command: real sales in, the answer in words out.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>

#include "app/database.h"
#include "app/pid_file.h"
#include "app/shop.h"
#include "app/signals.h"
#include "app/terminal_import.h"
#include "app/verbs.h"
#include "insights/insights.h"
#include "org/org.h"
#include "platform/telemetry/telemetry.h"

namespace weft::app {
namespace {

constexpr std::string_view kDemoEmail = "demo@weft.example";

/// The password of the demo's sign-in: made up at the first start, kept in the demo's own folder for the next ones.
base::Result<std::string> sign_in_password(Database& database, std::filesystem::path const& kept, base::Instant now) {
  std::string password;
  if (std::ifstream file{kept}; file && std::getline(file, password) && !password.empty()) return password;
  // The file first, readable by nobody else: a password that could not be kept would lock the next start out.
  int const file = ::open(kept.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return base::Error{kCannotKeep, fmt::format("{}: {}", kept.string(), std::strerror(errno))};
  auto const joined = pg::transact(database.pool(), pg::in(std::chrono::seconds{10}), [&](pg::Tx& tx) {
    org::ensure_main_legal_entity(tx, now);
    return org::join(tx, {.name = "Demo director", .email = std::string{kDemoEmail}, .role = "director"}, now);
  });
  if (joined) ::dprintf(file, "%s\n", joined->password.c_str());
  ::close(file);
  if (!joined) return joined.error();
  return joined->password;
}

/// What the record says, after the sales were imported if it held none.
base::Result<insights::Summary> answer_of(Database& database, Shop& shop, std::filesystem::path const& file) {
  auto const ask = [&] {
    return pg::transact(database.pool(), pg::in(std::chrono::seconds{30}),
                        [&](pg::Tx& tx) { return insights::summary(tx, {}, shop.clock().now()); });
  };
  if (auto known = ask(); known.orders > 0) return known;
  std::puts(fmt::format("Importing {} ..", file.filename().string()).c_str());
  std::fflush(stdout);
  auto const imported = import_at_terminal(database, shop, "uci", {file}, {});
  if (!imported) return imported.error();
  if (imported->state != connectors::ImportState::done) {
    return base::Error{kImportFailed, imported->last_error.value_or("The import did not finish.")};
  }
  return ask();
}

}  // namespace

int demo(Place const& place, ServeOptions const& serving, DemoOptions const& options) {
  hold_signals();
  telemetry::set_level(telemetry::Level::error);  // the demo speaks to a person
  auto const file = options.file.empty() ? usual_demo_sales() : options.file;
  if (file.empty())
    return refuse(base::Error{kImportFailed, "The demo's sales file was not found; name one with --file."});
  auto database = Database::open(place, Database::Use::serve, serving.workers + kOtherConnections);
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
  auto const answer = answer_of(**database, **shop, file);
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
