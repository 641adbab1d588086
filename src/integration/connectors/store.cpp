// store.cpp - the only SQL of connectors.
#include "integration/connectors/store.h"

#include <algorithm>
#include <limits>

#include "platform/history/history.h"
#include "platform/json/json.h"

namespace weft::connectors {

constexpr pg::Query kInsertImport{"connectors.insert_import", R"sql(
  INSERT INTO connectors.import (import_id, mapping, mapping_text, source, state, as_of, as_of_given, created_by, created_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9))sql"};
void insert_import(pg::Tx& tx, ImportRow const& row) {
  tx.defer(kInsertImport, row.import_id, row.mapping, row.mapping_text, row.source, row.state, row.as_of,
           row.as_of_given, row.created_by, row.created_at);
}

constexpr pg::Query kFindImport{"connectors.find_import", R"sql(
  SELECT * FROM connectors.import WHERE import_id = $1)sql"};
std::optional<ImportRow> find_import(pg::Tx& tx, ImportId import_id) {
  return tx.run(kFindImport, import_id).first<ImportRow>();
}

constexpr pg::Query kLockImport{"connectors.lock_import", R"sql(
  SELECT * FROM connectors.import WHERE import_id = $1 FOR NO KEY UPDATE)sql"};
std::optional<ImportRow> lock_import(pg::Tx& tx, ImportId import_id) {
  return tx.run(kLockImport, import_id).first<ImportRow>();
}

void add(ImportRow& row, Counts const& counts) {
  row.rejects += counts.rejects;
  row.rows_rejected += counts.rows_rejected;
  row.rows_held += counts.rows_held;
  row.orders_new += counts.orders_new;
  row.orders_changed += counts.orders_changed;
  row.orders_unchanged += counts.orders_unchanged;
  row.orders_older += counts.orders_older;
  row.returns_new += counts.returns_new;
  row.returns_changed += counts.returns_changed;
  row.returns_unchanged += counts.returns_unchanged;
  row.returns_older += counts.returns_older;
  row.order_lines += counts.order_lines;
  row.return_lines += counts.return_lines;
  row.records += counts.records;
  row.lines_kept += counts.lines_kept;
  row.lines_cancelled += counts.lines_cancelled;
}

constexpr pg::Query kNoteBeside{"connectors.note_beside", R"sql(
  INSERT INTO connectors.written_beside (import_id, hashes, counts) VALUES ($1, $2::bigint[], $3))sql"};
void note_beside(pg::Tx& tx, ImportId import_id, WrittenBeside const& written) {
  tx.defer(kNoteBeside, import_id, written.hashes, json::encode(written.counts));
}

constexpr pg::Query kTakeBeside{"connectors.take_beside", R"sql(
  WITH taken AS (DELETE FROM connectors.written_beside WHERE import_id = $1 RETURNING hashes, counts)
  SELECT counts, unnest(hashes) FROM taken)sql"};
std::optional<WrittenBeside> take_beside(pg::Tx& tx, ImportId import_id) {
  auto const rows = tx.run(kTakeBeside, import_id);
  if (rows.empty()) return {};
  auto counts = json::decode<Counts>(rows[0].get<std::string>(0));
  if (!counts) throw std::logic_error{"a note of connectors.written_beside cannot be read"};
  WrittenBeside out{.hashes = {}, .counts = *counts};
  for (auto const row : rows) out.hashes.push_back(row.get<std::int64_t>(1));
  return out;
}

constexpr pg::Query kUpdateImport{"connectors.update_import", R"sql(
  UPDATE connectors.import SET state = $2, started_at = $3, finished_at = $4, job_id = $5, last_error = $6,
    phase_began_at = $7, phase_began_done = $8, event_at = $9, bytes_total = $10, bytes_done = $11, rows_staged = $12,
    rows_written = $13, hash_done = $14, rejects = $15, rows_read = $16, rows_rejected = $17, rows_skipped = $18,
    orders_new = $19, orders_changed = $20, orders_unchanged = $21, orders_older = $22, returns_new = $23,
    returns_changed = $24, returns_unchanged = $25, returns_older = $26, order_lines = $27, return_lines = $28,
    records = $29, check_only = $30, rows_rejected_read = $31, rejects_read = $32, entries_new = $33,
    entries_changed = $34, entries_unchanged = $35, entries_older = $36, rows_held = $37, lines_kept = $38,
    lines_cancelled = $39, channel = $40
  WHERE import_id = $1)sql"};
void update_import(pg::Tx& tx, ImportRow const& row) {
  tx.defer(kUpdateImport, row.import_id, row.state, row.started_at, row.finished_at, row.job_id, row.last_error,
           row.phase_began_at, row.phase_began_done, row.event_at, row.bytes_total, row.bytes_done, row.rows_staged,
           row.rows_written, row.hash_done, row.rejects, row.rows_read, row.rows_rejected, row.rows_skipped,
           row.orders_new, row.orders_changed, row.orders_unchanged, row.orders_older, row.returns_new,
           row.returns_changed, row.returns_unchanged, row.returns_older, row.order_lines, row.return_lines,
           row.records, row.check_only, row.rows_rejected_read, row.rejects_read, row.entries_new, row.entries_changed,
           row.entries_unchanged, row.entries_older, row.rows_held, row.lines_kept, row.lines_cancelled, row.channel);
}

constexpr pg::Query kListImports{"connectors.list_imports", R"sql(
  SELECT * FROM connectors.import
  WHERE (created_at, import_id) < ($1, $2)
  ORDER BY created_at DESC, import_id DESC LIMIT $3)sql"};
std::vector<ImportRow> list_imports(pg::Tx& tx, base::TimePlace const& after, std::int64_t limit) {
  return tx.run(kListImports, after.at, after.id, limit).all<ImportRow>();
}

constexpr pg::Query kFindSavedMapping{"connectors.find_saved_mapping", R"sql(
  SELECT name, toml FROM connectors.saved_mapping WHERE name = $1)sql"};
std::optional<SavedMapping> find_saved_mapping(pg::Tx& tx, std::string_view name) {
  return tx.run(kFindSavedMapping, name).first<SavedMapping>();
}

constexpr pg::Query kListSavedMappings{"connectors.list_saved_mappings", R"sql(
  SELECT name, toml FROM connectors.saved_mapping ORDER BY name LIMIT 1000)sql"};
std::vector<SavedMapping> list_saved_mappings(pg::Tx& tx) { return tx.run(kListSavedMappings).all<SavedMapping>(); }

constexpr pg::Query kUpsertSavedMapping{"connectors.upsert_saved_mapping", R"sql(
  INSERT INTO connectors.saved_mapping (name, toml, saved_by, saved_at) VALUES ($1, $2, $3, $4)
  ON CONFLICT (name) DO UPDATE SET toml = $2, saved_by = $3, saved_at = $4)sql"};
void upsert_saved_mapping(pg::Tx& tx, SavedMapping const& mapping, std::string_view saved_by, base::Instant now) {
  tx.defer(kUpsertSavedMapping, mapping.name, mapping.toml, saved_by, now);
}

constexpr pg::Query kListFiles{"connectors.list_files", R"sql(
  SELECT import_id, file_no, name, path, spooled, bytes, lines_done, ended, rows_rejected FROM connectors.import_file
  WHERE import_id = ANY ($1) ORDER BY import_id, file_no)sql"};
std::vector<std::pair<base::Uuid, FileRow>> list_files(pg::Tx& tx, std::span<base::Uuid const> import_ids) {
  std::vector<std::pair<base::Uuid, FileRow>> out;
  for (auto const row : tx.run(kListFiles, import_ids)) {
    out.emplace_back(row.get<base::Uuid>(0), FileRow{.file_no = row.get<std::int32_t>(1),
                                                     .name = row.get<std::string>(2),
                                                     .path = row.get<std::string>(3),
                                                     .spooled = row.get<bool>(4),
                                                     .bytes = row.get<std::int64_t>(5),
                                                     .lines_done = row.get<std::int64_t>(6),
                                                     .ended = row.get<bool>(7),
                                                     .rows_rejected = row.get<std::int64_t>(8)});
  }
  return out;
}

std::vector<FileRow> files_of(pg::Tx& tx, ImportId import_id) {
  std::vector<FileRow> out;
  for (auto& [id, file] : list_files(tx, std::array{import_id.uuid()})) out.push_back(std::move(file));
  return out;
}

constexpr pg::Query kReplaceFile{"connectors.replace_file", R"sql(
  UPDATE connectors.import_file f SET path = $3, spooled = $4, bytes = $5
  FROM (SELECT path, spooled FROM connectors.import_file WHERE import_id = $1 AND name = $2 FOR UPDATE) old
  WHERE f.import_id = $1 AND f.name = $2 RETURNING old.path, old.spooled)sql"};
constexpr pg::Query kInsertFile{"connectors.insert_file", R"sql(
  INSERT INTO connectors.import_file (import_id, file_no, name, path, spooled, bytes) VALUES ($1, $2, $3, $4, $5, $6))sql"};
std::optional<std::string> upsert_file(pg::Tx& tx, ImportId import_id, FileRow const& file) {
  auto const replaced = tx.run(kReplaceFile, import_id, file.name, file.path, file.spooled, file.bytes);
  if (replaced.empty()) {
    tx.defer(kInsertFile, import_id, file.file_no, file.name, file.path, file.spooled, file.bytes);
    return {};
  }
  if (!replaced[0].get<bool>(1)) return {};
  return replaced[0].get<std::string>(0);
}

constexpr pg::Query kUpdateFile{"connectors.update_file", R"sql(
  UPDATE connectors.import_file SET lines_done = $3, ended = $4, digest = $5, header = coalesce($6, header),
    delimiter = coalesce($7, delimiter)
  WHERE import_id = $1 AND file_no = $2)sql"};
void update_file(pg::Tx& tx, ImportId import_id, FileRow const& file, std::optional<std::string> const& digest,
                 std::optional<FileHeader> const& header) {
  std::optional<pg::Bytes> bytes;
  if (digest) bytes = pg::Bytes{*digest};
  tx.defer(kUpdateFile, import_id, file.file_no, file.lines_done, file.ended, bytes,
           header ? std::optional{header->text} : std::nullopt,
           header ? std::optional{std::string(1, header->delimiter)} : std::nullopt);
}

constexpr pg::Query kFindSameFile{"connectors.find_same_file", R"sql(
  SELECT name FROM connectors.import_file WHERE import_id = $1 AND file_no <> $2 AND digest = $3 ORDER BY file_no LIMIT 1)sql"};
std::optional<std::string> find_same_file(pg::Tx& tx, ImportId import_id, std::int32_t file_no,
                                          std::string const& digest) {
  auto const rows = tx.run(kFindSameFile, import_id, file_no, pg::Bytes{digest});
  if (rows.empty()) return {};
  return rows[0].get<std::string>(0);
}

namespace {

/// Big end first, so that the same number is the same bytes on every machine.
void put_number(std::string& out, std::uint64_t value, unsigned bytes) {
  for (unsigned at = bytes; at-- > 0;) out += static_cast<char>((value >> (8 * at)) & 0xffU);
}
std::uint64_t take_number(std::string_view& bytes, std::size_t count) {
  std::uint64_t value = 0;
  for (std::size_t at = 0; at < count; ++at) value = (value << 8U) | static_cast<unsigned char>(bytes.at(at));
  bytes.remove_prefix(count);
  return value;
}

/// Each row is its line (8 bytes), its size (4) and its content.
void add_unpacked(StagedSpan& span, pg::Rows page) {
  span.memory.push_back(std::move(page));
  for (auto const row : span.memory.back()) {
    auto const hash = row.get<std::int64_t>(0);
    auto const file_no = row.get<std::int32_t>(1);
    auto bytes = row.get<std::string_view>(2);
    while (!bytes.empty()) {
      auto const line = static_cast<std::int64_t>(take_number(bytes, 8));
      auto const size = static_cast<std::size_t>(take_number(bytes, 4));
      span.rows.push_back({hash, file_no, line, bytes.substr(0, size)});
      bytes.remove_prefix(std::min(size, bytes.size()));
    }
  }
}
StagedSpan unpacked(pg::Rows page) {
  StagedSpan span;
  add_unpacked(span, std::move(page));
  return span;
}

}  // namespace

constexpr pg::Query kCopyStaged{"connectors.copy_staged", R"sql(
  COPY connectors.staged_rows (import_id, document_hash, file_no, line, row_count, content) FROM STDIN (FORMAT binary))sql"};
void copy_staged(pg::Tx& tx, ImportId import_id, std::int32_t file_no, std::vector<StagedRow>& rows,
                 std::string const& arena) {
  if (rows.empty()) return;
  std::sort(rows.begin(), rows.end(), [](StagedRow const& left, StagedRow const& right) {
    return std::pair{left.document_hash, left.line} < std::pair{right.document_hash, right.line};
  });
  pg::CopyIn copy{tx, kCopyStaged};
  std::string content;
  for (std::size_t begin = 0; begin < rows.size();) {
    content.clear();
    std::size_t end = begin;
    for (; end < rows.size() && rows[end].document_hash == rows[begin].document_hash; ++end) {
      put_number(content, static_cast<std::uint64_t>(rows[end].line), 8);
      put_number(content, rows[end].size, 4);
      content.append(arena, rows[end].begin, rows[end].size);
    }
    copy.row(import_id, rows[begin].document_hash, file_no, rows[begin].line, static_cast<std::int32_t>(end - begin),
             pg::Bytes{content});
    begin = end;
  }
  copy.finish();
}

// A page of stored rows at a time, so that no more of them is fetched than a slice takes; the sum cuts a page whose
// stored rows hold very many.
constexpr std::int64_t kStagedPage = 1'000;
constexpr pg::Query kReadStaged{"connectors.read_staged", R"sql(
  SELECT document_hash, file_no, content, line, so_far FROM (
    SELECT document_hash, file_no, line, content, row_count,
           sum(row_count) OVER (ORDER BY document_hash, file_no, line)::bigint AS so_far
    FROM (
      SELECT document_hash, file_no, line, content, row_count FROM connectors.staged_rows
      WHERE import_id = $1 AND (document_hash, file_no, line) > ($2, $3, $4)
      ORDER BY document_hash, file_no, line LIMIT $6) next_ones) counted
  WHERE so_far - row_count < $5 ORDER BY document_hash, file_no, line)sql"};
StagedSpan read_staged(pg::Tx& tx, ImportId import_id, std::optional<std::int64_t> after, std::int64_t limit) {
  StagedSpan out;
  auto hash = after.value_or(std::numeric_limits<std::int64_t>::min());
  // No file has the number 0, and none comes after the last.
  auto file_no = after ? std::numeric_limits<std::int32_t>::max() : 0;
  std::int64_t line = 0;
  for (auto wanted = limit; wanted > 0;) {
    auto page = tx.run(kReadStaged, import_id, hash, file_no, line, wanted, kStagedPage);
    auto const count = static_cast<std::int64_t>(page.size());
    if (count == 0) break;
    auto const last = page[page.size() - 1];
    hash = last.get<std::int64_t>(0);
    file_no = last.get<std::int32_t>(1);
    line = last.get<std::int64_t>(3);
    wanted -= last.get<std::int64_t>(4);
    add_unpacked(out, std::move(page));
    if (count < kStagedPage) break;
  }
  return out;
}

constexpr pg::Query kReadStagedTo{"connectors.read_staged_to", R"sql(
  SELECT document_hash, file_no, content FROM connectors.staged_rows
  WHERE import_id = $1 AND document_hash <= $2 ORDER BY document_hash, file_no, line)sql"};
StagedSpan read_staged_to(pg::Tx& tx, ImportId import_id, std::int64_t last) {
  return unpacked(tx.run(kReadStagedTo, import_id, last));
}

constexpr pg::Query kReadStagedOf{"connectors.read_staged_of", R"sql(
  SELECT document_hash, file_no, content FROM (
    SELECT document_hash, file_no, line, content, row_count, sum(row_count) OVER (ORDER BY file_no, line) AS so_far
    FROM connectors.staged_rows WHERE import_id = $1 AND document_hash = $2) counted
  WHERE so_far - row_count < $3 ORDER BY file_no, line)sql"};
StagedSpan read_staged_of(pg::Tx& tx, ImportId import_id, std::int64_t hash, std::int64_t limit) {
  return unpacked(tx.run(kReadStagedOf, import_id, hash, limit));
}

constexpr pg::Query kCountStagedOf{"connectors.count_staged_of", R"sql(
  SELECT coalesce(sum(row_count), 0)::bigint FROM connectors.staged_rows WHERE import_id = $1 AND document_hash = $2)sql"};
std::int64_t count_staged_of(pg::Tx& tx, ImportId import_id, std::int64_t hash) {
  return tx.run(kCountStagedOf, import_id, hash).one().get<std::int64_t>(0);
}

constexpr pg::Query kBeginRehearsal{"connectors.begin_rehearsal", "SAVEPOINT rehearsal"};
void begin_rehearsal(pg::Tx& tx) { tx.run(kBeginRehearsal); }

constexpr pg::Query kEndRehearsal{"connectors.end_rehearsal", "ROLLBACK TO SAVEPOINT rehearsal"};
void end_rehearsal(pg::Tx& tx) { tx.run(kEndRehearsal); }

constexpr pg::Query kDeleteStaged{"connectors.delete_staged", R"sql(
  DELETE FROM connectors.staged_rows WHERE import_id = $1 AND document_hash <= (
    SELECT max(document_hash) FROM (
      SELECT document_hash FROM connectors.staged_rows WHERE import_id = $1 ORDER BY document_hash LIMIT $2) first_ones))sql"};
std::int64_t delete_staged(pg::Tx& tx, ImportId import_id, std::int64_t limit) {
  return tx.run(kDeleteStaged, import_id, limit).affected();
}

namespace {

/// Whose record a rejected value is of is not known, so it is sealed for the import. Empty stays empty.
std::string sealed_hex(ImportId import_id, std::string_view value) {
  std::string out;
  if (value.empty()) return out;
  auto const sealed = history::seal(import_id.uuid(), value);
  for (char const byte : sealed.bytes()) {
    out += "0123456789abcdef"[(static_cast<unsigned char>(byte) >> 4U) & 15U];
    out += "0123456789abcdef"[static_cast<unsigned char>(byte) & 15U];
  }
  return out;
}

}  // namespace

constexpr pg::Query kInsertRejects{"connectors.insert_rejects", R"sql(
  INSERT INTO connectors.reject (import_id, file_no, line, fault_no, column_name, reason, value, detail, when_written)
  SELECT $1, file_no, line, fault_no, nullif(column_name, ''), reason, decode(nullif(value, ''), 'hex'), detail, $9
  FROM unnest($2::integer[], $3::bigint[], $4::integer[], $5::text[], $6::text[], $7::text[], $8::text[])
    AS r (file_no, line, fault_no, column_name, reason, value, detail))sql"};
void insert_rejects(pg::Tx& tx, ImportId import_id, std::span<RejectRow const> rejects, bool when_written) {
  if (rejects.empty()) return;
  std::vector<std::int32_t> file_nos, fault_nos;
  std::vector<std::int64_t> lines;
  std::vector<std::string> columns, reasons, values, details;
  for (auto const& reject : rejects) {
    file_nos.push_back(reject.file_no);
    lines.push_back(reject.line);
    fault_nos.push_back(reject.fault_no);
    columns.push_back(reject.fault.column);
    reasons.emplace_back(reject.fault.reason.name);
    details.push_back(reject.fault.detail);
    values.emplace_back();
    values.back() = sealed_hex(import_id, reject.fault.value);
  }
  tx.defer(kInsertRejects, import_id, file_nos, lines, fault_nos, columns, reasons, values, details, when_written);
}

constexpr pg::Query kDeleteRejectsWhenWritten{"connectors.delete_rejects_when_written", R"sql(
  DELETE FROM connectors.reject WHERE import_id = $1 AND when_written)sql"};
constexpr pg::Query kDeleteRowsWhenWritten{"connectors.delete_rows_when_written", R"sql(
  DELETE FROM connectors.rejected_row WHERE import_id = $1 AND when_written)sql"};
void delete_rejects_when_written(pg::Tx& tx, ImportId import_id) {
  tx.defer(kDeleteRejectsWhenWritten, import_id);
  tx.defer(kDeleteRowsWhenWritten, import_id);
}

// ---- Rejected rows, whole -------------------------------------------------------------------------

namespace {

/// Rejected rows as columns of a statement; texts are sealed.
struct RejectedColumns {
  std::vector<std::int32_t> file_nos;
  std::vector<std::int64_t> lines;
  std::vector<bool> alone;
  std::vector<std::string> of_imports, fields, wholes;

