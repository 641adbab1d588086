// store.cpp - profile's statements, each above the function that runs it.
#include "customer/profile/store.h"

namespace weft::profile::store {

constexpr pg::Query kUpsertStatements{"profile.upsert_statements", R"sql(
INSERT INTO profile.statement AS held (record_id, statement_id, said_first_at, said_last_at, received_at, name, value,
                                       source, provenance)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[], $6::text[],
                     $7::text[], $8::text[], $9::text[])
ON CONFLICT (record_id, statement_id) DO UPDATE
SET said_first_at = least(held.said_first_at, excluded.said_first_at),
    said_last_at = greatest(held.said_last_at, excluded.said_last_at)
WHERE held.said_first_at > excluded.said_first_at OR held.said_last_at < excluded.said_last_at
RETURNING record_id)sql"};
std::vector<customer::RecordId> upsert_statements(pg::Tx& tx, std::span<StatementRow const> rows) {
  std::vector<customer::RecordId> records;
  std::vector<base::Uuid> ids;
  std::vector<base::Instant> firsts, lasts, received;
  std::vector<std::string_view> names, values, sources, provenances;
  for (auto const& row : rows) {
    records.push_back(row.record_id);
    ids.push_back(row.statement_id);
    firsts.push_back(row.said_first_at);
    lasts.push_back(row.said_last_at);
    received.push_back(row.received_at);
    names.push_back(row.name);
    values.push_back(row.value);
    sources.push_back(row.source);
    provenances.push_back(text_of(row.provenance));
  }
  std::vector<customer::RecordId> changed;
  auto const found =
      tx.run(kUpsertStatements, records, ids, firsts, lasts, received, names, values, sources, provenances);
  for (auto const row : found) changed.push_back(row.get<customer::RecordId>(0));
  return changed;
}

constexpr pg::Query kReadStatements{"profile.read_statements", R"sql(
SELECT found.record_id, found.statement_id, found.name, found.value, found.source, found.provenance,
       found.said_first_at, found.said_last_at, found.received_at
FROM unnest($1::uuid[]) AS wanted (record_id)
CROSS JOIN LATERAL (
    SELECT * FROM profile.statement said WHERE said.record_id = wanted.record_id
    ORDER BY said.said_last_at DESC, said.statement_id LIMIT $2) AS found)sql"};
std::vector<StatementRow> read_statements(pg::Tx& tx, std::span<customer::RecordId const> records,
                                          std::int64_t limit_per_record) {
  std::vector<StatementRow> out;
  for (auto const row : tx.run(kReadStatements, records, limit_per_record)) {
    out.push_back({row.get<customer::RecordId>(0), row.get<base::Uuid>(1), row.get<std::string>(2),
                   row.get<std::string>(3), row.get<std::string>(4),
                   provenance_of(row.get<std::string_view>(5)).value(), row.get<base::Instant>(6),
                   row.get<base::Instant>(7), row.get<base::Instant>(8)});
  }
  return out;
}

}  // namespace weft::profile::store
