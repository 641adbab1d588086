// checksums.h - SHA256SUMS: what every file of a backup was when it was written, in the form that `sha256sum -c` reads.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace weft::backup {

inline constexpr std::string_view kChecksums = "SHA256SUMS";

/// SHA-256 of a file as hexadecimal digits. Throws std::system_error.
std::string sha256_of(std::filesystem::path const& file);
/// Writes a file and makes it last. Throws std::system_error.
void write_file(std::filesystem::path const& file, std::string_view text);
/// Makes a file, or the names in a folder, last. Throws std::system_error.
void sync(std::filesystem::path const& path);
/// Reads every file below `folder` and writes SHA256SUMS there; the last file of a backup. Throws std::system_error.
void write_checksums(std::filesystem::path const& folder);
/// Reads every file again. Errors: failed_precondition backup.not_a_backup without SHA256SUMS; backup.damaged naming
/// the first file that differs, lacks or is one too many.
base::Result<void> verify_checksums(std::filesystem::path const& folder);

}  // namespace weft::backup
