// import_job.cpp - the two phases of an import, in slices that commit rows, counts and checkpoint together.
#include "integration/connectors/import_job.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>

#include "integration/connectors/file_reader.h"
#include "integration/connectors/org_entries.h"
#include "integration/connectors/sales_document.h"
#include "org/org.h"
#include "platform/history/history.h"
#include "platform/json/json.h"
#include "platform/outbox/outbox.h"

namespace weft::connectors {

namespace {

struct JobArgs {
  ImportId import_id;
};
BOOST_DESCRIBE_STRUCT(JobArgs, (), (import_id))

struct ChangeNote {
  std::string state;
  std::int64_t rows_read{};
  std::int64_t rows_written{};
};
BOOST_DESCRIBE_STRUCT(ChangeNote, (), (state, rows_read, rows_written))

/// What stops an import, as it is shown: what is wrong in general, then in this case.
base::Error in_words(base::Error const& error) {
  return base::Error{error.reason, fmt::format("{} {} ({})", error.reason.title, error.detail, error.reason.name)};
}

constexpr std::int64_t kDocumentRowsMax = static_cast<std::int64_t>(orders::kLinesPerSaleMax);
constexpr std::size_t kDocumentsPerCall = 1'000;

}  // namespace

ImportId import_id_of(std::string const& args) {
  auto read = json::decode<JobArgs>(args);
  if (!read) throw std::logic_error{"a job of connectors names no import"};
  return read->import_id;
}

std::string args_of(ImportId import_id) { return json::encode(JobArgs{import_id}); }

void save(pg::Tx& tx, ImportRow& row, bool state_changed, std::chrono::milliseconds every, base::Instant now) {
  bool const tell = state_changed || !row.event_at || now - *row.event_at >= every;
  if (tell) row.event_at = now;
  update_import(tx, row);
  if (!tell) return;
  outbox::emit(tx,
               {.topic = "connectors.import_changed",
                .key = ImportId{row.import_id}.text(),
                .payload = json::encode(ChangeNote{row.state, row.rows_read, row.rows_written})},
               now);
}

bool has_ended(ImportRow const& row) {
  return row.state == "done" || row.state == "failed" || row.state == "cancelled";
}

Connectors::State::State() = default;
Connectors::State::~State() = default;

std::shared_ptr<Mapping const> Connectors::State::mapping_of(ImportRow const& row) {
  std::lock_guard const lock{mutex};
  auto& kept = running[ImportId{row.import_id}];
  if (!kept) {
    auto parsed = parse_mapping(row.mapping, row.mapping_text);
    if (!parsed) throw std::logic_error{"the mapping kept with an import cannot be read: " + parsed.error().detail};
    kept = std::make_shared<Mapping const>(std::move(parsed).value());
  }
  return kept;
}

void Connectors::State::forget(ImportId import_id) {
  std::lock_guard const lock{mutex};
  open_files.erase(import_id);
  running.erase(import_id);
}

base::Result<jobs::Slice> Connectors::State::slice(jobs::Work& work) {
  auto const import_id = import_id_of(work.args());
  auto row = lock_import(work.tx(), import_id);
  if (!row || has_ended(*row) || row->state == "checked") {
    forget(import_id);
    return jobs::Slice::done;
  }
  auto const mapping = mapping_of(*row);
  auto const before = row->state;
  bool finished = false;
  if (row->state == "queued") {
    if (auto begun = begin(work, *row, *mapping); !begun) return in_words(begun.error());
  } else if (row->state == "reading") {
    if (auto read_on = read(work, *row); !read_on) return in_words(read_on.error());
  } else {
    auto written = write(work, *row, *mapping);
    if (written && *written) written = fetch_rejected(work, *row);
    if (!written) return in_words(written.error());
    finished = *written;
  }
  if (finished) finish(work, *row);
  save(work.tx(), *row, row->state != before, options.event_every, work.now());
  return finished ? jobs::Slice::done : jobs::Slice::more;
}

namespace {

base::Result<void> ensure_places(pg::Tx& tx, Mapping const& mapping, base::Instant now) {
  if (auto made = org::ensure_channels(tx, mapping.channels, now); !made) return std::move(made).error();
  if (auto made = org::ensure_locations(tx, mapping.locations, now); !made) return std::move(made).error();
  return {};
}

}  // namespace

base::Result<void> Connectors::State::begin(jobs::Work& work, ImportRow& row, Mapping const& mapping) {
  if (!row.check_only) {
    if (auto made = ensure_places(work.tx(), mapping, work.now()); !made) return made;
  }
  row.state = "reading";
  if (!row.started_at) row.started_at = work.now();
  row.phase_began_at = work.now();
  row.phase_began_done = 0;
  work.set_phase("reading");
  return {};
}

// ---- Reading ------------------------------------------------------------------------------------

base::Result<std::unique_ptr<FileReader>> Connectors::State::reader_of(ImportRow& row, FileRow const& file,
                                                                       base::Instant now) {
  std::unique_ptr<FileReader> reader;
  {
    std::lock_guard const lock{mutex};
    auto const found = open_files.find(ImportId{row.import_id});
    if (found != open_files.end()) {
      reader = std::move(found->second);
      open_files.erase(found);
    }
  }
  bool const fits = reader && !reader->fetches() && reader->file_no() == file.file_no;
  if (fits && reader->lines_done() == file.lines_done) return reader;
  if (file.lines_done > 0) {  // taken over from another worker: its pace is not ours
    row.phase_began_at = now;
    row.phase_began_done = row.rows_read;
  }
  return FileReader::open(file, mapping_of(row), file.lines_done);
}

base::Result<void> Connectors::State::read(jobs::Work& work, ImportRow& row) {
  ImportId const import_id{row.import_id};
  auto& tx = work.tx();
  auto files = files_of(tx, import_id);
  auto const at = std::find_if(files.begin(), files.end(), [](FileRow const& file) { return !file.ended; });
  if (at == files.end()) {
    row.rows_staged += join_staged(tx, import_id);
    row.state = row.check_only ? "checking" : "writing";
    row.rows_rejected_read = row.rows_rejected;
    row.rejects_read = row.rejects;
    row.phase_began_at = work.now();
    row.phase_began_done = 0;
    work.set_phase(row.state);
    work.set_total(row.rows_staged);
    return {};
  }
  auto opened = reader_of(row, *at, work.now());
  if (!opened) return std::move(opened).error();
  auto reader = std::move(opened).value();
  auto slice = reader->next(options.slice_rows, [&] { return work.time_left(); });
  if (!slice) return std::move(slice).error();
  auto& got = **slice;
  if (row.rejects + static_cast<std::int64_t>(got.rejects.size()) > options.rejects_max) {
    return base::Error{
        kTooManyRejects,
        fmt::format("{} of {} rows were rejected by line {} of {}. Look at the first rejects, mend "
                    "the mapping or the file, and give the set again.",
                    row.rows_rejected + got.rows_rejected, row.rows_read + got.rows_read, got.lines_done, at->name)};
  }
  copy_staged(tx, import_id, at->file_no, got.rows, got.arena);
  insert_rejects(tx, import_id, got.rejects, false);
  insert_rejected_rows(tx, import_id, got.rejected_rows);
  if (auto joined = note_joined(tx, row, got.joined); !joined) return joined;
  at->lines_done = got.lines_done;
  at->ended = got.ended;
  row.rows_read += got.rows_read;
  row.rows_rejected += got.rows_rejected;
  row.rows_skipped += got.rows_skipped;
  row.rows_staged += static_cast<std::int64_t>(got.rows.size());
  row.rejects += static_cast<std::int64_t>(got.rejects.size());
  row.bytes_done = reader->bytes_done();
  for (auto file = files.begin(); file != at; ++file) row.bytes_done += file->bytes;
  std::optional<std::string> digest;
  if (got.ended) {
    digest = reader->digest();
    if (auto const same = find_same_file(tx, import_id, at->file_no, *digest)) {
      return base::Error{kSameFileTwice,
                         fmt::format("{} and {} are the same, byte for byte, so that every row would count "
                                     "twice. Give each file of a set once.",
                                     *same, at->name)};
    }
  }
  update_file(tx, import_id, *at, digest, reader->header());
  work.set_done(row.rows_read);
  if (!got.ended) {
    std::lock_guard const lock{mutex};
    open_files[import_id] = std::move(reader);
  }
  return {};
}

/// Documents of which an earlier import staged rows: it must still have them, in the form that this mapping reads.
base::Result<void> Connectors::State::note_joined(pg::Tx& tx, ImportRow const& row,
                                                  std::span<JoinedDocument const> joined) {
  std::set<ImportId> asked;
  for (auto const& document : joined) {
    if (!asked.insert(document.of_import).second) continue;
    auto const other = find_import(tx, document.of_import);
    auto const words = !other                                    ? "is not known here"
                       : other->mapping_text != row.mapping_text ? "was read by another mapping"
                       : !has_staged(tx, document.of_import)     ? "has let go of its rows"
                                                                 : "";
    if (*words == '\0') continue;
    return base::Error{kCannotJoin, fmt::format("A row belongs with those of {}, which {}. Mend the row in the first "
                                                "file itself, and give that whole set again.",
                                                document.of_import.text(), words)};
  }
  insert_joined(tx, ImportId{row.import_id}, joined);
  return {};
}

// ---- Writing ------------------------------------------------------------------------------------

namespace {

/// Documents of one slice on their way to orders, and what becomes of them.
class Batch {
 public:
  Batch(pg::Tx& tx, ImportRow& row, Mapping const& mapping, base::Instant now)
      : tx_{tx},
        row_{row},
        mapping_{mapping},
        now_{now},
        org_{tx, row, mapping, now, [this](RowPlace place, RowFault fault, std::string const& reason) {
               if (!reason.empty()) fault.reason = reason_of(reason);
               if (!next_fault_.contains({place.file_no, place.line}))
                 given_back_.push_back({.file_no = place.file_no, .line = place.line});
               reject(place, std::move(fault));
             }} {}

