// gathered.h - the documents of one slice, read from staging and put together, if need be before their turn.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <unordered_set>
#include <vector>

#include "integration/connectors/store.h"
#include "integration/connectors/writing.h"

namespace weft::connectors {

/// Whole documents in order of their hashes. Its parts point into one another, so it stays where it is.
struct Gathered {
  std::optional<std::int64_t> after;  ///< the last hash of the slice before
  StagedSpan staged;
  std::vector<PackedRow> rows;
  std::int64_t rows_over = 0;  ///< of a document so long that it is not even read whole
  Faults faults;
  Share share;
  bool tells_of_org = false;

  Gathered() = default;
  Gathered(Gathered const&) = delete;
  Gathered& operator=(Gathered const&) = delete;
  /// Where the next slice begins, after this one that has rows.
  [[nodiscard]] std::int64_t last_hash() const { return staged.rows[rows.size() - 1].document_hash; }
};

/// The staged rows of the slice after `after`, about `limit`; no rows: all are written.
std::unique_ptr<Gathered> read_slice(pg::Tx& tx, ImportId import_id, std::optional<std::int64_t> after,
                                     std::int64_t limit);
/// All rows up to a hash, which were written before.
std::unique_ptr<Gathered> read_written(pg::Tx& tx, ImportId import_id, std::int64_t last);

/// Puts the documents together, but for those that are `written` already. Without `org` none may tell of the
/// organisation. `awake` is called between documents.
void gather(Gathered& slice, Mapping const& mapping, base::Instant as_of, OrgEntries* org,
            std::unordered_set<std::int64_t> const& written, std::function<void()> const& awake);

}  // namespace weft::connectors
