// json_lines_reader.cpp - simdjson a line at a time.
#include "integration/connectors/json_lines_reader.h"

#include <simdjson.h>

#include <algorithm>

namespace weft::connectors {

namespace {

constexpr std::size_t kDepthMax = 8;
constexpr std::size_t kMembersMax = 1'000;

/// Calls `each` with the path and the value of every member that is no object.
template <class Each>
void walk(simdjson::dom::object object, std::string const& before, std::size_t depth, Each const& each) {
  for (auto const& [key, value] : object) {
    auto const path = before + std::string{key};
    if (value.is_object() && depth < kDepthMax)
      walk(simdjson::dom::object{value}, path + '.', depth + 1, each);
    else
      each(path, value);
  }
}

std::string text_of(simdjson::dom::element const& value) {
  if (value.is_null()) return {};
  if (value.is_string()) return std::string{std::string_view{value}};
  return simdjson::minify(value);
}

}  // namespace

struct JsonLinesReader::Parser {
  simdjson::dom::parser parser;
  std::string padded;
};

JsonLinesReader::JsonLinesReader(OnHeader on_header, OnRow on_row, OnFault on_fault)
    : on_header_{std::move(on_header)},
      on_row_{std::move(on_row)},
      on_fault_{std::move(on_fault)},
      parser_{std::make_unique<Parser>()} {}

JsonLinesReader::~JsonLinesReader() = default;

void JsonLinesReader::want(std::vector<std::string> columns) { columns_ = std::move(columns); }

void JsonLinesReader::push(std::string_view bytes) {
  while (!bytes.empty()) {
    auto const end = bytes.find('\n');
    auto const piece = bytes.substr(0, end);
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    bool const ended = end != std::string_view::npos;
    if (!skipping_ && partial_.size() + piece.size() > kLineBytesMax) {
      partial_.append(piece.substr(0, 200));
      on_fault_(lines_ + 1, Fault::line_too_long, std::string_view{partial_}.substr(0, 1'000));
      partial_.clear();
      skipping_ = true;
    }
    if (skipping_) {
      if (ended) ++lines_;
      skipping_ = !ended;
      continue;
    }
    partial_.append(piece);
    if (!ended) continue;
    line(partial_);
    partial_.clear();
  }
}

void JsonLinesReader::finish() {
  if (!partial_.empty()) line(partial_);
  partial_.clear();
}

void JsonLinesReader::line(std::string_view text) {
  ++lines_;
  if (lines_ == 1 && text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  if (text.find_first_not_of(" \t\r") == std::string_view::npos) return;
  parser_->padded.assign(text);
  parser_->padded.reserve(text.size() + simdjson::SIMDJSON_PADDING);
  simdjson::dom::object object;
  if (parser_->parser.parse(parser_->padded).get(object) != simdjson::SUCCESS)
    return on_fault_(lines_, Fault::not_json, text);
  if (!header_given_) {
    header_given_ = true;
    std::vector<std::string> names;
    walk(object, "", 1, [&](std::string const& path, auto const&) {
      if (names.size() < kMembersMax) names.push_back(path);
    });
    std::vector<std::string_view> const views(names.begin(), names.end());
    columns_ = names;
    on_header_(views);
  }
  values_.assign(columns_.size(), {});
  walk(object, "", 1, [&](std::string const& path, simdjson::dom::element const& value) {
    auto const found = std::find(columns_.begin(), columns_.end(), path);
    if (found != columns_.end()) values_[static_cast<std::size_t>(found - columns_.begin())] = text_of(value);
  });
  fields_.assign(values_.begin(), values_.end());
  on_row_(lines_, fields_);
}

}  // namespace weft::connectors
