// migrations.h - the schema's numbered steps, forward only, embedded in the program.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "platform/pg/pool.h"

namespace weft::pg {

/// One step: module (its schema), "0001_name", and plain SQL. A step once released is never edited.
struct Migration {
  std::string_view schema;
  std::string_view name;
  std::string_view sql;
};

inline constexpr base::Reason kDatabaseFromTheFuture{"pg.database_from_the_future", base::Code::failed_precondition,
                                                     "The database was made by a newer Weft."};
inline constexpr base::Reason kMigrationEdited{"pg.migration_edited", base::Code::failed_precondition,
                                               "A migration that already ran reads differently now."};

/// Brings the database up to `all` (modules from the lowest floor up, steps of a module by number), each step in a
/// transaction of its own, under one lock, so that processes starting together wait for one another. Idempotent.
/// Errors: failed_precondition pg.database_from_the_future when it holds a step this program does not know (nothing is
/// changed then), pg.migration_edited when a step's text differs from the one that ran. Throws DatabaseError.
/// Gives the steps that ran here, as "schema/0001_name". `now` is written beside each.
base::Result<std::vector<std::string>> migrate(Connection& connection, std::span<Migration const> all,
                                               base::Instant now = base::SystemClock{}.now());

/// The steps that ran in this database, as "schema/0001_name", in order; none where Weft has never been. Changes
/// nothing; may be called inside a transaction that a script began. Throws DatabaseError.
std::vector<std::string> steps_in(Connection& connection);

/// platform's own tables (lease, migration and those of its parts).
std::span<Migration const> platform_migrations();

}  // namespace weft::pg
