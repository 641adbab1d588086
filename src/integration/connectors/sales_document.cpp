// sales_document.cpp - merges what the rows of a document say of it, and makes lines, return lines and tenders.
#include "integration/connectors/sales_document.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "integration/connectors/connectors.h"

namespace weft::connectors {

namespace {

/// What the rows say of the document as a whole, merged as the mapping wants it.
class Head {
 public:
  explicit Head(Mapping const& mapping) : mapping_{&mapping} {}

  void take(SalesRow const& row, std::vector<RowFault>& faults) {
    for (auto const field : kOfDocument) {
      auto const at = static_cast<std::size_t>(field);
      if (!row.has[at]) continue;
      if (!said_.has[at]) {
        said_.has.set(at);
        said_.texts[at] = row.texts[at];
        said_.numbers[at] = row.numbers[at];
        continue;
      }
      bool const text = kind_of(field) == FieldKind::text;
      auto const order = text ? row.texts[at].compare(said_.texts[at])
                              : static_cast<int>(row.numbers[at] > said_.numbers[at]) -
                                    static_cast<int>(row.numbers[at] < said_.numbers[at]);
      if (order == 0) continue;
      auto const merge = mapping_->merge[at];
      if (merge == Merge::same) {
        if (!disagreed_.test(at)) {
          faults.push_back(
              {kDocumentDisagrees, std::string{name_of(field)}, text ? std::string{row.texts[at]} : "",
               fmt::format("Document {}: its rows say different things of {}. The mapping may say which counts "
                           "([document] merge).",
                           row.text(Field::number), name_of(field))});
        }
        disagreed_.set(at);
      } else if ((order < 0) == (merge == Merge::min)) {
        said_.texts[at] = row.texts[at];
        said_.numbers[at] = row.numbers[at];
      }
    }
  }

  [[nodiscard]] SalesRow const& said() const { return said_; }

