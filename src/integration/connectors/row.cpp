// row.cpp - from the texts of a row to typed fields, with every fault named, and to the bytes that wait in staging.
#include "integration/connectors/row.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <limits>

#include "base/text.h"
#include "integration/connectors/connectors.h"
#include "orders/orders.h"
#include "platform/json/json.h"

namespace weft::connectors {

namespace {

constexpr std::size_t kValueShownMax = 200;

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

/// Where a comma stands before decimals, points may only mark thousands: each has three digits behind it.
bool thousands_stand_right(std::string_view text) {
  auto const whole = text.substr(0, text.find(','));
  for (auto at = whole.find('.'); at != std::string_view::npos; at = whole.find('.', at + 1)) {
    auto const group = whole.substr(at + 1, 4);
    bool const three = group.size() == 3 || (group.size() == 4 && group[3] == '.');
    bool const digits = std::all_of(group.begin(), group.begin() + std::min<std::ptrdiff_t>(3, std::ssize(group)),
                                    [](char letter) { return letter >= '0' && letter <= '9'; });
    if (!three || !digits || at == 0) return false;
  }
  return text.find('.', whole.size()) == std::string_view::npos;
}

/// What a spreadsheet writes into a cell it could not reckon.
bool is_spreadsheet_error(std::string_view text) {
  if (!text.starts_with('#')) return false;
  for (std::string_view const word :
       {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#NV", "#WERT!", "#BEZUG!"}) {
    if (text == word) return true;
  }
  return false;
}

struct Parts {
  int year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0;
  std::int64_t micros = 0;
  std::optional<int> offset_minutes{};  // from UTC, where the text names it
};

ParsedTime moment(Parts const& parts, base::Zone const& zone) {
  std::chrono::year_month_day const date{std::chrono::year{parts.year},
                                         std::chrono::month{static_cast<unsigned>(parts.month)},
                                         std::chrono::day{static_cast<unsigned>(parts.day)}};
  if (!date.ok() || parts.hour > 23 || parts.minute > 59 || parts.second > 59) return {.no_such = true};
  auto const shown = std::chrono::sys_days{date}.time_since_epoch() + std::chrono::hours{parts.hour} +
                     std::chrono::minutes{parts.minute} + std::chrono::seconds{parts.second} +
                     std::chrono::microseconds{parts.micros};
  if (parts.offset_minutes) return {.at = base::Instant{shown - std::chrono::minutes{*parts.offset_minutes}}};
  auto const at = zone.instant_of(base::LocalTime{shown});
  return {.at = at, .no_such = !at};
}

bool take(std::string_view& text, char letter) {
  if (!text.starts_with(letter)) return false;
  text.remove_prefix(1);
  return true;
}

ParsedTime parse_iso(std::string_view text, base::Zone const& zone) {
  Parts parts;
  parts.year = take_digits(text, 4);
  if (parts.year < 0 || !take(text, '-')) return {};
  parts.month = take_digits(text, 2);
  if (parts.month < 0 || !take(text, '-')) return {};
  parts.day = take_digits(text, 2);
  if (parts.day < 0) return {};
  if (text.empty()) return moment(parts, zone);
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
  if (text == "Z") parts.offset_minutes = 0;
  if (text.empty() || text == "Z") return moment(parts, zone);
  int const sign = text.front() == '-' ? -1 : 1;
  if (!take(text, '+') && !take(text, '-')) return {};
  int const hours = take_digits(text, 2);
  take(text, ':');
  int const minutes = take_digits(text, 2);
  if (hours < 0 || minutes < 0 || !text.empty()) return {};
  if (hours > 15 || minutes > 59) return {.no_such = true};
  parts.offset_minutes = sign * (hours * 60 + minutes);
  return moment(parts, zone);
}

/// A count of days or seconds; nothing for another format.
std::optional<ParsedTime> parse_counted(std::string_view text, std::string_view format, base::Zone const& zone) {
  constexpr std::int64_t kJulianOf1970 = 2'440'588;  // the Julian day that begins at noon of 1 January 1970
  constexpr std::int64_t kFarthest = 4'000'000'000'000;
  bool const julian = format == "julian", unix_s = format == "unix", unix_ms = format == "unix_ms";
  if (!julian && !unix_s && !unix_ms) return {};
  auto const count = integer_of(text);
  if (!count) return ParsedTime{};
  if (*count > kFarthest || *count < -kFarthest || (julian && (*count < 1'721'426 || *count > 5'373'484)))
    return ParsedTime{.no_such = true};  // a Julian day is one of the years 1 to 9999
  if (unix_s) return ParsedTime{.at = base::Instant{std::chrono::seconds{*count}}};
  if (unix_ms) return ParsedTime{.at = base::Instant{std::chrono::milliseconds{*count}}};
  std::chrono::sys_days const day{std::chrono::days{*count - kJulianOf1970}};
  auto const at = zone.instant_of(base::LocalTime{day.time_since_epoch()});
  return ParsedTime{.at = at, .no_such = !at};
}

}  // namespace

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

ParsedTime parse_time(std::string_view text, std::string_view format, base::Zone const& zone) {
  if (format.empty()) return parse_iso(text, zone);
  if (auto const counted = parse_counted(text, format, zone)) return *counted;
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
  return moment(parts, zone);
}

namespace {

std::optional<std::size_t> place_in(std::span<std::string_view const> header, std::string_view name) {
  for (std::size_t at = 0; at < header.size(); ++at) {
    if (base::trimmed(header[at]) == name) return at;
  }
  return {};
}

}  // namespace

base::Result<std::size_t> find_part(Mapping const& mapping, std::span<std::string_view const> header, bool of_one_row) {
  std::optional<std::size_t> fit;
  std::size_t fit_columns = 0;
  std::vector<std::string> nearest;  // what the part lacks that lacks least
  std::string nearest_name;
  for (std::size_t at = 0; at < mapping.parts.size(); ++at) {
    auto const& part = mapping.parts[at];
    std::vector<std::string> missing;
    std::size_t there = 0;
    for (auto const& column : part.columns) {
      bool const found = place_in(header, column.name).has_value();
      if (found) ++there;
      if (!found && (of_one_row ? column.required : !column.optional)) missing.push_back(column.name);
    }
    if (missing.empty() && (!fit || there > fit_columns)) {
      fit = at;
      fit_columns = there;
    }
    if (!missing.empty() && (nearest.empty() || missing.size() < nearest.size())) {
      nearest = std::move(missing);
      nearest_name = part.name;
    }
  }
  if (fit) {
    for (auto const& column : mapping.parts[*fit].columns) {
      auto const times = std::count_if(header.begin(), header.end(),
                                       [&](std::string_view name) { return base::trimmed(name) == column.name; });
      if (times > 1) {
        return base::Error{
            kMissingColumns,
            fmt::format("The header names the column {} twice; leave the one that is meant.", column.name)};
      }
    }
    return *fit;
  }
  std::string found;
  for (auto const& name : header) found += (found.empty() ? "" : ", ") + shown(name);
  return base::Error{kMissingColumns,
                     fmt::format("The header lacks {}{}. It has: {}.", fmt::join(nearest, ", "),
                                 nearest_name.empty() ? "" : fmt::format(" (of \"{}\", the nearest)", nearest_name),
                                 found.substr(0, 2'000))};
}

RowReader::RowReader(Mapping const& mapping, std::size_t part, std::span<std::string_view const> header)
    : mapping_{&mapping},
      part_{&mapping.parts[part]},
      zone_{part_->zone},
      part_no_{part},
      width_{header.size()},
      cells_(part_->columns.size()) {
  for (auto const& column : part_->columns) places_.push_back(place_in(header, column.name));
}

void RowReader::read_cell(std::size_t column, std::string_view text, std::vector<RowFault>& faults) {
  auto const& spec = part_->columns[column];
  auto& cell = cells_[column];
  cell = {.text = text};
  auto fault = [&](base::Reason reason, std::string detail) {
    cell.good = false;
    faults.push_back({reason, spec.name, shown(text), std::move(detail)});
  };
  if (!simdjson::validate_utf8(text)) return fault(kWrongEncoding, "The value is not UTF-8. Save the file as UTF-8.");
  if (text.find('\0') != std::string_view::npos) return fault(kWrongEncoding, "The value holds a NUL character.");
  auto const bare = base::trimmed(text);
  if (bare.empty()) {
    cell.text = {};
    if (spec.required) fault(kMissingValue, "The value is empty, and every row needs one.");
    return;
  }
  if (is_spreadsheet_error(bare))
    return fault(kSpreadsheetError, "The cell holds a spreadsheet's error, and no value.");
  switch (spec.type) {
    case ColumnType::text: return;
    case ColumnType::decimal: cell.text = bare; return;
    case ColumnType::integer: {
      cell.text = bare;
      auto const number = integer_of(bare);
      if (!number) return fault(kNotANumber, "The value is no whole number such as 12, or too large.");
      cell.number = *number;
      return;
    }
    case ColumnType::timestamp:
    case ColumnType::date: {
      cell.text = bare;
      auto const parsed = parse_time(bare, spec.format, zone_);
      if (parsed.no_such)
        return fault(kNoSuchDate,
                     "The calendar has no such day, or the clock no such time there (when clocks are put forward).");
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
    auto const text = base::trimmed(cell.text);
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

void RowReader::set(Field field, Source const& source, MappedRow& row, std::vector<RowFault>& faults) {
  if (!source.columns.empty()) {
    kind_of(field) == FieldKind::text ? set_text(field, source, row, faults) : set_number(field, source, row, faults);
    return;
  }
  if (kind_of(field) != FieldKind::text)
    row.set_number(field, source.constant_number);
  else if (!source.constant.empty())
    row.set_text(field, source.constant);
}

void RowReader::set_number(Field field, Source const& source, MappedRow& row, std::vector<RowFault>& faults) {
  auto const& cell = cells_[source.columns.front()];
  if (cell.text.empty()) {
    // What the document says goes before the default, so a row that leaves it to the document says nothing here.
    if (source.fallback_number && source.missing != Missing::document) row.set_number(field, *source.fallback_number);
    return;
  }
  if (source.time_column && !cells_[*source.time_column].text.empty()) {
    auto const& time = cells_[*source.time_column];
    auto const day = zone_.day_of(base::Instant{std::chrono::microseconds{cell.number}});
    std::chrono::seconds const of_day{time.number};
    // Of the day there, not so long after its first moment: the clocks may be put forward or back in between.
    auto const at = of_day >= of_day.zero() && of_day < std::chrono::days{1}
                        ? zone_.instant_of(base::LocalTime{std::chrono::sys_days{day}.time_since_epoch() + of_day})
                        : std::nullopt;
    if (!at) {
      faults.push_back({kNoSuchDate, part_->columns[*source.time_column].name, shown(time.text),
                        "That day has no such time: it is told in seconds from 0 to 86399."});
      return;
    }
    row.set_number(field, at->time_since_epoch().count());
    return;
  }
  row.set_number(field, source.negate ? -cell.number : cell.number);
}

void RowReader::set_text(Field field, Source const& source, MappedRow& row, std::vector<RowFault>& faults) {
  auto const& name = column_of(source).name;
  auto& made = made_[static_cast<std::size_t>(field)];
  // A description is kept as it stands; what names something loses the spaces around it.
  auto const& first = cells_[source.columns.front()].text;
  auto text = field == Field::description ? first : base::trimmed(first);
  if (source.columns.size() > 1) {
    made.clear();
    for (auto const column : source.columns) {
      auto const piece = base::trimmed(cells_[column].text);
      if (piece.empty()) continue;
      if (!made.empty()) made.push_back(' ');
      made.append(piece);
    }
    text = made;
  }
  if (source.lookup) {
    auto const& lookup = mapping_->lookups[*source.lookup];
    auto const found = lookup.values.find(text);
    if (found != lookup.values.end()) {
      text = found->second;
    } else if (source.otherwise == Otherwise::empty) {
      text = {};
    } else if (source.otherwise == Otherwise::reject) {
      faults.push_back(
          {kNotInLookup, name, shown(text), fmt::format("The lookup \"{}\" does not know the value.", lookup.name)});
      return;
    }
  }
  if (text.empty()) {
    if (source.fallback && source.missing != Missing::document) row.set_text(field, *source.fallback);
    return;
  }
  if (!source.prefix.empty()) {
    auto prefixed = source.prefix + std::string{text};
    made = std::move(prefixed);
    text = made;
  }
  if (text.size() > bytes_max(field)) {
    faults.push_back(
        {kTooLong, name, shown(text), fmt::format("{} takes at most {} bytes.", name_of(field), bytes_max(field))});
    return;
  }
  row.set_text(field, text);
}

void RowReader::set_money(Field field, Source const& source, MappedRow& row, int minor_digits,
                          std::vector<RowFault>& faults) {
  auto text = cells_[source.columns.front()].text;
  if (text.empty()) return;
  if (part_->decimal == ',' && thousands_stand_right(text)) {  // 1.234,50
    number_with_dots_.clear();
    for (char const letter : text) {
      if (letter != '.') number_with_dots_.push_back(letter == ',' ? '.' : letter);
    }
    text = number_with_dots_;
  } else if (part_->decimal == ',') {
    text = {};  // 12.50 is no amount where 12,50 is one: it must not become 1250
  }
  auto const minor = base::parse_minor(text, minor_digits);
  if (!minor || *minor > orders::kAmountMinorMax || *minor < -orders::kAmountMinorMax) {
    faults.push_back(
        {kNotANumber, column_of(source).name, shown(cells_[source.columns.front()].text),
         fmt::format("The value is no amount such as {} ({} decimals at most, no other signs), or too large.",
                     part_->decimal == ',' ? "1234,50 or 1.234,50" : "1234.50", minor_digits)});
    return;
  }
  row.set_number(field, source.negate ? -*minor : *minor);
}

bool RowReader::apply_rules(std::vector<RowFault>& faults) {
  for (std::size_t at = 0; at < fields_of(part_->target); ++at)
    sources_[at] = part_->fields[at] ? &*part_->fields[at] : nullptr;
  for (auto const& rule : part_->rules) {
    if (!holds(rule)) continue;
    if (rule.does == RuleDoes::skip) return false;
    if (rule.does == RuleDoes::reject) {
      auto const& column = rule.when.front().column;
      faults.push_back({kRejectedByRule, part_->columns[column].name, shown(cells_[column].text), rule.words});
    }
    for (auto const& [field, source] : rule.set) sources_[static_cast<std::size_t>(field)] = &source;
  }
  return true;
}

void RowReader::set_key(MappedRow& row, std::vector<RowFault>& faults) {
  set_text(Field::number, part_->number, row, faults);
  if (!row.holds(Field::number) && faults.empty())
    faults.push_back(
        {kMissingValue, column_of(part_->number).name, "", "The row does not say which document it is of."});
  auto& key = made_[static_cast<std::size_t>(Field::line_key)];
  key.clear();
  for (auto const column : part_->line_key) key.append(cells_[column].text).push_back('\x1f');
  if (key.size() > bytes_max(Field::line_key)) {
    faults.push_back({kTooLong, part_->columns[part_->line_key.front()].name, shown(key),
                      fmt::format("The key of a line takes at most {} bytes.", bytes_max(Field::line_key))});
  }
  if (!key.empty()) row.set_text(Field::line_key, key);
}

void RowReader::set_amounts(MappedRow& row, std::vector<RowFault>& faults) {
  auto const said = row.holds(Field::currency) ? row.text(Field::currency) : std::string_view{};
  auto const currency = base::Currency::parse(said);
  if (!currency) {
    auto const* source = sources_[static_cast<std::size_t>(Field::currency)];
    bool const told = source != nullptr && !source->columns.empty();
    faults.push_back({kBadCurrency, told ? column_of(*source).name : "", shown(said),
                      "A currency is three capital letters, such as EUR."});
    return;
  }
  for (auto const field :
       {Field::unit_price, Field::amount, Field::discount, Field::tax, Field::shipping, Field::tender_amount}) {
    auto const* source = sources_[static_cast<std::size_t>(field)];
    if (source != nullptr && !source->columns.empty()) set_money(field, *source, row, currency->minor_digits(), faults);
  }
}

void RowReader::set_facts(MappedRow& row, std::vector<RowFault>& faults) {
  auto& text = made_[static_cast<std::size_t>(Field::facts)];
  text.clear();
  for (auto const& [name, column] : part_->facts) {
    auto const& cell = cells_[column];
    if (cell.text.empty()) continue;
    // Of people a date is a date, however the file writes it; of sales everything stays as given.
    bool const date =
        part_->target == Target::customers && part_->columns[column].type == ColumnType::date && cell.good;
    text += text.empty() ? '{' : ',';
    json::encode_string(text, name);
    text += ':';
    if (date)
      json::encode_string(text, base::text_of(zone_.day_of(base::Instant{std::chrono::microseconds{cell.number}})));
    else
      json::encode_string(text, base::trimmed(cell.text));
  }
  if (text.empty()) return;
  text += '}';
  if (text.size() > bytes_max(Field::facts)) {
    faults.push_back(
        {kTooLong, "", "", fmt::format("The facts of a row take at most {} bytes.", bytes_max(Field::facts))});
    return;
  }
  row.set_text(Field::facts, text);
}

void RowReader::check_needed(MappedRow const& row, std::vector<RowFault>& faults) const {
  auto const need = [&](Field field) {
    auto const* source = sources_[static_cast<std::size_t>(field)];
    if (row.holds(field) || (source != nullptr && source->missing != Missing::reject)) return;
    if (source == nullptr && mapping_->parts.size() > 1 && may_come_from_document(field)) return;
    auto const& column = source != nullptr && !source->columns.empty() ? column_of(*source).name : std::string{};
    faults.push_back({kMissingValue, column, "", fmt::format("The row says no {}.", name_of(field))});
  };
  for (auto const field : needed_by(part_->target)) need(field);
  if (part_->target != Target::sales) return;  // whoever a customer is is told by the record itself
  need(Field::kind);
  auto const kind = row.holds(Field::kind) ? row.text(Field::kind) : std::string_view{};
  if (kind == "document") return;
  if (kind == "tender") {
    need(Field::tender);
    need(Field::tender_amount);
    return;
  }
  for (auto const field : {Field::sold_at, Field::sku, Field::channel, Field::location, Field::quantity}) need(field);
}

RowReader::Outcome RowReader::read(std::span<std::string_view const> fields, MappedRow& row,
                                   std::vector<RowFault>& faults) {
  auto const before = faults.size();
  if (fields.size() != width_) {
    faults.push_back(
        {kWrongWidth, "", "", fmt::format("The row has {} fields, the header {}.", fields.size(), width_)});
    return Outcome::rejected;
  }
  for (std::size_t at = 0; at < cells_.size(); ++at)
    read_cell(at, places_[at] ? fields[*places_[at]] : std::string_view{}, faults);
  if (!apply_rules(faults)) {
    faults.resize(before);
    return Outcome::skipped;
  }
  if (faults.size() != before) return Outcome::rejected;
  row.part = part_no_;
  row.has.reset();
  set_key(row, faults);
  for (std::size_t at = 0; at < fields_of(part_->target); ++at) {
    auto const field = static_cast<Field>(at);
    if (sources_[at] != nullptr && kind_of(field) != FieldKind::money) set(field, *sources_[at], row, faults);
  }
  if (part_->target == Target::sales) set_amounts(row, faults);
  set_facts(row, faults);
  if (faults.size() == before) check_needed(row, faults);
  return faults.size() == before ? Outcome::row : Outcome::rejected;
}

bool RowReader::knows_document(std::span<std::string_view const> fields, MappedRow& row) {
  if (fields.size() != width_) return false;
  for (auto const column : part_->number.columns) {
    if (!cells_[column].good) return false;
  }
  std::vector<RowFault> faults;
  row.part = part_no_;
  row.has.reset();
  set_text(Field::number, part_->number, row, faults);
  return row.holds(Field::number);
}

// ---- The staged form -----------------------------------------------------------------------------
// A letter of the target, the number, NUL; the part + 1, the line key, NUL; then for each further field its tag
// (field + 1), and a text ending in NUL, or 8 bytes of a number, big end first, with the sign turned so that bytes sort
// as numbers do. Of a rejected row: the key, and 0xff in place of the part.

namespace {

/// The letters of targets in staged rows, by Target.
constexpr std::string_view kLetters = "sclprf";

/// The part's own value of a text field, which need not travel with each row.
std::string_view usual(Part const& part, std::size_t at) {
  auto const& source = part.fields[at];
  bool const constant = source && source->columns.empty() && kind_of(static_cast<Field>(at)) == FieldKind::text;
  return constant ? std::string_view{source->constant} : std::string_view{};
}

void pack_number(std::int64_t number, std::string& out) {
  auto const bits = static_cast<std::uint64_t>(number) ^ (std::uint64_t{1} << 63U);
  for (int shift = 56; shift >= 0; shift -= 8)
    out.push_back(static_cast<char>((bits >> static_cast<unsigned>(shift)) & 0xffU));
}

}  // namespace

void pack(MappedRow const& row, Mapping const& mapping, std::string& out) {
  auto const& part = mapping.parts[row.part];
  out.assign(1, kLetters[static_cast<std::size_t>(part.target)]);
  out.append(row.text(Field::number)).push_back('\0');
  out.push_back(static_cast<char>(row.part + 1));
  out.append(row.holds(Field::line_key) ? row.text(Field::line_key) : std::string_view{}).push_back('\0');
  for (std::size_t at = static_cast<std::size_t>(Field::kind); at < fields_of(part.target); ++at) {
    auto const common = usual(part, at);
    if (row.has[at] ? !common.empty() && common == row.texts[at] : common.empty()) continue;
    out.push_back(static_cast<char>(at + 1));
    if (!row.has[at])
      out.push_back('\0');  // a rule took the usual value away
    else if (kind_of(static_cast<Field>(at)) == FieldKind::text)
      out.append(row.texts[at]).push_back('\0');
    else
      pack_number(row.numbers[at], out);
  }
}

void pack_rejected(MappedRow const& row, Mapping const& mapping, std::string& out) {
  out.assign(1, kLetters[static_cast<std::size_t>(mapping.parts[row.part].target)]);
  out.append(row.text(Field::number)).append("\0\xff", 2);
}
bool is_rejected(std::string_view packed) { return packed[packed.find('\0') + 1] == '\xff'; }

bool unpack(std::string_view packed, Mapping const& mapping, MappedRow& row) {
  row.has.reset();
  auto take_text = [&](Field field) {
    auto const end = packed.find('\0');
    if (end == std::string_view::npos) return false;
    row.set_text(field, packed.substr(0, end));
    packed.remove_prefix(end + 1);
    return true;
  };
  if (packed.empty()) return false;
  packed.remove_prefix(1);
  if (!take_text(Field::number) || packed.empty()) return false;
  row.part = static_cast<std::size_t>(static_cast<unsigned char>(packed.front())) - 1;
  packed.remove_prefix(1);
  if (row.part >= mapping.parts.size() || !take_text(Field::line_key)) return false;
  auto const& part = mapping.parts[row.part];
  for (std::size_t at = static_cast<std::size_t>(Field::kind); at < fields_of(part.target); ++at) {
    if (auto const common = usual(part, at); !common.empty()) row.set_text(static_cast<Field>(at), common);
  }
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

std::string_view key_of(std::string_view packed) { return packed.substr(0, packed.find('\0')); }
Target target_of(std::string_view key) { return static_cast<Target>(kLetters.find(key.front())); }
std::string_view number_of(std::string_view key) { return key.substr(1); }
std::size_t part_of(std::string_view packed) {
  return static_cast<std::size_t>(static_cast<unsigned char>(packed[packed.find('\0') + 1])) - 1;
}

namespace {

/// FNV-1a, then a finaliser (splitmix64), so that texts that differ in their last digit land far apart.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (char const letter : text) hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3ULL;
  hash = (hash ^ (hash >> 30U)) * 0xbf58476d1ce4e5b9ULL;
  hash = (hash ^ (hash >> 27U)) * 0x94d049bb133111ebULL;
  return hash ^ (hash >> 31U);
}

}  // namespace

std::int64_t line_hash(std::string_view line_key, std::int64_t ordinal) {
  return static_cast<std::int64_t>(hash_of(fmt::format("{}{}", line_key, ordinal)));
}

constexpr unsigned kOrgRangeBits = 36;  ///< of the hashes of one target of the organisation

std::int64_t document_hash(std::string_view key) {
  auto const hash = hash_of(key);
  auto const target = target_of(key);
  if (!is_of_org(target)) return static_cast<std::int64_t>(hash);
  // Locations go before the staff who work there, staff before their shifts, and all of them before what else is
  // written: they have the lowest numbers, a range each.
  return first_hash_of(target) + static_cast<std::int64_t>(hash >> (64U - kOrgRangeBits));
}

bool may_tell_of_org(std::int64_t hash) {
  return hash < first_hash_of(Target::footfall) + (std::int64_t{1} << kOrgRangeBits);
}

std::int64_t first_hash_of(Target target) {
  auto const range = static_cast<std::int64_t>(target) - static_cast<std::int64_t>(Target::locations);
  return std::numeric_limits<std::int64_t>::min() + (range << kOrgRangeBits);
}

}  // namespace weft::connectors
