// store.cpp - the only SQL of backups. They speak of every module's tables without knowing any: names come from
// PostgreSQL's catalogue, so some statements are texts made here.
#include "platform/backup/store.h"

#include <fmt/format.h>

namespace weft::backup {
namespace {

constexpr pg::Query kServerVersion{"backup.server_version", R"sql(
  SELECT current_setting('server_version_num')::bigint)sql"};

}  // namespace

std::int64_t server_version(pg::Connection& connection) {
  return connection.run(kServerVersion).one().get<std::int64_t>(0);
}

namespace store {

std::string begin_snapshot(pg::Connection& connection) {
  // A row's text must read the same wherever and whenever it is hashed.
  connection.run_script(
      "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO, YMD';"
      "SET LOCAL intervalstyle = 'postgres'; SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 1");
  return std::string{connection.run_script("SELECT pg_export_snapshot()").one().get<std::string_view>(0)};
}

namespace {

constexpr pg::Query kTables{"backup.tables", R"sql(
  SELECT format('%I.%I', n.nspname, c.relname)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  ORDER BY 1)sql"};

/// Addition forgets the order of the rows and, unlike XOR, sees one that is there twice.
constexpr std::string_view kDigest =
    "SELECT count(*), coalesce(sum(('x' || left(md5(weft_row::text), 16))::bit(64)::bigint), 0)::text FROM {} AS "
    "weft_row";

}  // namespace

std::vector<TableDigest> digests(pg::Connection& connection) {
  std::vector<TableDigest> out;
  auto const tables = connection.execute(kTables, {}, pg::kNoDeadline);
  for (auto const table : tables) out.push_back({.table = table.get<std::string>(0), .rows = 0, .digest = {}});
  for (auto& table : out) {
    auto const found = connection.run_script(fmt::format(kDigest, table.table));
    table.rows = std::stoll(std::string{found.one().get<std::string_view>(0)});
    table.digest = found.one().get<std::string_view>(1);
  }
  return out;
}

namespace {

constexpr pg::Query kSchemas{"backup.schemas", R"sql(
  SELECT quote_ident(n.nspname) FROM pg_namespace n
  WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'weft_restoring')
    AND (n.nspname <> 'public' OR EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = n.oid))
  ORDER BY 1)sql"};

}  // namespace

std::vector<std::string> schemas(pg::Connection& connection) {
  std::vector<std::string> out;
  auto const rows = connection.run(kSchemas);
  for (auto const row : rows) out.push_back(row.get<std::string>(0));
  return out;
}

void clear(pg::Connection& connection) {
  for (auto const& schema : schemas(connection)) {
    connection.run_script(fmt::format("DROP SCHEMA {} CASCADE", schema));
    if (schema == "public") connection.run_script("CREATE SCHEMA public");
  }
}

namespace {

constexpr pg::Query kOthers{"backup.others", R"sql(
  SELECT count(*) FROM pg_stat_activity
  WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid())sql"};

}  // namespace

std::int64_t others(pg::Connection& connection) { return connection.run(kOthers).one().get<std::int64_t>(0); }

namespace {

constexpr pg::Query kIsMarked{"backup.is_marked", "SELECT to_regnamespace('weft_restoring') IS NOT NULL"};

}  // namespace

bool is_marked(pg::Connection& connection) { return connection.run(kIsMarked).one().get<bool>(0); }

void mark(pg::Connection& connection) { connection.run_script("CREATE SCHEMA IF NOT EXISTS weft_restoring"); }

namespace {

constexpr pg::Query kUnmark{"backup.unmark", "DROP SCHEMA weft_restoring"};

}  // namespace

void unmark(pg::Tx& tx) { tx.defer(kUnmark); }

void create_database(pg::Connection& connection, std::string const& name) {
  connection.run_script(fmt::format("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'", name));
}

void drop_database(pg::Connection& connection, std::string const& name) {
  connection.run_script(fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", name));
}

}  // namespace store
}  // namespace weft::backup
