// verbs.cpp - serve, import, mapping, make-up, staff, migrate, openapi.
#include "app/verbs.h"

#include <fmt/format.h>

#include <cstdio>
#include <fstream>

#include "app/database.h"
#include "app/doors.h"
#include "app/pid_file.h"
#include "app/shop.h"
#include "app/signals.h"
#include "app/terminal_import.h"
#include "org/org.h"
#include "platform/telemetry/telemetry.h"

namespace weft::app {
int refuse(base::Error const& error) {
  auto const text = error.detail.empty() ? std::string{error.reason.title} : error.detail;
  std::fputs(fmt::format("weft: {} ({})\n", text, error.reason.name).c_str(), stderr);
  for (auto const& field : error.fields) {
    std::fputs(fmt::format("  {}: {} ({})\n", field.pointer, field.detail, field.reason).c_str(), stderr);
  }
  return kRefused;
}

int serve(Place const& place, ServeOptions const& options) {
  hold_signals();
  auto database = Database::open(place, Database::Use::serve, options.workers + kOtherConnections);
  if (!database) return refuse(database.error());
  auto shop = Shop::put_together(**database, place);
  if (!shop) return refuse(shop.error());
  auto serving = options;
  if (serving.web_dir.empty()) serving.web_dir = usual_web_dir();
  if (serving.web_dir.empty()) telemetry::warning("the console has not been built; serving the API alone");
  auto const port = (*shop)->serve(serving);
  if (!port) return refuse(port.error());
  auto const address = url_of(options, *port);
  PidFile const pid{place.data_dir, address};
  telemetry::info("serving",
                  {{"address", options.address}, {"port", *port}, {"tls", !options.tls_certificate.empty()}});
  std::puts(fmt::format("Weft listens on {}", address).c_str());
  std::fflush(stdout);
  while (!asked_to_end(std::chrono::milliseconds{250})) (*shop)->tend();
  telemetry::info("draining");
  (*shop)->close();
  return kGood;
}

namespace {

/// The name of the mapping to import with; a file of the caller's own is saved under its name first.
base::Result<std::string> mapping_named(Database& database, Shop& shop, std::string const& wish) {
  if (!wish.ends_with(".toml")) return wish;
  std::ifstream in{wish, std::ios::binary};
  std::string const text{std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
  if (!in) return base::Error{connectors::kFileMissing, fmt::format("{} cannot be read.", wish)};
  auto const name = std::filesystem::path{wish}.stem().string();
  auto const saved = pg::transact(database.pool(), pg::in(std::chrono::seconds{10}), [&](pg::Tx& tx) {
    return shop.connectors().save_mapping(tx, name, text, "weft import", shop.clock().now());
  });
  if (!saved) return saved.error();
  return name;
}

}  // namespace

int import_sales(Place const& place, ImportOptions const& options) {
  hold_signals();
  telemetry::set_level(telemetry::Level::warning);
  std::optional<base::Instant> as_of;
  if (!options.as_of.empty() && !(as_of = base::parse_instant(options.as_of))) {
    std::fputs(fmt::format("weft: --as-of {}: wanted a moment such as 2026-11-24T00:00:00Z\n", options.as_of).c_str(),
               stderr);
    return kWrongUsage;
  }
  auto database = Database::open(place, Database::Use::visit, kOtherConnections);
  if (!database) return refuse(database.error());
  auto shop = Shop::put_together(**database, place);
  if (!shop) return refuse(shop.error());
  // A running server on this data directory does the work itself; without one this process does.
  if (!(*database)->visiting()) (*shop)->work();
  std::vector<std::filesystem::path> files;
  for (auto const& file : options.files) files.push_back(std::filesystem::absolute(file));
  auto const mapping = mapping_named(**database, **shop, options.mapping);
  if (!mapping) return refuse(mapping.error());
  auto const outcome = import_at_terminal(**database, **shop, *mapping, files, as_of,
                                          {.check_only = options.dry_run, .rejects = options.rejects});
  if (!outcome) return refuse(outcome.error());
  bool const good =
      outcome->state == connectors::ImportState::done || outcome->state == connectors::ImportState::checked;
  return good ? kGood : kRefused;
}

int draft_mapping(std::filesystem::path const& file) {
  auto const text = connectors::draft_text(file);
  if (!text) return refuse(text.error());
  std::fputs(text->c_str(), stdout);
  return kGood;
}

int make_up(MakeUpOptions const& options) {
  auto wish = options.wish;
  if (!options.first_day.empty()) {
    auto const day = base::parse_date(options.first_day);
    if (!day) {
      std::fputs(fmt::format("weft: --first-day {}: wanted a day such as 2024-01-01\n", options.first_day).c_str(),
                 stderr);
      return kWrongUsage;
    }
    wish.first_day = *day;
  }
  auto const made = retailer::make_up(wish, options.folder);
  if (!made) return refuse(made.error());
  std::puts(fmt::format("{} people left {} records; {} orders of {} lines, {} returns.\n"
                        "Whose each record and order is stands in {}, to score by and not to import.",
                        made->people, made->records, made->orders, made->order_lines, made->returns,
                        (options.folder / "truth").string())
                .c_str());
  return kGood;
}

int add_staff(Place const& place, StaffOptions const& options) {
  telemetry::set_level(telemetry::Level::warning);
  auto database = Database::open(place, Database::Use::visit, 2);
  if (!database) return refuse(database.error());
  base::SystemClock const clock;
  auto const joined = pg::transact((*database)->pool(), pg::in(std::chrono::seconds{10}), [&](pg::Tx& tx) {
    org::ensure_main_legal_entity(tx, clock.now());
    return org::join(tx, {.name = options.name, .email = options.email, .role = options.role}, clock.now());
  });
  if (!joined) return refuse(joined.error());
  std::puts(
      fmt::format("{} signs in as {} with the password {}", options.name, options.email, joined->password).c_str());
  return kGood;
}

int migrate(Place const& place) {
  // Opening migrates and logs each step.
  auto database = Database::open(place, Database::Use::visit, 1);
  if (!database) return refuse(database.error());
  std::puts("The database is up to date.");
  return kGood;
}

int print_openapi() {
  std::fputs(openapi_without_a_shop().c_str(), stdout);
  return kGood;
}

}  // namespace weft::app
