// customer.cpp - settling who a span of facts is of: records claimed, written, named and joined.
#include "customer/customer.h"

#include <fmt/format.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <unordered_map>
#include <unordered_set>

#include "customer/batch.h"
#include "customer/record_event.h"
#include "customer/store.h"

namespace weft::customer {
namespace {

/// By what a fact names somebody: (kind, the id in that kind). Empty id = nobody known.
std::pair<std::string_view, std::string> naming_of(RecordFacts const& facts) {
  if (!facts.source_id.empty()) return {"account", facts.source_id};
  for (auto const kind : {IdentifierKind::loyalty, IdentifierKind::email}) {
    for (auto const& identifier : facts.identifiers) {
      if (identifier.kind != kind) continue;
      if (auto value = normalised(kind, identifier.value)) return {text_of(kind), std::move(*value)};
    }
  }
  return {};
}

/// Of two names the later one stands; of two of one moment the greater, so that the order of arrival does not matter.
void merge(std::string& held, std::optional<base::Instant>& held_at, std::string_view given,
           std::optional<base::Instant> given_at) {
  if (given.empty() || !given_at) return;
  if (held_at && std::pair{*held_at, std::string_view{held}} >= std::pair{*given_at, given}) return;
  held = given;
  held_at = given_at;
}

void merge(store::Attributes& held, store::Attributes const& given) {
  merge(held.name, held.name_at, given.name, given.name_at);
  merge(held.country, held.country_at, given.country, given.country_at);
  held.seen_at = std::min(held.seen_at, given.seen_at);
}

store::Attributes attributes_of(RecordFacts const& facts, RecordId record) {
  store::Attributes out{record, {}, {}, {}, {}, facts.seen_at};
  merge(out.name, out.name_at, facts.name, facts.seen_at);
  merge(out.country, out.country_at, facts.country, facts.seen_at);
  return out;
}

store::Attributes attributes_of(Known const& known, std::span<RecordFacts const> facts) {
  auto out = attributes_of(facts[known.facts.front()], known.record_id);
  for (auto const i : known.facts) merge(out, attributes_of(facts[i], known.record_id));
  return out;
}

/// Finds or claims the record of everybody named. Sorted, so that two spans wait for each other in one order.
void claim_known(pg::Tx& tx, std::vector<Known>& known, base::Instant now) {
  std::vector<store::ClaimKey> keys;
  keys.reserve(known.size());
  for (auto const& one : known) keys.push_back({one.source_id, one.source, one.kind});
  auto const found = store::find_claims(tx, keys);
  std::vector<store::ClaimKey> missing;
  std::vector<RecordId> offered;
  std::vector<std::size_t> numbers;
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (found[i]) {
      known[i].record_id = *found[i];
      continue;
    }
    missing.push_back(keys[i]);
    offered.push_back(RecordId::make(now));
    numbers.push_back(i);
  }
  if (missing.empty()) return;
  auto const won = store::insert_claims(tx, missing, offered);
  std::vector<store::ClaimKey> lost;
  std::vector<std::size_t> losers;
  for (std::size_t i = 0; i < missing.size(); ++i) {
    if (won[i]) {
      known[numbers[i]].record_id = offered[i];
      known[numbers[i]].created = true;
    } else {
      lost.push_back(missing[i]);
      losers.push_back(numbers[i]);
    }
  }
  auto const held = store::find_claims(tx, lost);
  for (std::size_t i = 0; i < lost.size(); ++i) known[losers[i]].record_id = held[i].value();
}

/// Whatever names the facts of somebody give that their record does not bear already.
void add_names(Known const& known, std::string_view borne, RecordBatch::State& batch) {
  std::string_view last = borne;
  for (auto const i : known.facts) {
    auto const& name = batch.facts[i].name;
    if (name.empty() || name == borne || name == last) continue;
    batch.terms.push_back({known.record_id, FoundBy::name, name});
    last = name;
  }
}

/// Inserts new records and brings the names of the others up to date. Returns the new ones.
std::vector<RecordId> write_attributes(pg::Tx& tx, RecordBatch::State& batch, base::Instant now) {
  std::vector<store::NewRecord> made;
  std::vector<RecordId> existing;
  std::unordered_map<RecordId, store::Attributes> given;
  std::unordered_map<RecordId, Known const*> spoken_of;
  for (auto const& known : batch.known) {
    auto attributes = attributes_of(known, batch.facts);
    spoken_of.emplace(known.record_id, &known);
    if (known.created) {
      if (known.kind == "account") batch.terms.push_back({known.record_id, FoundBy::account, known.source_id});
      add_names(known, {}, batch);
      made.push_back({known.source, known.source_id, std::string{known.kind}, std::move(attributes)});
    } else {
      existing.push_back(known.record_id);
      given.emplace(known.record_id, std::move(attributes));
    }
  }
  for (std::size_t i = 0; i < batch.facts.size(); ++i) {
    if (!batch.guest[i] || batch.dropped[i]) continue;
    made.push_back({batch.facts[i].source, {}, {}, attributes_of(batch.facts[i], batch.settled[i].record_id)});
    if (!batch.facts[i].name.empty())
      batch.terms.push_back({batch.settled[i].record_id, FoundBy::name, batch.facts[i].name});
  }
  std::vector<RecordId> out;
  out.reserve(made.size());
  for (auto const& record : made) out.push_back(record.attributes.record_id);
  store::insert_records(tx, made, now);

  auto const differs = [&](store::Attributes const& held) {
    auto merged = held;
    merge(merged, given.at(held.record_id));
    return merged.name_at != held.name_at || merged.country_at != held.country_at || merged.seen_at != held.seen_at ||
           merged.name != held.name || merged.country != held.country;
  };
  std::vector<RecordId> stale;
  for (auto const& held : store::read_attributes(tx, existing)) {
    add_names(*spoken_of.at(held.record_id), held.name, batch);
    if (differs(held)) stale.push_back(held.record_id);
  }
  std::vector<store::Attributes> renewed;
  for (auto& held : store::lock_attributes(tx, stale)) {
    if (!differs(held)) continue;
    auto merged = held;
    merge(merged, given.at(held.record_id));
    if (merged.name != held.name || merged.country != held.country || merged.seen_at != held.seen_at) {
      batch.changed.push_back(held.record_id);
    }
    renewed.push_back(std::move(merged));
  }
  store::update_attributes(tx, renewed);
  return out;
}

/// What the span's records show that they did not show before.
std::vector<store::ShownIdentifier> write_identifiers(pg::Tx& tx, RecordBatch::State const& batch, base::Instant now) {
  std::vector<store::ShownIdentifier> shown;
  for (auto const& known : batch.known) {
    for (auto const i : known.facts) {
      for (auto const& identifier : batch.facts[i].identifiers) {
        auto value = normalised(identifier.kind, identifier.value);
        assert(value);
        shown.push_back({known.record_id, identifier.kind, std::move(*value), known.source, batch.facts[i].seen_at});
      }
    }
  }
  if (shown.empty()) return shown;
  auto const key = [](store::ShownIdentifier const& one) {
    return std::tuple{one.record_id, one.kind, std::string_view{one.value}};
  };
  std::sort(shown.begin(), shown.end(), [&](auto const& left, auto const& right) {
    return std::pair{key(left), left.seen_at} < std::pair{key(right), right.seen_at};
  });
  shown.erase(std::unique(shown.begin(), shown.end(), [&](auto const& l, auto const& r) { return key(l) == key(r); }),
              shown.end());
  auto const is_new = store::insert_identifiers(tx, shown, now);
  std::vector<store::ShownIdentifier> out;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    if (is_new[i]) out.push_back(std::move(shown[i]));
  }
  return out;
}