  void add(std::span<PackedRow> rows) {
    auto const target = target_of(key_of(rows.front().content));
    if (is_of_org(target)) return org_.add(target, rows);
    if (target == Target::customers) return add_person(rows);
    auto document = put_together(rows, mapping_, row_.as_of);
    if (!document.faults.empty()) return reject_all(document);
    lines_ += document.facts.lines.size() + document.facts.return_lines.size();
    documents_.push_back(std::move(document));
    if (documents_.size() >= kDocumentsPerCall || lines_ >= orders::kLinesPerSaleMax) flush();
  }

  /// A row of the document was rejected when it was read: the others wait for it.
  void hold(std::span<PackedRow> rows, PackedRow const& wrong) { give_back(rows, wrong.place); }

  void too_long(PackedRow const& first, std::int64_t rows) {
    auto const& part = mapping_.parts[is_rejected(first.content) ? 0 : part_of(first.content)];
    row_.rows_rejected += rows;
    reject(first.place, {kDocumentTooLong, part.columns[part.number.columns.front()].name,
                         std::string{number_of(key_of(first.content))},
                         fmt::format("A document has at most {} rows.", kDocumentRowsMax)});
  }

  void flush() {
    org_.flush();
    flush_people();
    if (documents_.empty()) return;
    std::vector<orders::SaleFacts> sales;
    sales.reserve(documents_.size());
    for (auto& document : documents_) sales.push_back(std::move(document.facts));
    auto const recorded = orders::record_sales(tx_, sales, now_);
    auto const& counts = recorded.counts;
    row_.orders_new += counts.orders_recorded;
    row_.orders_changed += counts.orders_replaced;
    row_.orders_unchanged += counts.orders_unchanged;
    row_.orders_older += counts.orders_older;
    row_.returns_new += counts.returns_recorded;
    row_.returns_changed += counts.returns_replaced;
    row_.returns_unchanged += counts.returns_unchanged;
    row_.returns_older += counts.returns_older;
    row_.order_lines += counts.order_lines;
    row_.return_lines += counts.return_lines;
    row_.records += counts.records;
    for (std::size_t at = 0; at < documents_.size(); ++at) {
      auto const& outcome = recorded.outcomes[at];
      if (outcome.state != orders::SaleState::refused) continue;
      std::set<std::string, std::less<>> said;  // a place told for ordering is often that of fulfilment too
      for (auto const& wrong : outcome.wrong) {
        auto blamed = blame(documents_[at], mapping_, wrong.pointer);
        if (blamed.place.file_no > kJoinedFiles) blamed.place = documents_[at].first;
        if (!said.insert(fmt::format("{} {} {}", blamed.place.file_no, blamed.place.line, wrong.detail)).second)
          continue;
        reject(blamed.place, {reason_of(wrong.reason), blamed.column, "",
                              fmt::format("Document {}: {}", sales[at].number, wrong.detail)});
      }
      give_back(documents_[at].packed, documents_[at].first);
    }
    documents_.clear();
    lines_ = 0;
  }

