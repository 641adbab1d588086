// terminal_import.h - an import as somebody at a terminal sees it.
#pragma once

#include "app/shop.h"

namespace weft::app {

struct TerminalImport {
  bool check_only = false;          ///< say what would come of it and write nothing
  std::filesystem::path rejects{};  ///< the folder for files of rows to mend; empty = none are written
};

/// Imports files as one set, shows the progress on a terminal's stderr and prints what came of it: the counts, the
/// first rejects, and the files of rows to mend it wrote. Tends the database meanwhile; Ctrl-C cancels. Errors: those
/// of connectors::import_files; an import that ended without being done is no error here, its state tells.
base::Result<connectors::Import> import_at_terminal(Database& database, Shop& shop, std::string_view mapping,
                                                    std::vector<std::filesystem::path> const& files,
                                                    std::optional<base::Instant> as_of,
                                                    TerminalImport const& options = {});

}  // namespace weft::app
