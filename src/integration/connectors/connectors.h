// connectors.h - files of sales from anywhere become the record of sales: mappings, imports, progress and rejects.
#pragma once

#include <atomic>
#include <boost/describe.hpp>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/page.h"
#include "base/result.h"
#include "platform/jobs/jobs.h"
#include "platform/pg/pg.h"

namespace weft::http {
class Router;
struct Caller;
}  // namespace weft::http

namespace weft::connectors {

struct ImportKind {
  static constexpr std::string_view kPrefix = "imp";
};
/// One import: a SET of files given together, read with one mapping.
using ImportId = base::Id<ImportKind>;

// ---- Why an import is refused -------------------------------------------------------------------
inline constexpr base::Reason kUnknownMapping{"connectors.unknown_mapping", base::Code::not_found,
                                              "There is no mapping of that name."};
inline constexpr base::Reason kMappingInvalid{"connectors.mapping_invalid", base::Code::invalid_argument,
                                              "The mapping file cannot be used."};
inline constexpr base::Reason kMappingName{"connectors.mapping_name", base::Code::invalid_argument,
                                           "A mapping is named by 1 to 60 small letters, digits, - and _."};
inline constexpr base::Reason kMappingTaken{"connectors.mapping_taken", base::Code::conflict,
                                            "A mapping of that name comes with the program or lies in its folder."};
inline constexpr base::Reason kNoSuchImport{"connectors.no_such_import", base::Code::not_found,
                                            "There is no import of that id."};
inline constexpr base::Reason kNotWaitingForFiles{"connectors.not_waiting_for_files", base::Code::failed_precondition,
                                                  "The import was started already; its set of files is closed."};
inline constexpr base::Reason kNoFiles{"connectors.no_files", base::Code::failed_precondition,
                                       "An import needs at least one file."};
inline constexpr base::Reason kTooManyFiles{"connectors.too_many_files", base::Code::failed_precondition,
                                            "An import takes at most 1,000 files."};
inline constexpr base::Reason kBadFileName{"connectors.bad_file_name", base::Code::invalid_argument,
                                           "A file is named by 1 to 200 characters without a slash or a leading dot."};
inline constexpr base::Reason kFileMissing{"connectors.file_missing", base::Code::failed_precondition,
                                           "The file is not there or cannot be read."};
inline constexpr base::Reason kNoSuchFile{"connectors.no_such_file", base::Code::not_found,
                                          "The import has no file of that name."};
inline constexpr base::Reason kFinished{"connectors.finished", base::Code::conflict,
                                        "The import has ended and cannot be changed."};
inline constexpr base::Reason kCancelled{"connectors.cancelled", base::Code::conflict, "The import was cancelled."};
inline constexpr base::Reason kStillChecking{"connectors.still_checking", base::Code::conflict,
                                             "The import is being checked; it can be started once that has ended."};

inline constexpr base::Reason kForeignVoice{
    "connectors.foreign_voice", base::Code::permission_denied,
    "This key speaks for another channel or source than rows of the mapping are tagged with."};
inline constexpr base::Reason kTargetNotHeld{"connectors.target_not_held", base::Code::permission_denied,
                                             "You may not change what rows of this mapping change."};

// ---- Why a whole file stops its import (state failed; `last_error` says the file and what to do)
inline constexpr base::Reason kMissingColumns{"connectors.missing_columns", base::Code::invalid_argument,
                                              "The file's header lacks columns that the mapping needs."};
inline constexpr base::Reason kNotUtf8{"connectors.not_utf8", base::Code::invalid_argument,
                                       "The file is UTF-16 or UTF-32; save it as UTF-8."};
inline constexpr base::Reason kWorkbook{"connectors.workbook", base::Code::invalid_argument,
                                        "The file is a workbook of a spreadsheet program; save its sheet as CSV."};
inline constexpr base::Reason kBrokenArchive{"connectors.broken_archive", base::Code::invalid_argument,
                                             "The compressed file is cut short or damaged."};
inline constexpr base::Reason kSameFileTwice{"connectors.same_file_twice", base::Code::invalid_argument,
                                             "Two files of the set are the same, byte for byte."};
inline constexpr base::Reason kTooManyRejects{"connectors.too_many_rejects", base::Code::invalid_argument,
                                              "So many rows were rejected that the mapping cannot be right."};

inline constexpr base::Reason kCannotJoin{
    "connectors.cannot_join", base::Code::invalid_argument,
    "The mended rows belong to an import whose other rows are no longer at hand."};

// ---- Why one row (or one document) is rejected while the rest goes on ---------------------------
inline constexpr base::Reason kLineTooLong{"connectors.line_too_long", base::Code::invalid_argument,
                                           "The row is longer than 1 MiB."};
inline constexpr base::Reason kQuoteNotClosed{"connectors.quote_not_closed", base::Code::invalid_argument,
                                              "A quote opens in this row and does not close."};
inline constexpr base::Reason kBadQuote{"connectors.bad_quote", base::Code::invalid_argument,
                                        "A quote stands where none may (RFC 4180)."};
inline constexpr base::Reason kNotJson{"connectors.not_json", base::Code::invalid_argument,
                                       "The line is no JSON object."};
inline constexpr base::Reason kWrongEncoding{"connectors.wrong_encoding", base::Code::invalid_argument,
                                             "The value is not UTF-8 text."};
inline constexpr base::Reason kWrongWidth{"connectors.wrong_width", base::Code::invalid_argument,
                                          "The row has more or fewer fields than the header."};
inline constexpr base::Reason kMissingValue{"connectors.missing_value", base::Code::invalid_argument,
                                            "A value that the mapping needs is empty."};
inline constexpr base::Reason kTooLong{"connectors.value_too_long", base::Code::invalid_argument,
                                       "The value is longer than its field."};
inline constexpr base::Reason kNotANumber{"connectors.not_a_number", base::Code::invalid_argument,
                                          "The value is not a number of the kind the mapping asks for."};
inline constexpr base::Reason kSpreadsheetError{"connectors.spreadsheet_error", base::Code::invalid_argument,
                                                "The cell holds a spreadsheet's error, such as #N/A."};
inline constexpr base::Reason kNotATime{"connectors.not_a_time", base::Code::invalid_argument,
                                        "The value is no date or time in the form the mapping gives."};
inline constexpr base::Reason kNoSuchDate{"connectors.no_such_date", base::Code::invalid_argument,
                                          "The calendar has no such date, or the clock no such time."};
inline constexpr base::Reason kNotInLookup{"connectors.not_in_lookup", base::Code::invalid_argument,
                                           "The mapping's lookup does not know the value."};
inline constexpr base::Reason kBadCurrency{"connectors.bad_currency", base::Code::invalid_argument,
                                           "A currency is three capital letters."};
inline constexpr base::Reason kRejectedByRule{"connectors.rejected_by_rule", base::Code::invalid_argument,
                                              "A rule of the mapping rejects this row."};
inline constexpr base::Reason kDocumentDisagrees{
    "connectors.document_disagrees", base::Code::invalid_argument,
    "The rows of this document say different things where the mapping wants one."};
inline constexpr base::Reason kHeldBack{
    "connectors.held_back", base::Code::invalid_argument,
    "The row is right, but another row of its document is not; they go in together."};
inline constexpr base::Reason kDocumentTooLong{"connectors.document_too_long", base::Code::invalid_argument,
                                               "The document has more than 20,000 rows."};

// ---- What is shown ------------------------------------------------------------------------------
/// waiting_for_files -> queued -> reading -> writing -> done. Checked first: reading -> checking -> checked, which
/// waits to be started and then goes on with writing. failed and cancelled end it from any state before done.
enum class ImportState : std::uint8_t {
  waiting_for_files,
  queued,
  reading,
  checking,
  checked,
  writing,
  done,
  failed,
  cancelled
};
BOOST_DESCRIBE_ENUM(ImportState, waiting_for_files, queued, reading, checking, checked, writing, done, failed,
                    cancelled)

struct ImportFile {
  std::string name;
  std::int64_t bytes{};
  std::int64_t rows_rejected{};  ///< once the import has been checked or has ended
};
BOOST_DESCRIBE_STRUCT(ImportFile, (), (name, bytes, rows_rejected))

struct ImportProgress {
  std::string phase;                          ///< reading, checking or writing
  std::int64_t done{};                        ///< rows read, rehearsed or written
  std::optional<std::int64_t> total{};        ///< rows; while reading only known once the last file has ended
  std::int64_t rate_per_s{};                  ///< rows a second in this phase
  std::optional<std::int64_t> eta_seconds{};  ///< of this phase, from bytes read or rows written
};
BOOST_DESCRIBE_STRUCT(ImportProgress, (), (phase, done, total, rate_per_s, eta_seconds))

struct ImportCounts {
  std::int64_t rows_read{};      ///< rows with data; header and empty lines are none
  std::int64_t rows_rejected{};  ///< rows, not faults: a row with three faults counts once
  std::int64_t rows_held{};      ///< of those, rows that are right and wait for a wrong row of their document
  std::int64_t rows_skipped{};   ///< left out because a rule of the mapping says so
  std::int64_t orders_new{};     ///< documents with at least one line sold
  std::int64_t orders_changed{};
  std::int64_t orders_unchanged{};
  std::int64_t orders_older{};  ///< told otherwise by a newer set already; what is recorded stands
  std::int64_t returns_new{};   ///< documents with at least one line that came back, was cancelled or adjusted
  std::int64_t returns_changed{};
  std::int64_t returns_unchanged{};
  std::int64_t returns_older{};
  std::int64_t order_lines{};
  std::int64_t return_lines{};
  std::int64_t lines_kept{};  ///< stood in an earlier set and not in this one: they stay, which somebody should look at
  std::int64_t lines_cancelled{};  ///< likewise, and called off since
  std::int64_t entries_new{};      ///< of the organisation: locations, staff, shifts, hours of visitors
  std::int64_t entries_changed{};
  std::int64_t entries_unchanged{};
  std::int64_t entries_older{};
  std::int64_t records{};  ///< records of persons that this import made; of a check: so many at most
};
BOOST_DESCRIBE_STRUCT(ImportCounts, (),
                      (rows_read, rows_rejected, rows_held, rows_skipped, orders_new, orders_changed, orders_unchanged,
                       orders_older, returns_new, returns_changed, returns_unchanged, returns_older, order_lines,
                       return_lines, lines_kept, lines_cancelled, entries_new, entries_changed, entries_unchanged,
                       entries_older, records))

struct Import {
  ImportId import_id;
  std::string mapping;
  std::string source;
  ImportState state{};
  std::vector<ImportFile> files;
  std::optional<base::Instant> as_of{};
  std::string created_by;
  base::Instant created_at;
  std::optional<base::Instant> started_at{};
  std::optional<base::Instant> finished_at{};
  ImportProgress progress;
  ImportCounts counts;
  std::optional<std::string> last_error{};
  std::optional<jobs::JobId> job_id{};
};
BOOST_DESCRIBE_STRUCT(Import, (),
                      (import_id, mapping, source, state, files, as_of, created_by, created_at, started_at, finished_at,
                       progress, counts, last_error, job_id))

/// One fault of one row. A row may have several.
struct Reject {
  std::string file;
  std::int64_t line{};  ///< where the row starts; the header is line 1
  std::optional<std::string> column{};
  std::string reason;                  ///< connectors.*, or the reason of the module that refused the document
  std::optional<std::string> value{};  ///< the first 200 characters of it
  std::string detail;
};
BOOST_DESCRIBE_STRUCT(Reject, (), (file, line, column, reason, value, detail))

/// One kind of file that a mapping reads.
struct MappingPart {
  std::optional<std::string> name{};  ///< missing where the mapping reads one kind only
  std::string target;                 ///< sales, customers, locations, staff, shifts or footfall
  std::vector<std::string> columns;   ///< the columns it needs in the header
};
BOOST_DESCRIBE_STRUCT(MappingPart, (), (name, target, columns))

struct MappingSummary {
  std::string name;
  std::string title;
  std::string source;
  std::string channel;  ///< the channels it tags with, or "by column"
  bool saved{};         ///< by a person; the others come with the program or lie in its folder
  std::vector<MappingPart> parts;
};
BOOST_DESCRIBE_STRUCT(MappingSummary, (), (name, title, source, channel, saved, parts))

// ---- The part -----------------------------------------------------------------------------------
class MappingBook;

/// Imports of this process: its mappings, its spool folder and the job that reads and writes.
class Connectors {
 public:
  struct Options {
    std::filesystem::path spool_dir;             ///< uploaded files wait here until their import has ended
    std::filesystem::path mappings_dir{};        ///< a shop's own *.toml beside the shipped ones; may be empty
    std::int64_t slice_rows = 10'000;            ///< rows a transaction, reading and writing
    std::chrono::milliseconds event_every{500};  ///< connectors.import_changed at most this often while it runs
    std::int64_t rejects_max = 100'000;          ///< faults kept an import; beyond it the import fails
  };
  /// Reads the mappings and makes the spool folder. Errors: invalid_argument connectors.mapping_invalid (detail: file,
  /// place, what is wrong); connectors.file_missing when the folder cannot be made.
  static base::Result<std::unique_ptr<Connectors>> open(Options options);
  ~Connectors();