  /// Stores the faults that were found; after the last flush(), and after the end of a rehearsal.
  void store_rejects() {
    row_.rejects += static_cast<std::int64_t>(rejects_.size());
    insert_rejects(tx_, ImportId{row_.import_id}, rejects_, true);
    insert_rejected_places(tx_, ImportId{row_.import_id}, given_back_);
    rejects_.clear();
    given_back_.clear();
  }

 private:
  /// None of the rows goes in, so that the document stays whole: those without a fault of their own wait for `wrong`.
  void give_back(std::span<PackedRow const> rows, RowPlace wrong) {
    for (auto const& row : rows) {
      auto const& [file_no, line] = row.place;
      if (file_no > kJoinedFiles || is_rejected(row.content)) continue;  // given back where it was read
      ++row_.rows_rejected;
      given_back_.push_back({.file_no = file_no, .line = line});
      if (next_fault_.contains({file_no, line})) continue;
      ++row_.rows_held;
      reject(row.place, {kHeldBack, "", "",
                         fmt::format("Document {}: the row waits for line {}{}, which was rejected.",
                                     number_of(key_of(row.content)), wrong.line,
                                     wrong.file_no == file_no ? "" : " of another file")});
    }
  }

  /// A reason told by another module, whose words are gone before the faults are stored.
  base::Reason reason_of(std::string const& name) {
    return {*reason_names_.insert(name).first, base::Code::invalid_argument, ""};
  }

