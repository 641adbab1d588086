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
void add_of_records(pg::Tx& tx, std::span<customer::RecordId const> records, std::vector<Said>& said) {
  std::unordered_map<customer::RecordId, customer::store::Attributes> carried;
  for (auto& one : customer::store::read_attributes(tx, records)) carried.emplace(one.record_id, std::move(one));
  for (auto const& record : customer::store::read_records(tx, records)) {
    auto const found = carried.find(record.record_id);
    if (found == carried.end()) continue;
    auto const put = [&](std::string_view name, std::string const& value, std::optional<base::Instant> at) {
      if (value.empty() || !at) return;
      add(said, name,
          {value, false, false, record.record_id, record.source, Provenance::recorded, *at, *at, record.received_at});
    };
    put("name", found->second.name, found->second.name_at);
    put("country", found->second.country, found->second.country_at);
  }
}

}  // namespace

std::int64_t state(pg::Tx& tx, std::span<Statement const> statements, base::Instant now) {
  if (statements.empty()) return 0;
  auto changed = store::upsert_statements(tx, rows_of(statements, now));
  auto const count = static_cast<std::int64_t>(changed.size());
  customer::emit_of_records(tx, "customer.attributes_changed", std::move(changed), now);
  return count;
}

base::Result<Profile> get_profile(pg::Tx& tx, customer::CustomerId customer) {
  auto component = customer::get_component(tx, customer);
  if (!component) return std::move(component).error();
  std::vector<Said> said;
  for (auto& row : store::read_statements(tx, component->records, static_cast<std::int64_t>(kStatementsPerRecordMax))) {
    said.push_back({std::move(row.name),
                    {std::move(row.value), false, false, row.record_id, std::move(row.source), row.provenance,
                     row.said_first_at, row.said_last_at, row.received_at}});
  }
  add_of_records(tx, component->records, said);
  Profile out{component->customer_id, {}, settle_attributes(std::move(said))};
  out.name = display_name(out.attributes);
  return out;
}

}  // namespace weft::profile
