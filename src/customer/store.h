// store.h - the only SQL of customer.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "customer/customer.h"

namespace weft::customer::store {

/// A thing by which a source knows a person. `kind`: account, loyalty or email.
struct ClaimKey {
  std::string_view source_id;
  std::string_view source;
  std::string_view kind;
  friend auto operator<=>(ClaimKey const&, ClaimKey const&) = default;
};

/// The record of each claim, or nothing.
std::vector<std::optional<RecordId>> find_claims(pg::Tx& tx, std::span<ClaimKey const> keys);
/// Claims each key (sorted by the caller) for the record beside it; true where it was free.
std::vector<bool> insert_claims(pg::Tx& tx, std::span<ClaimKey const> keys, std::span<RecordId const> records);

/// Name and country with the event time of the facts that gave them, and the earliest event time of all.
struct Attributes {
  RecordId record_id;
  std::string name;
  std::optional<base::Instant> name_at;
  std::string country;
  std::optional<base::Instant> country_at;
  base::Instant seen_at;
};

struct NewRecord {
  std::string source;
  std::optional<std::string> source_id;  // empty for a guest whom nothing identifies
  std::optional<std::string> claim_kind;
  Attributes attributes;
};
void insert_records(pg::Tx& tx, std::span<NewRecord const> records, base::Instant now);
/// Unlocked, in order of record id.
std::vector<Attributes> read_attributes(pg::Tx& tx, std::span<RecordId const> records);
/// The same, locked in order of record id.
std::vector<Attributes> lock_attributes(pg::Tx& tx, std::span<RecordId const> records);
void update_attributes(pg::Tx& tx, std::span<Attributes const> records);

struct ShownIdentifier {
  RecordId record_id;
  IdentifierKind kind{};
  std::string value;
  std::string source;
  base::Instant seen_at;
};
/// Adds what is not there yet (sorted by the caller: record, kind, value); true where it was new.
std::vector<bool> insert_identifiers(pg::Tx& tx, std::span<ShownIdentifier const> shown, base::Instant now);
/// Claims each (value, kind) for the record beside it where it is free, then locks all of them in order and returns who
/// holds each. Sorted by the caller: value, kind.
std::vector<RecordId> claim_identifiers(pg::Tx& tx, std::span<ShownIdentifier const> shown);

struct Edge {
  RecordId record_a;
  RecordId record_b;
  IdentifierKind kind{};
  std::string value;
  bool joined{};
  base::Instant at{};  // when it was written; not read for settling
};
/// Every edge that begins or ends at one of them.
std::vector<Edge> edges_at(pg::Tx& tx, std::span<RecordId const> records);
void insert_edges(pg::Tx& tx, std::span<Edge const> edges, base::Instant now);
void update_edge_states(pg::Tx& tx, std::span<Edge const> edges);

struct Member {
  RecordId record_id;
  CustomerId customer_id;
};
void insert_members(pg::Tx& tx, std::span<Member const> members);
void update_members(pg::Tx& tx, std::span<Member const> members);
/// Locks in order of record id; those that are not there yet are not in the answer.
std::vector<Member> lock_members(pg::Tx& tx, std::span<RecordId const> records);
std::vector<Member> find_members(pg::Tx& tx, std::span<RecordId const> records);
std::vector<RecordId> records_of(pg::Tx& tx, CustomerId customer);
/// The records of several customers, by customer and record.
std::vector<Member> members_of(pg::Tx& tx, std::span<CustomerId const> customers);

/// What a record says, for the order in which a component that is too large is settled.
struct ContentKey {
  RecordId record_id;
  std::string source;
  std::string claim_kind;
  std::string source_id;
};
std::vector<ContentKey> content_keys(pg::Tx& tx, std::span<RecordId const> records);

/// Adds what is not there yet. Deferred; sorted by the caller (term, record, kind), each once.
struct TermRow {
  std::string term;
  RecordId record_id;
  FoundBy kind{};
  friend auto operator<=>(TermRow const&, TermRow const&) = default;
};
void insert_search_terms(pg::Tx& tx, std::span<TermRow const> terms);

/// The terms that begin with a text are those from it to here.
std::string end_of_prefix(std::string_view prefix);
/// How many terms begin with each, counted up to `count_max`.
std::vector<std::int64_t> count_terms(pg::Tx& tx, std::span<std::string const> prefixes, std::int64_t count_max);

/// A term looked at in a search.
struct SearchRow {
  std::string term;
  RecordId record_id;
  FoundBy kind{};
  CustomerId customer_id;
  bool fits{};  ///< its customer has all other words too, and no term that was looked at before it
};
/// The next `limit` terms after (term, record) that begin with one of `any`, in order.
std::vector<SearchRow> scan_terms(pg::Tx& tx, std::span<std::string const> any, std::span<std::string const> all,
                                  std::string_view after_term, RecordId after_record, std::int64_t limit);

void delete_guests(pg::Tx& tx, std::span<RecordId const> guests);

struct RecordRow {
  RecordId record_id;
  CustomerId customer_id;
  std::string source;
  std::optional<std::string> account;
  bool guest{};
  bool identified{};
  std::string name;
  std::string country;
  base::Instant seen_at;
  base::Instant received_at;
};
std::vector<RecordRow> read_records(pg::Tx& tx, std::span<RecordId const> records);
struct IdentifierRow {
  RecordId record_id;
  std::string kind;
  std::string value;
};
std::vector<IdentifierRow> read_identifiers(pg::Tx& tx, std::span<RecordId const> records);

}  // namespace weft::customer::store
