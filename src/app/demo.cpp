// demo.cpp - a shop in one command: made-up or real sales in, the answer in words out.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>

#include "app/database.h"
#include "app/demo_words.h"
#include "app/pid_file.h"
#include "app/retailer/retailer.h"
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

/// Where the demo's made-up retailer lies, with the truth beside it.
std::filesystem::path made_up_folder(Place const& place) { return place.data_dir / "made-up"; }

/// Files that are imported together, one set after the other.
struct Sales {
  std::string_view mapping;
  std::vector<std::vector<std::filesystem::path>> sets;
};

base::Result<Sales> real_sales(std::filesystem::path const& named) {
  auto const file = named.empty() ? usual_demo_sales() : named;
  if (file.empty()) return base::Error{kImportFailed, "The demo's sales file was not found; name one with --file."};
  return Sales{"uci", {{file}}};
}

base::Result<Sales> made_up_sales(Place const& place, std::uint32_t people) {
  auto const folder = made_up_folder(place);
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);  // what a start that was cut short left behind
  auto made = retailer::make_up({.people = people}, folder);
  if (!made) return made.error();
  std::puts(fmt::format("Made up a retailer in {}: {} people, {} records of them, {} orders.", folder.string(),
                        made->people, made->records, made->orders)
                .c_str());
  return Sales{"made_up", {std::move(made->files), std::move(made->late_files)}};
}

std::optional<base::Error> bring_in(Database& database, Shop& shop, Sales const& sales) {
  for (auto const& files : sales.sets) {
    std::puts(fmt::format("Importing {} ..",
                          files.size() == 1 ? files.front().filename().string() : fmt::format("{} files", files.size()))
                  .c_str());
    std::fflush(stdout);
    auto const imported = import_at_terminal(database, shop, sales.mapping, files, {});
    if (!imported) return imported.error();
    if (imported->state != connectors::ImportState::done)
      return base::Error{kImportFailed, imported->last_error.value_or("The import did not finish.")};
  }
  return std::nullopt;
}

/// What the record says, a sentence each, after sales were imported if it held none.
base::Result<std::vector<std::string>> answer_of(Database& database, Shop& shop, Place const& place,
                                                 DemoOptions const& options) {
  auto& insights = shop.insights();
  auto const request = [&] { return insights::Insights::Request{shop.clock().now(), pg::in(std::chrono::minutes{5})}; };
  auto known = insights.summary({}, request());
  if (!known) return known.error();
  if (known->orders == 0) {
    auto const sales =
        options.real || !options.file.empty() ? real_sales(options.file) : made_up_sales(place, options.people);
    if (!sales) return sales.error();
    if (auto failed = bring_in(database, shop, *sales)) return *failed;
    known = insights.summary({}, request());
    if (!known) return known.error();
  }
  auto words = known->words;
  if (auto const people = retailer::people_in_truth(made_up_folder(place))) {
    auto const mix = insights.channel_mix({}, request());
    if (mix && mix->customers > 0) words.insert(words.begin(), of_channels(*mix, *people));
  }
  return words;
}

}  // namespace

int demo(Place const& place, ServeOptions const& serving, DemoOptions const& options) {
  hold_signals();
  telemetry::set_level(telemetry::Level::error);  // the demo speaks to a person
  auto database = Database::open(place, Database::Use::serve, serving.workers + kOtherConnections);
  if (!database) return refuse(database.error());
  auto shop = Shop::put_together(**database, place);
  if (!shop) return refuse(shop.error());
  auto door = serving;
  if (door.web_dir.empty()) door.web_dir = usual_web_dir();
  auto const port = (*shop)->serve(door);
  if (!port) return refuse(port.error());
  auto const address = url_of(door, *port);
  PidFile const pid{place.data_dir, address};
  auto const password = sign_in_password(**database, place.data_dir / "demo-sign-in", (*shop)->clock().now());
  if (!password) return refuse(password.error());
  auto const answer = answer_of(**database, **shop, place, options);
  if (!answer) return refuse(answer.error());
  std::puts("");
  for (auto const& sentence : *answer) std::puts(sentence.c_str());
  std::puts(fmt::format("\nConsole   {}\nSign in   {}\nPassword  {}", address, kDemoEmail, *password).c_str());
  std::fflush(stdout);
  if (!options.once) {
    while (!asked_to_end(std::chrono::milliseconds{250})) (*shop)->tend();
  }
  (*shop)->close();
  return kGood;
}

}  // namespace weft::app
