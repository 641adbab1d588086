// backups.cpp - backup and restore as an operator sees them, and what a shop that came back must not remember.
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "app/database.h"
#include "app/verbs.h"
#include "platform/auth/auth.h"
#include "platform/backup/backup.h"
#include "platform/history/history.h"
#include "platform/json/json.h"
#include "platform/outbox/outbox.h"
#include "platform/telemetry/telemetry.h"

namespace weft::app {

/// What history keeps of a restore.
struct Restored {
  base::Instant backup_made_at;
  std::int64_t position{};
};
BOOST_DESCRIBE_STRUCT(Restored, (), (backup_made_at, position))

namespace {

/// Folders of the data directory that belong to the shop. Uploads under way (spool) do not: who sent them sends them
/// again.
std::vector<std::filesystem::path> folders_of(Place const& place) {
  return {place.data_dir / "archive", place.data_dir / "mappings"};
}

std::int64_t rows_in(backup::Manifest const& manifest, std::string_view table) {
  auto const found = std::ranges::find(manifest.tables, table, &backup::TableDigest::table);
  return found == manifest.tables.end() ? 0 : found->rows;
}

void tell(backup::Manifest const& manifest) {
  std::int64_t rows = 0;
  for (auto const& table : manifest.tables) rows += table.rows;
  std::fputs(fmt::format("weft: Weft {} at {}: {} rows in {} tables, {} orders and {} returns among them\n",
                         manifest.weft, base::text_of(manifest.made_at), rows, manifest.tables.size(),
                         rows_in(manifest, "orders.sales_order"), rows_in(manifest, "orders.sales_return"))
                 .c_str(),
             stderr);
}

/// The rehearsal leaves its log only where it failed.
base::Result<void> rehearse(Database& database, std::filesystem::path const& from, backup::Manifest const& manifest) {
  auto const log = std::filesystem::temp_directory_path() / fmt::format("weft-rehearsal-{}.log", ::getpid());
  auto const outcome = backup::rehearse(database.url(), from, manifest, log);
  if (outcome) {
    std::filesystem::remove(log);
    std::fputs("weft: restored into a database beside, every table compared, and dropped again\n", stderr);
  }
  return outcome;
}

/// What may not come back with a backup: leases and sessions of then, and positions that others were given since.
base::Result<std::int64_t> forget_what_was(Database& database, backup::Manifest const& manifest, base::Instant now) {
  return pg::transact(database.pool(), pg::in(std::chrono::minutes{1}), [&](pg::Tx& tx) -> base::Result<std::int64_t> {
    pg::void_leases(tx);
    auth::forget_every_session(tx);
    auto const position = outbox::leap_past_lost_positions(tx);
    history::record(tx, history::system_actor("weft restore"),
                    {.subject_kind = "shop",
                     .subject_id = "shop",
                     .action = "backup.restored",
                     .after = json::encode(Restored{manifest.made_at, position})},
                    now);
    backup::open_to_traffic(tx);
    return position;
  });
}

}  // namespace

int back_up(Place const& place, BackupOptions const& options) {
  telemetry::set_level(telemetry::Level::warning);
  // Opening a data directory without a shop would make one.
  if (place.database_url.empty() && !std::filesystem::exists(place.data_dir / "postgres" / "PG_VERSION")) {
    return refuse(base::Error{backup::kNothingHere, fmt::format("There is no shop in {}.", place.data_dir.string())});
  }
  auto database = Database::open(place, Database::Use::look, 1);
  if (!database) return refuse(database.error());
  auto const made = backup::take({.url = (*database)->url(), .folders = folders_of(place)},
                                 std::filesystem::absolute(options.to), base::SystemClock{}.now());
  if (!made) return refuse(made.error());
  auto const manifest = backup::inspect(*made);
  if (!manifest) return refuse(manifest.error());
  tell(*manifest);
  if (options.verify) {
    if (auto const proved = rehearse(**database, *made, *manifest); !proved) return refuse(proved.error());
  }
  std::puts(made->c_str());
  return kGood;
}

int restore(Place const& place, RestoreOptions const& options) {
  telemetry::set_level(telemetry::Level::warning);
  auto const from = std::filesystem::absolute(options.from).lexically_normal();
  auto const manifest = backup::inspect(from);
  if (!manifest) return refuse(manifest.error());
  tell(*manifest);
  auto database =
      Database::open(place, options.verify ? Database::Use::look : Database::Use::refill, kOtherConnections);
  if (!database) return refuse(database.error());
  {
    auto const connection = (*database)->pool().dedicated();
    auto const fits = backup::check_age(*manifest, all_migrations(), backup::server_version(*connection));
    if (!fits) return refuse(fits.error());
  }
  if (options.verify) {
    auto const proved = rehearse(**database, from, *manifest);
    return proved ? kGood : refuse(proved.error());
  }
  std::filesystem::create_directories(place.data_dir);
  auto const log = place.data_dir / "restore.log";
  auto const filled = backup::restore_database((*database)->url(), from, *manifest, options.replace, log);
  if (!filled) return refuse(filled.error());
  for (auto const& folder : folders_of(place)) {
    if (auto const copied = backup::restore_folder(from, folder, options.replace); !copied) {
      return refuse(copied.error());
    }
  }
  auto const now = base::SystemClock{}.now();
  auto const steps = pg::migrate(*(*database)->pool().dedicated(), all_migrations(), now);
  if (!steps) return refuse(steps.error());
  auto const position = forget_what_was(**database, *manifest, now);
  if (!position) return refuse(position.error());
  std::filesystem::remove(log);
  std::puts(
      fmt::format("Restored the shop as it was at {}; every table is what was backed up.\n"
                  "What was told after that instant is to be told again: imports and tills may repeat themselves, "
                  "nothing is doubled.\nEverybody signs in again; an API key that was revoked after it is valid "
                  "again. Events go on at position {}.",
                  base::text_of(manifest->made_at), *position + 1)
          .c_str());
  return kGood;
}

}  // namespace weft::app
