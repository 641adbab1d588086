// client.h - PostgreSQL's own client programs (pg_dump, pg_restore) on a database of ours.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weft::pg {

/// Runs pg_dump or pg_restore on the database at `url` and waits. They get the connection by environment, so that no
/// process list shows a password; what they say goes to `log`, which is written anew; they end with the thread that
/// called. Nothing when the program ended well, else why not, with the last lines of what it said. Throws DatabaseError
/// 08001 when `url` is no connection string.
std::optional<std::string> run_client(std::string_view program, std::vector<std::string> arguments,
                                      std::string const& url, std::filesystem::path const& log);

/// The same server and user, another database. Throws DatabaseError 08001 when it is no connection string.
std::string url_of_database(std::string const& url, std::string const& database);

}  // namespace weft::pg
