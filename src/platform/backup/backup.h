// backup.h - the whole of a shop in a folder, taken while it runs, checked before it is called one; and the way back.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "platform/pg/pg.h"

namespace weft::backup {

inline constexpr base::Reason kNothingHere{"backup.nothing_here", base::Code::failed_precondition,
                                           "There is no shop to back up."};
inline constexpr base::Reason kFailed{"backup.failed", base::Code::unavailable,
                                      "The backup could not be written or read."};
inline constexpr base::Reason kNotABackup{"backup.not_a_backup", base::Code::failed_precondition,
                                          "The folder is not a whole backup."};
inline constexpr base::Reason kDamaged{"backup.damaged", base::Code::failed_precondition,
                                       "A file of the backup is not what was written."};
inline constexpr base::Reason kFromTheFuture{"backup.from_the_future", base::Code::failed_precondition,
                                             "The backup was made by a newer Weft or a newer PostgreSQL."};
inline constexpr base::Reason kNotEmpty{"backup.not_empty", base::Code::conflict,
                                        "There is data where the backup is to be restored."};
inline constexpr base::Reason kInUse{"backup.database_in_use", base::Code::conflict,
                                     "Somebody works in the database that is to be restored."};
inline constexpr base::Reason kDiffers{"backup.restored_differs", base::Code::internal,
                                       "What was restored is not what was backed up."};
inline constexpr base::Reason kUnfinished{"backup.restore_unfinished", base::Code::failed_precondition,
                                          "A restore into this database has not come to its end."};

// ---- What a backup says of itself
// ------------------------------------------------------------------------------
/// One table at the backup's instant. The digest is the sum of a hash of each row, so it does not depend on their
/// order: two tables with the same rows have the same.
struct TableDigest {
  std::string table;  ///< schema.name
  std::int64_t rows{};
  std::string digest;
  bool operator==(TableDigest const&) const = default;
};
BOOST_DESCRIBE_STRUCT(TableDigest, (), (table, rows, digest))

/// manifest.json.
struct Manifest {
  std::int64_t format = 1;
  std::string weft;           ///< the program that made it
  std::int64_t postgresql{};  ///< server_version_num
  base::Instant made_at;      ///< all that was acknowledged before is in it
  std::vector<std::string> steps;
  std::vector<TableDigest> tables;
};
BOOST_DESCRIBE_STRUCT(Manifest, (), (format, weft, postgresql, made_at, steps, tables))

// ---- Taking one
// ------------------------------------------------------------------------------------------------
struct Source {
  std::string url;
  /// Folders that belong to the shop beside its database (archived events, its own mappings); each is copied under its
  /// own name. One that is not there is left out.
  std::vector<std::filesystem::path> folders{};
};

/// Backs the shop up into a new folder `into`/weft-20261129T090513Z while it runs: one snapshot, which the dump and the
/// digests of all tables share. Everything is read back and compared before the folder gets that name; a backup that
/// was cut short is called .partial. Gives the folder. Errors: failed_precondition backup.nothing_here; unavailable
/// backup.failed (detail carries what pg_dump or the system said).
base::Result<std::filesystem::path> take(Source const& source, std::filesystem::path const& into, base::Instant now);

// ---- Reading one
// -----------------------------------------------------------------------------------------------
/// Reads every byte of the backup against its checksums. Errors: failed_precondition backup.not_a_backup (no such
/// folder, or one without its checksums), backup.damaged (names the file), backup.from_the_future (another form).
base::Result<Manifest> inspect(std::filesystem::path const& backup);
/// Whether this program can restore it. Errors: failed_precondition backup.from_the_future (says which step or
/// PostgreSQL is the newer one).
base::Result<void> check_age(Manifest const& manifest, std::span<pg::Migration const> known,
                             std::int64_t server_version);

// ---- The way back
// ----------------------------------------------------------------------------------------------
/// Restores the database at `url` and compares every table with the manifest. The database is marked before anything
/// else is written, and stays marked (refuse_unfinished) until open_to_traffic: a restore that was cut short, or that
/// differs, is never served; the next one clears it away. `replace` clears a shop away that is there already. Errors:
/// conflict backup.not_empty, backup.database_in_use; unavailable backup.failed; internal backup.restored_differs
/// (names the tables).
base::Result<void> restore_database(std::string const& url, std::filesystem::path const& backup,
                                    Manifest const& manifest, bool replace, std::filesystem::path const& log);
/// Copies the folder `name` of the backup, if it has one, to `to`. A file that is there with other content stands in
/// the way unless `replace`. Errors: conflict backup.not_empty; unavailable backup.failed.
base::Result<void> restore_folder(std::filesystem::path const& backup, std::filesystem::path const& to, bool replace);
/// Takes the mark away with the transaction's commit.
void open_to_traffic(pg::Tx& tx);
/// Errors: failed_precondition backup.restore_unfinished.
base::Result<void> refuse_unfinished(pg::Connection& connection);
/// Restores into a database of its own on the same server, compares every table, and drops it again: the proof that
/// the backup can be restored. Needs the right to create databases. Errors: unavailable backup.failed; internal
/// backup.restored_differs.
base::Result<void> rehearse(std::string const& url, std::filesystem::path const& backup, Manifest const& manifest,
                            std::filesystem::path const& log);

/// server_version_num of the database.
std::int64_t server_version(pg::Connection& connection);

}  // namespace weft::backup
