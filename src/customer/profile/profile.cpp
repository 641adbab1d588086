// profile.cpp - keeping what sources say of a person, and putting together what is known.
#include "customer/profile/profile.h"

#include <algorithm>
#include <cassert>
#include <map>
#include <unordered_map>

#include "customer/profile/attribute.h"
#include "customer/profile/store.h"
#include "customer/profile/winning.h"
#include "customer/record_event.h"
#include "customer/store.h"

namespace weft::profile {
namespace {

/// One row a value of a record, with the span that the statements give it.
std::vector<store::StatementRow> rows_of(std::span<Statement const> statements, base::Instant now) {
  std::map<std::pair<customer::RecordId, base::Uuid>, store::StatementRow> rows;
  for (auto const& said : statements) {
    assert(!check_attribute(said.name, said.value, said.said_at));
    auto const id = statement_id(said);
    auto const [found, is_new] = rows.try_emplace({said.record_id, id});
    auto& row = found->second;
    if (is_new) {
      row = {said.record_id, id, said.name, said.value, said.source, said.provenance, said.said_at, said.said_at, now};
    }
    row.said_first_at = std::min(row.said_first_at, said.said_at);
    row.said_last_at = std::max(row.said_last_at, said.said_at);
  }
  std::vector<store::StatementRow> out;
  out.reserve(rows.size());
  for (auto& [key, row] : rows) out.push_back(std::move(row));
  return out;
}

void add(std::vector<Said>& said, std::string_view name, Value value) {
  for (auto& one : said) {
    auto& held = one.value;
    if (one.name != name || held.record_id != value.record_id || held.source != value.source ||
        held.provenance != value.provenance || held.value != value.value) {
      continue;
    }
    held.said_first_at = std::min(held.said_first_at, value.said_first_at);
    held.said_last_at = std::max(held.said_last_at, value.said_last_at);
    return;
  }
  said.push_back({std::string{name}, std::move(value)});
}

/// The name and the country that a record carries, as facts of its sales gave them: recorded by its source.
void add_of_records(pg::Tx& tx, std::span<customer::RecordId const> records,
                    std::unordered_map<customer::RecordId, std::size_t> const& whose,
                    std::vector<std::vector<Said>>& said) {
  std::unordered_map<customer::RecordId, customer::store::Attributes> carried;
  for (auto& one : customer::store::read_attributes(tx, records)) carried.emplace(one.record_id, std::move(one));
  for (auto const& record : customer::store::read_records(tx, records)) {
    auto const found = carried.find(record.record_id);
    if (found == carried.end()) continue;
    auto const put = [&](std::string_view name, std::string const& value, std::optional<base::Instant> at) {
      if (value.empty() || !at) return;
      add(said[whose.at(record.record_id)], name,
          {value, false, false, record.record_id, record.source, Provenance::recorded, *at, *at, record.received_at});
    };
    put("name", found->second.name, found->second.name_at);
    put("country", found->second.country, found->second.country_at);
  }
}

/// By which attributes a person is found.
std::optional<customer::FoundBy> found_by(std::string_view name) {
  for (auto const* one : {"name", "given_name", "family_name", "company"}) {
    if (name == one) return customer::FoundBy::name;
  }
  if (name == "email") return customer::FoundBy::email;
  if (name == "phone") return customer::FoundBy::phone;
  return {};
}

}  // namespace

std::int64_t state(pg::Tx& tx, std::span<Statement const> statements, base::Instant now) {
  if (statements.empty()) return 0;
  auto const rows = rows_of(statements, now);
  auto const changed = store::upsert_statements(tx, rows, now);
  std::vector<customer::RecordId> records;
  std::vector<customer::SearchTerm> terms;
  auto row = rows.begin();
  for (auto const& one : changed) {  // in the order of the rows, with gaps
    while (row->record_id != one.record_id || row->statement_id != one.statement_id) ++row;
    records.push_back(one.record_id);
    auto const kind = found_by(row->name);
    if (one.added && kind) terms.push_back({row->record_id, *kind, row->value});
  }
  customer::add_search_terms(tx, terms);
  customer::emit_of_records(tx, "customer.attributes_changed", std::move(records), now);
  return static_cast<std::int64_t>(changed.size());
}

std::vector<Profile> profiles_of(pg::Tx& tx, std::span<customer::Component const> customers) {
  std::vector<customer::RecordId> records;
  std::unordered_map<customer::RecordId, std::size_t> whose;
  for (std::size_t i = 0; i < customers.size(); ++i) {
    for (auto const& record : customers[i].records) {
      records.push_back(record);
      whose.emplace(record, i);
    }
  }
  std::vector<std::vector<Said>> said(customers.size());
  for (auto& row : store::read_statements(tx, records, static_cast<std::int64_t>(kStatementsPerRecordMax))) {
    said[whose.at(row.record_id)].push_back({std::move(row.name),
                                             {std::move(row.value), false, false, row.record_id, std::move(row.source),
                                              row.provenance, row.said_first_at, row.said_last_at, row.received_at}});
  }
  add_of_records(tx, records, whose, said);
  std::vector<Profile> out;
  for (std::size_t i = 0; i < customers.size(); ++i) {
    Profile profile{customers[i].customer_id, {}, settle_attributes(std::move(said[i]))};
    profile.name = display_name(profile.attributes);
    out.push_back(std::move(profile));
  }
  return out;
}

base::Result<Profile> get_profile(pg::Tx& tx, customer::CustomerId customer) {
  auto component = customer::get_component(tx, customer);
  if (!component) return std::move(component).error();
  return std::move(profiles_of(tx, std::span{&*component, 1}).front());
}

std::vector<Change> list_changes(pg::Tx& tx, std::span<customer::RecordId const> records, base::TimePlace const& after,
                                 base::Instant from, std::int64_t limit) {
  return store::list_changes(tx, records, after, from, limit);
}

}  // namespace weft::profile