void tell(pg::Tx& tx, std::vector<RecordId> const& made, std::vector<RecordId> changed, base::Instant now) {
  changed.insert(changed.end(), made.begin(), made.end());
  emit_of_records(tx, "customer.records_changed", std::move(changed), now);
}

base::Uuid join_id(store::Edge const& edge) {
  std::string said{text_of(edge.kind)};
  said.append(1, '\0').append(edge.value).append(1, '\0');
  for (auto const& record : {edge.record_a, edge.record_b})
    said.append(reinterpret_cast<char const*>(record.uuid().bytes.data()), record.uuid().bytes.size());
  std::array<unsigned char, SHA256_DIGEST_LENGTH> hash{};
  SHA256(reinterpret_cast<unsigned char const*>(said.data()), said.size(), hash.data());
  base::Uuid id;
  std::copy_n(hash.begin(), id.bytes.size(), id.bytes.begin());
  return id;
}

}  // namespace

std::vector<SettledRecord> const& RecordBatch::settled() const { return state_->settled; }
bool RecordBatch::is_guest(std::size_t i) const { return state_->guest[i]; }
void RecordBatch::drop_guest(std::size_t i) { state_->dropped[i] = state_->guest[i]; }
std::int64_t RecordBatch::created() const { return state_->created; }

RecordBatch claim_records(pg::Tx& tx, std::span<RecordFacts const> facts, base::Instant now) {
  auto batch = std::make_shared<RecordBatch::State>();
  batch->facts = facts;
  batch->settled.resize(facts.size());
  batch->guest.resize(facts.size());
  batch->dropped.resize(facts.size());
  std::unordered_map<std::string, std::size_t> numbers;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    auto [kind, id] = naming_of(facts[i]);
    if (id.empty()) {
      batch->guest[i] = true;
      batch->settled[i] = {RecordId::make(now), true};
      continue;
    }
    auto const key = fmt::format("{}\n{}\n{}", kind, facts[i].source, id);
    auto const [found, is_new] = numbers.try_emplace(key, batch->known.size());
    if (is_new) batch->known.push_back({std::move(id), facts[i].source, kind, {}, false, {}});
    batch->known[found->second].facts.push_back(i);
  }
  std::sort(batch->known.begin(), batch->known.end(), [](Known const& left, Known const& right) {
    return std::tie(left.source_id, left.source, left.kind) < std::tie(right.source_id, right.source, right.kind);
  });
  claim_known(tx, batch->known, now);
  for (auto const& known : batch->known) {
    for (auto const i : known.facts) batch->settled[i] = {known.record_id, known.created};
  }
  return RecordBatch{std::move(batch)};
}

