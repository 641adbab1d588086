// store.cpp - customer's statements, each above the function that runs it.
#include "customer/store.h"

#include <unordered_map>
#include <unordered_set>

namespace weft::customer::store {
namespace {

std::vector<std::string_view> texts_of(std::span<ShownIdentifier const> shown, auto member) {
  std::vector<std::string_view> out;
  out.reserve(shown.size());
  for (auto const& one : shown) out.push_back(member(one));
  return out;
}

struct ClaimColumns {
  std::vector<std::string_view> source_ids, sources, kinds;
  explicit ClaimColumns(std::span<ClaimKey const> keys) {
    for (auto const& key : keys) {
      source_ids.push_back(key.source_id);
      sources.push_back(key.source);
      kinds.push_back(key.kind);
    }
  }
};

IdentifierKind kind_of(std::string_view text) {
  return text == "loyalty" ? IdentifierKind::loyalty : IdentifierKind::email;
}

std::vector<Attributes> attributes_of(pg::Rows const& rows) {
  std::vector<Attributes> out;
  out.reserve(rows.size());
  for (auto const row : rows) {
    out.push_back({row.get<RecordId>(0), row.get<std::string>(1), row.get<std::optional<base::Instant>>(2),
                   row.get<std::string>(3), row.get<std::optional<base::Instant>>(4), row.get<base::Instant>(5)});
  }
  return out;
}

std::vector<Member> members_in(pg::Rows const& rows) {
  std::vector<Member> out;
  out.reserve(rows.size());
  for (auto const row : rows) out.push_back({row.get<RecordId>(0), row.get<CustomerId>(1)});
  return out;
}

struct MemberColumns {
  std::vector<RecordId> records;
  std::vector<CustomerId> customers;
  explicit MemberColumns(std::span<Member const> members) {
    for (auto const& member : members) {
      records.push_back(member.record_id);
      customers.push_back(member.customer_id);
    }
  }
};

struct EdgeColumns {
  std::vector<RecordId> a, b;
  std::vector<std::string_view> kinds, values, states;
  explicit EdgeColumns(std::span<Edge const> edges) {
    for (auto const& edge : edges) {
      a.push_back(edge.record_a);
      b.push_back(edge.record_b);
      kinds.push_back(text_of(edge.kind));
      values.push_back(edge.value);
      states.push_back(edge.joined ? "joined" : "held");
    }
  }
};

}  // namespace

constexpr pg::Query kFindClaims{"customer.find_claims", R"sql(
SELECT wanted.at, claim.record_id
FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS wanted (source_id, source, kind, at)
JOIN customer.source_claim claim USING (source_id, source, kind))sql"};
std::vector<std::optional<RecordId>> find_claims(pg::Tx& tx, std::span<ClaimKey const> keys) {
  std::vector<std::optional<RecordId>> out(keys.size());
  if (keys.empty()) return out;
  ClaimColumns const columns{keys};
  for (auto const row : tx.run(kFindClaims, columns.source_ids, columns.sources, columns.kinds)) {
    out[static_cast<std::size_t>(row.get<std::int64_t>(0) - 1)] = row.get<RecordId>(1);
  }
  return out;
}

constexpr pg::Query kInsertClaims{"customer.insert_claims", R"sql(
INSERT INTO customer.source_claim (source_id, source, kind, record_id)
SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::uuid[])
ON CONFLICT DO NOTHING RETURNING record_id)sql"};
std::vector<bool> insert_claims(pg::Tx& tx, std::span<ClaimKey const> keys, std::span<RecordId const> records) {
  ClaimColumns const columns{keys};
  std::unordered_set<RecordId> won;
  for (auto const row : tx.run(kInsertClaims, columns.source_ids, columns.sources, columns.kinds, records)) {
    won.insert(row.get<RecordId>(0));
  }
  std::vector<bool> out;
  out.reserve(keys.size());
  for (auto const& record : records) out.push_back(won.contains(record));
  return out;
}

constexpr pg::Query kInsertRecords{"customer.insert_records", R"sql(
INSERT INTO customer.record (record_id, source, source_id, claim_kind, guest, identified, name, name_at, country,
                             country_at, seen_at, received_at)
SELECT record_id, source, source_id, claim_kind, claim_kind IS DISTINCT FROM 'account', claim_kind IS NOT NULL, name,
       name_at, country, country_at, seen_at, $10
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::text[],
            $8::timestamptz[], $9::timestamptz[])
     AS made (record_id, source, source_id, claim_kind, name, name_at, country, country_at, seen_at))sql"};
