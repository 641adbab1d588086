// backup.cpp - one snapshot, dumped and digested, read back, and only then called a backup.
#include "platform/backup/backup.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <fstream>
#include <sstream>

#include "platform/backup/checksums.h"
#include "platform/backup/store.h"
#include "platform/json/json.h"
#include "platform/telemetry/telemetry.h"

namespace weft::backup {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kFormat = 1;
constexpr std::string_view kManifest = "manifest.json";

/// "weft-20261129T090513Z".
std::string name_of(base::Instant at) {
  auto text = base::text_of(std::chrono::floor<std::chrono::seconds>(at));
  std::erase_if(text, [](char letter) { return letter == '-' || letter == ':'; });
  return "weft-" + text;
}

/// Files that vanish while they are copied were not the backup's to keep: an archive is written under another name
/// first, and what the snapshot knows of is never removed.
void copy_folder(fs::path const& from, fs::path const& to) {
  std::error_code absent;
  if (!fs::is_directory(from, absent)) return;
  fs::create_directories(to);
  for (auto const& entry : fs::directory_iterator{from}) {
    if (!entry.is_regular_file() || entry.path().filename().string().find(".part-") != std::string::npos) continue;
    auto const copy = to / entry.path().filename();
    fs::copy_file(entry.path(), copy, fs::copy_options::overwrite_existing);
    sync(copy);
  }
}

/// Which form a manifest says it has, whatever else stands in it; 0 when it is none.
std::int64_t format_of(std::string_view text) {
  boost::system::error_code failed;
  auto const value = boost::json::parse(text, failed);
  auto const* object = failed ? nullptr : value.if_object();
  auto const* format = object == nullptr ? nullptr : object->if_contains("format");
  auto const* number = format == nullptr ? nullptr : format->if_int64();
  return number == nullptr ? 0 : *number;
}

/// Dump, manifest, folders and checksums, all in `folder`.
base::Result<void> write(Source const& source, fs::path const& folder, base::Instant now) {
  pg::Connection connection{{.url = source.url,
                             .statement_deadline = std::chrono::hours{24},
                             .idle_in_transaction_max = std::chrono::milliseconds{0},  // while pg_dump runs
                             .application_name = "weft backup"}};
  auto const snapshot = store::begin_snapshot(connection);
  Manifest manifest{.format = kFormat,
                    .weft = WEFT_VERSION,
                    .postgresql = server_version(connection),
                    .made_at = now,
                    .steps = pg::steps_in(connection),
                    .tables = {}};
  if (manifest.steps.empty()) return base::Error{kNothingHere, "The database holds no tables of Weft."};
  manifest.tables = store::digests(connection);
  // One process: several would each lock the tables without waiting, and give up when somebody else waits for one.
  auto const log = folder / "pg_dump.log";
  auto failed = pg::run_client("pg_dump",
                               {"--format=directory", "--compress=3", "--no-owner", "--no-privileges",
                                "--snapshot=" + snapshot, "--file=" + (folder / "database").string()},
                               source.url, log);
  // Reads every table's file to its end.
  if (!failed) {
    failed = pg::run_client("pg_restore", {"--file=/dev/null", (folder / "database").string()}, source.url, log);
  }
  if (failed) return base::Error{kFailed, *failed};
  fs::remove(log);
  for (auto const& each : source.folders) copy_folder(each, folder / each.filename());
  write_file(folder / kManifest, json::encode(manifest) + '\n');
  write_checksums(folder);
  return {};
}

}  // namespace

base::Result<fs::path> take(Source const& source, fs::path const& into, base::Instant now) {
  auto const whole = into / name_of(now);
  auto const partial = fs::path{whole.string() + ".partial"};
  std::error_code ignored;
  if (fs::exists(whole, ignored) || fs::exists(partial, ignored)) {
    return base::Error{kFailed, fmt::format("{} is there already.", whole.string())};
  }
  auto const give_up = [&](base::Error error) {
    fs::remove_all(partial, ignored);
    return error;
  };
  try {
    fs::create_directories(partial);
    fs::permissions(partial, fs::perms::owner_all);  // customers' names are in it
    if (auto written = write(source, partial, now); !written) return give_up(written.error());
    if (auto good = inspect(partial); !good) return give_up(good.error());
    sync(partial);
    fs::rename(partial, whole);
    sync(into);
  } catch (std::system_error const& error) {
    return give_up(base::Error{kFailed, error.what()});
  } catch (pg::DatabaseError const& error) {
    return give_up(base::Error{kFailed, error.what()});
  }
  return whole;
}

base::Result<Manifest> inspect(fs::path const& backup) {
  try {
    if (auto good = verify_checksums(backup); !good) return good.error();
  } catch (std::system_error const& error) {
    return base::Error{kDamaged, error.what()};
  }
  std::ifstream in{backup / kManifest};
  std::ostringstream out;
  out << in.rdbuf();
  auto const text = std::move(out).str();
  if (auto const format = format_of(text); format > kFormat) {
    return base::Error{kFromTheFuture, fmt::format("{} has the form {}; the newest that this program ({}) reads is {}.",
                                                   (backup / kManifest).string(), format, WEFT_VERSION, kFormat)};
  }
  auto manifest = json::decode<Manifest>(text);
  if (!manifest) {
    auto const& error = manifest.error();
    return base::Error{
        kDamaged,
        fmt::format("{} cannot be read: {}", (backup / kManifest).string(),
                    error.fields.empty() ? error.detail : error.fields[0].pointer + " " + error.fields[0].detail)};
  }
  return manifest;
}

base::Result<void> check_age(Manifest const& manifest, std::span<pg::Migration const> known,
                             std::int64_t server_version) {
  constexpr std::int64_t kMajor = 10'000;
  auto const newer = [&](std::string what) {
    return base::Error{kFromTheFuture, fmt::format("The backup was made by Weft {}; {}.", manifest.weft, what)};
  };
  for (auto const& step : manifest.steps) {
    bool const is_known = std::ranges::any_of(
        known, [&](pg::Migration const& each) { return fmt::format("{}/{}", each.schema, each.name) == step; });
    if (!is_known) return newer(fmt::format("this program ({}) does not know its step {}", WEFT_VERSION, step));
  }
  if (manifest.postgresql / kMajor > server_version / kMajor) {
    return newer(fmt::format("its PostgreSQL {} is newer than this one, {}", manifest.postgresql / kMajor,
                             server_version / kMajor));
  }
  return {};
}

}  // namespace weft::backup