  RejectedColumns(ImportId import_id, std::span<RejectedRow const> rows) {
    for (auto const& row : rows) {
      file_nos.push_back(row.file_no);
      lines.push_back(row.line);
      alone.push_back(row.alone);
      of_imports.push_back(row.of_import);
      fields.push_back(sealed_hex(import_id, row.fields));
      wholes.push_back(sealed_hex(import_id, row.whole));
    }
  }
};

}  // namespace

constexpr pg::Query kInsertRejectedRows{"connectors.insert_rejected_rows", R"sql(
  INSERT INTO connectors.rejected_row (import_id, file_no, line, when_written, alone, of_import, fields, whole)
  SELECT $1, file_no, line, false, alone, of_import, decode(fields, 'hex'), decode(nullif(whole, ''), 'hex')
  FROM unnest($2::integer[], $3::bigint[], $4::boolean[], $5::text[], $6::text[], $7::text[])
    AS r (file_no, line, alone, of_import, fields, whole))sql"};
void insert_rejected_rows(pg::Tx& tx, ImportId import_id, std::span<RejectedRow const> rows) {
  if (rows.empty()) return;
  RejectedColumns const all{import_id, rows};
  tx.defer(kInsertRejectedRows, import_id, all.file_nos, all.lines, all.alone, all.of_imports, all.fields, all.wholes);
}

constexpr pg::Query kInsertRejectedPlaces{"connectors.insert_rejected_places", R"sql(
  INSERT INTO connectors.rejected_row (import_id, file_no, line, when_written, alone, of_import)
  SELECT $1, file_no, line, true, false, '' FROM unnest($2::integer[], $3::bigint[]) AS r (file_no, line))sql"};
void insert_rejected_places(pg::Tx& tx, ImportId import_id, std::span<RejectedRow const> rows) {
  if (rows.empty()) return;
  RejectedColumns const all{import_id, rows};
  tx.defer(kInsertRejectedPlaces, import_id, all.file_nos, all.lines);
}

constexpr pg::Query kRowsToFetch{"connectors.rows_to_fetch", R"sql(
  SELECT file_no, line FROM connectors.rejected_row
  WHERE import_id = $1 AND fields IS NULL AND file_no = (
    SELECT min(file_no) FROM connectors.rejected_row WHERE import_id = $1 AND fields IS NULL)
  ORDER BY line)sql"};
std::optional<RowsToFetch> rows_to_fetch(pg::Tx& tx, ImportId import_id) {
  auto const rows = tx.run(kRowsToFetch, import_id);
  if (rows.empty()) return {};
  RowsToFetch out{.file_no = rows[0].get<std::int32_t>(0), .lines = {}};
  for (auto const row : rows) out.lines.push_back(row.get<std::int64_t>(1));
  return out;
}

constexpr pg::Query kUpdateRejectedRows{"connectors.update_rejected_rows", R"sql(
  UPDATE connectors.rejected_row r SET fields = decode(f.fields, 'hex'), whole = decode(nullif(f.whole, ''), 'hex')
  FROM unnest($2::integer[], $3::bigint[], $4::text[], $5::text[]) AS f (file_no, line, fields, whole)
  WHERE r.import_id = $1 AND r.file_no = f.file_no AND r.line = f.line)sql"};
void update_rejected_rows(pg::Tx& tx, ImportId import_id, std::span<RejectedRow const> rows) {
  if (rows.empty()) return;
  RejectedColumns const all{import_id, rows};
  tx.defer(kUpdateRejectedRows, import_id, all.file_nos, all.lines, all.fields, all.wholes);
}

constexpr pg::Query kGiveUpRows{"connectors.give_up_rows", R"sql(
  UPDATE connectors.rejected_row SET fields = '' WHERE import_id = $1 AND file_no = $2 AND fields IS NULL)sql"};
void give_up_rows(pg::Tx& tx, ImportId import_id, std::int32_t file_no) { tx.defer(kGiveUpRows, import_id, file_no); }

constexpr pg::Query kCountRejectedRows{"connectors.count_rejected_rows", R"sql(
  UPDATE connectors.import_file f SET rows_rejected = (
    SELECT count(*) FROM connectors.rejected_row r WHERE r.import_id = f.import_id AND r.file_no = f.file_no)
  WHERE f.import_id = $1)sql"};
void count_rejected_rows(pg::Tx& tx, ImportId import_id) { tx.defer(kCountRejectedRows, import_id); }

constexpr pg::Query kHasRowsAlone{"connectors.has_rows_alone", R"sql(
  SELECT EXISTS (SELECT FROM connectors.rejected_row WHERE import_id = $1 AND alone))sql"};
bool has_rows_alone(pg::Tx& tx, ImportId import_id) { return tx.run(kHasRowsAlone, import_id).one().get<bool>(0); }

constexpr pg::Query kFileToMend{"connectors.file_to_mend", R"sql(
  SELECT file_no, coalesce(header, ''), coalesce(delimiter, ',') FROM connectors.import_file
  WHERE import_id = $1 AND name = $2)sql"};
constexpr pg::Query kRowsToMend{"connectors.rows_to_mend", R"sql(
  SELECT r.line, r.fields, r.whole, r.alone, r.of_import, coalesce(string_agg(j.column_name, '; ' ORDER BY j.fault_no), ''),
    coalesce(string_agg(j.reason, '; ' ORDER BY j.fault_no), ''), coalesce(string_agg(j.detail, ' ' ORDER BY j.fault_no), '')
  FROM connectors.rejected_row r LEFT JOIN connectors.reject j
    ON j.import_id = r.import_id AND j.file_no = r.file_no AND j.line = r.line
  WHERE r.import_id = $1 AND r.file_no = $2
  GROUP BY r.import_id, r.file_no, r.line ORDER BY r.line)sql"};
std::optional<FileToMend> file_to_mend(pg::Tx& tx, ImportId import_id, std::string const& file_name) {
  auto const files = tx.run(kFileToMend, import_id, file_name);
  if (files.empty()) return {};
  FileToMend out{.header = {files[0].get<std::string>(1), files[0].get<std::string>(2).front()}, .rows = {}};
  for (auto const row : tx.run(kRowsToMend, import_id, files[0].get<std::int32_t>(0))) {
    auto& mend = out.rows.emplace_back();
    mend.line = row.get<std::int64_t>(0);
    if (!row.is_null(1)) mend.fields = history::open(row.get<std::string_view>(1)).value_or("");
    if (!row.is_null(2)) mend.whole = history::open(row.get<std::string_view>(2)).value_or("");
    mend.of_import = row.get<std::string>(4);
    if (row.get<bool>(3)) mend.of_import += (mend.of_import.empty() ? "" : " ") + import_id.text();
    mend.columns = row.get<std::string>(5);
    mend.reasons = row.get<std::string>(6);
    mend.details = row.get<std::string>(7);
  }
  return out;
}

// ---- Mended rows join their documents --------------------------------------------------------------

constexpr pg::Query kInsertJoined{"connectors.insert_joined", R"sql(
  INSERT INTO connectors.joined_document (import_id, document_hash, of_import)
  SELECT $1, document_hash, of_import FROM unnest($2::bigint[], $3::uuid[]) AS j (document_hash, of_import)
  ON CONFLICT DO NOTHING)sql"};
void insert_joined(pg::Tx& tx, ImportId import_id, std::span<JoinedDocument const> joined) {
  if (joined.empty()) return;
  std::vector<std::int64_t> hashes;
  std::vector<base::Uuid> imports;
  for (auto const& one : joined) {
    hashes.push_back(one.document_hash);
    imports.push_back(one.of_import.uuid());
  }
  tx.defer(kInsertJoined, import_id, hashes, imports);
}

// Of the imports that rows name, the newest that has the document counts: it took the rows of those before it over. A
// document that was held back gave all of its rows back, so none of them may come twice.
constexpr pg::Query kJoinStaged{"connectors.join_staged", R"sql(
  WITH rows AS (
    SELECT s.import_id, s.document_hash, s.file_no, s.line, s.row_count, s.content,
           max(s.import_id::text) OVER (PARTITION BY s.document_hash) AS newest
    FROM connectors.joined_document j
    JOIN connectors.staged_rows s ON s.import_id = j.of_import AND s.document_hash = j.document_hash
    WHERE j.import_id = $1 AND NOT EXISTS (
      SELECT FROM connectors.rejected_row r
      WHERE r.import_id = s.import_id AND r.file_no = s.file_no AND r.line = s.line)),
  taken AS (
    INSERT INTO connectors.staged_rows (import_id, document_hash, file_no, line, row_count, content)
    SELECT $1, document_hash, file_no + $2, line, row_count, content FROM rows WHERE import_id::text = newest
    RETURNING row_count)
  SELECT coalesce(sum(row_count), 0)::bigint FROM taken)sql"};
std::int64_t join_staged(pg::Tx& tx, ImportId import_id) {
  return tx.run(kJoinStaged, import_id, kJoinedFiles).one().get<std::int64_t>(0);
}

constexpr pg::Query kHasStaged{"connectors.has_staged", R"sql(
  SELECT EXISTS (SELECT FROM connectors.staged_rows WHERE import_id = $1))sql"};
bool has_staged(pg::Tx& tx, ImportId import_id) { return tx.run(kHasStaged, import_id).one().get<bool>(0); }

constexpr pg::Query kListRejects{"connectors.list_rejects", R"sql(
  SELECT r.file_no, r.line, r.fault_no, f.name, r.column_name, r.reason, r.value, r.detail
  FROM connectors.reject r JOIN connectors.import_file f ON f.import_id = r.import_id AND f.file_no = r.file_no
  WHERE r.import_id = $1 AND (r.file_no, r.line, r.fault_no) > ($2, $3, $4)
  ORDER BY r.file_no, r.line, r.fault_no LIMIT $5)sql"};
std::vector<std::pair<RejectPlace, Reject>> list_rejects(pg::Tx& tx, ImportId import_id, RejectPlace after,
                                                         std::int64_t limit) {
  std::vector<std::pair<RejectPlace, Reject>> out;
  for (auto const row : tx.run(kListRejects, import_id, after.file_no, after.line, after.fault_no, limit)) {
    auto& [place, reject] = out.emplace_back();
    place = {row.get<std::int32_t>(0), row.get<std::int64_t>(1), row.get<std::int32_t>(2)};
    reject.file = row.get<std::string>(3);
    reject.line = place.line;
    reject.column = row.get<std::optional<std::string>>(4);
    reject.reason = row.get<std::string>(5);
    if (!row.is_null(6)) reject.value = history::open(row.get<std::string_view>(6));
    reject.detail = row.get<std::string>(7);
  }
  return out;
}

}  // namespace weft::connectors
