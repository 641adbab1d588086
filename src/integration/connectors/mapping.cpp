// mapping.cpp - reads a mapping file and names every fault in it by its place.
#include "integration/connectors/mapping.h"

#include <fmt/format.h>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <algorithm>

#include "integration/connectors/connectors.h"
#include "orders/orders.h"

namespace weft::connectors {

namespace {

struct FieldFacts {
  std::string_view name;
  FieldKind kind;
  std::size_t bytes_max;
  bool needed;
};

// In order of Field.
constexpr std::array<FieldFacts, kFields> kFieldFacts{{
    {"number", FieldKind::text, orders::kNumberLengthMax, false},  // comes from [document]
    {"line_key", FieldKind::text, 2'000, false},
    {"kind", FieldKind::text, 20, true},
    {"sold_at", FieldKind::time, 40, true},
    {"sku", FieldKind::text, orders::kSkuLengthMax, true},
    {"description", FieldKind::text, orders::kDescriptionLengthMax, false},
    {"quantity", FieldKind::integer, 20, true},
    {"unit_price", FieldKind::money, 30, false},
    {"amount", FieldKind::money, 30, false},
    {"discount", FieldKind::money, 30, false},
    {"currency", FieldKind::text, 3, true},
    {"channel", FieldKind::text, org::kCodeLengthMax, true},
    {"location", FieldKind::text, org::kCodeLengthMax, true},
    {"fulfilment_channel", FieldKind::text, org::kCodeLengthMax, false},
    {"fulfilment_location", FieldKind::text, org::kCodeLengthMax, false},
    {"customer_id", FieldKind::text, customer::kSourceIdLengthMax, false},
    {"loyalty_number", FieldKind::text, customer::kIdentifierLengthMax, false},
    {"email", FieldKind::text, customer::kIdentifierLengthMax, false},
    {"customer_name", FieldKind::text, 200, false},
    {"country", FieldKind::text, 100, false},
    {"returns_number", FieldKind::text, orders::kNumberLengthMax, false},
    {"tender", FieldKind::text, 40, false},
    {"as_of", FieldKind::time, 40, false},
}};

template <class Value, std::size_t size>
std::optional<Value> word_of(std::array<std::pair<std::string_view, Value>, size> const& words, std::string_view word) {
  for (auto const& [name, value] : words) {
    if (name == word) return value;
  }
  return {};
}

constexpr std::array<std::pair<std::string_view, ColumnType>, 5> kColumnTypes{{{"text", ColumnType::text},
                                                                               {"integer", ColumnType::integer},
                                                                               {"decimal", ColumnType::decimal},
                                                                               {"timestamp", ColumnType::timestamp},
                                                                               {"date", ColumnType::date}}};
constexpr std::array<std::pair<std::string_view, Merge>, 3> kMerges{
    {{"same", Merge::same}, {"min", Merge::min}, {"max", Merge::max}}};
constexpr std::array<std::pair<std::string_view, Otherwise>, 3> kOtherwise{
    {{"keep", Otherwise::keep}, {"empty", Otherwise::empty}, {"reject", Otherwise::reject}}};
constexpr std::array<std::pair<std::string_view, Test>, 7> kTests{{{"equals", Test::equals},
                                                                   {"not_equals", Test::not_equals},
                                                                   {"starts_with", Test::starts_with},
                                                                   {"not_starts_with", Test::not_starts_with},
                                                                   {"empty", Test::empty},
                                                                   {"below", Test::below},
                                                                   {"at_least", Test::at_least}}};

/// Walks the file once and collects what is wrong.
class Reader {
 public:
  Reader(std::string_view name, std::string_view text) {
    made_.name = std::string{name};
    made_.text = std::string{text};
  }

  base::Result<Mapping> read() {
    auto parsed = toml::parse(made_.text);
    if (!parsed) {
      auto const& error = parsed.error();
      return base::Error{kMappingInvalid, fmt::format("{}.toml, line {}: {}", made_.name, error.source().begin.line,
                                                      error.description())};
    }
    auto const& root = parsed.table();
    known(root, "",
          {"title", "target", "source", "read", "columns", "document", "fields", "lookups", "rules", "channels",
           "locations"});
    made_.title = needed_text(root, "", "title");
    made_.source = needed_text(root, "", "source");
    if (needed_text(root, "", "target") != "sales") wrong("/target", "is not \"sales\", the only target there is");
    read_format(root);
    read_columns(root);
    read_lookups(root);
    read_document(root);
    read_fields(root);
    read_rules(root);
    read_places(root);
    if (faults_.empty()) return std::move(made_);
    std::string all;
    for (auto const& fault : faults_)
      all += fmt::format("{}{} {}", all.empty() ? "" : "; ", fault.pointer, fault.detail);
    return base::Error{kMappingInvalid, fmt::format("{}.toml: {}", made_.name, all), std::move(faults_)};
  }

 private:
  void wrong(std::string at, std::string words) {
    faults_.push_back({std::move(at), std::string{kMappingInvalid.name}, std::move(words)});
  }

  void known(toml::table const& table, std::string const& at, std::initializer_list<std::string_view> names) {
    for (auto const& [key, value] : table) {
      if (std::find(names.begin(), names.end(), key.str()) == names.end()) {
        wrong(fmt::format("{}/{}", at, key.str()), "is no word of mappings");
      }
    }
  }

  std::string needed_text(toml::table const& table, std::string const& at, std::string_view key) {
    auto const value = table[key].value_exact<std::string>();
    if (!value || value->empty()) wrong(fmt::format("{}/{}", at, key), "must be a text");
    return value.value_or("");
  }

  std::optional<std::size_t> column_of(std::string_view name) const {
    for (std::size_t at = 0; at < made_.columns.size(); ++at) {
      if (made_.columns[at].name == name) return at;
    }
    return {};
  }

  std::size_t needed_column(std::optional<std::string> const& name, std::string const& at) {
    auto const found = name ? column_of(*name) : std::nullopt;
    if (!found) wrong(at, name ? fmt::format("\"{}\" is not among [columns]", *name) : "must name a column");
    return found.value_or(0);
  }

  void read_format(toml::table const& root) {
    auto const* read = root["read"].as_table();
    if (read == nullptr) return;
    known(*read, "/read", {"format", "delimiter", "zone"});
    if ((*read)["format"].value_or(std::string{"csv"}) != "csv") wrong("/read/format", "is not \"csv\"");
    auto const delimiter = (*read)["delimiter"].value_or(std::string{","});
    if (delimiter.size() == 1 && delimiter != "\"" && delimiter != "\n" && delimiter != "\r") {
      made_.delimiter = delimiter.front();
    } else {
      wrong("/read/delimiter", "must be one ASCII character, such as \",\" or \"\\t\"");
    }
    if ((*read)["zone"].value_or(std::string{"UTC"}) != "UTC") wrong("/read/zone", "can only be \"UTC\" so far");
  }

  void read_columns(toml::table const& root) {
    auto const* columns = root["columns"].as_table();
    if (columns == nullptr || columns->empty()) return wrong("/columns", "must name the file's columns");
    // In the order of the file, which is how people think of their columns; the parser keeps keys sorted by name.
    std::vector<std::pair<std::string, toml::node const*>> in_order;
    for (auto const& [key, value] : *columns) in_order.emplace_back(key.str(), &value);
    std::sort(in_order.begin(), in_order.end(), [](auto const& left, auto const& right) {
      auto const place = [](toml::node const& node) {
        return std::pair{node.source().begin.line, node.source().begin.column};
      };
      return place(*left.second) < place(*right.second);
    });
    for (auto const& [name, node] : in_order) read_column(name, *node);
  }

  void read_column(std::string const& name, toml::node const& node) {
    auto const at = fmt::format("/columns/{}", name);
    auto const* spec = node.as_table();
    if (spec == nullptr) return wrong(at, "must be a table such as { type = \"text\", required = true }");
    known(*spec, at, {"type", "required", "optional", "format"});
    auto const type = word_of(kColumnTypes, (*spec)["type"].value_or(std::string{}));
    if (!type) wrong(at + "/type", "must be text, integer, decimal, timestamp or date");
    made_.columns.push_back({.name = name,
                             .type = type.value_or(ColumnType::text),
                             .required = (*spec)["required"].value_or(false),
                             .optional = (*spec)["optional"].value_or(false),
                             .format = (*spec)["format"].value_or(std::string{})});
  }

  void read_lookups(toml::table const& root) {
    auto const* lookups = root["lookups"].as_table();
    if (lookups == nullptr) return;
    for (auto const& [key, value] : *lookups) {
      Lookup lookup{.name = std::string{key.str()}, .values = {}};
      auto const* entries = value.as_table();
      if (entries == nullptr) {
        wrong(fmt::format("/lookups/{}", key.str()), "must be a table of texts");
        continue;
      }
      for (auto const& [from, to] : *entries) {
        auto const text = to.value_exact<std::string>();
        if (!text) wrong(fmt::format("/lookups/{}/{}", key.str(), from.str()), "must be a text");
        lookup.values.emplace(std::string{from.str()}, text.value_or(""));
      }
      made_.lookups.push_back(std::move(lookup));
    }
  }

  void read_document(toml::table const& root) {
    auto const* document = root["document"].as_table();
    if (document == nullptr) return wrong("/document", "must say which column numbers a document");
    known(*document, "/document", {"number", "line_key", "merge", "vanished"});
    made_.number_column = needed_column((*document)["number"].value_exact<std::string>(), "/document/number");
    if (auto const* keys = (*document)["line_key"].as_array()) {
      for (auto const& key : *keys) {
        made_.line_key.push_back(needed_column(key.value_exact<std::string>(), "/document/line_key"));
      }
    }
    if ((*document)["vanished"].value_or(std::string{"kept"}) != "kept") {
      wrong("/document/vanished", "can only be \"kept\" so far");
    }
    if (auto const* merges = (*document)["merge"].as_table()) {
      for (auto const& [key, value] : *merges) {
        auto const at = fmt::format("/document/merge/{}", key.str());
        auto const field = field_of(key.str());
        auto const merge = word_of(kMerges, value.value_or(std::string{}));
        if (!field) wrong(at, "is no field of sales");
        if (!merge) wrong(at, "must be same, min or max");
        if (field && merge) made_.merge[static_cast<std::size_t>(*field)] = *merge;
      }
    }
  }

  std::optional<Source> read_source(toml::node const& node, Field field, std::string const& at) {
    Source source;
    if (auto const* table = node.as_table()) {
      known(*table, at, {"column", "lookup", "otherwise", "negate"});
      source.column = needed_column((*table)["column"].value_exact<std::string>(), at + "/column");
      source.negate = (*table)["negate"].value_or(false);
      if (auto const name = (*table)["lookup"].value_exact<std::string>()) {
        auto const found = std::find_if(made_.lookups.begin(), made_.lookups.end(),
                                        [&](Lookup const& lookup) { return lookup.name == *name; });
        if (found == made_.lookups.end()) wrong(at + "/lookup", fmt::format("\"{}\" is not among [lookups]", *name));
        source.lookup = static_cast<std::size_t>(found - made_.lookups.begin());
      }
      auto const otherwise = word_of(kOtherwise, (*table)["otherwise"].value_or(std::string{"keep"}));
      if (!otherwise) wrong(at + "/otherwise", "must be keep, empty or reject");
      source.otherwise = otherwise.value_or(Otherwise::keep);
      check_type(field, source, at);
      return source;
    }
    if (auto const text = node.value_exact<std::string>(); text && kind_of(field) == FieldKind::text) {
      source.constant = *text;
      return source;
    }
    if (auto const number = node.value_exact<std::int64_t>(); number && kind_of(field) == FieldKind::integer) {
      source.constant_number = *number;
      return source;
    }
    wrong(at, "must be { column = .. }, or a value of the field's type");
    return {};
  }

  void check_type(Field field, Source const& source, std::string const& at) {
    if (!source.column || *source.column >= made_.columns.size()) return;
    auto const type = made_.columns[*source.column].type;
    bool fits = true;
    switch (kind_of(field)) {
      case FieldKind::text: fits = true; break;
      case FieldKind::integer: fits = type == ColumnType::integer; break;
      case FieldKind::money: fits = type == ColumnType::decimal || type == ColumnType::integer; break;
      case FieldKind::time: fits = type == ColumnType::timestamp || type == ColumnType::date; break;
    }
    if (!fits) wrong(at, "takes a column of another type");
    bool const number = kind_of(field) == FieldKind::integer || kind_of(field) == FieldKind::money;
    if (source.negate && !number) wrong(at + "/negate", "is for numbers");
    if (source.lookup && kind_of(field) != FieldKind::text) wrong(at + "/lookup", "is for texts");
  }

  void read_fields(toml::table const& root) {
    auto const* fields = root["fields"].as_table();
    if (fields == nullptr) return wrong("/fields", "must say what a row means");
    for (auto const& [key, value] : *fields) {
      auto const at = fmt::format("/fields/{}", key.str());
      auto const field = field_of(key.str());
      if (!field || *field == Field::number || *field == Field::line_key) {
        wrong(at, "is no field of sales");
        continue;
      }
      made_.fields[static_cast<std::size_t>(*field)] = read_source(value, *field, at);
    }
    for (std::size_t at = 0; at < kFields; ++at) {
      if (kFieldFacts[at].needed && !made_.fields[at])
        wrong(fmt::format("/fields/{}", kFieldFacts[at].name), "is missing");
    }
    auto const has = [&](Field field) { return made_.fields[static_cast<std::size_t>(field)].has_value(); };
    if (!has(Field::unit_price) && !has(Field::amount)) wrong("/fields", "need unit_price or amount");
  }

  void read_rules(toml::table const& root) {
    auto const* rules = root["rules"].as_array();
    if (rules == nullptr) return;
    for (std::size_t at = 0; at < rules->size(); ++at) {
      auto const place = fmt::format("/rules/{}", at);
      auto const* table = (*rules)[at].as_table();
      if (table == nullptr) {
        wrong(place, "must be a table");
        continue;
      }
      made_.rules.push_back(read_rule(*table, place));
    }
  }

  Rule read_rule(toml::table const& table, std::string const& at) {
    Rule rule;
    known(table, at, {"when", "set", "skip", "reject"});
    if (auto const* when = table["when"].as_array()) {
      for (auto const& node : *when) {
        if (auto const* condition = node.as_table()) rule.when.push_back(read_condition(*condition, at + "/when"));
      }
    }
    if (rule.when.empty()) wrong(at + "/when", "must hold conditions such as { column = \"..\", equals = \"..\" }");
    auto const* set = table["set"].as_table();
    auto const reject = table["reject"].value_exact<std::string>();
    bool const skip = table["skip"].value_or(false);
    if ((set != nullptr ? 1 : 0) + (reject ? 1 : 0) + (skip ? 1 : 0) != 1) {
      wrong(at, "must say one of set, skip = true, reject = \"why\"");
    }
    if (skip) rule.does = RuleDoes::skip;
    if (reject) {
      rule.does = RuleDoes::reject;
      rule.words = *reject;
    }
    if (set == nullptr) return rule;
    for (auto const& [key, value] : *set) {
      auto const place = fmt::format("{}/set/{}", at, key.str());
      auto const field = field_of(key.str());
      if (!field || *field == Field::number || *field == Field::line_key) {
        wrong(place, "is no field of sales");
        continue;
      }
      if (auto source = read_source(value, *field, place)) rule.set.emplace_back(*field, std::move(*source));
    }
    return rule;
  }

  Condition read_condition(toml::table const& table, std::string const& at) {
    Condition condition;
    condition.column = needed_column(table["column"].value_exact<std::string>(), at + "/column");
    std::size_t tests = 0;
    for (auto const& [key, value] : table) {
      if (key.str() == "column") continue;
      auto const test = word_of(kTests, key.str());
      auto const place = fmt::format("{}/{}", at, key.str());
      if (!test) {
        wrong(place, "is no condition");
        continue;
      }
      ++tests;
      condition.test = *test;
      bool const typed = *test == Test::below || *test == Test::at_least;
      if (typed) {
        auto const number = value.value_exact<std::int64_t>();
        auto const type =
            condition.column < made_.columns.size() ? made_.columns[condition.column].type : ColumnType::text;
        if (!number || type != ColumnType::integer) wrong(place, "compares an integer column with a whole number");
        condition.number = number.value_or(0);
      } else if (*test == Test::empty) {
        auto const flag = value.value_exact<bool>();
        if (!flag) wrong(place, "must be true or false");
        condition.number = flag.value_or(true) ? 1 : 0;
      } else {
        auto const text = value.value_exact<std::string>();
        if (!text) wrong(place, "must be a text");
        condition.text = text.value_or("");
      }
    }
    if (tests != 1) wrong(at, "must test one thing");
    return condition;
  }

  void read_places(toml::table const& root) {
    each_of(root, "channels", {"code", "name", "kind"}, [&](toml::table const& table, std::string const& at) {
      made_.channels.push_back(
          {needed_text(table, at, "code"), needed_text(table, at, "name"), needed_text(table, at, "kind")});
    });
    each_of(root, "locations", {"code", "name", "kind", "zone", "country"},
            [&](toml::table const& table, std::string const& at) {
              made_.locations.push_back({.code = needed_text(table, at, "code"),
                                         .name = needed_text(table, at, "name"),
                                         .kind = needed_text(table, at, "kind"),
                                         .zone = table["zone"].value_or(std::string{"UTC"}),
                                         .country = table["country"].value_or(std::string{})});
            });
  }

  template <class Each>
  void each_of(toml::table const& root, std::string_view key, std::initializer_list<std::string_view> names,
               Each each) {
    auto const* array = root[key].as_array();
    if (array == nullptr) return;
    for (std::size_t at = 0; at < array->size(); ++at) {
      auto const place = fmt::format("/{}/{}", key, at);
      if (auto const* table = (*array)[at].as_table()) {
        known(*table, place, names);
        each(*table, place);
      } else {
        wrong(place, "must be a table");
      }
    }
  }

  Mapping made_;
  std::vector<base::FieldError> faults_;
};

}  // namespace

std::string_view name_of(Field field) { return kFieldFacts[static_cast<std::size_t>(field)].name; }

std::optional<Field> field_of(std::string_view name) {
  for (std::size_t at = 0; at < kFields; ++at) {
    if (kFieldFacts[at].name == name) return static_cast<Field>(at);
  }
  return {};
}

FieldKind kind_of(Field field) { return kFieldFacts[static_cast<std::size_t>(field)].kind; }
std::size_t bytes_max(Field field) { return kFieldFacts[static_cast<std::size_t>(field)].bytes_max; }

base::Result<Mapping> parse_mapping(std::string_view name, std::string_view toml) { return Reader{name, toml}.read(); }

}  // namespace weft::connectors