  /// The doors: /v1/mappings, /v1/imports and below.
  void mount(http::Router& router);
  /// Makes `runner` able to run the job kind connectors.import on the queue "import".
  void add_jobs(jobs::Runner& runner);

  /// Those that come with the program, those of its folder, and those that were saved; by name.
  [[nodiscard]] std::vector<MappingSummary> mappings(pg::Tx& tx) const;
  /// The file of a mapping, as TOML. Errors: connectors.unknown_mapping.
  base::Result<std::string> mapping_text(pg::Tx& tx, std::string_view name) const;
  /// Keeps a mapping under a name, in place of one saved under it before; imports keep the text that they ran with.
  /// Errors: connectors.mapping_name, mapping_taken, mapping_invalid (every fault by its place).
  base::Result<MappingSummary> save_mapping(pg::Tx& tx, std::string_view name, std::string_view toml,
                                            std::string_view saved_by, base::Instant now);
  /// Where uploaded files wait; the door's own spool is best the same, so that a file is moved and not copied.
  [[nodiscard]] std::filesystem::path const& spool_dir() const;

  /// Whether somebody may import with a mapping, or take part in an import: a key only where each row is tagged with
  /// its own source, or channel; locations need org.write, staff org.staff and every role that a file may give. Errors:
  /// permission_denied orders.no_voice, connectors.foreign_voice, connectors.target_not_held.
  [[nodiscard]] base::Result<void> check_caller(std::string_view mapping, http::Caller const& caller) const;
  [[nodiscard]] base::Result<void> check_caller(pg::Tx& tx, ImportId import_id, http::Caller const& caller) const;

