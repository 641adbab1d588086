// program.h - running PostgreSQL's own programs, as another user where we are root.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace weft::pg {

/// Who PostgreSQL runs as: the user postgres when we are root, since it refuses root; else ourselves.
struct ServerUser {
  uid_t uid = 0;
  gid_t gid = 0;
  bool other = false;  ///< not ourselves
};
/// Nothing when we are root and there is no user postgres.
std::optional<ServerUser> server_user();

/// Starts a program with an empty standard input and both outputs appended to `log`, in a session of its own (a
/// terminal's Ctrl-C does not reach it). `ends_with_us` = it is told to stop when the thread that started it ends.
/// Nothing when fork failed; a program that could not be run ends with 127 and its reason in the log. `environment`:
/// NAME=value each; without one the program gets a bare one, since PGDATA, PGPORT and the like would change what it
/// does.
std::optional<pid_t> start_program(std::vector<std::string> const& arguments, ServerUser const& user,
                                   std::filesystem::path const& log, bool ends_with_us,
                                   std::vector<std::string> const& environment = {});
/// Waits for a child; its exit code, or 128 + the signal that ended it.
int wait_for(pid_t child);

/// The folder of PostgreSQL's programs that holds all of `programs`: `wanted` if given, else the first of
/// /usr/lib/postgresql/15/bin and those of the PATH. Nothing when none does.
std::optional<std::filesystem::path> find_programs(std::filesystem::path const& wanted,
                                                   std::span<std::string_view const> programs);

/// Processes whose working directory is `directory`: PostgreSQL's, when it is a cluster's.
std::vector<pid_t> processes_in(std::filesystem::path const& directory);
/// True while the process lives and has `directory` as its working directory.
bool lives_in(pid_t process, std::filesystem::path const& directory);

/// The last lines of a file, at most `bytes` of them.
std::string tail_of(std::filesystem::path const& file, std::size_t bytes);

}  // namespace weft::pg