void insert_records(pg::Tx& tx, std::span<NewRecord const> records, base::Instant now) {
  if (records.empty()) return;
  std::vector<RecordId> ids;
  std::vector<std::string_view> sources, names, countries;
  std::vector<std::optional<std::string>> source_ids, kinds;
  std::vector<std::optional<base::Instant>> name_ats, country_ats;
  std::vector<base::Instant> seen_ats;
  for (auto const& record : records) {
    ids.push_back(record.attributes.record_id);
    sources.push_back(record.source);
    source_ids.push_back(record.source_id);
    kinds.push_back(record.claim_kind);
    names.push_back(record.attributes.name);
    name_ats.push_back(record.attributes.name_at);
    countries.push_back(record.attributes.country);
    country_ats.push_back(record.attributes.country_at);
    seen_ats.push_back(record.attributes.seen_at);
  }
  tx.defer(kInsertRecords, ids, sources, source_ids, kinds, names, name_ats, countries, country_ats, seen_ats, now);
}

constexpr pg::Query kReadAttributes{"customer.read_attributes", R"sql(
SELECT record_id, name, name_at, country, country_at, seen_at FROM customer.record
WHERE record_id = ANY($1::uuid[]) ORDER BY record_id)sql"};
std::vector<Attributes> read_attributes(pg::Tx& tx, std::span<RecordId const> records) {
  if (records.empty()) return {};
  return attributes_of(tx.run(kReadAttributes, records));
}

constexpr pg::Query kLockAttributes{"customer.lock_attributes", R"sql(
SELECT record_id, name, name_at, country, country_at, seen_at FROM customer.record
WHERE record_id = ANY($1::uuid[]) ORDER BY record_id FOR UPDATE)sql"};
std::vector<Attributes> lock_attributes(pg::Tx& tx, std::span<RecordId const> records) {
  if (records.empty()) return {};
  return attributes_of(tx.run(kLockAttributes, records));
}

constexpr pg::Query kUpdateAttributes{"customer.update_attributes", R"sql(
UPDATE customer.record SET name = given.name, name_at = given.name_at, country = given.country,
                           country_at = given.country_at, seen_at = given.seen_at
FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[], $5::timestamptz[], $6::timestamptz[])
     AS given (record_id, name, name_at, country, country_at, seen_at)
WHERE record.record_id = given.record_id)sql"};
void update_attributes(pg::Tx& tx, std::span<Attributes const> records) {
  if (records.empty()) return;
  std::vector<RecordId> ids;
  std::vector<std::string_view> names, countries;
  std::vector<std::optional<base::Instant>> name_ats, country_ats;
  std::vector<base::Instant> seen_ats;
  for (auto const& record : records) {
    ids.push_back(record.record_id);
    names.push_back(record.name);
    name_ats.push_back(record.name_at);
    countries.push_back(record.country);
    country_ats.push_back(record.country_at);
    seen_ats.push_back(record.seen_at);
  }
  tx.defer(kUpdateAttributes, ids, names, name_ats, countries, country_ats, seen_ats);
}

constexpr pg::Query kInsertIdentifiers{"customer.insert_identifiers", R"sql(
INSERT INTO customer.identifier (record_id, kind, value, source, seen_at, received_at)
SELECT record_id, kind, value, source, seen_at, $6
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[])
     AS shown (record_id, kind, value, source, seen_at)
ON CONFLICT DO NOTHING RETURNING record_id, kind, value)sql"};
std::vector<bool> insert_identifiers(pg::Tx& tx, std::span<ShownIdentifier const> shown, base::Instant now) {
  std::vector<RecordId> ids;
  std::vector<base::Instant> seen_ats;
  for (auto const& one : shown) {
    ids.push_back(one.record_id);
    seen_ats.push_back(one.seen_at);
  }
  auto const kinds = texts_of(shown, [](auto const& one) { return text_of(one.kind); });
  auto const values = texts_of(shown, [](auto const& one) { return std::string_view{one.value}; });
  auto const sources = texts_of(shown, [](auto const& one) { return std::string_view{one.source}; });
  auto const rows = tx.run(kInsertIdentifiers, ids, kinds, values, sources, seen_ats, now);
  // RETURNING gives the new ones in the order in which they were given, with gaps.
  std::vector<bool> out(shown.size(), false);
  std::size_t at = 0;
  for (auto const row : rows) {
    auto const id = row.get<RecordId>(0);
    auto const kind = kind_of(row.get<std::string_view>(1));
    auto const value = row.get<std::string_view>(2);
    while (shown[at].record_id != id || shown[at].kind != kind || shown[at].value != value) ++at;
    out[at++] = true;
  }
  return out;
}