  /// Opens a set of files. `as_of` orders two sets that tell of the same document: the one with the older as-of never
  /// replaces the newer. Without it the instant of creation stands. Errors: not_found connectors.unknown_mapping.
  base::Result<Import> create(pg::Tx& tx, std::string_view mapping, std::optional<base::Instant> as_of,
                              std::string_view created_by, base::Instant now);
  /// Adds one file that lies at `path` (zstd, gzip or plain). `spooled`: it is ours and is deleted when the import has
  /// ended. A name given again replaces its file. Locks the import. Errors: connectors.no_such_import,
  /// not_waiting_for_files, bad_file_name, too_many_files, file_missing.
  base::Result<Import> add_file(pg::Tx& tx, ImportId import_id, std::string_view name,
                                std::filesystem::path const& path, bool spooled, base::Instant now);
  /// Closes the set and queues its check: all is read, every document put together and rehearsed, and nothing of it
  /// stays but counts and rejects. Ends as checked, from where start() writes what was read; unstarted it is cancelled
  /// after 7 days. Idempotent. `channel` as for start(). Locks the import. Errors: connectors.no_such_import, no_files,
  /// not_waiting_for_files.
  base::Result<Import> check(pg::Tx& tx, ImportId import_id, base::Instant now, std::string_view channel = {});
  /// Closes the set and queues the job; a second call answers as the first did. `channel`: a key that speaks for it
  /// alone asks, so documents that stand for another are rejected; empty = of any. Locks the import. Errors:
  /// connectors.no_such_import, no_files, still_checking, finished, cancelled.
  base::Result<Import> start(pg::Tx& tx, ImportId import_id, base::Instant now, std::string_view channel = {});
  /// Ends it; documents already written stay (give the set again to finish it, nothing doubles). Idempotent. Locks the
  /// import. Errors: connectors.no_such_import, finished.
  base::Result<Import> cancel(pg::Tx& tx, ImportId import_id, base::Instant now);

