// store.h - what a backup asks of the database itself.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/backup/backup.h"

namespace weft::backup::store {

/// Begins a read-only transaction with one snapshot for all its statements, and gives the name under which pg_dump can
/// share it for as long as the transaction is open.
std::string begin_snapshot(pg::Connection& connection);
/// Every table of the database but PostgreSQL's own, in order of their names.
std::vector<TableDigest> digests(pg::Connection& connection);
/// Schemas that are neither PostgreSQL's own, nor the mark, nor an empty "public".
std::vector<std::string> schemas(pg::Connection& connection);
/// Drops all of those.
void clear(pg::Connection& connection);
/// How many other clients are connected to this database.
std::int64_t others(pg::Connection& connection);

bool is_marked(pg::Connection& connection);
void mark(pg::Connection& connection);
void unmark(pg::Tx& tx);

void create_database(pg::Connection& connection, std::string const& name);
void drop_database(pg::Connection& connection, std::string const& name);

}  // namespace weft::backup::store
