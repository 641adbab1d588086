// sales_document.cpp - merges what the rows of a document say of it, and makes lines, return lines and tenders.
#include "integration/connectors/sales_document.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>

#include "integration/connectors/connectors.h"

namespace weft::connectors {

std::string column_of(Field field, Part const& part) {
  auto const& source = field == Field::number ? std::optional{part.number} : part.source(field);
  return source && !source->columns.empty() ? part.columns[source->columns.front()].name : std::string{name_of(field)};
}

void merge_field(Field field, MappedRow const& row, Part const& part, MappedRow& said, std::bitset<kFields>& disagreed,
                 std::vector<RowFault>& faults) {
  auto const at = static_cast<std::size_t>(field);
  if (!said.has[at]) {
    said.has.set(at);
    said.texts[at] = row.texts[at];
    said.numbers[at] = row.numbers[at];
    return;
  }
  bool const text = kind_of(field) == FieldKind::text;
  auto const order = text ? row.texts[at].compare(said.texts[at])
                          : static_cast<int>(row.numbers[at] > said.numbers[at]) -
                                static_cast<int>(row.numbers[at] < said.numbers[at]);
  if (order == 0) return;
  auto const merge = part.merge[at];
  if (merge == Merge::same) {
    if (!disagreed.test(at)) {
      faults.push_back(
          {kDocumentDisagrees, std::string{name_of(field)}, text ? std::string{row.texts[at]} : "",
           fmt::format("Document {}: its rows say different things of {}. The mapping may say which counts "
                       "([document] merge).",
                       row.text(Field::number), name_of(field))});
    }
    disagreed.set(at);
  } else if ((order < 0) == (merge == Merge::min)) {
    said.texts[at] = row.texts[at];
    said.numbers[at] = row.numbers[at];
  }
}

namespace {

/// What the rows say of the document as a whole, merged as their part wants it.
class Head {
 public:
  explicit Head(Mapping const& mapping) : mapping_{&mapping} {}

  void take(MappedRow const& row, std::vector<RowFault>& faults) {
    auto const& part = mapping_->parts[row.part];
    for (auto const field : kOfDocument) {
      if (row.holds(field)) take(field, row, part, faults);
    }
    // On a line it says how the whole document was paid; a row with an amount is a payment of its own.
    if (row.holds(Field::tender) && !row.holds(Field::tender_amount)) take(Field::tender, row, part, faults);
    // Where a line happened is its own matter, unless rows leave it to their document.
    for (auto const field : {Field::channel, Field::location}) {
      auto const& source = part.source(field);
      if (row.holds(field) && source && source->missing == Missing::document) take(field, row, part, faults);
    }
  }

  /// The defaults of what no row said.
  void settle(std::size_t part) {
    for (auto const field : {Field::sold_at, Field::channel, Field::location}) {
      auto const& source = mapping_->parts[part].source(field);
      if (said_.holds(field) || !source || source->missing != Missing::document) continue;
      if (source->fallback) said_.set_text(field, *source->fallback);
      if (source->fallback_number) said_.set_number(field, *source->fallback_number);
    }
  }

  [[nodiscard]] MappedRow const& said() const { return said_; }

 private:
  static constexpr std::array kOfDocument{Field::sold_at,        Field::currency, Field::customer_id,
                                          Field::loyalty_number, Field::email,    Field::customer_name,
                                          Field::country,        Field::as_of,    Field::returns_number};

  void take(Field field, MappedRow const& row, Part const& part, std::vector<RowFault>& faults) {
    merge_field(field, row, part, said_, disagreed_, faults);
  }

