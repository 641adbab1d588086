// joining.cpp - new evidence: which components it touches, under whose locks they are settled, and what changes.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "customer/batch.h"
#include "customer/component.h"

namespace weft::customer {
namespace {

using Number = std::size_t;

/// The records and edges around new evidence, grown outward until nothing more hangs on them.
struct Neighbourhood {
  std::unordered_map<RecordId, Number> numbers;
  std::vector<RecordId> records;
  std::vector<Number> parent;     // disjoint sets over the records
  std::vector<std::size_t> size;  // at roots
  std::vector<store::Edge> stored;
  std::vector<store::Edge> fresh;  // not stored yet

  Number add(RecordId record) {
    auto const [found, is_new] = numbers.try_emplace(record, records.size());
    if (is_new) {
      records.push_back(record);
      parent.push_back(records.size() - 1);
      size.push_back(1);
    }
    return found->second;
  }
  Number root(Number i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
  }
  void link(store::Edge const& edge) {
    auto const a = root(add(edge.record_a));
    auto const b = root(add(edge.record_b));
    if (a == b) return;
    parent[b] = a;
    size[a] += size[b];
  }
  /// Too large to be settled as a whole: what is new about it is held.
  bool overflows(Number record) { return size[root(record)] > kNeighbourhoodMax; }
};

Neighbourhood explore(pg::Tx& tx, std::vector<store::Edge> const& fresh, std::unordered_set<RecordId> const& made) {
  Neighbourhood out;
  out.fresh = fresh;
  for (auto const& edge : fresh) out.link(edge);
  std::unordered_set<std::string> seen;
  for (std::size_t reached = 0; reached < out.records.size();) {
    std::vector<RecordId> frontier;
    for (; reached < out.records.size(); ++reached) {
      auto const record = out.records[reached];
      // A record of this transaction has no stored edges yet.
      if (!made.contains(record) && !out.overflows(reached)) frontier.push_back(record);
    }
    if (frontier.empty()) break;
    for (auto& edge : store::edges_at(tx, frontier)) {
      auto const key = edge.record_a.text() + edge.record_b.text() + std::string{text_of(edge.kind)} + edge.value;
      if (!seen.insert(key).second) continue;
      out.link(edge);
      out.stored.push_back(std::move(edge));
    }
  }
  return out;
}

/// Explores, locks the member rows found, and explores again until nothing new came to light under the locks. Whoever
/// joins anything to these records needs the same locks, so what is read last holds to the end of the transaction.
Neighbourhood explore_locked(pg::Tx& tx, std::vector<store::Edge> const& fresh,
                             std::unordered_set<RecordId> const& made,
                             std::unordered_map<RecordId, CustomerId>& customers) {
  for (;;) {
    auto around = explore(tx, fresh, made);
    std::vector<RecordId> wanted;
    for (auto const& record : around.records) {
      if (!made.contains(record) && !customers.contains(record)) wanted.push_back(record);
    }
    if (wanted.empty()) return around;
    std::sort(wanted.begin(), wanted.end());
    for (auto const& member : store::lock_members(tx, wanted)) customers[member.record_id] = member.customer_id;
  }
}

/// The order in which records are numbered for settle_components: what they say where a component is too large to join
/// all of it (then the order decides who is in), else any.
std::vector<RecordId> content_order(pg::Tx& tx, Neighbourhood& around) {
  auto ordered = around.records;
  std::sort(ordered.begin(), ordered.end());
  bool const large = std::any_of(around.size.begin(), around.size.end(),
                                 [](std::size_t size) { return size > kRecordsPerCustomerMax; });
  if (!large) return ordered;
  std::unordered_map<RecordId, store::ContentKey> keys;
  for (auto& key : store::content_keys(tx, ordered)) keys.emplace(key.record_id, std::move(key));
  std::sort(ordered.begin(), ordered.end(), [&](RecordId const& left, RecordId const& right) {
    auto const& a = keys.at(left);
    auto const& b = keys.at(right);
    return std::tie(a.source, a.claim_kind, a.source_id, left) < std::tie(b.source, b.claim_kind, b.source_id, right);
  });
  return ordered;
}

/// The customer of every record around: the smallest record id of its component.
std::unordered_map<RecordId, CustomerId> settle(pg::Tx& tx, Neighbourhood& around) {
  auto const ordered = content_order(tx, around);
  std::unordered_map<RecordId, Number> number;
  for (Number i = 0; i < ordered.size(); ++i) number.emplace(ordered[i], i);
  std::vector<Evidence> evidence;
  auto const add = [&](store::Edge const& edge) {
    if (around.overflows(around.numbers.at(edge.record_a))) return;
    evidence.push_back({number.at(edge.record_a), number.at(edge.record_b), edge.kind, edge.value});
  };
  for (auto const& edge : around.stored) add(edge);
  for (auto const& edge : around.fresh) add(edge);
  auto const components = settle_components(ordered.size(), evidence, kRecordsPerCustomerMax);
  std::vector<RecordId> smallest(ordered.size());
  for (Number i = 0; i < ordered.size(); ++i) {
    auto& least = smallest[components[i]];
    if (least.empty() || ordered[i] < least) least = ordered[i];
  }
  std::unordered_map<RecordId, CustomerId> out;
  for (Number i = 0; i < ordered.size(); ++i) out.emplace(ordered[i], CustomerId{smallest[components[i]].uuid()});
  return out;
}

/// Edges from whoever showed an identifier first to the others.
std::vector<store::Edge> edges_of(pg::Tx& tx, std::vector<store::ShownIdentifier>& fresh) {
  std::sort(fresh.begin(), fresh.end(), [](auto const& left, auto const& right) {
    return std::tuple{std::string_view{left.value}, text_of(left.kind), left.record_id} <
           std::tuple{std::string_view{right.value}, text_of(right.kind), right.record_id};
  });
  auto const holders = store::claim_identifiers(tx, fresh);
  std::vector<store::Edge> out;
  for (std::size_t i = 0; i < fresh.size(); ++i) {
    if (holders[i] != fresh[i].record_id)
      out.push_back({holders[i], fresh[i].record_id, fresh[i].kind, fresh[i].value});
  }
  return out;
}

}  // namespace

void join_by_identifiers(pg::Tx& tx, std::vector<store::ShownIdentifier> fresh, std::span<RecordId const> made,
                         std::vector<RecordId>& changed, base::Instant now) {
  std::vector<store::Edge> edges;
  if (!fresh.empty()) edges = edges_of(tx, fresh);
  std::unordered_set<RecordId> const made_here{made.begin(), made.end()};
  std::unordered_map<RecordId, CustomerId> before;  // of the records that were there
  std::unordered_map<RecordId, CustomerId> after;
  if (!edges.empty()) {
    auto around = explore_locked(tx, edges, made_here, before);
    auto const settled = settle(tx, around);
    auto const state_of = [&](store::Edge const& edge) {
      return !around.overflows(around.numbers.at(edge.record_a)) &&
             settled.at(edge.record_a) == settled.at(edge.record_b);
    };
    for (auto& edge : edges) edge.joined = state_of(edge);
    std::vector<store::Edge> restated;
    for (auto& edge : around.stored) {
      if (around.overflows(around.numbers.at(edge.record_a)) || edge.joined == state_of(edge)) continue;
      edge.joined = !edge.joined;
      restated.push_back(edge);
    }
    store::insert_edges(tx, edges, now);
    store::update_edge_states(tx, restated);
    for (auto const& record : around.records) {
      if (!around.overflows(around.numbers.at(record))) after.emplace(record, settled.at(record));
    }
  }
  std::vector<store::Member> inserted;
  inserted.reserve(made.size());
  for (auto const& record : made) {
    auto const joined = after.find(record);
    inserted.push_back({record, joined == after.end() ? CustomerId{record.uuid()} : joined->second});
  }
  store::insert_members(tx, inserted);
  std::vector<store::Member> moved;
  for (auto const& [record, customer] : before) {
    auto const settled = after.find(record);
    if (settled == after.end() || settled->second == customer) continue;
    moved.push_back({record, settled->second});
    changed.push_back(record);
  }
  store::update_members(tx, moved);
}

}  // namespace weft::customer
