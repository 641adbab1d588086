// file_reader.cpp - joins source, CSV and mapping into slices that can be staged with a checkpoint.
#include "integration/connectors/file_reader.h"

#include <fmt/format.h>

#include <algorithm>

namespace weft::connectors {

namespace {

base::Reason reason_of(CsvFault fault) {
  switch (fault) {
    case CsvFault::line_too_long: return kLineTooLong;
    case CsvFault::quote_not_closed: return kQuoteNotClosed;
    case CsvFault::bad_quote: return kBadQuote;
  }
  return kBadQuote;
}

/// Printable ASCII of the beginning of a line that could not be read; whatever its encoding is.
std::string glimpse(std::string_view text) {
  std::string out{text.substr(0, 100)};
  for (auto& letter : out) {
    if (letter < ' ' || letter > '~') letter = '?';
  }
  return out;
}

}  // namespace

FileReader::FileReader(FileRow const& file, std::shared_ptr<Mapping const> mapping, std::int64_t skip_lines,
                       std::unique_ptr<ByteSource> source)
    : name_{file.name},
      file_no_{file.file_no},
      mapping_{std::move(mapping)},
      skip_lines_{skip_lines},
      source_{std::move(source)},
      lines_done_{skip_lines} {}

base::Result<std::unique_ptr<FileReader>> FileReader::open(FileRow const& file, std::shared_ptr<Mapping const> mapping,
                                                           std::int64_t skip_lines) {
  auto source = ByteSource::open(file.path);
  if (!source) return std::move(source).error();
  return std::unique_ptr<FileReader>{new FileReader{file, std::move(mapping), skip_lines, std::move(source).value()}};
}

base::Result<std::unique_ptr<FileReader>> FileReader::open_to_fetch(FileRow const& file,
                                                                    std::shared_ptr<Mapping const> mapping,
                                                                    std::vector<std::int64_t> lines) {
  auto opened = open(file, std::move(mapping), 0);
  if (opened) (*opened)->wanted_lines_ = std::move(lines);
  return opened;
}

base::Result<FileSlice> FileReader::next(std::int64_t rows_wanted, std::function<bool()> const& go_on) {
  slice_ = {};
  slice_.lines_done = lines_done_;
  while (!slice_.ended && slice_.rows_read < rows_wanted && go_on()) {
    auto piece = source_->next();
    if (!piece) return std::move(piece).error();
    if (!csv_ && !json_) {
      if (piece->starts_with("\xff\xfe") || piece->starts_with("\xfe\xff")) {
        return base::Error{kNotUtf8,
                           fmt::format("{} is UTF-16, not UTF-8. Save it as UTF-8 and give it again.", name_)};
      }
      if (is_workbook(*piece)) {
        return base::Error{kWorkbook, fmt::format("{} is a workbook. Save its sheet as CSV UTF-8 there.", name_)};
      }
      begin(*piece);
    }
    if (!piece->empty()) {
      csv_ ? csv_->push(*piece) : json_->push(*piece);
    } else {
      csv_ ? csv_->finish() : json_->finish();
      slice_.ended = true;
      if (!rows_ && !failure_)
        failure_ = base::Error{kMissingColumns, "The file is empty; its first line must name the columns."};
    }
    if (failure_) return base::Error{failure_->reason, fmt::format("{}: {}", name_, failure_->detail)};
  }
  slice_.bytes_done = source_->bytes_done();
  slice_.header = header_;
  lines_done_ = slice_.lines_done;
  return std::move(slice_);
}

namespace {

/// The delimiter with which the header line fits the mapping; of several the one most common in the world.
char delimiter_of(std::string_view first_piece, Mapping const& mapping) {
  auto const header = std::string{first_piece.substr(0, first_piece.find('\n'))} + '\n';
  auto const fits = [&](char delimiter) {
    bool fit = false;
    CsvReader reader{{.delimiter = delimiter},
                     [&](std::int64_t, std::span<std::string_view const> names) {
                       auto const part = find_part(mapping, names);
                       fit = part.ok() && mapping.parts[*part].delimiter.value_or(delimiter) == delimiter;
                     },
                     [](std::int64_t, CsvFault, std::string_view) {}};
    reader.push(header);
    return fit;
  };
  std::string candidates{",;\t|"};
  for (auto const& part : mapping.parts) {
    if (part.delimiter) candidates.push_back(*part.delimiter);
  }
  auto const found = std::find_if(candidates.begin(), candidates.end(), fits);
  // What fits none is a header with something missing, which is said best in the mapping's own terms.
  return found != candidates.end() ? *found : mapping.parts.front().delimiter.value_or(',');
}

}  // namespace

void FileReader::begin(std::string_view first_piece) {
  auto bare = first_piece;
  if (bare.starts_with("\xef\xbb\xbf")) bare.remove_prefix(3);
  auto const first = bare.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && bare[first] == '{') {
    json_ = std::make_unique<JsonLinesReader>(
        [this](std::span<std::string_view const> names) { on_header(names); },
        [this](std::int64_t line, std::span<std::string_view const> fields) { on_row(line, fields); },
        [this](std::int64_t line, JsonLinesReader::Fault fault, std::string_view text) {
          on_fault(line, fault == JsonLinesReader::Fault::not_json ? kNotJson : kLineTooLong, text);
        });
    return;
  }
  delimiter_ = delimiter_of(first_piece, *mapping_);
  csv_ = std::make_unique<CsvReader>(
      CsvReader::Options{.delimiter = delimiter_},
      [this](std::int64_t line, std::span<std::string_view const> fields) {
        if (!rows_ && !failure_)
          on_header(fields);
        else
          on_row(line, fields);
      },
      [this](std::int64_t line, CsvFault fault, std::string_view text) { on_fault(line, reason_of(fault), text); });
}

