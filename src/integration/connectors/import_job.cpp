// import_job.cpp - the two phases of an import, in slices that commit rows, counts and checkpoint together.
#include "integration/connectors/import_job.h"

#include <fmt/format.h>

#include <algorithm>
#include <future>
#include <limits>
#include <set>

#include "integration/connectors/file_reader.h"
#include "integration/connectors/gathered.h"
#include "integration/connectors/org_entries.h"
#include "integration/connectors/sales_document.h"
#include "integration/connectors/writing.h"
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

constexpr int kReadsPerSlice = 4;
constexpr std::chrono::milliseconds kAwakeEvery{100};

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
  gathered.erase(import_id);
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
  auto slice = reader->next(options.slice_rows, [&] {
    work.keep_awake();
    return work.time_left();
  });
  for (int count = 1;; ++count) {
    if (!slice) return std::move(slice).error();
    // While PostgreSQL takes these rows in, the next ones are read.
    std::future<base::Result<FileSlice>> ahead;
    auto got = std::move(slice).value();
    if (!got.ended && count < kReadsPerSlice && work.time_left()) {
      ahead = std::async(std::launch::async,
                         [&] { return reader->next(options.slice_rows, [&] { return work.time_left(); }); });
    }
    if (auto staged = stage(work.tx(), row, files, *at, got, *reader); !staged) return staged;
    work.set_done(row.rows_read);
    if (!ahead.valid()) break;
    while (ahead.wait_for(kAwakeEvery) != std::future_status::ready) work.keep_awake();
    slice = ahead.get();
  }
  if (!at->ended) {
    std::lock_guard const lock{mutex};
    open_files[import_id] = std::move(reader);
  }
  return {};
}

base::Result<void> Connectors::State::stage(pg::Tx& tx, ImportRow& row, std::span<FileRow> files, FileRow& file,
                                            FileSlice& got, FileReader const& reader) {
  ImportId const import_id{row.import_id};
  if (row.rejects + static_cast<std::int64_t>(got.rejects.size()) > options.rejects_max) {
    return base::Error{
        kTooManyRejects,
        fmt::format("{} of {} rows were rejected by line {} of {}. Look at the first rejects, mend "
                    "the mapping or the file, and give the set again.",
                    row.rows_rejected + got.rows_rejected, row.rows_read + got.rows_read, got.lines_done, file.name)};
  }
  copy_staged(tx, import_id, file.file_no, got.rows, got.arena);
  insert_rejects(tx, import_id, got.rejects, false);
  insert_rejected_rows(tx, import_id, got.rejected_rows);
  if (auto joined = note_joined(tx, row, got.joined); !joined) return joined;
  file.lines_done = got.lines_done;
  file.ended = got.ended;
  row.rows_read += got.rows_read;
  row.rows_rejected += got.rows_rejected;
  row.rows_skipped += got.rows_skipped;
  row.rows_staged += static_cast<std::int64_t>(got.rows.size());
  row.rejects += static_cast<std::int64_t>(got.rejects.size());
  row.bytes_done = got.bytes_done;
  for (auto const& before : files) {
    if (before.file_no < file.file_no) row.bytes_done += before.bytes;
  }
  std::optional<std::string> digest;
  if (got.ended) {
    digest = reader.digest();
    if (auto const same = find_same_file(tx, import_id, file.file_no, *digest)) {
      return base::Error{kSameFileTwice,
                         fmt::format("{} and {} are the same, byte for byte, so that every row would count "
                                     "twice. Give each file of a set once.",
                                     *same, file.name)};
    }
  }
  update_file(tx, import_id, file, digest, got.header);
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

/// A rehearsal has taken back what its earlier slices made. Of that, later ones need locations and staff: they are made
/// again, and what comes of it was counted then. `row` is a copy.
void rehearse_again(jobs::Work& work, ImportRow row, Mapping const& mapping) {
  if (!row.hash_done) return;
  auto const last = std::min(*row.hash_done, first_hash_of(Target::shifts) - 1);
  auto const before = read_written(work.tx(), ImportId{row.import_id}, last);
  OrgEntries org{work.tx(), row, mapping, work.now(), [](RowPlace, RowFault const&, std::string const&) {}};
  gather(*before, mapping, row.as_of, &org, {}, [&] { work.keep_awake(); });
  org.flush();
}

/// Two transactions at a time, which two cores of a machine need to be busy: half of the documents is written beside
/// the slice. What it could not write there is written here after all.
Counts write_with_both_hands(jobs::Work& work, ImportRow& row, Voice const& voice, Share all, Faults& faults) {
  ImportId const import_id{row.import_id};
  auto const [own, other] = share_out(std::move(all));
  if (other.rows == 0) return write_share(work.tx(), own, voice, faults);
  Counts counts;
  WrittenBeside beside{.hashes = other.sale_hashes, .counts = {}};
  beside.hashes.insert(beside.hashes.end(), other.person_hashes.begin(), other.person_hashes.end());
  bool const committed = work.beside(
      [&](pg::Tx& tx) {
        Faults found;
        beside.counts = write_share(tx, other, voice, found);
        found.store(tx, import_id, beside.counts);
        note_beside(tx, import_id, beside);
      },
      [&] { counts = write_share(work.tx(), own, voice, faults); });
  if (committed) {
    take_beside(work.tx(), import_id);
    add(row, beside.counts);
  } else {
    add(row, write_share(work.tx(), other, voice, faults));
  }
  return counts;
}

}  // namespace