  void add_person(std::span<PackedRow> rows) {
    auto document = put_person_together(rows, mapping_, row_.as_of);
    if (!document.faults.empty()) return reject_all(document);
    auto const wrong = customer::check_record(document.facts);
    for (auto const& error : wrong) {
      auto const blamed = blame(document, mapping_, error.pointer);
      reject(blamed.place, {reason_of(error.reason), blamed.column, "", error.detail});
    }
    bool const sound = check_attributes(document) && wrong.empty();
    if (!sound) return give_back(document.packed, document.first);
    people_.push_back(std::move(document.facts));
    attributes_.push_back(std::move(document.attributes));
    if (people_.size() >= kDocumentsPerCall) flush_people();
  }

  /// False where something said of a person cannot be meant; each such value is a reject of its own row.
  bool check_attributes(PersonDocument const& document) {
    bool sound = true;
    for (auto const& said : document.attributes) {
      auto const reason = profile::check_attribute(said.name, said.value, said.said_at);
      if (!reason) continue;
      sound = false;
      auto const blamed = blame(said, mapping_);
      reject(blamed.place, {*reason, blamed.column, shown(said.value), std::string{reason->title}});
    }
    return sound;
  }

  void flush_people() {
    auto const settled = customer::settle_records(tx_, people_, now_);
    std::vector<profile::Statement> statements;
    for (std::size_t at = 0; at < settled.size(); ++at) {
      row_.records += settled[at].created ? 1 : 0;
      for (auto& said : attributes_[at]) {
        statements.push_back({settled[at].record_id, std::move(said.name), std::move(said.value), mapping_.source,
                              said.provenance, said.said_at});
      }
    }
    profile::state(tx_, statements, now_);
    people_.clear();
    attributes_.clear();
  }

  template <class Document>
  void reject_all(Document& document) {
    for (auto& fault : document.faults) reject(document.first, std::move(fault));
    give_back(document.packed, document.first);
  }

  void reject(RowPlace place, RowFault fault) {
    // Two faults of one line need two numbers; rows that came so far were staged, so reading gave them none.
    auto& next = next_fault_[{place.file_no, place.line}];
    rejects_.push_back({.file_no = place.file_no, .line = place.line, .fault_no = next++, .fault = std::move(fault)});
  }