constexpr pg::Query kInsertIdentifierClaims{"customer.insert_identifier_claims", R"sql(
INSERT INTO customer.identifier_claim (value, kind, record_id) SELECT * FROM unnest($1::text[], $2::text[], $3::uuid[])
ON CONFLICT DO NOTHING)sql"};
constexpr pg::Query kLockIdentifierClaims{"customer.lock_identifier_claims", R"sql(
SELECT claim.value, claim.kind, claim.record_id
FROM customer.identifier_claim claim JOIN unnest($1::text[], $2::text[]) AS wanted (value, kind) USING (value, kind)
ORDER BY claim.value, claim.kind FOR UPDATE OF claim)sql"};
std::vector<RecordId> claim_identifiers(pg::Tx& tx, std::span<ShownIdentifier const> shown) {
  std::vector<std::string_view> values, kinds;
  std::vector<RecordId> ids;
  for (auto const& one : shown) {
    bool const repeated = !values.empty() && values.back() == one.value && kinds.back() == text_of(one.kind);
    if (repeated) continue;
    values.push_back(one.value);
    kinds.push_back(text_of(one.kind));
    ids.push_back(one.record_id);
  }
  tx.defer(kInsertIdentifierClaims, values, kinds, ids);
  std::unordered_map<std::string, RecordId> holders;
  for (auto const row : tx.run(kLockIdentifierClaims, values, kinds)) {
    holders.emplace(row.get<std::string>(1) + ' ' + row.get<std::string>(0), row.get<RecordId>(2));
  }
  std::vector<RecordId> out;
  out.reserve(shown.size());
  for (auto const& one : shown) out.push_back(holders.at(std::string{text_of(one.kind)} + ' ' + one.value));
  return out;
}

constexpr pg::Query kEdgesAt{"customer.edges_at", R"sql(
SELECT record_a, record_b, kind, value, state, at FROM customer.edge WHERE record_a = ANY($1::uuid[])
UNION
SELECT record_a, record_b, kind, value, state, at FROM customer.edge WHERE record_b = ANY($1::uuid[]))sql"};
std::vector<Edge> edges_at(pg::Tx& tx, std::span<RecordId const> records) {
  std::vector<Edge> out;
  for (auto const row : tx.run(kEdgesAt, records)) {
    out.push_back({row.get<RecordId>(0), row.get<RecordId>(1), kind_of(row.get<std::string_view>(2)),
                   row.get<std::string>(3), row.get<std::string_view>(4) == "joined", row.get<base::Instant>(5)});
  }
  return out;
}

constexpr pg::Query kInsertEdges{"customer.insert_edges", R"sql(
INSERT INTO customer.edge (record_a, record_b, kind, value, state, at)
SELECT record_a, record_b, kind, value, state, $6
FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[]) AS made (record_a, record_b, kind, value, state))sql"};
void insert_edges(pg::Tx& tx, std::span<Edge const> edges, base::Instant now) {
  if (edges.empty()) return;
  EdgeColumns const columns{edges};
  tx.defer(kInsertEdges, columns.a, columns.b, columns.kinds, columns.values, columns.states, now);
}

constexpr pg::Query kUpdateEdgeStates{"customer.update_edge_states", R"sql(
UPDATE customer.edge SET state = given.state
FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[]) AS given (record_a, record_b, kind, value, state)
WHERE edge.record_a = given.record_a AND edge.record_b = given.record_b AND edge.kind = given.kind
  AND edge.value = given.value)sql"};
void update_edge_states(pg::Tx& tx, std::span<Edge const> edges) {
  if (edges.empty()) return;
  EdgeColumns const columns{edges};
  tx.defer(kUpdateEdgeStates, columns.a, columns.b, columns.kinds, columns.values, columns.states);
}

constexpr pg::Query kInsertMembers{"customer.insert_members", R"sql(
INSERT INTO customer.member (record_id, customer_id) SELECT * FROM unnest($1::uuid[], $2::uuid[]))sql"};
void insert_members(pg::Tx& tx, std::span<Member const> members) {
  if (members.empty()) return;
  MemberColumns const columns{members};
  tx.defer(kInsertMembers, columns.records, columns.customers);
}

constexpr pg::Query kUpdateMembers{"customer.update_members", R"sql(
UPDATE customer.member SET customer_id = given.customer_id
FROM unnest($1::uuid[], $2::uuid[]) AS given (record_id, customer_id) WHERE member.record_id = given.record_id)sql"};
void update_members(pg::Tx& tx, std::span<Member const> members) {
  if (members.empty()) return;
  MemberColumns const columns{members};
  tx.defer(kUpdateMembers, columns.records, columns.customers);
}

constexpr pg::Query kLockMembers{"customer.lock_members", R"sql(
SELECT record_id, customer_id FROM customer.member WHERE record_id = ANY($1::uuid[]) ORDER BY record_id FOR UPDATE)sql"};
std::vector<Member> lock_members(pg::Tx& tx, std::span<RecordId const> records) {
  if (records.empty()) return {};
  return members_in(tx.run(kLockMembers, records));
}

