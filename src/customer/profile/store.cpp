// store.cpp - profile's statements, each above the function that runs it.
#include "customer/profile/store.h"

namespace weft::profile::store {

constexpr pg::Query kUpsertStatements{"profile.upsert_statements", R"sql(
INSERT INTO profile.statement AS held (record_id, statement_id, said_first_at, said_last_at, name, value, source,
                                       provenance, received_at)
SELECT *, $9 FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::text[],
                     $7::text[], $8::text[])
ON CONFLICT (record_id, statement_id) DO UPDATE
SET said_first_at = least(held.said_first_at, excluded.said_first_at),
    said_last_at = greatest(held.said_last_at, excluded.said_last_at)
WHERE held.said_first_at > excluded.said_first_at OR held.said_last_at < excluded.said_last_at
RETURNING record_id, statement_id, received_at = $9)sql"};
std::vector<ChangedRow> upsert_statements(pg::Tx& tx, std::span<StatementRow const> rows, base::Instant now) {
  std::vector<customer::RecordId> records;
  std::vector<base::Uuid> ids;
  std::vector<base::Instant> firsts, lasts;
  std::vector<std::string_view> names, values, sources, provenances;
  for (auto const& row : rows) {
    records.push_back(row.record_id);
    ids.push_back(row.statement_id);
    firsts.push_back(row.said_first_at);
    lasts.push_back(row.said_last_at);
    names.push_back(row.name);
    values.push_back(row.value);
    sources.push_back(row.source);
    provenances.push_back(text_of(row.provenance));
  }
  std::vector<ChangedRow> changed;
  auto const found = tx.run(kUpsertStatements, records, ids, firsts, lasts, names, values, sources, provenances, now);
  for (auto const row : found)
    changed.push_back({row.get<customer::RecordId>(0), row.get<base::Uuid>(1), row.get<bool>(2)});
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

constexpr pg::Query kListChanges{"profile.list_changes", R"sql(
SELECT found.id, wanted.record_id, found.source, found.provenance, found.said_first_at, found.received_at, found.names,
       found.texts
FROM unnest($1::uuid[]) AS wanted (record_id)
CROSS JOIN LATERAL (
    SELECT * FROM (
        SELECT (array_agg(said.statement_id ORDER BY said.statement_id DESC))[1] AS id, said.source, said.provenance,
               said.said_first_at, min(said.received_at) AS received_at, array_agg(said.name ORDER BY said.name) AS names,
               array_agg(said.value ORDER BY said.name) AS texts
        FROM profile.statement said
        WHERE said.record_id = wanted.record_id AND said.said_first_at >= $4 AND said.said_first_at <= $2
        GROUP BY said.said_first_at, said.source, said.provenance) AS change
    WHERE (change.said_first_at, change.id) < ($2, $3)
    ORDER BY change.said_first_at DESC, change.id DESC LIMIT $5) AS found
ORDER BY found.said_first_at DESC, found.id DESC LIMIT $5)sql"};
std::vector<Change> list_changes(pg::Tx& tx, std::span<customer::RecordId const> records, base::TimePlace const& after,
                                 base::Instant from, std::int64_t limit) {
  std::vector<Change> out;
  for (auto const row : tx.run(kListChanges, records, after.at, after.id, from, limit)) {
    Change change{row.get<base::Uuid>(0),
                  row.get<customer::RecordId>(1),
                  row.get<std::string>(2),
                  provenance_of(row.get<std::string_view>(3)).value(),
                  row.get<base::Instant>(4),
                  row.get<base::Instant>(5),
                  {}};
    auto names = row.get<std::vector<std::string>>(6);
    auto values = row.get<std::vector<std::string>>(7);
    for (std::size_t i = 0; i < names.size(); ++i)
      change.attributes.emplace_back(std::move(names[i]), std::move(values[i]));
    out.push_back(std::move(change));
  }
  return out;
}

}  // namespace weft::profile::store