  Mapping const* mapping_;
  MappedRow said_;
  std::bitset<kFields> disagreed_;
};

base::Instant instant_of(std::int64_t micros) { return base::Instant{std::chrono::microseconds{micros}}; }

/// Who it is about, as far as rows say.
customer::RecordFacts person_of(MappedRow const& said, std::string const& source,
                                std::vector<Field>& identifier_fields) {
  auto const text = [&](Field field) { return std::string{said.holds(field) ? said.text(field) : std::string_view{}}; };
  customer::RecordFacts facts;
  facts.source = source;
  facts.source_id = text(Field::customer_id);
  facts.name = text(Field::customer_name);
  facts.country = text(Field::country);
  for (auto const& [field, kind] : {std::pair{Field::loyalty_number, customer::IdentifierKind::loyalty},
                                    std::pair{Field::email, customer::IdentifierKind::email}}) {
    if (!said.holds(field)) continue;
    facts.identifiers.push_back({kind, text(field)});
    identifier_fields.push_back(field);
  }
  return facts;
}

/// What a row says of where, or else its document.
std::string where(Field field, MappedRow const& row, MappedRow const& said) {
  return std::string{row.holds(field) ? row.text(field) : said.holds(field) ? said.text(field) : std::string_view{}};
}

orders::OrderTags tags_of(MappedRow const& row, MappedRow const& said) {
  orders::OrderTags tags{.origin_channel = where(Field::channel, row, said),
                         .origin_location = where(Field::location, row, said),
                         .fulfilment_channel = {},
                         .fulfilment_location = {}};
  tags.fulfilment_channel =
      row.holds(Field::fulfilment_channel) ? std::string{row.text(Field::fulfilment_channel)} : tags.origin_channel;
  tags.fulfilment_location =
      row.holds(Field::fulfilment_location) ? std::string{row.text(Field::fulfilment_location)} : tags.origin_location;
  return tags;
}

std::optional<std::int64_t> number_in(MappedRow const& row, Field field) {
  return row.holds(field) ? std::optional{row.number(field)} : std::nullopt;
}

/// What sale lines and return lines have in common.
template <class Line>
Line line_of(MappedRow const& row, Part const& part) {
  Line line{};
  line.sku = std::string{row.text(Field::sku)};
  if (row.holds(Field::description)) line.description = std::string{row.text(Field::description)};
  line.quantity_units = number_in(row, Field::quantity);
  line.unit_price_minor = number_in(row, Field::unit_price);
  line.amount_minor = number_in(row, Field::amount);
  if (row.holds(Field::discount)) line.discount_minor = row.number(Field::discount);
  line.tax_minor = number_in(row, Field::tax);
  line.shipping_minor = number_in(row, Field::shipping);
  auto const& amount = part.source(Field::amount);
  line.amount_unknown = !line.amount_minor && !(line.unit_price_minor && line.quantity_units) && amount &&
                        amount->missing == Missing::unknown;
  if (row.holds(Field::facts)) line.facts = std::string{row.text(Field::facts)};
  return line;
}

/// Puts a line's tags on the document where it is the first, and on the line where they differ.
template <class Line, class Tags>
void tag(std::vector<Line> const& lines, Line& line, Tags&& tags, Tags& of_document) {
  if (lines.empty())
    of_document = std::move(tags);
  else if (tags != of_document)
    line.tags = std::move(tags);
}

/// Numbers the lines of one key as they come; rows come in order of their contents.
class LineKeys {
 public:
  template <class Line>
  void name(Line& line, MappedRow const& row, Part const& part) {
    if (part.vanished == orders::Vanished::removed || !row.holds(Field::line_key)) return;
    auto const key = row.text(Field::line_key);
    auto& next = next_[std::is_same_v<Line, orders::SaleLine> ? 0 : 1];
    line.key = line_hash(key, next[std::string{key}]++);
  }

