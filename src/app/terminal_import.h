// terminal_import.h - an import as somebody at a terminal sees it.
#pragma once

#include "app/shop.h"

namespace weft::app {

/// Imports files as one set, shows the progress on a terminal's stderr and prints what came of it. Tends the database
/// meanwhile; Ctrl-C cancels. `dry_run`: checks only, and says so. Errors: those of connectors::import_files; an import
/// that ended without being done is no error here, its state tells.
base::Result<connectors::Import> import_at_terminal(Database& database, Shop& shop, std::string_view mapping,
                                                    std::vector<std::filesystem::path> const& files,
                                                    std::optional<base::Instant> as_of, bool dry_run = false);

}  // namespace weft::app
