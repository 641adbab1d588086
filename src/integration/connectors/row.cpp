// row.cpp - from the texts of a row to typed fields, with every fault named, and to the bytes that wait in staging.
#include "integration/connectors/row.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <charconv>
#include <cstring>

#include "integration/connectors/connectors.h"
#include "orders/orders.h"

namespace weft::connectors {

namespace {

constexpr std::size_t kValueShownMax = 200;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// What of a value may be shown and stored: valid UTF-8 without NUL, cut at a whole character.
std::string shown(std::string_view text) {
  std::string out{text.substr(0, kValueShownMax)};
  if (text.size() > kValueShownMax) {
    while (!out.empty() && (static_cast<unsigned char>(text[out.size()]) & 0xc0U) == 0x80U) out.pop_back();
  }
  for (auto& letter : out) {
    if (letter == '\0') letter = ' ';
  }
  if (simdjson::validate_utf8(out)) return out;
  for (auto& letter : out) {
    if ((static_cast<unsigned char>(letter) & 0x80U) != 0) letter = '?';
  }
  return out;
}

std::optional<std::int64_t> integer_of(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  std::int64_t value = 0;
  auto const [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc{} || end != text.data() + text.size()) return {};
  if (value > orders::kAmountMinorMax || value < -orders::kAmountMinorMax) return {};
  return value;
}

/// Takes `digits` decimal digits off the front; -1 if they are not there.
int take_digits(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return -1;
  int value = 0;
  for (std::size_t at = 0; at < digits; ++at) {
    if (text[at] < '0' || text[at] > '9') return -1;
    value = value * 10 + (text[at] - '0');
  }
  text.remove_prefix(digits);
  return value;
}

struct Parts {
  int year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0;
  std::int64_t micros = 0;
  int offset_minutes = 0;
};

ParsedTime moment(Parts const& parts) {
  std::chrono::year_month_day const date{std::chrono::year{parts.year},
                                         std::chrono::month{static_cast<unsigned>(parts.month)},
                                         std::chrono::day{static_cast<unsigned>(parts.day)}};
  if (!date.ok() || parts.hour > 23 || parts.minute > 59 || parts.second > 59) return {.no_such = true};
  auto const at = std::chrono::sys_days{date} + std::chrono::hours{parts.hour} + std::chrono::minutes{parts.minute} +
                  std::chrono::seconds{parts.second} + std::chrono::microseconds{parts.micros} -
                  std::chrono::minutes{parts.offset_minutes};
  return {.at = base::Instant{at}};
}

bool take(std::string_view& text, char letter) {
  if (!text.starts_with(letter)) return false;
  text.remove_prefix(1);
  return true;
}

ParsedTime parse_iso(std::string_view text) {
  Parts parts;
  parts.year = take_digits(text, 4);
  if (parts.year < 0 || !take(text, '-')) return {};
  parts.month = take_digits(text, 2);
  if (parts.month < 0 || !take(text, '-')) return {};
  parts.day = take_digits(text, 2);
  if (parts.day < 0) return {};
  if (text.empty()) return moment(parts);
  if (!take(text, 'T') && !take(text, ' ')) return {};
  parts.hour = take_digits(text, 2);
  if (parts.hour < 0 || !take(text, ':')) return {};
  parts.minute = take_digits(text, 2);
  if (parts.minute < 0) return {};
  if (take(text, ':')) {
    parts.second = take_digits(text, 2);
    if (parts.second < 0) return {};
    if (take(text, '.')) {
      std::int64_t unit = 100'000;
      int digit = take_digits(text, 1);
      if (digit < 0) return {};
      for (; digit >= 0; digit = take_digits(text, 1), unit /= 10) parts.micros += digit * unit;
    }
  }
  if (text.empty() || text == "Z") return moment(parts);
  int const sign = text.front() == '-' ? -1 : 1;
  if (!take(text, '+') && !take(text, '-')) return {};
  int const hours = take_digits(text, 2);
  take(text, ':');
  int const minutes = take_digits(text, 2);
  if (hours < 0 || minutes < 0 || !text.empty()) return {};
  if (hours > 15 || minutes > 59) return {.no_such = true};
  parts.offset_minutes = sign * (hours * 60 + minutes);
  return moment(parts);
}

}  // namespace

ParsedTime parse_time(std::string_view text, std::string_view format) {
  if (format.empty()) return parse_iso(text);
  Parts parts;
  while (!format.empty()) {
    auto const two = format.substr(0, 2);
    int* const part = two == "MM"   ? &parts.month
                      : two == "DD" ? &parts.day
                      : two == "hh" ? &parts.hour
                      : two == "mm" ? &parts.minute
                      : two == "ss" ? &parts.second
                                    : nullptr;
    if (format.starts_with("YYYY")) {
      parts.year = take_digits(text, 4);
      if (parts.year < 0) return {};
      format.remove_prefix(4);
    } else if (part != nullptr) {
      // One digit will do where the next letter is none: 1/9/2011.
      bool const single = text.size() == 1 || (text.size() > 1 && (text[1] < '0' || text[1] > '9'));
      *part = take_digits(text, single ? 1 : 2);
      if (*part < 0) return {};
      format.remove_prefix(2);
    } else {
      if (!take(text, format.front())) return {};
      format.remove_prefix(1);
    }
  }
  if (!text.empty()) return {};
  return moment(parts);
}

base::Result<RowReader> RowReader::open(Mapping const& mapping, std::span<std::string_view const> header) {
  RowReader reader{mapping, header.size()};
  std::string missing;
  for (auto const& column : mapping.columns) {
    std::optional<std::size_t> place;
    for (std::size_t at = 0; at < header.size() && !place; ++at) {
      if (trimmed(header[at]) == column.name) place = at;
    }
    if (!place && !column.optional) missing += (missing.empty() ? "" : ", ") + column.name;
    reader.places_.push_back(place);
  }
  if (!missing.empty()) {
    std::string found;
    for (auto const& name : header) found += (found.empty() ? "" : ", ") + shown(name);
    return base::Error{kMissingColumns,
                       fmt::format("The header lacks {}. It has: {}.", missing, found.substr(0, 2'000))};
  }
  reader.cells_.resize(mapping.columns.size());
  return reader;
}

void RowReader::read_cell(std::size_t column, std::string_view text, std::vector<RowFault>& faults) {
  auto const& spec = mapping_->columns[column];
  auto& cell = cells_[column];
  cell = {.text = text};
  auto fault = [&](base::Reason reason, std::string detail) {
    cell.good = false;
    faults.push_back({reason, spec.name, shown(text), std::move(detail)});
  };
  if (!simdjson::validate_utf8(text)) return fault(kWrongEncoding, "The value is not UTF-8. Save the file as UTF-8.");
  if (text.find('\0') != std::string_view::npos) return fault(kWrongEncoding, "The value holds a NUL character.");
  auto const bare = trimmed(text);
  if (bare.empty()) {
    cell.text = {};
    if (spec.required) fault(kMissingValue, "The value is empty, and every row needs one.");
    return;
  }
  switch (spec.type) {
    case ColumnType::text: return;
    case ColumnType::decimal: cell.text = bare; return;
    case ColumnType::integer: {
      cell.text = bare;
      auto const number = integer_of(bare);
      if (!number) return fault(kNotANumber, "The value is no whole number, or too large.");
      cell.number = *number;
      return;
    }
    case ColumnType::timestamp:
    case ColumnType::date: {
      cell.text = bare;
      auto const parsed = parse_time(bare, spec.format);
      if (parsed.no_such) return fault(kNoSuchDate, "There is no such date or time of day.");
      if (!parsed.at) {
        return fault(kNotATime, fmt::format("The value is not a time of the form {}.",
                                            spec.format.empty() ? "YYYY-MM-DD hh:mm:ss" : spec.format));
      }
      cell.number = parsed.at->time_since_epoch().count();
      return;
    }
  }
}

bool RowReader::holds(Rule const& rule) const {
  for (auto const& condition : rule.when) {
    auto const& cell = cells_[condition.column];
    auto const text = trimmed(cell.text);
    bool const present = !text.empty() && cell.good;
    bool met = false;
    switch (condition.test) {
      case Test::equals: met = text == condition.text; break;
      case Test::not_equals: met = text != condition.text; break;
      case Test::starts_with: met = text.starts_with(condition.text); break;
      case Test::not_starts_with: met = !text.starts_with(condition.text); break;
      case Test::empty: met = text.empty() == (condition.number != 0); break;
      case Test::below: met = present && cell.number < condition.number; break;
      case Test::at_least: met = present && cell.number >= condition.number; break;
    }
    if (!met) return false;
  }
  return true;
}

void RowReader::set(Field field, Source const& source, SalesRow& row, std::vector<RowFault>& faults) {
  auto const kind = kind_of(field);
  if (!source.column) {
    if (kind == FieldKind::text) {
      if (!source.constant.empty()) row.set_text(field, source.constant);
    } else {
      row.set_number(field, source.constant_number);
    }
    return;
  }
  auto const& cell = cells_[*source.column];
  auto const& name = mapping_->columns[*source.column].name;
  if (kind != FieldKind::text) {
    if (!cell.text.empty()) row.set_number(field, source.negate ? -cell.number : cell.number);
    return;
  }
  // A description is kept as it stands; what names something loses the spaces around it.
  auto text = field == Field::description ? cell.text : trimmed(cell.text);
  if (source.lookup) {
    auto const& values = mapping_->lookups[*source.lookup].values;
    auto const found = values.find(text);
    if (found != values.end()) {
      text = found->second;
    } else if (source.otherwise == Otherwise::empty) {
      text = {};
    } else if (source.otherwise == Otherwise::reject) {
      faults.push_back(
          {kNotInLookup, name, shown(text),
           fmt::format("The lookup \"{}\" does not know the value.", mapping_->lookups[*source.lookup].name)});
      return;
    }
  }
  if (text.empty()) return;
  if (text.size() > bytes_max(field)) {
    faults.push_back(
        {kTooLong, name, shown(text), fmt::format("{} takes at most {} bytes.", name_of(field), bytes_max(field))});
    return;
  }
  row.set_text(field, text);
}

void RowReader::set_money(Field field, Source const& source, SalesRow& row, int minor_digits,
                          std::vector<RowFault>& faults) {
  auto const& cell = cells_[*source.column];
  if (cell.text.empty()) return;
  auto const minor = base::parse_minor(cell.text, minor_digits);
  if (!minor || *minor > orders::kAmountMinorMax || *minor < -orders::kAmountMinorMax) {
    faults.push_back({kNotANumber, mapping_->columns[*source.column].name, shown(cell.text),
                      fmt::format("The value is no amount with at most {} decimals, or too large.", minor_digits)});
    return;
  }
  row.set_number(field, source.negate ? -*minor : *minor);
}

RowReader::Outcome RowReader::read(std::span<std::string_view const> fields, SalesRow& row,
                                   std::vector<RowFault>& faults) {
  auto const before = faults.size();
  if (fields.size() != width_) {
    faults.push_back(
        {kWrongWidth, "", "", fmt::format("The row has {} fields, the header {}.", fields.size(), width_)});
    return Outcome::rejected;
  }
  for (std::size_t at = 0; at < cells_.size(); ++at) {
    read_cell(at, places_[at] ? fields[*places_[at]] : std::string_view{}, faults);
  }
  for (std::size_t at = 0; at < kFields; ++at) {
    sources_[at] = mapping_->fields[at] ? &*mapping_->fields[at] : nullptr;
  }
  for (auto const& rule : mapping_->rules) {
    if (!holds(rule)) continue;
    if (rule.does == RuleDoes::skip) {
      faults.resize(before);
      return Outcome::skipped;
    }
    if (rule.does == RuleDoes::reject) {
      auto const& column = rule.when.front().column;
      faults.push_back({kRejectedByRule, mapping_->columns[column].name, shown(cells_[column].text), rule.words});
    }
    for (auto const& [field, source] : rule.set) sources_[static_cast<std::size_t>(field)] = &source;
  }
  if (faults.size() != before) return Outcome::rejected;

  row.has.reset();
  row.set_text(Field::number, trimmed(cells_[mapping_->number_column].text));
  if (row.text(Field::number).size() > bytes_max(Field::number)) {
    faults.push_back({kTooLong, mapping_->columns[mapping_->number_column].name, shown(row.text(Field::number)),
                      fmt::format("A document's number takes at most {} bytes.", bytes_max(Field::number))});
  }
  line_key_.clear();
  for (auto const column : mapping_->line_key) line_key_.append(cells_[column].text).push_back('\x1f');
  if (line_key_.size() > bytes_max(Field::line_key)) {
    faults.push_back({kTooLong, mapping_->columns[mapping_->line_key.front()].name, shown(line_key_),
                      fmt::format("The key of a line takes at most {} bytes.", bytes_max(Field::line_key))});
  }
  if (!line_key_.empty()) row.set_text(Field::line_key, line_key_);
  for (std::size_t at = 0; at < kFields; ++at) {
    auto const field = static_cast<Field>(at);
    if (sources_[at] != nullptr && kind_of(field) != FieldKind::money) set(field, *sources_[at], row, faults);
  }
  auto const currency = base::Currency::parse(row.holds(Field::currency) ? row.text(Field::currency) : "");
  if (!currency) {
    faults.push_back(
        {kBadCurrency, "", shown(row.text(Field::currency)), "A currency is three capital letters, such as EUR."});
    return Outcome::rejected;
  }
  for (auto const field : {Field::unit_price, Field::amount, Field::discount}) {
    auto const* source = sources_[static_cast<std::size_t>(field)];
    if (source != nullptr && source->column) set_money(field, *source, row, currency->minor_digits(), faults);
  }
  if (faults.size() != before) return Outcome::rejected;
  for (std::size_t at = 0; at < kFields; ++at) {
    auto const field = static_cast<Field>(at);
    bool const needed = field == Field::kind || field == Field::sold_at || field == Field::sku ||
                        field == Field::channel || field == Field::location || field == Field::quantity;
    if (needed && !row.holds(field)) {
      faults.push_back({kMissingValue, "", "", fmt::format("The row says no {}.", name_of(field))});
    }
  }
  return faults.size() == before ? Outcome::row : Outcome::rejected;
}

// ---- The staged form
// -------------------------------------------------------------------------------------------------- number NUL
// line_key NUL, then for each further field: its tag (field + 1), and a text ending in NUL, or 8 bytes of a number, big
// end first, with the sign turned so that bytes sort as numbers do.

void pack(SalesRow const& row, Mapping const& mapping, std::string& out) {
  out.clear();
  out.append(row.text(Field::number)).push_back('\0');
  out.append(row.holds(Field::line_key) ? row.text(Field::line_key) : std::string_view{}).push_back('\0');
  for (std::size_t at = static_cast<std::size_t>(Field::kind); at < kFields; ++at) {
    auto const field = static_cast<Field>(at);
    auto const& usual = mapping.fields[at];
    bool const text = kind_of(field) == FieldKind::text;
    bool const has_usual = text && usual && !usual->column && !usual->constant.empty();
    if (row.has[at] ? has_usual && usual->constant == row.texts[at] : !has_usual) continue;
    out.push_back(static_cast<char>(at + 1));
    if (!row.has[at]) {  // a rule took the usual value away
      out.push_back('\0');
      continue;
    }
    if (text) {
      out.append(row.texts[at]).push_back('\0');
    } else {
      auto bits = static_cast<std::uint64_t>(row.numbers[at]) ^ (std::uint64_t{1} << 63U);
      for (int shift = 56; shift >= 0; shift -= 8)
        out.push_back(static_cast<char>((bits >> static_cast<unsigned>(shift)) & 0xffU));
    }
  }
}

bool unpack(std::string_view packed, Mapping const& mapping, SalesRow& row) {
  row.has.reset();
  for (std::size_t at = 0; at < kFields; ++at) {
    auto const& usual = mapping.fields[at];
    bool const text = kind_of(static_cast<Field>(at)) == FieldKind::text;
    if (text && usual && !usual->column && !usual->constant.empty())
      row.set_text(static_cast<Field>(at), usual->constant);
  }
  auto take_text = [&](Field field) {
    auto const end = packed.find('\0');
    if (end == std::string_view::npos) return false;
    row.set_text(field, packed.substr(0, end));
    packed.remove_prefix(end + 1);
    return true;
  };
  if (!take_text(Field::number) || !take_text(Field::line_key)) return false;
  while (!packed.empty()) {
    auto const at = static_cast<std::size_t>(static_cast<unsigned char>(packed.front())) - 1;
    packed.remove_prefix(1);
    if (at >= kFields) return false;
    auto const field = static_cast<Field>(at);
    if (kind_of(field) == FieldKind::text) {
      if (!take_text(field)) return false;
      if (row.text(field).empty()) row.has.reset(at);
      continue;
    }
    if (packed.size() < 8) return false;
    std::uint64_t bits = 0;
    for (std::size_t byte = 0; byte < 8; ++byte) bits = (bits << 8U) | static_cast<unsigned char>(packed[byte]);
    row.set_number(field, static_cast<std::int64_t>(bits ^ (std::uint64_t{1} << 63U)));
    packed.remove_prefix(8);
  }
  return true;
}

std::int64_t document_hash(std::string_view number) {
  // FNV-1a, then a finaliser (splitmix64), so that numbers that differ in their last digit land far apart.
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (char const letter : number) hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3ULL;
  hash = (hash ^ (hash >> 30U)) * 0xbf58476d1ce4e5b9ULL;
  hash = (hash ^ (hash >> 27U)) * 0x94d049bb133111ebULL;
  return static_cast<std::int64_t>(hash ^ (hash >> 31U));
}

}  // namespace weft::connectors
