// import_job.h - the job behind an import: reads files into staging, writes documents from there, a slice at a time.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "integration/connectors/connectors.h"
#include "integration/connectors/mapping.h"
#include "integration/connectors/store.h"

namespace weft::connectors {

inline constexpr std::string_view kQueue = "import";
inline constexpr std::string_view kImportJob = "connectors.import";
inline constexpr std::string_view kClearJob = "connectors.clear";
inline constexpr std::string_view kExpireJob = "connectors.expire";
inline constexpr std::chrono::days kJoinedWithin{30};  ///< staged rows wait so long for mended rows of their documents
inline constexpr std::chrono::days kCheckedKept{7};    ///< a checked import waits so long to be started

class FileReader;
struct FileSlice;
struct Gathered;

struct Connectors::State {
  Options options;
  std::map<std::string, Mapping> mappings;

  // Files left open between two slices of an import; a slice that finds none, or one that is not where the checkpoint
  // is, opens the file again and skips what is staged already.
  std::mutex mutex;
  std::map<ImportId, std::unique_ptr<FileReader>> open_files;  // guarded by mutex
  std::map<ImportId, std::unique_ptr<Gathered>> gathered;      // the next slice, guarded by mutex
  std::map<ImportId, std::shared_ptr<Mapping const>> running;  // guarded by mutex

  State();
  ~State();

  [[nodiscard]] std::filesystem::path spool_of(ImportId import_id) const {
    return options.spool_dir / import_id.text();
  }
  /// By name, of the program or saved. Errors: connectors.unknown_mapping, mapping_invalid.
  base::Result<std::shared_ptr<Mapping const>> find_mapping(pg::Tx& tx, std::string_view name);
  std::shared_ptr<Mapping const> mapping_of(ImportRow const& row);
  void forget(ImportId import_id);

  /// One slice of connectors.import.
  base::Result<jobs::Slice> slice(jobs::Work& work);
  /// The job has ended: failed and cancelled ends of the import are written here.
  void ended(jobs::Work& work, jobs::End end, std::string const& error);
  /// One slice of connectors.clear: staged rows and spooled files of an import that has ended.
  base::Result<jobs::Slice> clear(jobs::Work& work);
  /// The one slice of connectors.expire: a checked import that nobody started is cancelled.
  base::Result<jobs::Slice> expire(jobs::Work& work);

 private:
  base::Result<void> begin(jobs::Work& work, ImportRow& row, Mapping const& mapping);
  void finish(jobs::Work& work, ImportRow& row);
  base::Result<void> read(jobs::Work& work, ImportRow& row);
  /// The file left open by the last slice if it stands at the checkpoint, else the file opened again.
  base::Result<std::unique_ptr<FileReader>> reader_of(ImportRow& row, FileRow const& file, base::Instant now);
  /// Puts into staging what was read of a file of `files`.
  base::Result<void> stage(pg::Tx& tx, ImportRow& row, std::span<FileRow> files, FileRow& file, FileSlice& got,
                           FileReader const& reader);
  base::Result<void> note_joined(pg::Tx& tx, ImportRow const& row, std::span<JoinedDocument const> joined);
  base::Result<bool> fetch_rejected(jobs::Work& work, ImportRow& row);
  /// The next slice, if it was put together while the one before was written.
  std::unique_ptr<Gathered> take_gathered(ImportRow const& row);
  std::unique_ptr<Gathered> gather_now(jobs::Work& work, ImportRow& row, Mapping const& mapping,
                                       std::optional<WrittenBeside> const& done);
  base::Result<bool> write(jobs::Work& work, ImportRow& row, Mapping const& mapping);  // true = all is written
};

ImportId import_id_of(std::string const& args);
std::string args_of(ImportId import_id);
/// Done, failed or cancelled.
bool has_ended(ImportRow const& row);
/// Writes the row, and tells those who follow the import: at each change of state, else at most every `every`.
void save(pg::Tx& tx, ImportRow& row, bool state_changed, std::chrono::milliseconds every, base::Instant now);
/// The import as it is shown.
Import shown(ImportRow const& row, std::vector<FileRow> const& files, base::Instant now);

}  // namespace weft::connectors
