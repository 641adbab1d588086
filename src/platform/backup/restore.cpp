// restore.cpp - the way back: a marked database, filled, compared with the manifest table by table.
#include <fmt/format.h>
#include <unistd.h>

#include <thread>

#include "platform/backup/backup.h"
#include "platform/backup/checksums.h"
#include "platform/backup/store.h"
#include "platform/telemetry/telemetry.h"

namespace weft::backup {
namespace {

namespace fs = std::filesystem;

pg::Connection::Options options_of(std::string const& url) {
  return {.url = url, .statement_deadline = std::chrono::hours{24}, .application_name = "weft restore"};
}

base::Result<void> fill(std::string const& url, fs::path const& backup, fs::path const& log) {
  auto const jobs = std::clamp(std::thread::hardware_concurrency(), 1U, 8U);
  auto const failed = pg::run_client("pg_restore",
                                     {"--exit-on-error", "--no-owner", "--no-privileges",
                                      fmt::format("--jobs={}", jobs), "--dbname=", (backup / "database").string()},
                                     url, log);
  if (failed) return base::Error{kFailed, *failed};
  return {};
}

/// Every table against the manifest; names those that differ, and how.
base::Result<void> compare(std::string const& url, Manifest const& manifest) {
  pg::Connection connection{options_of(url)};
  store::begin_snapshot(connection);
  auto const found = store::digests(connection);
  connection.run_script("ROLLBACK");
  if (found == manifest.tables) return {};
  std::string differing;
  for (auto const& wanted : manifest.tables) {
    auto const same = std::ranges::find(found, wanted.table, &TableDigest::table);
    if (same != found.end() && *same == wanted) continue;
    differing += fmt::format("{}{} ({} rows, {} backed up)", differing.empty() ? "" : ", ", wanted.table,
                             same == found.end() ? 0 : same->rows, wanted.rows);
  }
  if (differing.empty()) differing = "tables that were not backed up";
  return base::Error{kDiffers, differing};
}

/// What the system or the database throws, as the refusal that it is to an operator.
base::Result<void> caught(std::function<base::Result<void>()> const& work) {
  try {
    return work();
  } catch (std::system_error const& error) {
    return base::Error{kFailed, error.what()};
  } catch (pg::DatabaseError const& error) {
    return base::Error{kFailed, error.what()};
  }
}

/// Marks the database; whatever a marked one holds is the rest of a restore that was cut short.
base::Result<void> claim(std::string const& url, bool replace) {
  pg::Connection connection{options_of(url)};
  if (auto const others = store::others(connection); others > 0) {
    return base::Error{kInUse, fmt::format("{} other connections are open; stop every weft first.", others)};
  }
  auto const there = store::schemas(connection);
  if (!there.empty() && !store::is_marked(connection) && !replace) {
    return base::Error{kNotEmpty, fmt::format("The database holds {} schemas ({}, ..); --replace drops them.",
                                              there.size(), there.front())};
  }
  store::mark(connection);
  store::clear(connection);
  return {};
}

}  // namespace

base::Result<void> restore_database(std::string const& url, fs::path const& backup, Manifest const& manifest,
                                    bool replace, fs::path const& log) {
  return caught([&]() -> base::Result<void> {
    if (auto claimed = claim(url, replace); !claimed) return claimed;
    if (auto filled = fill(url, backup, log); !filled) return filled;
    return compare(url, manifest);
  });
}

base::Result<void> restore_folder(fs::path const& backup, fs::path const& to, bool replace) {
  return caught([&]() -> base::Result<void> {
    auto const from = backup / to.filename();
    if (!fs::is_directory(from)) return {};
    fs::create_directories(to);
    for (auto const& entry : fs::directory_iterator{from}) {
      auto const file = to / entry.path().filename();
      if (fs::exists(file) && !replace && sha256_of(file) != sha256_of(entry.path())) {
        return base::Error{kNotEmpty,
                           fmt::format("{} is there with other content; --replace writes over it.", file.string())};
      }
      fs::copy_file(entry.path(), file, fs::copy_options::overwrite_existing);
      sync(file);
    }
    return {};
  });
}

void open_to_traffic(pg::Tx& tx) { store::unmark(tx); }

base::Result<void> refuse_unfinished(pg::Connection& connection) {
  if (!store::is_marked(connection)) return {};
  return base::Error{kUnfinished,
                     "A restore into this database was cut short or did not match its backup; run weft restore again."};
}

base::Result<void> rehearse(std::string const& url, fs::path const& backup, Manifest const& manifest,
                            fs::path const& log) {
  return caught([&]() -> base::Result<void> {
    pg::Connection connection{options_of(url)};
    auto const name = fmt::format("weft_rehearsal_{}", ::getpid());
    store::create_database(connection, name);
    auto const scratch = pg::url_of_database(url, name);
    auto outcome = caught([&]() -> base::Result<void> {
      if (auto filled = fill(scratch, backup, log); !filled) return filled;
      return compare(scratch, manifest);
    });
    store::drop_database(connection, name);
    return outcome;
  });
}

}  // namespace weft::backup
