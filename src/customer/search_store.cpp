// search_store.cpp - the statements of searching, each above the function that runs it.
#include <array>

#include "customer/store.h"

namespace weft::customer::store {
namespace {

constexpr std::array<std::string_view, 5> kFoundBy{"account", "loyalty", "email", "name", "phone"};

FoundBy found_by(std::string_view text) {
  return static_cast<FoundBy>(std::find(kFoundBy.begin(), kFoundBy.end(), text) - kFoundBy.begin());
}

std::vector<std::string> ends_of(std::span<std::string const> prefixes) {
  std::vector<std::string> out;
  out.reserve(prefixes.size());
  for (auto const& prefix : prefixes) out.push_back(end_of_prefix(prefix));
  return out;
}

}  // namespace

// U+10FFFF, the last there is: no term goes on with it.
std::string end_of_prefix(std::string_view prefix) { return std::string{prefix} + "\xF4\x8F\xBF\xBF"; }

constexpr pg::Query kInsertSearchTerms{"customer.insert_search_terms", R"sql(
INSERT INTO customer.search_term (term, record_id, kind) SELECT * FROM unnest($1::text[], $2::uuid[], $3::text[])
ON CONFLICT DO NOTHING)sql"};
void insert_search_terms(pg::Tx& tx, std::span<TermRow const> terms) {
  if (terms.empty()) return;
  std::vector<std::string_view> texts, kinds;
  std::vector<RecordId> records;
  for (auto const& term : terms) {
    texts.push_back(term.term);
    records.push_back(term.record_id);
    kinds.push_back(kFoundBy[static_cast<std::size_t>(term.kind)]);
  }
  tx.defer(kInsertSearchTerms, texts, records, kinds);
}

constexpr pg::Query kCountTerms{"customer.count_terms", R"sql(
SELECT counted.terms
FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS wanted (low, high, at)
CROSS JOIN LATERAL (
    SELECT count(*) AS terms
    FROM (SELECT FROM customer.search_term t
          WHERE t.term >= wanted.low COLLATE "C" AND t.term < wanted.high COLLATE "C" LIMIT $3) AS few) AS counted
ORDER BY wanted.at)sql"};
std::vector<std::int64_t> count_terms(pg::Tx& tx, std::span<std::string const> prefixes, std::int64_t count_max) {
  std::vector<std::int64_t> out;
  for (auto const row : tx.run(kCountTerms, prefixes, ends_of(prefixes), count_max))
    out.push_back(row.get<std::int64_t>(0));
  return out;
}

constexpr pg::Query kScanTerms{"customer.scan_terms", R"sql(
WITH seen AS MATERIALIZED (
    SELECT found.term, found.record_id, found.kind
    FROM unnest($5::text[], $6::uuid[], $2::text[]) AS wanted (term, record_id, high)
    CROSS JOIN LATERAL (
        SELECT t.term, t.record_id, t.kind FROM customer.search_term t
        WHERE (t.term, t.record_id) > (wanted.term COLLATE "C", wanted.record_id) AND t.term < wanted.high COLLATE "C"
        ORDER BY t.term, t.record_id LIMIT $7) AS found
    ORDER BY found.term COLLATE "C", found.record_id LIMIT $7)
SELECT seen.term, seen.record_id, seen.kind, m.customer_id,
    NOT EXISTS (
        SELECT FROM customer.member o JOIN customer.search_term t USING (record_id)
        JOIN unnest($1::text[], $2::text[]) AS wanted (low, high)
          ON t.term >= wanted.low COLLATE "C" AND t.term < wanted.high COLLATE "C"
        WHERE o.customer_id = m.customer_id
          AND (t.term, t.record_id) < (seen.term COLLATE "C", seen.record_id))
    AND NOT EXISTS (
        SELECT FROM unnest($3::text[], $4::text[]) AS other (low, high)
        WHERE NOT EXISTS (
            SELECT FROM customer.member o JOIN customer.search_term t USING (record_id)
            WHERE o.customer_id = m.customer_id AND t.term >= other.low COLLATE "C" AND t.term < other.high COLLATE "C"))
FROM seen CROSS JOIN LATERAL (
    -- one look a row, whatever the planner thinks of so many rows
    SELECT customer_id FROM customer.member WHERE member.record_id = seen.record_id LIMIT 1) AS m
ORDER BY seen.term COLLATE "C", seen.record_id, seen.kind)sql"};
std::vector<SearchRow> scan_terms(pg::Tx& tx, std::span<std::string const> any, std::span<std::string const> all,
                                  std::string_view after_term, RecordId after_record, std::int64_t limit) {
  // A range goes on after the last place looked at, or begins at its own beginning; no record's id is empty. One place
  // a range, since the index starts at the one or the other and not at the later of two.
  std::vector<std::string_view> terms;
  std::vector<RecordId> records;
  for (auto const& prefix : any) {
    bool const begun = std::string_view{prefix} < after_term;
    terms.push_back(begun ? after_term : std::string_view{prefix});
    records.push_back(begun || prefix == after_term ? after_record : RecordId{});
  }
  std::vector<SearchRow> out;
  auto const rows = tx.run(kScanTerms, any, ends_of(any), all, ends_of(all), terms, records, limit);
  for (auto const row : rows) {
    out.push_back({row.get<std::string>(0), row.get<RecordId>(1), found_by(row.get<std::string_view>(2)),
                   row.get<CustomerId>(3), row.get<bool>(4)});
  }
  return out;
}

}  // namespace weft::customer::store