 private:
  std::array<std::map<std::string, std::int64_t>, 2> next_;  // of lines sold, of lines that came back
};

void add_row(SalesDocument& document, MappedRow const& row, Part const& part, MappedRow const& said, RowPlace place,
             LineKeys& keys) {
  auto& facts = document.facts;
  auto const kind = row.text(Field::kind);
  if (kind == "document") {
    if (row.holds(Field::facts)) facts.facts = std::string{row.text(Field::facts)};
    if (facts.lines.empty()) facts.tags = tags_of(row, said);  // stands unless a line says where
    return;
  }
  if (kind == "tender") {
    facts.tenders.push_back(
        {.kind = std::string{row.text(Field::tender)},
         .amount_minor = row.number(Field::tender_amount),
         .reference = row.holds(Field::tender_reference) ? std::string{row.text(Field::tender_reference)} : ""});
    document.tender_places.push_back(place);
    return;
  }
  if (kind == "sale") {
    auto line = line_of<orders::SaleLine>(row, part);
    keys.name(line, row, part);
    tag(facts.lines, line, tags_of(row, said), facts.tags);
    facts.lines.push_back(std::move(line));
    document.line_places.push_back(place);
    return;
  }
  auto const return_kind = orders::parse_return_line_kind(kind);
  if (!return_kind) {
    document.faults.push_back({kNotInLookup, "kind", std::string{kind},
                               "A row is a sale, a return, a cancellation, an adjustment, a document or a tender."});
    return;
  }
  auto line = line_of<orders::ReturnLine>(row, part);
  line.kind = *return_kind;
  keys.name(line, row, part);
  tag(facts.return_lines, line, orders::ReturnTags{where(Field::channel, row, said), where(Field::location, row, said)},
      facts.return_tags);
  facts.return_lines.push_back(std::move(line));
  document.return_line_places.push_back(place);
}

/// The amount of a line as orders will reckon it; what cannot be reckoned is refused there.
template <class Line>
std::int64_t amount_of(Line const& line) {
  if (line.amount_minor) return *line.amount_minor;
  auto const gross = base::checked_multiply(line.quantity_units.value_or(0), line.unit_price_minor.value_or(0));
  return gross.value_or(0) - line.discount_minor;
}

/// A `tender` on the lines themselves says only how: the whole document was paid so.
void add_tender(orders::SaleFacts& facts, std::string_view kind) {
  std::int64_t paid = 0;
  for (auto const& line : facts.lines) paid += amount_of(line);
  for (auto const& line : facts.return_lines) paid -= amount_of(line);
  facts.tenders.push_back({.kind = std::string{kind}, .amount_minor = paid});
}

/// Sorts the rows by content and hears what each says of the whole; the document's place is that of its first row.
template <class Document>
Head take_rows(Document& document, std::span<PackedRow> rows, Mapping const& mapping) {
  document.rows = static_cast<std::int64_t>(rows.size());
  document.packed = rows;
  document.first = rows.front().place;
  std::sort(rows.begin(), rows.end(),
            [](PackedRow const& left, PackedRow const& right) { return left.content < right.content; });
  Head head{mapping};
  MappedRow row;
  for (auto const& packed : rows) {
    if (!unpack(packed.content, mapping, row)) throw std::logic_error{"a staged row is not in the form of its import"};
    if (packed.place <= document.first) {
      document.first = packed.place;
      document.part = row.part;
    }
    head.take(row, document.faults);
  }
  return head;
}

}  // namespace

SalesDocument put_together(std::span<PackedRow> rows, Mapping const& mapping, base::Instant as_of) {
  SalesDocument document;
  auto head = take_rows(document, rows, mapping);
  MappedRow row;
  auto& facts = document.facts;
  for (auto const& packed : rows) head.settle(part_of(packed.content));
  auto const& said = head.said();
  LineKeys keys;
  for (auto const& packed : rows) {
    unpack(packed.content, mapping, row);
    add_row(document, row, mapping.parts[row.part], said, packed.place, keys);
  }
  auto const text = [&](Field field) { return std::string{said.holds(field) ? said.text(field) : std::string_view{}}; };
  facts.source = mapping.source;
  facts.number = std::string{row.text(Field::number)};
  if (said.holds(Field::sold_at)) {
    facts.event_at = instant_of(said.number(Field::sold_at));
  } else {
    document.faults.push_back({kMissingValue, "sold_at", "",
                               fmt::format("Document {}: none of its rows says when it was sold.", facts.number)});
  }
  facts.as_of = said.holds(Field::as_of) ? instant_of(said.number(Field::as_of)) : as_of;
  if (auto const currency = base::Currency::parse(text(Field::currency))) facts.currency = *currency;
  facts.customer = person_of(said, mapping.source, document.identifier_fields);
  facts.returns_number = text(Field::returns_number);
  facts.tax_policy = mapping.tax_policy;
  facts.vanished = mapping.parts[document.part].vanished;
  if (said.holds(Field::tender)) add_tender(facts, said.text(Field::tender));
  facts.lines_unknown = facts.lines.empty() && facts.return_lines.empty();
  return document;
}

namespace {

/// The attributes that a row gives: its facts, and the fields that are attributes too.
void add_attributes(MappedRow const& row, Part const& part, RowPlace place, base::Instant as_of,
                    std::vector<SaidOfPerson>& out) {
  auto const said_at = row.holds(Field::as_of) ? instant_of(row.number(Field::as_of)) : as_of;
  auto const add = [&](std::string name, std::string value) {
    if (!value.empty()) out.push_back({std::move(name), std::move(value), said_at, part.provenance, place, row.part});
  };
  if (row.holds(Field::customer_name)) add("name", std::string{row.text(Field::customer_name)});
  if (row.holds(Field::country)) add("country", std::string{row.text(Field::country)});
  if (!row.holds(Field::facts)) return;
  auto const facts = boost::json::parse(row.text(Field::facts));
  for (auto const& [name, value] : facts.as_object()) add(std::string{name}, std::string{value.as_string()});
}

}  // namespace

PersonDocument put_person_together(std::span<PackedRow> rows, Mapping const& mapping, base::Instant as_of) {
  PersonDocument document;
  auto const head = take_rows(document, rows, mapping);
  auto const& said = head.said();
  document.facts = person_of(said, mapping.source, document.identifier_fields);
  document.facts.seen_at = said.holds(Field::as_of) ? instant_of(said.number(Field::as_of)) : as_of;
  MappedRow row;
  for (auto const& packed : rows) {
    unpack(packed.content, mapping, row);
    add_attributes(row, mapping.parts[row.part], packed.place, as_of, document.attributes);
  }
  return document;
}

namespace {

using PointerWord = std::pair<std::string_view, Field>;
constexpr std::array kSaleWords{
    PointerWord{"/event_at", Field::sold_at},
    PointerWord{"/as_of", Field::as_of},
    PointerWord{"/currency", Field::currency},
    PointerWord{"/quantity_units", Field::quantity},
    PointerWord{"/unit_price_minor", Field::unit_price},
    PointerWord{"/discount_minor", Field::discount},
    PointerWord{"/amount_minor", Field::amount},
    PointerWord{"/tax_minor", Field::tax},
    PointerWord{"/shipping_minor", Field::shipping},
    PointerWord{"/sku", Field::sku},
    PointerWord{"/description", Field::description},
    PointerWord{"/origin_channel", Field::channel},
    PointerWord{"/origin_location", Field::location},
    PointerWord{"/return_channel", Field::channel},
    PointerWord{"/return_location", Field::location},
    PointerWord{"/fulfilment_channel", Field::fulfilment_channel},
    PointerWord{"/fulfilment_location", Field::fulfilment_location},
    PointerWord{"/returns_number", Field::returns_number},
    PointerWord{"/tenders/0/kind", Field::tender},
    PointerWord{"/number", Field::number},
};
constexpr std::array kPersonWords{
    PointerWord{"/source_id", Field::customer_id},
    PointerWord{"/name", Field::customer_name},
    PointerWord{"/country", Field::country},
};

template <std::size_t size>
std::optional<Field> field_at(std::string_view pointer, std::array<PointerWord, size> const& words) {
  for (auto const& [word, field] : words) {
    if (pointer.ends_with(word)) return field;
  }
  return {};
}

/// The field of a person that a pointer below `at` means.
std::optional<Field> person_field(std::string_view pointer, std::string_view at,
                                  std::vector<Field> const& identifiers) {
  if (!pointer.starts_with(at)) return {};
  pointer.remove_prefix(at.size());
  for (std::size_t i = 0; i < identifiers.size(); ++i) {
    if (pointer.starts_with(fmt::format("/identifiers/{}", i))) return identifiers[i];
  }
  return field_at(pointer, kPersonWords);
}

}  // namespace

Blamed blame(SalesDocument const& document, Mapping const& mapping, std::string_view pointer) {
  Blamed blamed{.place = document.first, .column = {}};
  auto field = field_at(pointer, kSaleWords);
  if (auto const of_person = person_field(pointer, "/customer", document.identifier_fields)) field = of_person;
  if (field) blamed.column = column_of(*field, mapping.parts[document.part]);
  for (auto const& [prefix, places] : {std::pair{std::string_view{"/lines/"}, &document.line_places},
                                       std::pair{std::string_view{"/return_lines/"}, &document.return_line_places},
                                       std::pair{std::string_view{"/tenders/"}, &document.tender_places}}) {
    if (!pointer.starts_with(prefix)) continue;
    std::size_t at = 0;
    std::from_chars(pointer.data() + prefix.size(), pointer.data() + pointer.size(), at);
    if (at < places->size()) blamed.place = (*places)[at];
  }
  return blamed;
}

Blamed blame(PersonDocument const& document, Mapping const& mapping, std::string_view pointer) {
  Blamed blamed{.place = document.first, .column = {}};
  if (auto const field = person_field(pointer, "", document.identifier_fields))
    blamed.column = column_of(*field, mapping.parts[document.part]);
  return blamed;
}

Blamed blame(SaidOfPerson const& said, Mapping const& mapping) {
  auto const& part = mapping.parts[said.part];
  auto const fact =
      std::find_if(part.facts.begin(), part.facts.end(), [&](auto const& one) { return one.first == said.name; });
  if (fact != part.facts.end()) return {said.place, part.columns[fact->second].name};
  return {said.place, column_of(said.name == "name" ? Field::customer_name : Field::country, part)};
}

}  // namespace weft::connectors
