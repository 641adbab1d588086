// views.cpp - entries and customers as they are shown.
#include "clienteling/views.h"

#include <algorithm>
#include <map>

namespace weft::clienteling {
namespace {

void sort_unique(std::vector<std::string>& texts) {
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
}

/// What stands first, then what else is said now, each once.
std::vector<std::string> current_values(profile::Attribute const& attribute) {
  std::vector<std::string> out;
  for (auto const& value : attribute.values) {
    if (!value.current || value.value.empty()) continue;
    if (std::find(out.begin(), out.end(), value.value) == out.end()) out.push_back(value.value);
  }
  return out;
}

void take(profile::Profile const& known, CustomerSummary& out) {
  out.name = known.name;
  for (auto const& attribute : known.attributes) {
    if (attribute.name == "phone") out.phones = current_values(attribute);
    if (attribute.name == "email") out.emails = current_values(attribute);
    if (attribute.name == "birth_date") out.birth_date = attribute.value;
    if (attribute.name == "city") out.city = attribute.value;
    if (attribute.name == "country") out.country = attribute.value;
  }
}

}  // namespace

EntryView view_of(Entry entry) {
  EntryView out{entry.kind, entry.id.text(), entry.event_at, entry.received_at, entry.record_id, {}, {}, {}, {}};
  if (auto& document = entry.document) {
    if (document->is_return) out.entry_id = orders::ReturnId{entry.id}.text();
    if (!document->is_return) out.entry_id = orders::OrderId{entry.id}.text();
    out.source = std::move(document->source);
    out.document = EntryDocument{document->order_id,     std::move(document->number), document->currency,
                                 document->amount_minor, document->line_count,        std::move(document->channels)};
  }
  if (auto& change = entry.change) {
    out.source = std::move(change->source);
    out.change = EntryChange{change->provenance, {}};
    for (auto& [name, value] : change->attributes)
      out.change->attributes.push_back({std::move(name), std::move(value)});
  }
  if (auto& join = entry.join) {
    out.join = EntryJoin{join->record_a, join->record_b, join->identifier.kind, std::move(join->identifier.value)};
  }
  return out;
}

std::vector<CustomerSummary> summaries_of(pg::Tx& tx, std::vector<Found> const& found) {
  std::vector<customer::CustomerId> customers;
  std::map<customer::CustomerId, FoundBy> found_by;
  for (auto const& one : found) {
    customers.push_back(one.customer_id);
    found_by.emplace(one.customer_id, one.found_by);
  }
  auto const components = customer::get_components(tx, customers);
  auto const profiles = profile::profiles_of(tx, components);
  std::vector<customer::RecordId> records;
  std::map<customer::RecordId, std::size_t> whose;
  std::vector<CustomerSummary> out(components.size());
  for (std::size_t i = 0; i < components.size(); ++i) {
    out[i].customer_id = components[i].customer_id;
    out[i].found_by = found_by[components[i].customer_id];
    out[i].records = std::ssize(components[i].records);
    take(profiles[i], out[i]);
    for (auto const& record : components[i].records) {
      records.push_back(record);
      whose.emplace(record, i);
    }
  }
  for (auto& shown : customer::identifiers_of(tx, records)) {
    auto& of = out[whose.at(shown.record_id)];
    auto& into = shown.identifier.kind == customer::IdentifierKind::loyalty ? of.loyalty_numbers : of.emails;
    into.push_back(std::move(shown.identifier.value));
  }
  for (auto& [record, source] : customer::sources_of(tx, records))
    out[whose.at(record)].sources.push_back(std::move(source));
  for (auto& one : out) {
    sort_unique(one.emails);
    sort_unique(one.loyalty_numbers);
    sort_unique(one.sources);
  }
  return out;
}

}  // namespace weft::clienteling
