// gathered.cpp - finding where a slice ends, and going through its documents.
#include "integration/connectors/gathered.h"

#include <span>

namespace weft::connectors {

namespace {

void pack_rows(Gathered& slice, std::size_t count) {
  slice.rows.reserve(count);
  for (auto const& found : std::span{slice.staged.rows}.first(count))
    slice.rows.push_back({{found.file_no, found.line}, found.content});
}

}  // namespace

std::unique_ptr<Gathered> read_slice(pg::Tx& tx, ImportId import_id, std::optional<std::int64_t> after,
                                     std::int64_t limit) {
  auto out = std::make_unique<Gathered>();
  out->after = after;
  out->staged = read_staged(tx, import_id, after, limit);
  auto size = out->staged.rows.size();
  if (std::cmp_greater_equal(size, limit)) {
    // The last document may go on after the slice.
    auto const last = out->staged.rows.back().document_hash;
    while (size > 0 && out->staged.rows[size - 1].document_hash == last) --size;
    if (size == 0) {
      out->staged = read_staged_of(tx, import_id, last, kDocumentRowsMax * 2);
      size = out->staged.rows.size();
      out->rows_over = count_staged_of(tx, import_id, last) - static_cast<std::int64_t>(size);
    }
  }
  pack_rows(*out, size);
  return out;
}

std::unique_ptr<Gathered> read_written(pg::Tx& tx, ImportId import_id, std::int64_t last) {
  auto out = std::make_unique<Gathered>();
  out->staged = read_staged_to(tx, import_id, last);
  pack_rows(*out, out->staged.rows.size());
  return out;
}

void gather(Gathered& slice, Mapping const& mapping, base::Instant as_of, OrgEntries* org,
            std::unordered_set<std::int64_t> const& written, std::function<void()> const& awake) {
  Gathering gathering{mapping, as_of, org, slice.faults};
  std::span<PackedRow> const rows{slice.rows};
  auto const hash_at = [&](std::size_t at) { return slice.staged.rows[at].document_hash; };
  for (std::size_t begin = 0; begin < rows.size();) {
    std::size_t end = begin + 1;
    while (end < rows.size() && hash_at(end) == hash_at(begin)) ++end;
    if (!written.contains(hash_at(begin))) gathering.add(rows.subspan(begin, end - begin), hash_at(begin));
    awake();
    begin = end;
  }
  slice.tells_of_org = gathering.tells_of_org();
  slice.share = gathering.take();
}

}  // namespace weft::connectors
