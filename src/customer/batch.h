// batch.h - the memory of one span of facts between claiming their records and writing them; inside customer only.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "customer/customer.h"
#include "customer/store.h"

namespace weft::customer {

/// Somebody whom the span names, however often.
struct Known {
  std::string source_id;
  std::string source;
  std::string_view kind;  // account, loyalty or email
  RecordId record_id;
  bool created{};
  std::vector<std::size_t> facts;  // which facts of the span name them
};

struct RecordBatch::State {
  std::span<RecordFacts const> facts;
  std::vector<SettledRecord> settled;
  std::vector<Known> known;   // in claim order
  std::vector<bool> guest;    // by fact
  std::vector<bool> dropped;  // by fact; only of guests
  std::int64_t created = 0;
  std::vector<RecordId> changed;  // whose page reads differently now
  std::vector<SearchTerm> terms;  // by what records are found that were not found by it before, names and accounts
};

/// Joins records by identifiers that they did not show before: claims the identifiers, adds edges, settles the touched
/// components anew and gives every record of them its customer. `made` are the records new with this transaction, which
/// get their row in member here; appends to `changed` whoever belongs to another customer now.
void join_by_identifiers(pg::Tx& tx, std::vector<store::ShownIdentifier> fresh, std::span<RecordId const> made,
                         std::vector<RecordId>& changed, base::Instant now);

}  // namespace weft::customer
