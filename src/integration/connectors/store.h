// store.h - the only SQL of connectors: imports, their files, staged rows, rejects.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "integration/connectors/connectors.h"
#include "integration/connectors/mending.h"
#include "integration/connectors/row.h"
#include "orders/orders.h"

namespace weft::connectors {

/// connectors.import as it stands. Member names are column names.
struct ImportRow {
  base::Uuid import_id;
  std::string mapping, mapping_text, source, state;
  base::Instant as_of;
  bool as_of_given{};
  std::string created_by;
  base::Instant created_at;
  std::optional<base::Instant> started_at, finished_at;
  std::optional<base::Uuid> job_id;
  std::optional<std::string> last_error;
  std::optional<base::Instant> phase_began_at;
  std::int64_t phase_began_done{};
  std::optional<base::Instant> event_at;
  std::int64_t bytes_total{}, bytes_done{}, rows_staged{}, rows_written{};
  std::optional<std::int64_t> hash_done;
  std::int64_t rejects{}, rows_read{}, rows_rejected{}, rows_skipped{};
  std::int64_t orders_new{}, orders_changed{}, orders_unchanged{}, orders_older{};
  std::int64_t returns_new{}, returns_changed{}, returns_unchanged{}, returns_older{};
  std::int64_t order_lines{}, return_lines{}, records{};
  std::int64_t entries_new{}, entries_changed{}, entries_unchanged{}, entries_older{};
  bool check_only{};
  std::int64_t rows_rejected_read{}, rejects_read{}, rows_held{};
  std::int64_t lines_kept{}, lines_cancelled{};
  std::string channel;  ///< of the key that queued it, which may change only what stands for it; empty = any
};
BOOST_DESCRIBE_STRUCT(ImportRow, (),
                      (import_id, mapping, mapping_text, source, state, as_of, as_of_given, created_by, created_at,
                       started_at, finished_at, job_id, last_error, phase_began_at, phase_began_done, event_at,
                       bytes_total, bytes_done, rows_staged, rows_written, hash_done, rejects, rows_read, rows_rejected,
                       rows_skipped, orders_new, orders_changed, orders_unchanged, orders_older, returns_new,
                       returns_changed, returns_unchanged, returns_older, order_lines, return_lines, records,
                       check_only, rows_rejected_read, rejects_read, entries_new, entries_changed, entries_unchanged,
                       entries_older, rows_held, lines_kept, lines_cancelled, channel))

struct FileRow {
  std::int32_t file_no{};
  std::string name, path;
  bool spooled{};
  std::int64_t bytes{}, lines_done{};
  bool ended{};
  std::int64_t rows_rejected{};
};
BOOST_DESCRIBE_STRUCT(FileRow, (), (file_no, name, path, spooled, bytes, lines_done, ended, rows_rejected))

void insert_import(pg::Tx& tx, ImportRow const& row);
std::optional<ImportRow> find_import(pg::Tx& tx, ImportId import_id);
/// Reads it FOR NO KEY UPDATE: what refers to it can still be written beside.
std::optional<ImportRow> lock_import(pg::Tx& tx, ImportId import_id);
/// What came of documents that were written; each is added to the member of that name of the import.
struct Counts {
  std::int64_t rejects{}, rows_rejected{}, rows_held{};
  std::int64_t orders_new{}, orders_changed{}, orders_unchanged{}, orders_older{};
  std::int64_t returns_new{}, returns_changed{}, returns_unchanged{}, returns_older{};
  std::int64_t order_lines{}, return_lines{}, records{}, lines_kept{}, lines_cancelled{};
};
BOOST_DESCRIBE_STRUCT(Counts, (),
                      (rejects, rows_rejected, rows_held, orders_new, orders_changed, orders_unchanged, orders_older,
                       returns_new, returns_changed, returns_unchanged, returns_older, order_lines, return_lines,
                       records, lines_kept, lines_cancelled))
void add(ImportRow& row, Counts const& counts);

/// Documents that were written beside a slice and committed before it: done again, the slice leaves them out.
struct WrittenBeside {
  std::vector<std::int64_t> hashes;
  Counts counts;
};
/// One note an import at a time.
void note_beside(pg::Tx& tx, ImportId import_id, WrittenBeside const& written);
/// Takes the note away, if there is one.
std::optional<WrittenBeside> take_beside(pg::Tx& tx, ImportId import_id);

/// Writes everything of the row that changes after it was made.
void update_import(pg::Tx& tx, ImportRow const& row);
/// Newest first, by (created_at, import_id).
std::vector<ImportRow> list_imports(pg::Tx& tx, base::TimePlace const& after, std::int64_t limit);

struct SavedMapping {
  std::string name, toml;
};
BOOST_DESCRIBE_STRUCT(SavedMapping, (), (name, toml))
std::optional<SavedMapping> find_saved_mapping(pg::Tx& tx, std::string_view name);
std::vector<SavedMapping> list_saved_mappings(pg::Tx& tx);
/// Adds it, or replaces the one of that name.
void upsert_saved_mapping(pg::Tx& tx, SavedMapping const& mapping, std::string_view saved_by, base::Instant now);

/// The files of some imports, by import and file_no.
std::vector<std::pair<base::Uuid, FileRow>> list_files(pg::Tx& tx, std::span<base::Uuid const> import_ids);
std::vector<FileRow> files_of(pg::Tx& tx, ImportId import_id);
/// Adds a file, or replaces the one of that name. Returns the path of the one it replaced, if that was spooled.
std::optional<std::string> upsert_file(pg::Tx& tx, ImportId import_id, FileRow const& file);
/// What a file's header says, once it is read.
struct FileHeader {
  std::string text;  ///< the names of its columns as one line of CSV, without Weft's own
  char delimiter = ',';
};
void update_file(pg::Tx& tx, ImportId import_id, FileRow const& file, std::optional<std::string> const& digest,
                 std::optional<FileHeader> const& header);
/// The name of another file of the set with that digest.
std::optional<std::string> find_same_file(pg::Tx& tx, ImportId import_id, std::int32_t file_no,
                                          std::string const& digest);

/// A row on its way into staging.
struct StagedRow {
  std::int64_t document_hash{};
  std::int64_t line{};
  std::size_t begin{}, size{};  // of its content, in the slice's arena
};
/// Copies the rows in, in order of document, the rows of one document as one. Sorts `rows`.
void copy_staged(pg::Tx& tx, ImportId import_id, std::int32_t file_no, std::vector<StagedRow>& rows,
                 std::string const& arena);
/// A staged row as it is read back; `content` points into the StagedSpan.
struct FoundRow {
  std::int64_t document_hash{};
  std::int32_t file_no{};
  std::int64_t line{};
  std::string_view content;
};
struct StagedSpan {
  std::vector<pg::Rows> memory;
  std::vector<FoundRow> rows;  ///< by document_hash
};
/// Rows of documents after `after` (nothing = from the first), about `limit` of them and at least that many where
/// there are so many; the last document may be cut.
StagedSpan read_staged(pg::Tx& tx, ImportId import_id, std::optional<std::int64_t> after, std::int64_t limit);
/// All rows of documents up to `last`.
StagedSpan read_staged_to(pg::Tx& tx, ImportId import_id, std::int64_t last);
/// Rows of one hash, about `limit` at most.
StagedSpan read_staged_of(pg::Tx& tx, ImportId import_id, std::int64_t hash, std::int64_t limit);
std::int64_t count_staged_of(pg::Tx& tx, ImportId import_id, std::int64_t hash);
/// A rehearsal begins: all that is written from here until end_rehearsal() is taken back by it.
void begin_rehearsal(pg::Tx& tx);
void end_rehearsal(pg::Tx& tx);
/// Deletes some of what is staged; how much it was, 0 = nothing is left.
std::int64_t delete_staged(pg::Tx& tx, ImportId import_id, std::int64_t limit);

/// A fault with its place, as it is stored; `value` is sealed with the import's own key.
struct RejectRow {
  std::int32_t file_no{};
  std::int64_t line{};
  std::int32_t fault_no{};
  RowFault fault;
};
/// `when_written`: they were found when documents were put together.
void insert_rejects(pg::Tx& tx, ImportId import_id, std::span<RejectRow const> rejects, bool when_written);
/// Takes away those found when documents were put together.
void delete_rejects_when_written(pg::Tx& tx, ImportId import_id);
/// A row that did not go in, as it stood.
struct RejectedRow {
  std::int32_t file_no{};
  std::int64_t line{};
  bool alone{};             ///< its document is not known
  std::string of_import{};  ///< the imports that it was alone in before, as the row itself says
  std::string fields{};     ///< a line of CSV
  std::string whole{};      ///< the row, where it could not be split
};
void insert_rejected_rows(pg::Tx& tx, ImportId import_id, std::span<RejectedRow const> rows);
/// Rows that were found to be wrong when documents were put together: what stands in them is fetched from the file.
void insert_rejected_places(pg::Tx& tx, ImportId import_id, std::span<RejectedRow const> rows);
/// The first file that has rows still to be fetched, and their lines in order.
struct RowsToFetch {
  std::int32_t file_no{};
  std::vector<std::int64_t> lines;
};
std::optional<RowsToFetch> rows_to_fetch(pg::Tx& tx, ImportId import_id);
void update_rejected_rows(pg::Tx& tx, ImportId import_id, std::span<RejectedRow const> rows);
/// The file has ended: what was not found in it stays empty.
void give_up_rows(pg::Tx& tx, ImportId import_id, std::int32_t file_no);
/// Counts the rejected rows of each file.
void count_rejected_rows(pg::Tx& tx, ImportId import_id);
bool has_rows_alone(pg::Tx& tx, ImportId import_id);
/// The rows of a file that a person may mend, in order of line; empty header = the file was never read.
struct FileToMend {
  FileHeader header;
  std::vector<RowToMend> rows;
};
std::optional<FileToMend> file_to_mend(pg::Tx& tx, ImportId import_id, std::string const& file_name);

/// A document with rows in this import of which an earlier import staged rows as well.
struct JoinedDocument {
  std::int64_t document_hash{};
  ImportId of_import;
};
void insert_joined(pg::Tx& tx, ImportId import_id, std::span<JoinedDocument const> joined);
/// Takes the rows of joined documents over from the newest import that staged them, under file numbers above
/// kJoinedFiles; how many they are.
inline constexpr std::int32_t kJoinedFiles = 1'000'000;
std::int64_t join_staged(pg::Tx& tx, ImportId import_id);
/// Whether rows that an import staged are still there.
bool has_staged(pg::Tx& tx, ImportId import_id);

struct RejectPlace {
  std::int32_t file_no{};
  std::int64_t line{};
  std::int32_t fault_no = -1;
};
std::vector<std::pair<RejectPlace, Reject>> list_rejects(pg::Tx& tx, ImportId import_id, RejectPlace after,
                                                         std::int64_t limit);

}  // namespace weft::connectors
