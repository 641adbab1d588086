// migrations.cpp - brings a database up to the schema this program knows, forward only.
#include "platform/pg/migrations.h"

#include <fmt/format.h>

#include <map>

#include "platform/telemetry/telemetry.h"

namespace weft::embedded {
std::span<pg::Migration const> pg_migrations();
}

namespace weft::pg {
namespace {

/// Where the steps are written down. Two processes may make it at once, which IF NOT EXISTS alone does not survive.
constexpr char const* kBootstrap = R"sql(
  CREATE SCHEMA IF NOT EXISTS platform;
  CREATE TABLE IF NOT EXISTS platform.migration (
    schema     text        NOT NULL,
    name       text        NOT NULL,
    checksum   text        NOT NULL,
    applied_at timestamptz NOT NULL,
    PRIMARY KEY (schema, name)
  );
  COMMENT ON TABLE platform.migration IS
    'shard: reference schema. The steps this database has taken, and the SHA-256 of the text that was run.';
)sql";

/// Runs a block of statements as one transaction; rolls back when it throws.
template <class Work>
void in_transaction(Connection& connection, Work work) {
  connection.run_script("BEGIN");
  try {
    work();
    connection.run_script("COMMIT");
  } catch (...) {
    if (connection.usable()) connection.run_script("ROLLBACK");
    throw;
  }
}

void bootstrap(Connection& connection) {
  for (int attempt = 1;; ++attempt) {
    try {
      in_transaction(connection, [&] { connection.run_script(kBootstrap); });
      return;
    } catch (DatabaseError const& error) {
      bool const raced = error.sqlstate() == "23505" || error.sqlstate() == "42P06" || error.sqlstate() == "42P07" ||
                         error.sqlstate() == "XX000";  // "tuple concurrently updated" by the COMMENT
      if (!raced || attempt == 10 || !wait_before_retry(attempt, kNoDeadline)) throw;
    }
  }
}

constexpr Query kLock{"pg.lock_migrations", "LOCK TABLE platform.migration IN EXCLUSIVE MODE"};
constexpr Query kList{"pg.list_migrations", "SELECT schema, name, checksum FROM platform.migration"};
constexpr Query kChecksums{"pg.checksums", R"sql(
  SELECT encode(sha256(convert_to(step, 'UTF8')), 'hex')
  FROM unnest($1::text[]) WITH ORDINALITY AS t (step, place) ORDER BY place)sql"};
constexpr Query kNote{"pg.note_migration", R"sql(
  INSERT INTO platform.migration (schema, name, checksum, applied_at) VALUES ($1, $2, $3, $4))sql"};

using Key = std::pair<std::string, std::string>;

std::map<Key, std::string> applied(Connection& connection) {
  std::map<Key, std::string> out;
  auto const rows = connection.execute(kList, {}, kNoDeadline);
  for (Row const row : rows) {
    out[{row.get<std::string>("schema"), row.get<std::string>("name")}] = row.get<std::string>("checksum");
  }
  return out;
}

std::vector<std::string> checksums_of(Connection& connection, std::span<Migration const> all) {
  std::vector<std::string_view> texts;
  for (Migration const& step : all) texts.push_back(step.sql);
  std::vector<std::string> out;
  auto const rows = connection.run(kChecksums, texts);
  for (Row const row : rows) out.push_back(row.get<std::string>(0));
  return out;
}

std::string label_of(Migration const& step) { return fmt::format("{}/{}", step.schema, step.name); }

/// Compares what ran with what this program holds.
base::Result<void> check(std::map<Key, std::string> const& done, std::span<Migration const> all,
                         std::vector<std::string> const& checksums) {
  std::map<Key, std::string> unknown = done;
  for (std::size_t at = 0; at < all.size(); ++at) {
    auto const found = unknown.find({std::string{all[at].schema}, std::string{all[at].name}});
    if (found == unknown.end()) continue;
    if (found->second != checksums[at]) {
      return base::Error{kMigrationEdited,
                         fmt::format("{} reads differently than when it ran; a step that ran is never "
                                     "edited, write a new one",
                                     label_of(all[at]))};
    }
    unknown.erase(found);
  }
  if (!unknown.empty()) {
    auto const& [schema, name] = unknown.begin()->first;
    return base::Error{kDatabaseFromTheFuture,
                       fmt::format("The database holds {}/{}, which this program does not know; start the newer Weft "
                                   "that made it.",
                                   schema, name)};
  }
  return {};
}

/// Runs one step unless another process was first; true if it ran here.
bool take(Connection& connection, Migration const& step, std::string const& checksum, base::Instant now) {
  bool ran = false;
  try {
    in_transaction(connection, [&] {
      connection.execute(kLock, {}, kNoDeadline);
      if (applied(connection).contains({std::string{step.schema}, std::string{step.name}})) return;
      connection.run_script(std::string{step.sql});
      connection.execute(kNote, Params::of(step.schema, step.name, checksum, now), kNoDeadline);
      ran = true;
    });
  } catch (DatabaseError const& error) {
    throw DatabaseError{error.sqlstate(), fmt::format("migration {}: {}", label_of(step), error.what()), label_of(step),
                        error.constraint()};
  }
  return ran;
}

}  // namespace

base::Result<std::vector<std::string>> migrate(Connection& connection, std::span<Migration const> all,
                                               base::Instant now) {
  bootstrap(connection);
  auto const checksums = checksums_of(connection, all);
  std::map<Key, std::string> done;
  in_transaction(connection, [&] {
    connection.execute(kLock, {}, kNoDeadline);  // waits for whoever is in the middle of a step
    done = applied(connection);
  });
  if (auto const good = check(done, all, checksums); !good) return good.error();
  std::vector<std::string> ran;
  for (std::size_t at = 0; at < all.size(); ++at) {
    if (done.contains({std::string{all[at].schema}, std::string{all[at].name}})) continue;
    if (!take(connection, all[at], checksums[at], now)) continue;
    ran.push_back(label_of(all[at]));
    telemetry::info("migration", {{"step", ran.back()}});
  }
  return ran;
}

namespace {

constexpr Query kHasMigrations{"pg.has_migrations", "SELECT to_regclass('platform.migration') IS NOT NULL"};

}  // namespace

std::vector<std::string> steps_in(Connection& connection) {
  std::vector<std::string> out;
  if (!connection.run(kHasMigrations).one().get<bool>(0)) return out;
  for (auto const& [key, checksum] : applied(connection)) out.push_back(fmt::format("{}/{}", key.first, key.second));
  return out;
}

std::span<Migration const> platform_migrations() { return embedded::pg_migrations(); }

}  // namespace weft::pg
