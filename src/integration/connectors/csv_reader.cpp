// csv_reader.cpp - feeds libcsv line by line, so that each row knows its line and a fault costs no more than its own.
#include "integration/connectors/csv_reader.h"

#include <csv.h>

#include <cstring>

namespace weft::connectors {

namespace {
// libcsv's own states, from csv.c; it offers no question for "are we inside a quoted field".
constexpr int kRowNotBegun = 0;
constexpr int kFieldBegun = 2;
constexpr std::size_t kFaultBytesShown = 8'000;  // of a line that is no row

int never_space(unsigned char) { return 0; }
int only_line_feed(unsigned char byte) { return byte == CSV_LF ? 1 : 0; }
}  // namespace

struct CsvReader::Parser {
  csv_parser csv{};
  bool row_ended = false;

  Parser() { csv_init(&csv, CSV_STRICT | CSV_STRICT_FINI); }
  ~Parser() { csv_free(&csv); }
  Parser(Parser const&) = delete;
  Parser& operator=(Parser const&) = delete;

  void prepare(char delimiter) {
    csv_set_delim(&csv, static_cast<unsigned char>(delimiter));
    csv_set_space_func(&csv, never_space);
    csv_set_term_func(&csv, only_line_feed);
  }
  void reset(char delimiter) {
    csv_free(&csv);
    csv_init(&csv, CSV_STRICT | CSV_STRICT_FINI);
    prepare(delimiter);
  }
  [[nodiscard]] bool inside_quotes() const { return csv.quoted != 0 && csv.pstate == kFieldBegun; }
  [[nodiscard]] bool between_rows() const { return csv.pstate == kRowNotBegun; }
};

CsvReader::CsvReader(Options options, OnRow on_row, OnFault on_fault)
    : options_{options},
      on_row_{std::move(on_row)},
      on_fault_{std::move(on_fault)},
      parser_{std::make_unique<Parser>()} {
  parser_->prepare(options_.delimiter);
}

CsvReader::~CsvReader() = default;

void CsvReader::push(std::string_view bytes) {
  while (!bytes.empty()) {
    auto const end = bytes.find('\n');
    auto const piece = bytes.substr(0, end == std::string_view::npos ? bytes.size() : end + 1);
    bytes.remove_prefix(piece.size());
    bool const ended = end != std::string_view::npos;
    if (skipping_) {
      skipping_ = !ended;
      continue;
    }
    if (partial_.size() + piece.size() > options_.line_bytes_max) {
      partial_.append(piece.substr(0, kFaultBytesShown));
      auto const at = lines_ + 1;
      // A quote that was open runs past all limits with this line, so its row is lost as well.
      while (row_line_ != 0) fault(CsvFault::quote_not_closed);
      on_fault_(at, CsvFault::line_too_long, std::string_view{partial_}.substr(0, kFaultBytesShown));
      lines_ = at;
      partial_.clear();
      skipping_ = !ended;
      continue;
    }
    if (!ended) {
      partial_.append(piece);
    } else if (partial_.empty()) {
      line(piece);
    } else {
      partial_.append(piece);
      auto const whole = std::move(partial_);
      partial_.clear();
      line(whole);
    }
  }
}

void CsvReader::finish() {
  if (!partial_.empty()) {
    auto const whole = std::move(partial_) + '\n';
    partial_.clear();
    line(whole);
  }
  // Each fault takes at least one line off the open row, so this ends.
  while (row_line_ != 0) fault(CsvFault::quote_not_closed);
}

void CsvReader::line(std::string_view text) {
  ++lines_;
  if (lines_ == 1 && text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  if (row_line_ != 0) {
    if (row_text_.size() + text.size() > options_.line_bytes_max || row_lines_ >= options_.row_lines_max) {
      row_text_.append(text);  // to be read again as a line of its own
      ++row_lines_;
      return fault(CsvFault::quote_not_closed);
    }
    row_text_.append(text);
    ++row_lines_;
    return feed(text);
  }
  row_line_ = lines_;
  row_lines_ = 1;
  if (text.find('"') == std::string_view::npos) return split(text);
  feed(text);
  if (row_line_ != 0 && row_text_.empty()) row_text_.assign(text);  // it goes on: keep it for reading again
}

void CsvReader::split(std::string_view text) {
  text.remove_suffix(text.ends_with("\r\n") ? 2 : 1);
  if (text.empty()) {
    row_line_ = 0;
    return;
  }
  fields_.clear();
  for (;;) {
    auto const end = text.find(options_.delimiter);
    fields_.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  give_row();
}

void CsvReader::feed(std::string_view text) {
  auto const on_field = [](void* value, std::size_t size, void* self) {
    auto& reader = *static_cast<CsvReader*>(self);
    reader.fields_text_.append(static_cast<char const*>(value), size);
    reader.field_ends_.push_back(reader.fields_text_.size());
  };
  auto const on_end = [](int, void* self) { static_cast<CsvReader*>(self)->parser_->row_ended = true; };
  auto parse = [&](std::string_view bytes) {
    return csv_parse(&parser_->csv, bytes.data(), bytes.size(), on_field, on_end, this) == bytes.size();
  };

  auto body = text;
  bool const crlf = body.ends_with("\r\n");
  if (crlf) body.remove_suffix(2);
  bool good = parse(body);
  if (good && crlf) good = parse(parser_->inside_quotes() ? "\r\n" : "\n");
  if (!good) {
    if (row_text_.empty()) row_text_.assign(text);
    return fault(CsvFault::bad_quote);
  }
  if (parser_->row_ended) {
    emit_row();
  } else if (parser_->between_rows()) {
    row_line_ = 0;  // an empty line
    row_text_.clear();
  }
}

void CsvReader::emit_row() {
  fields_.clear();
  std::size_t begin = 0;
  for (auto const end : field_ends_) {
    fields_.emplace_back(fields_text_.data() + begin, end - begin);
    begin = end;
  }
  parser_->row_ended = false;
  row_text_.clear();
  give_row();
  fields_text_.clear();
  field_ends_.clear();
}

void CsvReader::give_row() {
  auto const line = row_line_;
  row_line_ = 0;
  row_lines_ = 0;
  on_row_(line, fields_);
}

void CsvReader::fault(CsvFault why) {
  auto const at = row_line_;
  auto const text = std::move(row_text_);
  row_text_.clear();
  row_line_ = 0;
  row_lines_ = 0;
  fields_text_.clear();
  field_ends_.clear();
  parser_->row_ended = false;
  parser_->reset(options_.delimiter);

  auto const first_end = text.find('\n');
  on_fault_(at, why, std::string_view{text}.substr(0, std::min(first_end, kFaultBytesShown)));
  if (first_end == std::string::npos) return;
  // The later lines were taken for the inside of a quote; now they are lines again.
  lines_ = at;
  std::string_view rest = std::string_view{text}.substr(first_end + 1);
  while (!rest.empty()) {
    auto const end = rest.find('\n');
    auto const piece = rest.substr(0, end == std::string_view::npos ? rest.size() : end + 1);
    rest.remove_prefix(piece.size());
    line(piece);
  }
}

}  // namespace weft::connectors