std::unique_ptr<Gathered> Connectors::State::take_gathered(ImportRow const& row) {
  std::lock_guard const lock{mutex};
  auto const found = gathered.find(ImportId{row.import_id});
  if (found == gathered.end()) return {};
  auto out = std::move(found->second);
  gathered.erase(found);
  return out->after == row.hash_done ? std::move(out) : nullptr;  // else of a slice that another worker has done
}

/// Reads and puts together what is written now. Entries of the organisation are settled with it.
std::unique_ptr<Gathered> Connectors::State::gather_now(jobs::Work& work, ImportRow& row, Mapping const& mapping,
                                                        std::optional<WrittenBeside> const& done) {
  auto& tx = work.tx();
  auto slice = read_slice(tx, ImportId{row.import_id}, row.hash_done, 2 * options.slice_rows);
  if (slice->rows.empty()) return slice;
  if (row.check_only) rehearse_again(work, row, mapping);
  auto& faults = slice->faults;
  OrgEntries org{tx, row, mapping, work.now(), [&](RowPlace place, RowFault fault, std::string const& reason) {
                   if (!reason.empty()) fault.reason = faults.reason_of(reason);
                   faults.give_back(place);
                   faults.reject(place, std::move(fault));
                 }};
  std::unordered_set<std::int64_t> written;
  if (done) written.insert(done->hashes.begin(), done->hashes.end());
  gather(*slice, mapping, row.as_of, &org, written, [&] { work.keep_awake(); });
  org.flush();
  return slice;
}

base::Result<bool> Connectors::State::write(jobs::Work& work, ImportRow& row, Mapping const& mapping) {
  ImportId const import_id{row.import_id};
  auto& tx = work.tx();
  auto const done = take_beside(tx, import_id);
  if (done) add(row, done->counts);
  if (row.check_only) {
    begin_rehearsal(tx);
    if (auto made = ensure_places(tx, mapping, work.now()); !made) return std::move(made).error();
  }
  auto slice = done || row.check_only ? nullptr : take_gathered(row);
  if (!slice) slice = gather_now(work, row, mapping, done);
  if (slice->rows.empty()) {
    if (row.check_only) end_rehearsal(tx);
    return true;
  }
  // A rehearsal is one transaction, and who writes beside sees no place that this one has just made. A slice done again
  // goes alone, since its note is still locked.
  bool const alone = row.check_only || slice->tells_of_org || done;
  // While this slice is written, the next one is put together.
  std::unique_ptr<Gathered> next;
  std::future<void> ahead;
  if (!alone && !may_tell_of_org(slice->last_hash())) {
    next = read_slice(tx, import_id, slice->last_hash(), 2 * options.slice_rows);
    ahead = std::async(std::launch::async, [&] { gather(*next, mapping, row.as_of, nullptr, {}, [] {}); });
  }
  Voice const voice{mapping, row.channel, work.now()};
  auto counts = alone ? write_share(tx, slice->share, voice, slice->faults)
                      : write_with_both_hands(work, row, voice, std::move(slice->share), slice->faults);
  if (row.check_only) end_rehearsal(tx);
  slice->faults.store(tx, import_id, counts);
  add(row, counts);
  if (row.rejects > options.rejects_max) {
    return base::Error{kTooManyRejects,
                       fmt::format("{} of {} rows were rejected while documents were put together. Look "
                                   "at the first rejects, mend the mapping or the file, and give the "
                                   "set again.",
                                   row.rows_rejected, row.rows_read)};
  }
  row.hash_done = slice->last_hash();
  row.rows_rejected += slice->rows_over;
  row.rows_written += static_cast<std::int64_t>(slice->rows.size()) + slice->rows_over;
  work.set_done(row.rows_written);
  if (!ahead.valid()) return false;
  while (ahead.wait_for(kAwakeEvery) != std::future_status::ready) work.keep_awake();
  ahead.get();
  std::lock_guard const lock{mutex};
  gathered[import_id] = std::move(next);
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
  update_rejected_rows(tx, import_id, slice->rejected_rows);
  if (slice->ended) {
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
  if (auto const beside = take_beside(work.tx(), import_id)) add(*row, beside->counts);
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