void write_records(pg::Tx& tx, RecordBatch& settled, base::Instant now) {
  auto& batch = *settled.state_;
  auto const made = write_attributes(tx, batch, now);
  auto fresh = write_identifiers(tx, batch, now);
  std::unordered_set<RecordId> const made_here{made.begin(), made.end()};
  for (auto const& one : fresh) {
    if (!made_here.contains(one.record_id)) batch.changed.push_back(one.record_id);
  }
  for (auto const& one : fresh) {
    auto const kind = one.kind == IdentifierKind::loyalty ? FoundBy::loyalty : FoundBy::email;
    batch.terms.push_back({one.record_id, kind, one.value});
  }
  join_by_identifiers(tx, std::move(fresh), made, batch.changed, now);
  add_search_terms(tx, batch.terms);
  batch.created = static_cast<std::int64_t>(made.size());
  tell(tx, made, batch.changed, now);
}

std::vector<SettledRecord> settle_records(pg::Tx& tx, std::span<RecordFacts const> facts, base::Instant now) {
  auto batch = claim_records(tx, facts, now);
  write_records(tx, batch, now);
  return batch.settled();
}

std::vector<CustomerId> customers_of(pg::Tx& tx, std::span<RecordId const> records) {
  std::unordered_map<RecordId, CustomerId> found;
  for (auto const& member : store::find_members(tx, records)) found.emplace(member.record_id, member.customer_id);
  std::vector<CustomerId> out;
  out.reserve(records.size());
  for (auto const& record : records) {
    auto const member = found.find(record);
    out.push_back(member == found.end() ? CustomerId{record.uuid()} : member->second);
  }
  return out;
}

base::Result<Component> get_component(pg::Tx& tx, CustomerId customer) {
  // A customer's id is a record's id, and that record knows where it belongs now.
  std::array<RecordId, 1> const named{RecordId{customer.uuid()}};
  auto const member = store::find_members(tx, named);
  if (member.empty()) return base::Error{kCustomerNotFound, fmt::format("No customer {} is known.", customer.text())};
  return Component{member.front().customer_id, store::records_of(tx, member.front().customer_id)};
}

std::vector<Component> get_components(pg::Tx& tx, std::span<CustomerId const> customers) {
  std::vector<RecordId> named;
  for (auto const& customer : customers) named.push_back(RecordId{customer.uuid()});
  std::unordered_map<RecordId, CustomerId> present;
  for (auto const& member : store::find_members(tx, named)) present.emplace(member.record_id, member.customer_id);
  std::vector<Component> out;
  std::unordered_map<CustomerId, std::size_t> numbers;
  std::vector<CustomerId> wanted;
  for (auto const& record : named) {
    auto const found = present.find(record);
    if (found == present.end() || !numbers.try_emplace(found->second, out.size()).second) continue;
    out.push_back({found->second, {}});
    wanted.push_back(found->second);
  }
  for (auto const& member : store::members_of(tx, wanted))
    out[numbers.at(member.customer_id)].records.push_back(member.record_id);
  return out;
}

std::optional<RecordId> find_account(pg::Tx& tx, std::string_view source, std::string_view source_id) {
  std::array<store::ClaimKey, 1> const key{{{source_id, source, "account"}}};
  return store::find_claims(tx, key).front();
}

std::vector<Join> joins_of(pg::Tx& tx, std::span<RecordId const> records) {
  std::vector<Join> out;
  for (auto& edge : store::edges_at(tx, records))
    out.push_back(
        {join_id(edge), edge.record_a, edge.record_b, {edge.kind, std::move(edge.value)}, edge.joined, edge.at});
  std::sort(out.begin(), out.end(), [](Join const& left, Join const& right) {
    return std::tie(left.at, left.record_a, left.record_b, left.identifier) <
           std::tie(right.at, right.record_a, right.record_b, right.identifier);
  });
  return out;
}

std::vector<Shown> identifiers_of(pg::Tx& tx, std::span<RecordId const> records) {
  std::vector<Shown> out;
  for (auto& row : store::read_identifiers(tx, records)) {
    auto const kind = row.kind == "loyalty" ? IdentifierKind::loyalty : IdentifierKind::email;
    out.push_back({row.record_id, {kind, std::move(row.value)}});
  }
  return out;
}

std::vector<std::pair<RecordId, std::string>> sources_of(pg::Tx& tx, std::span<RecordId const> records) {
  std::vector<std::pair<RecordId, std::string>> out;
  for (auto& row : store::read_records(tx, records)) out.emplace_back(row.record_id, std::move(row.source));
  return out;
}

void remove_guests(pg::Tx& tx, std::span<RecordId const> guests, base::Instant now) {
  store::delete_guests(tx, guests);
  tell(tx, {}, {guests.begin(), guests.end()}, now);
}

}  // namespace weft::customer
