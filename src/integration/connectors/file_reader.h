// file_reader.h - one file of an import, read slice by slice: bytes, rows, mapped rows in their staged form, faults.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "integration/connectors/byte_source.h"
#include "integration/connectors/csv_reader.h"
#include "integration/connectors/json_lines_reader.h"
#include "integration/connectors/mending.h"
#include "integration/connectors/row.h"
#include "integration/connectors/store.h"

namespace weft::connectors {

/// What one slice of a file gave.
struct FileSlice {
  std::string arena;  // the contents of `rows`
  std::vector<StagedRow> rows;
  std::vector<RejectRow> rejects;
  std::vector<RejectedRow> rejected_rows;
  std::vector<JoinedDocument> joined;
  std::int64_t rows_read = 0;
  std::int64_t rows_rejected = 0;
  std::int64_t rows_skipped = 0;
  std::int64_t lines_done = 0;       // every row that starts on or before this line is settled
  std::int64_t bytes_done = 0;       // of the file as it lies there
  std::optional<FileHeader> header;  // once it has been read
  bool ended = false;                // the file is
};

/// Reads one file from its start to its end: CSV with any delimiter, or JSON lines. Memory: one slice, one row, and the
/// source's buffers.
class FileReader {
 public:
  /// `skip_lines` = the checkpoint: rows that start on or before it are read over. The mapping must outlive this.
  static base::Result<std::unique_ptr<FileReader>> open(FileRow const& file, std::shared_ptr<Mapping const> mapping,
                                                        std::int64_t skip_lines);
  /// A reader that only fetches the rows that start on `lines` (in order), as they stand: slices hold rejected_rows.
  static base::Result<std::unique_ptr<FileReader>> open_to_fetch(FileRow const& file,
                                                                 std::shared_ptr<Mapping const> mapping,
                                                                 std::vector<std::int64_t> lines);

  /// Reads until `rows_wanted` rows are there (some more may come), `go_on` says no, or the file ends. Errors: those
  /// that stop the import (missing_columns, not_utf8, broken_archive, file_missing).
  base::Result<FileSlice> next(std::int64_t rows_wanted, std::function<bool()> const& go_on);

  [[nodiscard]] std::int32_t file_no() const { return file_no_; }
  [[nodiscard]] std::int64_t lines_done() const { return lines_done_; }
  [[nodiscard]] bool fetches() const { return !wanted_lines_.empty(); }
  /// Of the file, once it has been read.
  [[nodiscard]] std::string digest() const { return source_->digest(); }

 private:
  FileReader(FileRow const& file, std::shared_ptr<Mapping const> mapping, std::int64_t skip_lines,
             std::unique_ptr<ByteSource> source);
  /// JSON lines or CSV, and with which delimiter: told by the beginning of the file.
  void begin(std::string_view first_piece);
  void on_header(std::span<std::string_view const> names);
  void on_row(std::int64_t line, std::span<std::string_view const> fields);
  void on_fault(std::int64_t line, base::Reason const& reason, std::string_view text);
  void note_header(std::span<std::string_view const> names);
  void reject(std::int64_t line);
  void keep(std::int64_t line, std::span<std::string_view const> fields, bool alone);
  void join(std::span<std::string_view const> fields);

  std::string name_;
  std::int32_t file_no_;
  std::shared_ptr<Mapping const> mapping_;
  std::int64_t skip_lines_;
  std::unique_ptr<ByteSource> source_;
  std::unique_ptr<CsvReader> csv_;
  std::unique_ptr<JsonLinesReader> json_;  // one of the two, once the file has begun
  std::optional<RowReader> rows_;          // made from the header
  std::optional<base::Error> failure_;
  std::vector<std::int64_t> wanted_lines_;
  std::optional<FileHeader> header_;
  char delimiter_ = ',';
  std::size_t width_ = 0;
  std::vector<bool> own_;                     // by column of the file: it is one that Weft added
  std::optional<std::size_t> import_column_;  // kImportColumn
  FileSlice slice_;
  std::int64_t lines_done_ = 0;  // where the last slice ended
  MappedRow row_;
  std::vector<RowFault> faults_;
  std::string packed_;
};

}  // namespace weft::connectors