constexpr pg::Query kFindMembers{"customer.find_members", R"sql(
SELECT record_id, customer_id FROM customer.member WHERE record_id = ANY($1::uuid[]))sql"};
std::vector<Member> find_members(pg::Tx& tx, std::span<RecordId const> records) {
  if (records.empty()) return {};
  return members_in(tx.run(kFindMembers, records));
}

constexpr pg::Query kRecordsOf{"customer.records_of", R"sql(
SELECT record_id FROM customer.member WHERE customer_id = $1 ORDER BY record_id)sql"};
std::vector<RecordId> records_of(pg::Tx& tx, CustomerId customer) {
  std::vector<RecordId> out;
  for (auto const row : tx.run(kRecordsOf, customer)) out.push_back(row.get<RecordId>(0));
  return out;
}

constexpr pg::Query kMembersOf{"customer.members_of", R"sql(
SELECT record_id, customer_id FROM customer.member WHERE customer_id = ANY($1::uuid[])
ORDER BY customer_id, record_id)sql"};
std::vector<Member> members_of(pg::Tx& tx, std::span<CustomerId const> customers) {
  if (customers.empty()) return {};
  return members_in(tx.run(kMembersOf, customers));
}

constexpr pg::Query kContentKeys{"customer.content_keys", R"sql(
SELECT record_id, source, coalesce(claim_kind, ''), coalesce(source_id, '') FROM customer.record
WHERE record_id = ANY($1::uuid[]))sql"};
std::vector<ContentKey> content_keys(pg::Tx& tx, std::span<RecordId const> records) {
  std::vector<ContentKey> out;
  for (auto const row : tx.run(kContentKeys, records)) {
    out.push_back({row.get<RecordId>(0), row.get<std::string>(1), row.get<std::string>(2), row.get<std::string>(3)});
  }
  return out;
}

constexpr pg::Query kDeleteGuestMembers{"customer.delete_guest_members", R"sql(
DELETE FROM customer.member USING customer.record
WHERE member.record_id = ANY($1::uuid[]) AND record.record_id = member.record_id AND NOT record.identified)sql"};
constexpr pg::Query kDeleteGuestTerms{"customer.delete_guest_terms", R"sql(
DELETE FROM customer.search_term USING customer.record
WHERE search_term.record_id = ANY($1::uuid[]) AND record.record_id = search_term.record_id AND NOT record.identified)sql"};
constexpr pg::Query kDeleteGuests{"customer.delete_guests", R"sql(
DELETE FROM customer.record WHERE record_id = ANY($1::uuid[]) AND NOT identified)sql"};
void delete_guests(pg::Tx& tx, std::span<RecordId const> guests) {
  if (guests.empty()) return;
  tx.defer(kDeleteGuestMembers, guests);
  tx.defer(kDeleteGuestTerms, guests);
  tx.defer(kDeleteGuests, guests);
}

constexpr pg::Query kReadRecords{"customer.read_records", R"sql(
SELECT r.record_id, m.customer_id, r.source, CASE WHEN r.claim_kind = 'account' THEN r.source_id END, r.guest,
       r.identified, r.name, r.country, r.seen_at, r.received_at
FROM customer.record r JOIN customer.member m USING (record_id)
WHERE r.record_id = ANY($1::uuid[]) ORDER BY r.record_id)sql"};
std::vector<RecordRow> read_records(pg::Tx& tx, std::span<RecordId const> records) {
  std::vector<RecordRow> out;
  for (auto const row : tx.run(kReadRecords, records)) {
    out.push_back({row.get<RecordId>(0), row.get<CustomerId>(1), row.get<std::string>(2),
                   row.get<std::optional<std::string>>(3), row.get<bool>(4), row.get<bool>(5), row.get<std::string>(6),
                   row.get<std::string>(7), row.get<base::Instant>(8), row.get<base::Instant>(9)});
  }
  return out;
}

constexpr pg::Query kReadIdentifiers{"customer.read_identifiers", R"sql(
SELECT record_id, kind, value FROM customer.identifier WHERE record_id = ANY($1::uuid[])
ORDER BY record_id, kind DESC, value)sql"};
std::vector<IdentifierRow> read_identifiers(pg::Tx& tx, std::span<RecordId const> records) {
  std::vector<IdentifierRow> out;
  for (auto const row : tx.run(kReadIdentifiers, records)) {
    out.push_back({row.get<RecordId>(0), row.get<std::string>(1), row.get<std::string>(2)});
  }
  return out;
}

}  // namespace weft::customer::store