void FileReader::on_header(std::span<std::string_view const> names) {
  auto const part = find_part(*mapping_, names, json_ != nullptr);
  if (!part) {
    failure_ = part.error();
    return;
  }
  if (!json_) {
    rows_.emplace(*mapping_, *part, names);
    note_header(names);
    return;
  }
  // What a later object has and the first had not is a column all the same.
  std::vector<std::string> columns;
  for (auto const& column : mapping_->parts[*part].columns) columns.push_back(column.name);
  std::vector<std::string_view> const views(columns.begin(), columns.end());
  rows_.emplace(*mapping_, *part, views);
  note_header(views);
  json_->want(std::move(columns));
}

void FileReader::note_header(std::span<std::string_view const> names) {
  width_ = names.size();
  std::vector<std::string_view> kept;
  for (std::size_t at = 0; at < names.size(); ++at) {
    if (names[at] == kImportColumn) import_column_ = at;
    own_.push_back(names[at].starts_with(kOwnColumns));
    if (!own_.back()) kept.push_back(names[at]);
  }
  header_ = FileHeader{csv_line(kept, delimiter_), delimiter_};
}

/// Keeps a rejected row as it stood, without what Weft had added to it.
void FileReader::keep(std::int64_t line, std::span<std::string_view const> fields, bool alone) {
  std::vector<std::string_view> kept;
  for (std::size_t at = 0; at < std::min(fields.size(), width_); ++at) {
    if (!own_[at]) kept.push_back(fields[at]);
  }
  RejectedRow row{.file_no = file_no_, .line = line, .alone = alone};
  if (fields.size() == width_ && import_column_) row.of_import = glimpse(fields[*import_column_]);
  row.fields = csv_line(kept, delimiter_);
  if (fields.size() != width_) row.whole = csv_line(fields, delimiter_);
  if (row.fields.size() + row.whole.size() > kRejectedBytesMax) {
    row.fields.clear();
    row.whole = "The row is too long to be given back here. Mend it in the file itself.";
  }
  slice_.rejected_rows.push_back(std::move(row));
}

/// A mended row names the imports it was alone in: its document's other rows may lie there.
void FileReader::join(std::span<std::string_view const> fields) {
  auto names = fields[*import_column_];
  while (!names.empty()) {
    auto const name = names.substr(0, names.find(' '));
    names.remove_prefix(std::min(name.size() + 1, names.size()));
    if (name.empty()) continue;
    if (auto const of_import = ImportId::parse(name)) {
      slice_.joined.push_back({document_hash(key_of(packed_)), *of_import});
      continue;
    }
    failure_ =
        base::Error{kCannotJoin, fmt::format("\"{}\" in the column {} is no import. Leave that column as it was.",
                                             glimpse(name), kImportColumn)};
  }
}

void FileReader::reject(std::int64_t line) {
  ++slice_.rows_rejected;
  std::int32_t fault_no = 0;
  for (auto& fault : faults_) {
    slice_.rejects.push_back({.file_no = file_no_, .line = line, .fault_no = fault_no++, .fault = std::move(fault)});
  }
}

void FileReader::on_row(std::int64_t line, std::span<std::string_view const> fields) {
  if (failure_ || line <= skip_lines_) return;
  ++slice_.rows_read;
  slice_.lines_done = line;
  if (fetches()) {
    if (std::binary_search(wanted_lines_.begin(), wanted_lines_.end(), line)) keep(line, fields, false);
    return;
  }
  faults_.clear();
  switch (rows_->read(fields, row_, faults_)) {
    case RowReader::Outcome::skipped: ++slice_.rows_skipped; return;
    case RowReader::Outcome::rejected: {
      bool const known = rows_->knows_document(fields, row_);
      keep(line, fields, !known);
      reject(line);
      if (!known) return;
      pack_rejected(row_, *mapping_, packed_);
      break;
    }
    case RowReader::Outcome::row:
      pack(row_, *mapping_, packed_);
      if (import_column_ && !fields[*import_column_].empty()) join(fields);
      break;
  }
  slice_.rows.push_back({.document_hash = document_hash(key_of(packed_)),
                         .line = line,
                         .begin = slice_.arena.size(),
                         .size = packed_.size()});
  slice_.arena += packed_;
}

void FileReader::on_fault(std::int64_t line, base::Reason const& reason, std::string_view text) {
  if (failure_) return;
  if (!rows_) {
    failure_ = base::Error{kMissingColumns,
                           fmt::format("Line {}, which must name the columns, cannot be read: {}", line, reason.title)};
    return;
  }
  if (line <= skip_lines_ || fetches()) return;
  ++slice_.rows_read;
  slice_.lines_done = line;
  if (auto const fields = json_ ? std::nullopt : split_leniently(text, delimiter_, width_)) {
    keep(line, *fields, true);
  } else {
    RejectedRow row{.file_no = file_no_, .line = line, .alone = true};
    row.whole = std::string{text};
    while (row.whole.ends_with('\n') || row.whole.ends_with('\r')) row.whole.pop_back();
    slice_.rejected_rows.push_back(std::move(row));
  }
  faults_.assign(1, RowFault{reason, "", glimpse(text), std::string{reason.title}});
  reject(line);
}

}  // namespace weft::connectors