  /// Errors: not_found connectors.no_such_import.
  base::Result<Import> get(pg::Tx& tx, ImportId import_id, base::Instant now);
  /// Newest first. Errors: invalid_argument page.bad_cursor.
  base::Result<base::Page<Import>> list(pg::Tx& tx, std::optional<std::string> const& cursor, std::int64_t limit,
                                        base::Instant now);
  /// In order of file and line. Errors: connectors.no_such_import, page.bad_cursor.
  base::Result<base::Page<Reject>> rejects(pg::Tx& tx, ImportId import_id, std::optional<std::string> const& cursor,
                                           std::int64_t limit);

  /// The rows of a file that did not go in, as a CSV that a person mends in place and gives again: the file's own
  /// columns, then weft_line, weft_column, weft_reason, weft_detail, weft_import and weft_row (docs/guide/mapping.md).
  /// Errors: connectors.no_such_import, no_such_file.
  base::Result<std::string> rows_to_mend(pg::Tx& tx, ImportId import_id, std::string_view file_name);

  struct State;

 private:
  explicit Connectors(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// What `weft import FILE.. --mapping NAME` does: registers the files where they lie, starts the import and waits until
/// it has ended, telling `watch` every 250 ms and once at the end. A runner that knows the kind must be at work, in
/// this process (add_jobs) or in a server on the same database and machine. `stop` ends the wait and cancels the
/// import. `check_only`: it is checked and not started. Errors: those of create, add_file, check and start. An import
/// that failed or was cancelled is a value, in that state.
base::Result<Import> import_files(Connectors& connectors, pg::Pool& pool, base::Clock const& clock,
                                  std::string_view mapping, std::vector<std::filesystem::path> const& files,
                                  std::optional<base::Instant> as_of, std::function<void(Import const&)> const& watch,
                                  std::atomic<bool> const& stop, bool check_only = false);

/// The mapping file that Weft proposes for a file (plain, gzip or zstd) by its beginning, with what it could not tell
/// as comments: what `weft mapping draft FILE` prints. Errors: those of propose (draft.h); connectors.file_missing,
/// connectors.broken_archive.
base::Result<std::string> draft_text(std::filesystem::path const& file);

/// Progress in one line for a terminal: "reading 84,000 rows, 61,200 rows/s, 2 s left".
std::string progress_line(Import const& import);
/// What came of it, for a terminal: rows, orders, returns, rejects, one line each.
std::string outcome_text(Import const& import);

}  // namespace weft::connectors
