// mapping_part.cpp - reads one kind of file of a mapping: columns, document, fields, facts and rules.
#include <algorithm>

#include "integration/connectors/mapping_reader.h"
#include "integration/connectors/row.h"
#include "orders/orders.h"

namespace weft::connectors {

namespace {

struct FieldFacts {
  std::string_view name;
  FieldKind kind;
  std::size_t bytes_max;
  unsigned targets;  ///< whose field it is, a bit each
};
constexpr unsigned bit(Target target) { return 1U << static_cast<unsigned>(target); }
constexpr unsigned kOfSales = bit(Target::sales);
constexpr unsigned kOfPeople = kOfSales | bit(Target::customers);
constexpr unsigned kOfPlaces = bit(Target::locations);
constexpr unsigned kOfStaff = bit(Target::staff);
constexpr unsigned kOfShifts = bit(Target::shifts);
constexpr unsigned kOfFootfall = bit(Target::footfall);
constexpr unsigned kOfAll = kOfPeople | kOfPlaces | kOfStaff | kOfShifts | kOfFootfall;

// In order of Field.
constexpr std::array<FieldFacts, kFields> kFieldFacts{{
    {"number", FieldKind::text, orders::kNumberLengthMax, kOfSales},  // comes from [document]
    {"line_key", FieldKind::text, 2'000, kOfSales},
    {"kind", FieldKind::text, 20, kOfSales | kOfPlaces},
    {"sold_at", FieldKind::time, 40, kOfSales},
    {"sku", FieldKind::text, orders::kSkuLengthMax, kOfSales},
    {"description", FieldKind::text, orders::kDescriptionLengthMax, kOfSales},
    {"quantity", FieldKind::integer, 20, kOfSales},
    {"unit_price", FieldKind::money, 30, kOfSales},
    {"amount", FieldKind::money, 30, kOfSales},
    {"discount", FieldKind::money, 30, kOfSales},
    {"currency", FieldKind::text, 3, kOfSales},
    {"channel", FieldKind::text, org::kCodeLengthMax, kOfSales},
    {"location", FieldKind::text, org::kCodeLengthMax, kOfSales | kOfPlaces | kOfShifts | kOfFootfall},
    {"fulfilment_channel", FieldKind::text, org::kCodeLengthMax, kOfSales},
    {"fulfilment_location", FieldKind::text, org::kCodeLengthMax, kOfSales},
    {"customer_id", FieldKind::text, customer::kSourceIdLengthMax, kOfPeople},
    {"loyalty_number", FieldKind::text, customer::kIdentifierLengthMax, kOfPeople},
    {"email", FieldKind::text, customer::kIdentifierLengthMax, kOfPeople | kOfStaff | kOfShifts},
    {"customer_name", FieldKind::text, 200, kOfPeople},
    {"country", FieldKind::text, 100, kOfPeople | kOfPlaces},
    {"returns_number", FieldKind::text, orders::kNumberLengthMax, kOfSales},
    {"tender", FieldKind::text, orders::kTenderKindLengthMax, kOfSales},
    {"as_of", FieldKind::time, 40, kOfAll},
    {"tax", FieldKind::money, 30, kOfSales},
    {"shipping", FieldKind::money, 30, kOfSales},
    {"tender_amount", FieldKind::money, 30, kOfSales},
    {"tender_reference", FieldKind::text, orders::kNumberLengthMax, kOfSales},
    {"facts", FieldKind::text, orders::kFactsBytesMax, kOfSales},  // comes from [facts]
    {"name", FieldKind::text, 200, kOfPlaces | kOfStaff},
    {"zone", FieldKind::text, 64, kOfPlaces},
    {"legal_entity", FieldKind::text, 200, kOfPlaces},
    {"address", FieldKind::text, 1'000, kOfPlaces},
    {"address_2", FieldKind::text, 1'000, kOfPlaces},
    {"city", FieldKind::text, 400, kOfPlaces},
    {"postcode", FieldKind::text, 80, kOfPlaces},
    {"region", FieldKind::text, 400, kOfPlaces},
    {"latitude", FieldKind::text, 30, kOfPlaces},
    {"longitude", FieldKind::text, 30, kOfPlaces},
    {"opening_hours", FieldKind::text, 1'000, kOfPlaces},
    {"active", FieldKind::text, 10, kOfPlaces | kOfStaff | kOfShifts},
    {"role", FieldKind::text, 40, kOfStaff},
    {"locations", FieldKind::text, 40'000, kOfStaff},
    {"shift", FieldKind::text, org::kShiftNumberLengthMax, kOfShifts},
    {"starts_at", FieldKind::time, 40, kOfShifts},
    {"ends_at", FieldKind::time, 40, kOfShifts},
    {"hour", FieldKind::time, 40, kOfFootfall},
    {"visitors", FieldKind::integer, 20, kOfFootfall},
}};

constexpr std::size_t place_of(Field field) { return static_cast<std::size_t>(field); }

bool is_derived(Field field) { return field == Field::number || field == Field::line_key || field == Field::facts; }
/// A source may not know how many there were, or for how much.
bool may_be_unknown(Field field) { return field == Field::quantity || field == Field::amount; }

template <class Value, std::size_t size>
std::optional<Value> word_of(std::array<std::pair<std::string_view, Value>, size> const& words, std::string_view word) {
  for (auto const& [name, value] : words) {
    if (name == word) return value;
  }
  return {};
}

constexpr std::array<std::pair<std::string_view, Target>, kTargets> kTargetWords{{{"sales", Target::sales},
                                                                                  {"customers", Target::customers},
                                                                                  {"locations", Target::locations},
                                                                                  {"staff", Target::staff},
                                                                                  {"shifts", Target::shifts},
                                                                                  {"footfall", Target::footfall}}};
constexpr std::array<std::pair<std::string_view, ColumnType>, 5> kColumnTypes{{{"text", ColumnType::text},
                                                                               {"integer", ColumnType::integer},
                                                                               {"decimal", ColumnType::decimal},
                                                                               {"timestamp", ColumnType::timestamp},
                                                                               {"date", ColumnType::date}}};
constexpr std::array<std::pair<std::string_view, Merge>, 3> kMerges{
    {{"same", Merge::same}, {"min", Merge::min}, {"max", Merge::max}}};
constexpr std::array<std::pair<std::string_view, orders::Vanished>, 3> kVanished{
    {{"removed", orders::Vanished::removed},
     {"kept", orders::Vanished::kept},
     {"cancelled", orders::Vanished::cancelled}}};
constexpr std::array<std::pair<std::string_view, Otherwise>, 3> kOtherwise{
    {{"keep", Otherwise::keep}, {"empty", Otherwise::empty}, {"reject", Otherwise::reject}}};
constexpr std::array<std::pair<std::string_view, Missing>, 3> kMissing{
    {{"reject", Missing::reject}, {"unknown", Missing::unknown}, {"document", Missing::document}}};
constexpr std::array<std::pair<std::string_view, Test>, 7> kTests{{{"equals", Test::equals},
                                                                   {"not_equals", Test::not_equals},
                                                                   {"starts_with", Test::starts_with},
                                                                   {"not_starts_with", Test::not_starts_with},
                                                                   {"empty", Test::empty},
                                                                   {"below", Test::below},
                                                                   {"at_least", Test::at_least}}};

class PartReader {
 public:
  PartReader(toml::table const& table, std::string at, std::vector<Lookup> const& lookups, MappingFaults& faults)
      : table_{table}, at_{std::move(at)}, lookups_{lookups}, faults_{faults} {}

  Part read() {
    auto const target = word_of(kTargetWords, table_["target"].value_or(std::string{}));
    if (!target) wrong("/target", "must be sales, customers, locations, staff, shifts or footfall");
    part_.target = target.value_or(Target::sales);
    read_format();
    read_columns();
    read_document();
    read_fields();
    read_facts();
    read_provenance();
    read_rules();
    check_needed();
    return std::move(part_);
  }

 private:
  /// `place` within this part.
  void wrong(std::string_view place, std::string words) { faults_.add(at_ + std::string{place}, std::move(words)); }
  void known(toml::table const& table, std::string const& place, std::initializer_list<std::string_view> names) {
    faults_.known(table, at_ + place, names);
  }

  [[nodiscard]] std::size_t needed_column(std::optional<std::string> const& name, std::string const& place) {
    auto const found = std::find_if(part_.columns.begin(), part_.columns.end(),
                                    [&](Column const& column) { return name && column.name == *name; });
    if (found != part_.columns.end()) return static_cast<std::size_t>(found - part_.columns.begin());
    wrong(place, name ? fmt::format("\"{}\" is not among [columns]", *name) : "must name a column");
    return 0;
  }
  [[nodiscard]] ColumnType type_of(std::size_t column) const {
    return column < part_.columns.size() ? part_.columns[column].type : ColumnType::text;
  }

  void read_format() {
    auto const* read = table_["read"].as_table();
    if (read == nullptr) return;
    known(*read, "/read", {"delimiter", "zone", "decimal"});
    if (auto const delimiter = (*read)["delimiter"].value<std::string>()) {
      if (delimiter->size() == 1 && *delimiter != "\"" && *delimiter != "\n" && *delimiter != "\r") {
        part_.delimiter = delimiter->front();
      } else {
        wrong("/read/delimiter", "must be one ASCII character, such as \",\" or \"\\t\"");
      }
    }
    auto const decimal = (*read)["decimal"].value_or(std::string{"."});
    if (decimal != "." && decimal != ",") wrong("/read/decimal", "must be \".\" or \",\"");
    part_.decimal = decimal == "," ? ',' : '.';
    auto const name = (*read)["zone"].value_or(std::string{"UTC"});
    if (auto const zone = base::Zone::find(name))
      part_.zone = *zone;
    else
      wrong("/read/zone", fmt::format("\"{}\" is no time zone, such as Europe/London", name));
  }

  void read_columns() {
    auto const* columns = table_["columns"].as_table();
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
    auto const place = fmt::format("/columns/{}", name);
    auto const* spec = node.as_table();
    if (spec == nullptr) return wrong(place, "must be a table such as { type = \"text\", required = true }");
    known(*spec, place, {"type", "required", "optional", "format"});
    auto const type = word_of(kColumnTypes, (*spec)["type"].value_or(std::string{}));
    if (!type) wrong(place + "/type", "must be text, integer, decimal, timestamp or date");
    part_.columns.push_back({.name = name,
                             .type = type.value_or(ColumnType::text),
                             .required = (*spec)["required"].value_or(false),
                             .optional = (*spec)["optional"].value_or(false),
                             .format = (*spec)["format"].value_or(std::string{})});
  }

  void read_document() {
    auto const* document = table_["document"].as_table();
    if (document == nullptr) return wrong("/document", "must say which column numbers a document");
    known(*document, "/document", {"number", "line_key", "merge", "vanished"});
    auto const* number = document->get("number");
    if (number == nullptr || number->is_string()) {
      part_.number.columns.push_back(
          needed_column((*document)["number"].value_exact<std::string>(), "/document/number"));
    } else if (auto source = read_source(*number, Field::number, "/document/number")) {
      part_.number = std::move(*source);
    }
    if (auto const* keys = (*document)["line_key"].as_array()) {
      for (auto const& key : *keys)
        part_.line_key.push_back(needed_column(key.value_exact<std::string>(), "/document/line_key"));
    }
    auto const vanished = word_of(kVanished, (*document)["vanished"].value_or(std::string{"removed"}));
    if (!vanished) {
      wrong("/document/vanished", "must be removed, kept or cancelled");
    } else if (*vanished != orders::Vanished::removed && part_.line_key.empty()) {
      wrong("/document/vanished", "needs a line_key, by which a row is found again in a later set");
    }
    part_.vanished = vanished.value_or(orders::Vanished::removed);
    auto const* merges = (*document)["merge"].as_table();
    if (merges == nullptr) return;
    for (auto const& [key, value] : *merges) {
      auto const place = fmt::format("/document/merge/{}", key.str());
      auto const field = field_of(key.str());
      auto const merge = word_of(kMerges, value.value_or(std::string{}));
      if (!field) wrong(place, fmt::format("is no field of {}", name_of(part_.target)));
      if (!merge) wrong(place, "must be same, min or max");
      if (field && merge) part_.merge[place_of(*field)] = *merge;
    }
  }

  std::optional<Source> read_source(toml::node const& node, Field field, std::string const& place) {
    Source source;
    if (auto const* table = node.as_table()) return read_column_source(*table, field, place);
    if (auto const text = node.value_exact<std::string>(); text && kind_of(field) == FieldKind::text) {
      source.constant = *text;
      return source;
    }
    if (auto const number = node.value_exact<std::int64_t>(); number && kind_of(field) == FieldKind::integer) {
      source.constant_number = *number;
      return source;
    }
    wrong(place, "must be { column = .. }, or a value of the field's type");
    return {};
  }

  Source read_column_source(toml::table const& table, Field field, std::string const& place) {
    Source source;
    known(table, place,
          {"column", "columns", "time_column", "lookup", "otherwise", "negate", "prefix", "missing", "default"});
    if (auto const* columns = table["columns"].as_array(); columns != nullptr && !table.contains("column")) {
      for (auto const& column : *columns)
        source.columns.push_back(needed_column(column.value_exact<std::string>(), place + "/columns"));
      if (columns->size() > 1 && kind_of(field) != FieldKind::text) wrong(place + "/columns", "are joined as texts");
    } else {
      source.columns.push_back(needed_column(table["column"].value_exact<std::string>(), place + "/column"));
    }
    if (table.contains("time_column")) {
      source.time_column = needed_column(table["time_column"].value_exact<std::string>(), place + "/time_column");
      if (kind_of(field) != FieldKind::time || type_of(*source.time_column) != ColumnType::integer)
        wrong(place + "/time_column", "adds the seconds of the day, an integer column, to a date");
    }
    source.negate = table["negate"].value_or(false);
    source.prefix = table["prefix"].value_or(std::string{});
    if (auto const name = table["lookup"].value_exact<std::string>()) {
      auto const found =
          std::find_if(lookups_.begin(), lookups_.end(), [&](Lookup const& lookup) { return lookup.name == *name; });
      if (found == lookups_.end()) wrong(place + "/lookup", fmt::format("\"{}\" is not among [lookups]", *name));
      source.lookup = static_cast<std::size_t>(found - lookups_.begin());
    }
    auto const otherwise = word_of(kOtherwise, table["otherwise"].value_or(std::string{"keep"}));
    if (!otherwise) wrong(place + "/otherwise", "must be keep, empty or reject");
    source.otherwise = otherwise.value_or(Otherwise::keep);
    read_missing(table, field, source, place);
    check_type(field, source, place);
    return source;
  }

  void read_missing(toml::table const& table, Field field, Source& source, std::string const& place) {
    auto const missing = word_of(kMissing, table["missing"].value_or(std::string{"reject"}));
    if (!missing) wrong(place + "/missing", "must be reject, unknown or document");
    source.missing = missing.value_or(Missing::reject);
    if (source.missing == Missing::unknown && !may_be_unknown(field))
      wrong(place + "/missing", "can be unknown of quantity and amount only");
    if (source.missing == Missing::document && !may_come_from_document(field))
      wrong(place + "/missing", "can come from the document for sold_at, channel and location only");
    auto const* fallback = table.get("default");
    if (fallback == nullptr) return;
    auto const text = fallback->value_exact<std::string>();
    switch (kind_of(field)) {
      case FieldKind::text: source.fallback = text; break;
      case FieldKind::integer: source.fallback_number = fallback->value_exact<std::int64_t>(); break;
      case FieldKind::money: break;  // an amount nobody gave is not made up
      case FieldKind::time:
        if (auto const parsed = parse_time(text.value_or(""), "", part_.zone); parsed.at)
          source.fallback_number = parsed.at->time_since_epoch().count();
        break;
    }
    if (!source.fallback && !source.fallback_number) wrong(place + "/default", "is no value of this field");
  }

  void check_type(Field field, Source const& source, std::string const& place) {
    if (source.columns.empty()) return;
    auto const type = type_of(source.columns.front());
    bool fits = true;
    switch (kind_of(field)) {
      case FieldKind::text: fits = true; break;
      case FieldKind::integer: fits = type == ColumnType::integer; break;
      case FieldKind::money: fits = type == ColumnType::decimal || type == ColumnType::integer; break;
      case FieldKind::time: fits = type == ColumnType::timestamp || type == ColumnType::date; break;
    }
    if (!fits) wrong(place, "takes a column of another type");
    bool const number = kind_of(field) == FieldKind::integer || kind_of(field) == FieldKind::money;
    if (source.negate && !number) wrong(place + "/negate", "is for numbers");
    if (source.lookup && kind_of(field) != FieldKind::text) wrong(place + "/lookup", "is for texts");
    if (!source.prefix.empty() && kind_of(field) != FieldKind::text) wrong(place + "/prefix", "is for texts");
  }

  [[nodiscard]] std::optional<Field> settable(std::string_view word, std::string const& place) {
    auto const field = field_of(word);
    bool const fits = field && !is_derived(*field) && (kFieldFacts[place_of(*field)].targets & bit(part_.target)) != 0;
    if (!fits) wrong(place, fmt::format("is no field of {}", name_of(part_.target)));
    return fits ? field : std::nullopt;
  }

  void read_fields() {
    auto const* fields = table_["fields"].as_table();
    if (fields == nullptr) return wrong("/fields", "must say what a row means");
    for (auto const& [key, value] : *fields) {
      auto const place = fmt::format("/fields/{}", key.str());
      if (auto const field = settable(key.str(), place))
        part_.fields[place_of(*field)] = read_source(value, *field, place);
    }
  }

  void read_facts() {
    auto const* facts = table_["facts"].as_table();
    if (facts == nullptr) return;
    if (is_of_org(part_.target)) return wrong("/facts", "are kept of sales and customers only");
    for (auto const& [key, value] : *facts) {
      auto const place = fmt::format("/facts/{}", key.str());
      if (part_.target == Target::customers) check_attribute_name(key.str(), place);
      part_.facts.emplace_back(std::string{key.str()}, needed_column(value.value_exact<std::string>(), place));
    }
    if (part_.facts.size() > kFactsMax) wrong("/facts", fmt::format("must be {} at most", kFactsMax));
  }

  /// Facts of people become attributes of their profile; what is a field already is told there.
  void check_attribute_name(std::string_view name, std::string const& place) {
    if (name == "name") wrong(place, "is told by the field customer_name");
    if (name == "country") wrong(place, "is told by the field country");
    if (!profile::is_name(name))
      wrong(place, "must be lower case letters, digits and underscores, beginning with a letter");
  }

  /// How the source came to know what its rows say of people.
  void read_provenance() {
    if (!table_.contains("provenance")) return;
    auto const provenance = profile::provenance_of(table_["provenance"].value_or(std::string{}));
    if (part_.target != Target::customers)
      wrong("/provenance", "is for customers");
    else if (!provenance)
      wrong("/provenance", "must be declared, recorded, observed or inferred");
    part_.provenance = provenance.value_or(profile::Provenance::recorded);
  }

  /// What a row must say, as far as the mapping alone shows it.
  void check_needed() {
    auto const has = [&](Field field) { return part_.source(field).has_value(); };
    auto const need = [&](Field field) {
      if (!has(field)) wrong(fmt::format("/fields/{}", name_of(field)), "is missing");
    };
    for (auto const field : needed_by(part_.target)) need(field);
    if (is_of_org(part_.target)) return;
    if (part_.target == Target::customers) {
      if (!has(Field::customer_id) && !has(Field::loyalty_number) && !has(Field::email))
        wrong("/fields", "need customer_id, loyalty_number or email");
      return;
    }
    need(Field::kind);
    need(Field::currency);
    auto const& kind = part_.source(Field::kind);
    bool const one_kind = kind && kind->columns.empty() && part_.rules.empty();
    if (one_kind && kind->constant == "document") return;
    if (one_kind && kind->constant == "tender") {
      need(Field::tender);
      need(Field::tender_amount);
      return;
    }
    for (auto const field : {Field::sold_at, Field::sku, Field::quantity, Field::channel, Field::location}) {
      bool const of_document = may_come_from_document(field) && part_.fields[place_of(field)] == std::nullopt &&
                               table_.contains("name");  // another part may say it
      if (!of_document) need(field);
    }
    if (!has(Field::unit_price) && !has(Field::amount)) wrong("/fields", "need unit_price or amount");
  }

  void read_rules() {
    auto const* rules = table_["rules"].as_array();
    if (rules == nullptr) return;
    for (std::size_t at = 0; at < rules->size(); ++at) {
      auto const place = fmt::format("/rules/{}", at);
      if (auto const* table = (*rules)[at].as_table())
        part_.rules.push_back(read_rule(*table, place));
      else
        wrong(place, "must be a table");
    }
  }

  Rule read_rule(toml::table const& table, std::string const& place) {
    Rule rule;
    known(table, place, {"when", "set", "skip", "reject"});
    if (auto const* when = table["when"].as_array()) {
      for (auto const& node : *when) {
        if (auto const* condition = node.as_table()) rule.when.push_back(read_condition(*condition, place + "/when"));
      }
    }
    if (rule.when.empty()) wrong(place + "/when", "must hold conditions such as { column = \"..\", equals = \"..\" }");
    auto const* set = table["set"].as_table();
    auto const reject = table["reject"].value_exact<std::string>();
    bool const skip = table["skip"].value_or(false);
    if ((set != nullptr ? 1 : 0) + (reject ? 1 : 0) + (skip ? 1 : 0) != 1)
      wrong(place, "must say one of set, skip = true, reject = \"why\"");
    if (skip) rule.does = RuleDoes::skip;
    if (reject) {
      rule.does = RuleDoes::reject;
      rule.words = *reject;
    }
    if (set == nullptr) return rule;
    for (auto const& [key, value] : *set) {
      auto const where = fmt::format("{}/set/{}", place, key.str());
      auto const field = settable(key.str(), where);
      if (!field) continue;
      if (auto source = read_source(value, *field, where)) rule.set.emplace_back(*field, std::move(*source));
    }
    return rule;
  }

  Condition read_condition(toml::table const& table, std::string const& place) {
    Condition condition;
    condition.column = needed_column(table["column"].value_exact<std::string>(), place + "/column");
    std::size_t tests = 0;
    for (auto const& [key, value] : table) {
      if (key.str() == "column") continue;
      auto const test = word_of(kTests, key.str());
      auto const where = fmt::format("{}/{}", place, key.str());
      if (!test) {
        wrong(where, "is no condition");
        continue;
      }
      ++tests;
      condition.test = *test;
      if (*test == Test::below || *test == Test::at_least) {
        auto const number = value.value_exact<std::int64_t>();
        if (!number || type_of(condition.column) != ColumnType::integer)
          wrong(where, "compares an integer column with a whole number");
        condition.number = number.value_or(0);
      } else if (*test == Test::empty) {
        auto const flag = value.value_exact<bool>();
        if (!flag) wrong(where, "must be true or false");
        condition.number = flag.value_or(true) ? 1 : 0;
      } else {
        auto const text = value.value_exact<std::string>();
        if (!text) wrong(where, "must be a text");
        condition.text = text.value_or("");
      }
    }
    if (tests != 1) wrong(place, "must test one thing");
    return condition;
  }

  toml::table const& table_;
  std::string at_;
  std::vector<Lookup> const& lookups_;
  MappingFaults& faults_;
  Part part_;
};

}  // namespace

std::string_view name_of(Target target) { return kTargetWords[static_cast<std::size_t>(target)].first; }

std::string_view name_of(Field field) { return kFieldFacts[place_of(field)].name; }

std::optional<Field> field_of(std::string_view name) {
  for (std::size_t at = 0; at < kFields; ++at) {
    if (kFieldFacts[at].name == name) return static_cast<Field>(at);
  }
  return {};
}

std::span<Field const> needed_by(Target target) {
  static constexpr std::array kLocations{Field::location};
  static constexpr std::array kStaff{Field::email};
  static constexpr std::array kShifts{Field::shift, Field::email, Field::location, Field::starts_at, Field::ends_at};
  static constexpr std::array kFootfall{Field::location, Field::hour, Field::visitors};
  switch (target) {
    case Target::locations: return kLocations;
    case Target::staff: return kStaff;
    case Target::shifts: return kShifts;
    case Target::footfall: return kFootfall;
    case Target::sales:
    case Target::customers: break;  // it depends on what the row is
  }
  return {};
}

bool may_come_from_document(Field field) {
  return field == Field::sold_at || field == Field::channel || field == Field::location;
}
FieldKind kind_of(Field field) { return kFieldFacts[place_of(field)].kind; }
std::size_t bytes_max(Field field) { return kFieldFacts[place_of(field)].bytes_max; }

Part read_part(toml::table const& table, std::string const& at, std::vector<Lookup> const& lookups,
               MappingFaults& faults) {
  return PartReader{table, at, lookups, faults}.read();
}

}  // namespace weft::connectors
