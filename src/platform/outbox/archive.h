// archive.h - old events leave the database for compressed files, are read back to be sure, and only then are dropped.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>

#include "base/result.h"
#include "platform/outbox/event.h"

namespace weft::jobs {
class Runner;
}

namespace weft::outbox {

struct ArchiveOptions {
  std::filesystem::path folder;           ///< data_dir/archive; shared by all processes of one database
  std::chrono::hours retention{24 * 30};  ///< how long events stay in the database after their pass
  std::chrono::seconds period{3'600};     ///< how often the job looks
};

/// Registers the job "outbox.archive" and its schedule. It takes full partitions whose last event is older than the
/// retention, writes each to outbox-<from>-<to>.jsonl.zst (one JSON object a line, in order of position; sealed parts
/// as base64url) with its SHA-256 in a file beside it, reads the file back and compares it with what was written, and
/// drops the partition in the transaction that notes the file. In slices; a worker killed in between costs a new start
/// of that partition.
void register_archive(jobs::Runner& runner, ArchiveOptions options);

inline constexpr base::Reason kArchiveDamaged{"outbox.archive_damaged", base::Code::internal,
                                              "An archive of events does not read back as it was written."};

/// Reads an archive in order, for replay. Checks the checksum first. Returns how many events there were. Errors:
/// internal outbox.archive_damaged (detail says where).
base::Result<std::int64_t> replay_archive(std::filesystem::path const& file,
                                          std::function<void(PositionedEvent const&)> const& on_event);

}  // namespace weft::outbox
