// store.h - the only SQL of profile.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "customer/profile/profile.h"

namespace weft::profile::store {

/// A value of a record and the span in which it was said.
struct StatementRow {
  customer::RecordId record_id;
  base::Uuid statement_id;
  std::string name;
  std::string value;
  std::string source;
  Provenance provenance{};
  base::Instant said_first_at;
  base::Instant said_last_at;
  base::Instant received_at;  // of a new row the moment it is written, whatever stands here
};

/// A row that changed.
struct ChangedRow {
  customer::RecordId record_id;
  base::Uuid statement_id;
  bool added{};
};
/// Adds each row, or widens the span of the one that is there; sorted by the caller (record, id), each once. Those that
/// changed.
std::vector<ChangedRow> upsert_statements(pg::Tx& tx, std::span<StatementRow const> rows, base::Instant now);

/// Of each record the rows said last, at most `limit_per_record`.
std::vector<StatementRow> read_statements(pg::Tx& tx, std::span<customer::RecordId const> records,
                                          std::int64_t limit_per_record);

/// Statements that one voice first said at one moment, as one change each.
std::vector<Change> list_changes(pg::Tx& tx, std::span<customer::RecordId const> records, base::TimePlace const& after,
                                 base::Instant from, std::int64_t limit);

}  // namespace weft::profile::store
