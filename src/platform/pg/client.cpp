// client.cpp - PostgreSQL's own client programs.
#include "platform/pg/client.h"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <unistd.h>

#include <algorithm>
#include <memory>

#include "platform/pg/program.h"
#include "platform/pg/transaction.h"

namespace weft::pg {
namespace {

using Options = std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)>;

Options parsed(std::string const& url) {
  char* wrong = nullptr;
  Options options{PQconninfoParse(url.c_str(), &wrong), &PQconninfoFree};
  if (options == nullptr) {
    std::string const why = wrong == nullptr ? "out of memory" : wrong;
    PQfreemem(wrong);
    throw DatabaseError{"08001", why, "pg.connection_string"};
  }
  return options;
}

std::string in_quotes(std::string_view value) {
  std::string out = "'";
  for (char const letter : value) {
    if (letter == '\'' || letter == '\\') out += '\\';
    out += letter;
  }
  return out + '\'';
}

/// This process's environment with what `url` says put over it as libpq's variables (PGHOST, PGPASSWORD, ..).
std::vector<std::string> client_environment(std::string const& url) {
  std::vector<std::string> out;
  for (char** each = environ; *each != nullptr; ++each) out.emplace_back(*each);
  auto const options = parsed(url);
  for (auto const* option = options.get(); option->keyword != nullptr; ++option) {
    // What has no variable (keepalives and the like) tunes a connection and names no database.
    if (option->envvar == nullptr || option->val == nullptr) continue;
    auto const name = std::string{option->envvar} + '=';
    std::erase_if(out, [&](std::string const& each) { return each.starts_with(name); });
    out.push_back(name + option->val);
  }
  return out;
}

}  // namespace

std::optional<std::string> run_client(std::string_view program, std::vector<std::string> arguments,
                                      std::string const& url, std::filesystem::path const& log) {
  static constexpr std::string_view kPrograms[] = {"pg_dump", "pg_restore"};
  auto const folder = find_programs({}, kPrograms);
  if (!folder) return "pg_dump and pg_restore of PostgreSQL 15 were not found; `./weft setup run` installs them.";
  std::error_code ignored;
  std::filesystem::remove(log, ignored);  // the lines of an earlier run explain nothing
  arguments.insert(arguments.begin(), (*folder / program).string());
  // As ourselves, also where the server runs as somebody else: the files are the operator's.
  auto const child = start_program(arguments, ServerUser{}, log, true, client_environment(url));
  if (!child) return fmt::format("{} could not be started.", program);
  constexpr std::size_t kSaidMax = 2'000;
  if (auto const code = wait_for(*child); code != 0) {
    return fmt::format("{} ended with {}: {}", program, code, tail_of(log, kSaidMax));
  }
  return {};
}

std::string url_of_database(std::string const& url, std::string const& database) {
  std::string out = "dbname=" + in_quotes(database);
  auto const options = parsed(url);
  for (auto const* option = options.get(); option->keyword != nullptr; ++option) {
    if (option->val == nullptr || std::string_view{option->keyword} == "dbname") continue;
    out += ' ' + std::string{option->keyword} + '=' + in_quotes(option->val);
  }
  return out;
}

}  // namespace weft::pg
