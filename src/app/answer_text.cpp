// answer_text.cpp - any answer as columns: what a member means stands in its name's ending.
#include "app/answer_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <optional>

#include "base/money.h"
#include "base/number.h"

namespace weft::app {

namespace {

namespace json = boost::json;

/// A row of cells by column name; in text form already.
struct Cell {
  std::string column;
  std::string text;
  bool number = false;
};
using Cells = std::vector<Cell>;

enum class Reader : std::uint8_t { person, machine };

struct Form {
  Reader reader;
  std::optional<base::Currency> currency;
};

std::string number_text(std::string_view column, std::int64_t number, Form const& form) {
  if (form.reader == Reader::machine) return std::to_string(number);
  if (column.ends_with("_minor"))
    return base::grouped_decimal(number, form.currency ? form.currency->minor_digits() : 2);
  if (column.ends_with("milli_bps")) return base::grouped_decimal(number, 5) + " %";
  if (column.ends_with("_bps")) return base::grouped_decimal(number, 2) + " %";
  if (column.ends_with("_milli")) return base::grouped_decimal(number, 3);
  return column.ends_with("year") ? std::to_string(number) : base::grouped(number);
}

std::string heading(std::string_view column, Form const& form) {
  std::string text{column};
  if (form.reader == Reader::machine) return text;
  for (std::string_view const ending : {"_milli_bps", "_minor", "_bps", "_milli"}) {
    if (!text.ends_with(ending)) continue;
    text.resize(text.size() - ending.size());
    break;
  }
  std::replace(text.begin(), text.end(), '_', ' ');
  std::replace(text.begin(), text.end(), '.', ' ');
  return text;
}

std::string element_text(std::string_view column, json::value const& value, Form const& form) {
  if (value.is_string()) return std::string{value.as_string()};
  if (value.is_bool()) return value.as_bool() ? "yes" : "no";
  if (value.is_int64()) return number_text(column, value.as_int64(), form);
  return value.is_null() ? "" : json::serialize(value);
}

/// A member as cells; members of members stand behind a point.
void add_cells(Cells& cells, std::string const& column, json::value const& value, Form const& form) {
  if (value.is_object()) {
    for (auto const& [name, inner] : value.as_object())
      add_cells(cells, fmt::format("{}.{}", column, std::string_view{name}), inner, form);
    return;
  }
  if (value.is_array()) {
    std::string text;
    char const between =
        form.reader == Reader::person && !value.as_array().empty() && value.as_array()[0].is_int64() ? ' ' : '+';
    for (auto const& element : value.as_array()) {
      if (!text.empty()) text += between;
      text += element_text(column, element, form);
    }
    cells.push_back({column, text});
    return;
  }
  cells.push_back({column, element_text(column, value, form), value.is_int64()});
}

bool is_list(json::value const& value) {
  return value.is_array() && (value.as_array().empty() || value.as_array()[0].is_object());
}

std::optional<base::Currency> currency_of(json::object const& answer) {
  auto const* const named = answer.if_contains("currency");
  if (named == nullptr || !named->is_string()) return {};
  return base::Currency::parse(std::string_view{named->as_string()});
}

/// An element as cells; one that names a currency of its own has its amounts in that.
Cells row_of(json::value const& element, Form form) {
  auto const& members = element.as_object();
  if (auto const own = currency_of(members)) form.currency = own;
  Cells cells;
  for (auto const& [name, value] : members) add_cells(cells, std::string{name}, value, form);
  return cells;
}

/// The rows of a list, all with the same columns: what an element does not have is an empty cell.
std::vector<Cells> rows_of(json::array const& list, Form const& form) {
  std::vector<Cells> rows;
  Cells columns;
  auto const named = [](Cells const& cells, std::string const& column) {
    return std::find_if(cells.begin(), cells.end(), [&](Cell const& cell) { return cell.column == column; });
  };
  for (auto const& element : list) {
    rows.push_back(row_of(element, form));
    for (auto const& cell : rows.back()) {
      if (named(columns, cell.column) == columns.end()) columns.push_back({cell.column, {}, cell.number});
    }
  }
  for (auto& row : rows) {
    auto even = columns;
    for (auto& cell : even) {
      if (auto const found = named(row, cell.column); found != row.end()) cell = *found;
    }
    row = std::move(even);
  }
  return rows;
}

std::size_t width_of(std::string_view text) {  // characters, not bytes
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string padded(Cell const& cell, std::size_t width) {
  std::string const room(width - std::min(width, width_of(cell.text)), ' ');
  return cell.number ? room + cell.text : cell.text + room;
}

std::string table_of(json::array const& list, Form const& form) {
  auto rows = rows_of(list, form);
  Cells head = rows.front();
  for (auto& cell : head) cell.text = heading(cell.column, form);
  rows.insert(rows.begin(), head);
  std::vector<std::size_t> widths(head.size());
  for (auto const& row : rows) {
    for (std::size_t at = 0; at < std::min(row.size(), widths.size()); ++at)
      widths[at] = std::max(widths[at], width_of(row[at].text));
  }
  std::string out;
  for (auto const& row : rows) {
    std::string line;
    for (std::size_t at = 0; at < row.size(); ++at) line += (at == 0 ? "" : "  ") + padded(row[at], widths[at]);
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + '\n';
  }
  return out;
}

/// Quoted where RFC 4180 asks for it.
std::string csv_field(std::string const& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (char const c : text) out += c == '"' ? std::string{"\"\""} : std::string(1, c);
  return out + '"';
}

}  // namespace

std::string text_of_answer(std::string_view text) {
  auto const parsed = json::parse(text);
  auto const& answer = parsed.as_object();
  Form const form{Reader::person, currency_of(answer)};
  Cells single;
  for (auto const& [name, value] : answer) {
    if (!is_list(value) && name != "definition" && name != "generated_at" && name != "words")
      add_cells(single, std::string{name}, value, form);
  }
  std::size_t width = 0;
  for (auto& cell : single) {
    cell.column = heading(cell.column, form);
    width = std::max(width, width_of(cell.column));
  }
  std::string out;
  for (auto const& cell : single) {
    if (!cell.text.empty()) out += fmt::format("{}  {}\n", padded({{}, cell.column}, width), cell.text);
  }
  for (auto const& [name, value] : answer) {
    if (!is_list(value) || value.as_array().empty()) continue;
    out += fmt::format("\n{}\n{}", heading(std::string_view{name}, form), table_of(value.as_array(), form));
  }
  if (auto const* const definition = answer.if_contains("definition"))
    out += fmt::format("\n{}\n", std::string_view{definition->as_string()});
  return out;
}

std::string csv_of_answer(std::string_view text, std::string_view list) {
  auto const parsed = json::parse(text);
  auto const* const wanted = parsed.as_object().if_contains(list);
  if (wanted == nullptr || !is_list(*wanted) || wanted->as_array().empty()) return {};
  Form const form{Reader::machine, {}};
  std::string out;
  for (auto const& row : rows_of(wanted->as_array(), form)) {
    auto const line = [&](auto part) {
      std::string fields;
      for (std::size_t at = 0; at < row.size(); ++at) fields += (at == 0 ? "" : ",") + csv_field(part(row[at]));
      return fields + "\r\n";
    };
    if (out.empty()) out += line([](Cell const& cell) { return cell.column; });
    out += line([](Cell const& cell) { return cell.text; });
  }
  return out;
}

std::vector<std::string> lists_of_answer(std::string_view text) {
  auto const parsed = json::parse(text);
  std::vector<std::string> out;
  for (auto const& [name, value] : parsed.as_object()) {
    if (is_list(value)) out.emplace_back(name);
  }
  return out;
}

}  // namespace weft::app
