// asking.h - a command that asks the running server, as any other client would.
#pragma once

#include <string>

#include "app/config.h"
#include "base/error.h"
#include "base/result.h"

namespace weft::app {

inline constexpr base::Reason kServerUnreachable{"app.server_unreachable", base::Code::unavailable,
                                                 "The server cannot be reached."};
inline constexpr base::Reason kServerRefused{"app.server_refused", base::Code::failed_precondition,
                                             "The server refused."};

/// Where to ask and as whom.
struct Asking {
  std::string server{};  ///< "http://127.0.0.1:8080"; empty: the server of the data directory
  std::string key{};  ///< an API key; empty: one for the command line, made at its first use and kept beside the data
};

/// GET `path` with its query; gives the body of a 200. Errors: unavailable app.server_unreachable,
/// app.database_unreachable (a key has to be made and cannot); failed_precondition app.server_refused, with what the
/// server said.
base::Result<std::string> ask_server(Place const& place, Asking const& asking, std::string const& path);

/// The same text with everything escaped that has a meaning in a query.
std::string escaped(std::string const& text);

}  // namespace weft::app