 private:
  static constexpr std::array kOfDocument{
      Field::sold_at,       Field::currency, Field::customer_id, Field::loyalty_number, Field::email,
      Field::customer_name, Field::country,  Field::as_of,       Field::returns_number, Field::tender};
  Mapping const* mapping_;
  SalesRow said_;
  std::bitset<kFields> disagreed_;
};

base::Instant instant_of(std::int64_t micros) { return base::Instant{std::chrono::microseconds{micros}}; }

orders::OrderTags tags_of(SalesRow const& row) {
  auto const or_else = [&](Field field, Field otherwise) {
    return std::string{row.holds(field) ? row.text(field) : row.text(otherwise)};
  };
  return {.origin_channel = std::string{row.text(Field::channel)},
          .origin_location = std::string{row.text(Field::location)},
          .fulfilment_channel = or_else(Field::fulfilment_channel, Field::channel),
          .fulfilment_location = or_else(Field::fulfilment_location, Field::location)};
}

/// What sale lines and return lines have in common.
template <class Line>
Line line_of(SalesRow const& row) {
  Line line{};
  line.sku = std::string{row.text(Field::sku)};
  if (row.holds(Field::description)) line.description = std::string{row.text(Field::description)};
  line.quantity_units = row.number(Field::quantity);
  if (row.holds(Field::unit_price)) line.unit_price_minor = row.number(Field::unit_price);
  if (row.holds(Field::amount)) line.amount_minor = row.number(Field::amount);
  if (row.holds(Field::discount)) line.discount_minor = row.number(Field::discount);
  return line;
}

void add_line(SalesDocument& document, SalesRow const& row, RowPlace place) {
  auto& facts = document.facts;
  auto const kind = row.text(Field::kind);
  if (kind == "sale") {
    auto tags = tags_of(row);
    auto line = line_of<orders::SaleLine>(row);
    if (facts.lines.empty())
      facts.tags = std::move(tags);
    else if (tags != facts.tags)
      line.tags = std::move(tags);
    facts.lines.push_back(std::move(line));
    document.line_places.push_back(place);
    return;
  }
  auto const return_kind = orders::parse_return_line_kind(kind);
  if (!return_kind) {
    document.faults.push_back(
        {kNotInLookup, "kind", std::string{kind}, "A row is a sale, a return, a cancellation or an adjustment."});
    return;
  }
  orders::ReturnTags tags{std::string{row.text(Field::channel)}, std::string{row.text(Field::location)}};
  auto line = line_of<orders::ReturnLine>(row);
  line.kind = *return_kind;
  if (facts.return_lines.empty())
    facts.return_tags = std::move(tags);
  else if (tags != facts.return_tags)
    line.tags = std::move(tags);
  facts.return_lines.push_back(std::move(line));
  document.return_line_places.push_back(place);
}

/// The amount of a line as orders will reckon it; what cannot be reckoned is refused there.
template <class Line>
std::int64_t amount_of(Line const& line) {
  if (line.amount_minor) return *line.amount_minor;
  auto const gross = base::checked_multiply(line.quantity_units, line.unit_price_minor.value_or(0));
  return gross.value_or(0) - line.discount_minor;
}

}  // namespace

SalesDocument put_together(std::span<PackedRow> rows, Mapping const& mapping, base::Instant as_of) {
  SalesDocument document;
  document.rows = static_cast<std::int64_t>(rows.size());
  document.first = rows.front().place;
  std::sort(rows.begin(), rows.end(),
            [](PackedRow const& left, PackedRow const& right) { return left.content < right.content; });
  Head head{mapping};
  SalesRow row;
  auto& facts = document.facts;
  for (auto const& packed : rows) {
    if (std::pair{packed.place.file_no, packed.place.line} < std::pair{document.first.file_no, document.first.line}) {
      document.first = packed.place;
    }
    if (!unpack(packed.content, mapping, row)) throw std::logic_error{"a staged row is not in the form of its import"};
    head.take(row, document.faults);
    add_line(document, row, packed.place);
  }
  auto const& said = head.said();
  auto const text = [&](Field field) { return std::string{said.holds(field) ? said.text(field) : std::string_view{}}; };
  facts.source = mapping.source;
  facts.number = std::string{row.text(Field::number)};
  facts.event_at = instant_of(said.number(Field::sold_at));
  facts.as_of = said.holds(Field::as_of) ? instant_of(said.number(Field::as_of)) : as_of;
  if (auto const currency = base::Currency::parse(text(Field::currency))) facts.currency = *currency;
  facts.customer.source = mapping.source;
  facts.customer.source_id = text(Field::customer_id);
  facts.customer.name = text(Field::customer_name);
  facts.customer.country = text(Field::country);
  for (auto const& [field, kind] : {std::pair{Field::loyalty_number, customer::IdentifierKind::loyalty},
                                    std::pair{Field::email, customer::IdentifierKind::email}}) {
    if (!said.holds(field)) continue;
    facts.customer.identifiers.push_back({kind, text(field)});
    document.identifier_fields.push_back(field);
  }
  facts.returns_number = text(Field::returns_number);
  if (said.holds(Field::tender)) {
    std::int64_t paid = 0;
    for (auto const& line : facts.lines) paid += amount_of(line);
    for (auto const& line : facts.return_lines) paid -= amount_of(line);
    facts.tenders.push_back({.kind = text(Field::tender), .amount_minor = paid});
  }
  return document;
}

Blamed blame(SalesDocument const& document, Mapping const& mapping, std::string_view pointer) {
  auto const column_of = [&](Field field) -> std::string {
    auto const& source = mapping.fields[static_cast<std::size_t>(field)];
    return source && source->column ? mapping.columns[*source->column].name : std::string{name_of(field)};
  };
  static constexpr std::array<std::pair<std::string_view, Field>, 20> kWords{{
      {"/event_at", Field::sold_at},
      {"/as_of", Field::as_of},
      {"/currency", Field::currency},
      {"/quantity_units", Field::quantity},
      {"/unit_price_minor", Field::unit_price},
      {"/discount_minor", Field::discount},
      {"/amount_minor", Field::amount},
      {"/sku", Field::sku},
      {"/description", Field::description},
      {"/origin_channel", Field::channel},
      {"/origin_location", Field::location},
      {"/return_channel", Field::channel},
      {"/return_location", Field::location},
      {"/fulfilment_channel", Field::fulfilment_channel},
      {"/fulfilment_location", Field::fulfilment_location},
      {"/customer/source_id", Field::customer_id},
      {"/customer/name", Field::customer_name},
      {"/customer/country", Field::country},
      {"/returns_number", Field::returns_number},
      {"/tenders/0/kind", Field::tender},
  }};
  Blamed blamed{.place = document.first, .column = {}};
  for (auto const& [word, field] : kWords) {
    if (pointer.ends_with(word)) blamed.column = column_of(field);
  }
  for (std::size_t at = 0; at < document.identifier_fields.size(); ++at) {
    if (pointer.starts_with(fmt::format("/customer/identifiers/{}", at)))
      blamed.column = column_of(document.identifier_fields[at]);
  }
  if (pointer == "/number") blamed.column = mapping.columns[mapping.number_column].name;
  for (auto const& [prefix, places] : {std::pair{std::string_view{"/lines/"}, &document.line_places},
                                       std::pair{std::string_view{"/return_lines/"}, &document.return_line_places}}) {
    if (!pointer.starts_with(prefix)) continue;
    std::size_t at = 0;
    std::from_chars(pointer.data() + prefix.size(), pointer.data() + pointer.size(), at);
    if (at < places->size()) blamed.place = (*places)[at];
  }
  return blamed;
}

}  // namespace weft::connectors
