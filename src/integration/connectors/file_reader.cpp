// file_reader.cpp - joins source, CSV and mapping into slices that can be staged with a checkpoint.
#include "integration/connectors/file_reader.h"

#include <fmt/format.h>

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

void FileSlice::clear() {
  arena.clear();
  rows.clear();
  rejects.clear();
  rows_read = rows_rejected = rows_skipped = 0;
}

FileReader::FileReader(FileRow const& file, std::shared_ptr<Mapping const> mapping, std::int64_t skip_lines,
                       std::unique_ptr<ByteSource> source)
    : name_{file.name},
      file_no_{file.file_no},
      mapping_{std::move(mapping)},
      skip_lines_{skip_lines},
      source_{std::move(source)},
      csv_{{.delimiter = mapping_->delimiter},
           [this](std::int64_t line, std::span<std::string_view const> fields) { on_row(line, fields); },
           [this](std::int64_t line, CsvFault fault, std::string_view text) { on_fault(line, fault, text); }} {
  slice_.lines_done = skip_lines;
}

base::Result<std::unique_ptr<FileReader>> FileReader::open(FileRow const& file, std::shared_ptr<Mapping const> mapping,
                                                           std::int64_t skip_lines) {
  auto source = ByteSource::open(file.path);
  if (!source) return std::move(source).error();
  return std::unique_ptr<FileReader>{new FileReader{file, std::move(mapping), skip_lines, std::move(source).value()}};
}

base::Result<FileSlice*> FileReader::next(std::int64_t rows_wanted, std::function<bool()> const& go_on) {
  slice_.clear();
  while (!slice_.ended && slice_.rows_read < rows_wanted && go_on()) {
    auto piece = source_->next();
    if (!piece) return std::move(piece).error();
    if (first_piece_ && (piece->starts_with("\xff\xfe") || piece->starts_with("\xfe\xff"))) {
      return base::Error{kNotUtf8, fmt::format("{} is UTF-16, not UTF-8. Save it as UTF-8 and give it again.", name_)};
    }
    first_piece_ = false;
    if (piece->empty()) {
      csv_.finish();
      slice_.ended = true;
      if (!rows_ && !failure_)
        failure_ = base::Error{kMissingColumns, "The file is empty; its first line must name the columns."};
    } else {
      csv_.push(*piece);
    }
    if (failure_) return base::Error{failure_->reason, fmt::format("{}: {}", name_, failure_->detail)};
  }
  return &slice_;
}

void FileReader::reject(std::int64_t line) {
  ++slice_.rows_rejected;
  std::int32_t fault_no = 0;
  for (auto& fault : faults_) {
    slice_.rejects.push_back({.file_no = file_no_, .line = line, .fault_no = fault_no++, .fault = std::move(fault)});
  }
}

void FileReader::on_row(std::int64_t line, std::span<std::string_view const> fields) {
  if (failure_) return;
  if (!rows_) {
    auto opened = RowReader::open(*mapping_, fields);
    if (!opened)
      failure_ = std::move(opened).error();
    else
      rows_.emplace(std::move(opened).value());
    return;
  }
  if (line <= skip_lines_) return;
  ++slice_.rows_read;
  slice_.lines_done = line;
  faults_.clear();
  switch (rows_->read(fields, row_, faults_)) {
    case RowReader::Outcome::skipped: ++slice_.rows_skipped; return;
    case RowReader::Outcome::rejected: return reject(line);
    case RowReader::Outcome::row: break;
  }
  pack(row_, *mapping_, packed_);
  slice_.rows.push_back({.document_hash = document_hash(row_.text(Field::number)),
                         .line = line,
                         .begin = slice_.arena.size(),
                         .size = packed_.size()});
  slice_.arena += packed_;
}

void FileReader::on_fault(std::int64_t line, CsvFault fault, std::string_view text) {
  if (failure_) return;
  if (!rows_) {
    failure_ = base::Error{kMissingColumns, fmt::format("Line {}, which must name the columns, cannot be read: {}",
                                                        line, reason_of(fault).title)};
    return;
  }
  if (line <= skip_lines_) return;
  ++slice_.rows_read;
  slice_.lines_done = line;
  faults_.assign(1, RowFault{reason_of(fault), "", glimpse(text), std::string{reason_of(fault).title}});
  reject(line);
}

}  // namespace weft::connectors