  pg::Tx& tx_;
  ImportRow& row_;
  Mapping const& mapping_;
  base::Instant now_;
  OrgEntries org_;
  std::vector<SalesDocument> documents_;
  std::vector<customer::RecordFacts> people_;
  std::vector<std::vector<SaidOfPerson>> attributes_;  // of people_
  std::size_t lines_ = 0;
  std::vector<RejectRow> rejects_;
  std::vector<RejectedRow> given_back_;
  std::set<std::string, std::less<>> reason_names_;
  std::map<std::pair<std::int32_t, std::int64_t>, std::int32_t> next_fault_;
};

/// Rows of one hash, which is one document but for the rarest of chances: hands each document to `batch`. `rejects`:
/// there may be rejected rows among them.
void add_group(std::span<PackedRow> group, Batch& batch, bool rejects) {
  auto const key = [](PackedRow const& row) { return key_of(row.content); };
  bool const one =
      std::all_of(group.begin(), group.end(), [&](PackedRow const& row) { return key(row) == key(group.front()); });
  if (!one)
    std::sort(group.begin(), group.end(), [&](auto const& left, auto const& right) { return key(left) < key(right); });
  while (!group.empty()) {
    std::size_t size = 1;
    while (size < group.size() && key(group[size]) == key(group.front())) ++size;
    auto const rows = static_cast<std::int64_t>(size);
    auto const document = group.first(size);
    auto const wrong = rejects ? std::find_if(document.begin(), document.end(),
                                              [](PackedRow const& row) { return is_rejected(row.content); })
                               : document.end();
    if (rows > kDocumentRowsMax)
      batch.too_long(group.front(), rows);
    else if (wrong != document.end())
      batch.hold(document, *wrong);
    else
      batch.add(document);
    group = group.subspan(size);
  }
}

}  // namespace

base::Result<bool> Connectors::State::write(jobs::Work& work, ImportRow& row, Mapping const& mapping) {
  ImportId const import_id{row.import_id};
  auto& tx = work.tx();
  auto staged = read_staged(tx, import_id, row.hash_done, options.slice_rows);
  auto size = staged.rows.size();
  std::int64_t rows_over = 0;  // of a document so long that it is not even read whole
  if (std::cmp_greater_equal(size, options.slice_rows)) {
    // The last document may go on after the slice.
    auto const last = staged.rows.back().document_hash;
    while (size > 0 && staged.rows[size - 1].document_hash == last) --size;
    if (size == 0) {
      staged = read_staged_of(tx, import_id, last, kDocumentRowsMax * 2);
      size = staged.rows.size();
      rows_over = count_staged_of(tx, import_id, last) - static_cast<std::int64_t>(size);
    }
  }
  if (size == 0) return true;
  std::vector<PackedRow> rows;
  rows.reserve(size);
  for (auto const& found : std::span{staged.rows}.first(size))
    rows.push_back({{found.file_no, found.line}, found.content});
  auto const hash_at = [&](std::size_t at) { return staged.rows[at].document_hash; };
  if (row.check_only) {
    begin_rehearsal(tx);
    if (auto made = ensure_places(tx, mapping, work.now()); !made) return std::move(made).error();
  }
  Batch batch{tx, row, mapping, work.now()};
  for (std::size_t begin = 0; begin < size;) {
    std::size_t end = begin + 1;
    while (end < size && hash_at(end) == hash_at(begin)) ++end;
    add_group(std::span{rows}.subspan(begin, end - begin), batch, row.rejects_read > 0);
    begin = end;
  }
  batch.flush();
  if (row.check_only) end_rehearsal(tx);
  batch.store_rejects();
  if (row.rejects > options.rejects_max) {
    return base::Error{kTooManyRejects,
                       fmt::format("{} of {} rows were rejected while documents were put together. Look "
                                   "at the first rejects, mend the mapping or the file, and give the "
                                   "set again.",
                                   row.rows_rejected, row.rows_read)};
  }
  row.hash_done = hash_at(size - 1);
  row.rows_rejected += rows_over;
  row.rows_written += static_cast<std::int64_t>(size) + rows_over;
  work.set_done(row.rows_written);
  return false;
}

/// Fetches rows that were found to be wrong after they were read. True = none is left to fetch.
base::Result<bool> Connectors::State::fetch_rejected(jobs::Work& work, ImportRow& row) {
  ImportId const import_id{row.import_id};
  auto& tx = work.tx();
  auto wanted = rows_to_fetch(tx, import_id);
  if (!wanted) return true;
  std::unique_ptr<FileReader> reader;
  {
    std::lock_guard const lock{mutex};
    auto const found = open_files.find(import_id);
    if (found != open_files.end()) {
      reader = std::move(found->second);
      open_files.erase(found);
    }
  }
  if (!reader || !reader->fetches() || reader->file_no() != wanted->file_no) {
    auto const files = files_of(tx, import_id);
    auto const file =
        std::find_if(files.begin(), files.end(), [&](FileRow const& one) { return one.file_no == wanted->file_no; });
    auto opened = FileReader::open_to_fetch(*file, mapping_of(row), std::move(wanted->lines));
    if (!opened) return std::move(opened).error();
    reader = std::move(opened).value();
  }
  auto slice = reader->next(std::numeric_limits<std::int64_t>::max(), [&] { return work.time_left(); });
  if (!slice) return std::move(slice).error();
  update_rejected_rows(tx, import_id, (*slice)->rejected_rows);
  if ((*slice)->ended) {
    give_up_rows(tx, import_id, reader->file_no());
    return false;
  }
  std::lock_guard const lock{mutex};
  open_files[import_id] = std::move(reader);
  return false;
}

// ---- Ends ---------------------------------------------------------------------------------------

void Connectors::State::ended(jobs::Work& work, jobs::End end, std::string const& error) {
  auto const import_id = import_id_of(work.args());
  forget(import_id);
  auto row = lock_import(work.tx(), import_id);
  if (!row || has_ended(*row) || row->state == "checked") return;
  row->state = end == jobs::End::cancelled ? "cancelled" : "failed";
  if (end != jobs::End::cancelled) row->last_error = error.empty() ? "The import ended before all was written." : error;
  row->finished_at = work.now();
  jobs::enqueue(work.tx(), {.queue = std::string{kQueue}, .kind = std::string{kClearJob}, .args = work.args()},
                work.now());
  save(work.tx(), *row, true, options.event_every, work.now());
}

void Connectors::State::finish(jobs::Work& work, ImportRow& row) {
  row.state = row.check_only ? "checked" : "done";
  row.finished_at = work.now();
  ImportId const import_id{row.import_id};
  count_rejected_rows(work.tx(), import_id);
  jobs::NewJob next{.queue = std::string{kQueue}, .kind = std::string{kClearJob}, .args = work.args()};
  if (row.check_only) {
    next.kind = kExpireJob;
    next.run_at = work.now() + kCheckedKept;
  } else if (has_rows_alone(work.tx(), import_id)) {
    next.run_at = work.now() + kJoinedWithin;
    std::error_code ignored;  // it goes with the staged rows if it cannot go now
    std::filesystem::remove_all(spool_of(import_id), ignored);
  }
  jobs::enqueue(work.tx(), next, work.now());
  forget(import_id);
}

base::Result<jobs::Slice> Connectors::State::expire(jobs::Work& work) {
  auto row = lock_import(work.tx(), import_id_of(work.args()));
  if (!row || row->state != "checked") return jobs::Slice::done;
  row->state = "cancelled";
  row->finished_at = work.now();
  jobs::enqueue(work.tx(), {.queue = std::string{kQueue}, .kind = std::string{kClearJob}, .args = work.args()},
                work.now());
  save(work.tx(), *row, true, options.event_every, work.now());
  return jobs::Slice::done;
}

base::Result<jobs::Slice> Connectors::State::clear(jobs::Work& work) {
  auto const import_id = import_id_of(work.args());
  forget(import_id);
  if (delete_staged(work.tx(), import_id, options.slice_rows) > 0) return jobs::Slice::more;
  std::error_code ignored;  // what cannot be removed now is no reason to fail an import that has ended
  std::filesystem::remove_all(spool_of(import_id), ignored);
  return jobs::Slice::done;
}

}  // namespace weft::connectors
