// connectors.cpp - the use cases of imports: open a set, add files, start, cancel, look; and the wait of the command
// line.
#include "integration/connectors/connectors.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <fstream>
#include <thread>

#include "base/number.h"
#include "integration/connectors/import_job.h"

namespace weft::connectors {

namespace {

constexpr std::int32_t kFilesMax = 1'000;
constexpr std::size_t kFileNameMax = 200;

base::Error no_such_import(ImportId import_id) {
  return base::Error{kNoSuchImport, fmt::format("There is no import {}.", import_id.text())};
}

base::Result<std::string> text_of_file(std::filesystem::path const& path) {
  std::ifstream file{path, std::ios::binary};
  std::string text{std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
  if (!file) return base::Error{kMappingInvalid, fmt::format("{} cannot be read.", path.string())};
  return text;
}

bool good_file_name(std::string_view name) {
  bool const plain = std::all_of(
      name.begin(), name.end(), [](char letter) { return letter != '/' && static_cast<unsigned char>(letter) >= ' '; });
  return plain && !name.empty() && name.size() <= kFileNameMax && !name.starts_with('.');
}

std::int64_t rate_of(std::int64_t done, base::Instant since, base::Instant until) {
  auto const micros = std::max<std::int64_t>((until - since).count(), 1);
  return static_cast<std::int64_t>(static_cast<double>(done) * 1e6 / static_cast<double>(micros));
}

ImportProgress progress_of(ImportRow const& row, base::Instant now) {
  ImportProgress progress;
  bool const writing = row.state == "writing" || row.state == "done" || row.state == "checking" ||
                       row.state == "checked" || row.hash_done.has_value();
  progress.phase = !writing ? "reading" : row.check_only ? "checking" : "writing";
  progress.done = writing ? row.rows_written : row.rows_read;
  if (writing) progress.total = row.rows_staged;
  if (!row.phase_began_at) return progress;
  progress.rate_per_s =
      rate_of(progress.done - row.phase_began_done, *row.phase_began_at, row.finished_at.value_or(now));
  if (has_ended(row) || row.state == "checked" || progress.rate_per_s <= 0) return progress;
  if (writing) {
    progress.eta_seconds = (row.rows_staged - row.rows_written + progress.rate_per_s - 1) / progress.rate_per_s;
  } else if (row.bytes_done > 0 && row.bytes_total > 0) {
    // While reading nobody knows how many rows there are; bytes tell how much is left.
    auto const rows_left = static_cast<double>(row.rows_read) * static_cast<double>(row.bytes_total - row.bytes_done) /
                           static_cast<double>(row.bytes_done);
    progress.eta_seconds = static_cast<std::int64_t>(rows_left / static_cast<double>(progress.rate_per_s) + 0.999);
  }
  return progress;
}

ImportState state_of(std::string_view word) {
  ImportState state{};
  if (!boost::describe::enum_from_string(std::string{word}.c_str(), state))
    throw std::logic_error{"an import is in no known state"};
  return state;
}

}  // namespace

Import shown(ImportRow const& row, std::vector<FileRow> const& files, base::Instant now) {
  Import out;
  out.import_id = ImportId{row.import_id};
  out.mapping = row.mapping;
  out.source = row.source;
  out.state = state_of(row.state);
  for (auto const& file : files) out.files.push_back({file.name, file.bytes, file.rows_rejected});
  if (row.as_of_given) out.as_of = row.as_of;
  out.created_by = row.created_by;
  out.created_at = row.created_at;
  out.started_at = row.started_at;
  out.finished_at = row.finished_at;
  out.progress = progress_of(row, now);
  out.counts = {.rows_read = row.rows_read,
                .rows_rejected = row.rows_rejected,
                .rows_held = row.rows_held,
                .rows_skipped = row.rows_skipped,
                .orders_new = row.orders_new,
                .orders_changed = row.orders_changed,
                .orders_unchanged = row.orders_unchanged,
                .orders_older = row.orders_older,
                .returns_new = row.returns_new,
                .returns_changed = row.returns_changed,
                .returns_unchanged = row.returns_unchanged,
                .returns_older = row.returns_older,
                .order_lines = row.order_lines,
                .return_lines = row.return_lines,
                .lines_kept = row.lines_kept,
                .lines_cancelled = row.lines_cancelled,
                .entries_new = row.entries_new,
                .entries_changed = row.entries_changed,
                .entries_unchanged = row.entries_unchanged,
                .entries_older = row.entries_older,
                .records = row.records};
  out.last_error = row.last_error;
  if (row.job_id) out.job_id = jobs::JobId{*row.job_id};
  return out;
}

Connectors::Connectors(std::unique_ptr<State> state) : state_{std::move(state)} {}
Connectors::~Connectors() = default;

base::Result<std::unique_ptr<Connectors>> Connectors::open(Options options) {
  auto state = std::make_unique<State>();
  auto take = [&](std::string_view name, std::string_view text) -> base::Result<void> {
    auto parsed = parse_mapping(name, text);
    if (!parsed) return std::move(parsed).error();
    state->mappings.insert_or_assign(std::string{name}, std::move(parsed).value());
    return {};
  };
  for (auto const& shipped : shipped_mappings()) {
    if (auto taken = take(shipped.name, shipped.text); !taken) return std::move(taken).error();
  }
  if (!options.mappings_dir.empty() && std::filesystem::is_directory(options.mappings_dir)) {
    for (auto const& entry : std::filesystem::directory_iterator{options.mappings_dir}) {
      if (entry.path().extension() != ".toml") continue;
      auto text = text_of_file(entry.path());
      if (!text) return std::move(text).error();
      if (auto taken = take(entry.path().stem().string(), *text); !taken) return std::move(taken).error();
    }
  }
  // Uploads hold what customers bought: nobody but this user looks into the folder.
  std::error_code failed;
  std::filesystem::create_directories(options.spool_dir, failed);
  if (!failed) std::filesystem::permissions(options.spool_dir, std::filesystem::perms::owner_all, failed);
  if (failed) {
    return base::Error{kFileMissing, fmt::format("The spool folder {} cannot be made: {}", options.spool_dir.string(),
                                                 failed.message())};
  }
  state->options = std::move(options);
  return std::unique_ptr<Connectors>{new Connectors{std::move(state)}};
}

void Connectors::add_jobs(jobs::Runner& runner) {
  auto* const state = state_.get();
  runner.add({.queue = std::string{kQueue},
              .name = std::string{kImportJob},
              .handler = [state](jobs::Work& work) { return state->slice(work); },
              .on_end = [state](jobs::Work& work, jobs::End end,
                                std::string const& error) { state->ended(work, end, error); }});
  runner.add({.queue = std::string{kQueue}, .name = std::string{kClearJob}, .handler = [state](jobs::Work& work) {
                return state->clear(work);
              }});
  runner.add({.queue = std::string{kQueue}, .name = std::string{kExpireJob}, .handler = [state](jobs::Work& work) {
                return state->expire(work);
              }});
}

std::filesystem::path const& Connectors::spool_dir() const { return state_->options.spool_dir; }

base::Result<Import> Connectors::create(pg::Tx& tx, std::string_view mapping, std::optional<base::Instant> as_of,
                                        std::string_view created_by, base::Instant now) {
  auto const found = state_->find_mapping(tx, mapping);
  if (!found) return found.error();
  ImportRow row;
  row.import_id = ImportId::make(now).uuid();
  row.mapping = (*found)->name;
  row.mapping_text = (*found)->text;
  row.source = (*found)->source;
  row.state = "waiting_for_files";
  row.as_of = as_of.value_or(now);
  row.as_of_given = as_of.has_value();
  row.created_by = std::string{created_by};
  row.created_at = now;
  insert_import(tx, row);
  save(tx, row, true, state_->options.event_every, now);
  return shown(row, {}, now);
}

base::Result<Import> Connectors::add_file(pg::Tx& tx, ImportId import_id, std::string_view name,
                                          std::filesystem::path const& path, bool spooled, base::Instant now) {
  if (!good_file_name(name)) return base::Error{kBadFileName, fmt::format("\"{}\" is no name for a file.", name)};
  auto row = lock_import(tx, import_id);
  if (!row) return no_such_import(import_id);
  if (row->state != "waiting_for_files") return base::Error{kNotWaitingForFiles};
  auto files = files_of(tx, import_id);
  bool const known = std::any_of(files.begin(), files.end(), [&](FileRow const& file) { return file.name == name; });
  if (!known && std::cmp_greater_equal(files.size(), kFilesMax)) return base::Error{kTooManyFiles};
  std::error_code failed;
  auto const bytes = std::filesystem::file_size(path, failed);
  if (failed) return base::Error{kFileMissing, fmt::format("{}: {}", path.string(), failed.message())};
  auto const replaced = upsert_file(tx, import_id,
                                    {.file_no = static_cast<std::int32_t>(files.size()) + 1,
                                     .name = std::string{name},
                                     .path = path.string(),
                                     .spooled = spooled,
                                     .bytes = static_cast<std::int64_t>(bytes)});
  if (replaced && *replaced != path.string()) {
    std::error_code ignored;  // it goes with the folder when the import ends
    std::filesystem::remove(*replaced, ignored);
  }
  return shown(*row, files_of(tx, import_id), now);
}

namespace {

/// Hands the set to the job.
void queue_up(pg::Tx& tx, ImportRow& row, std::vector<FileRow> const& files, base::Instant now) {
  row.state = "queued";
  row.bytes_total = 0;
  for (auto const& file : files) row.bytes_total += file.bytes;
  row.job_id = jobs::enqueue(tx,
                             {.queue = std::string{kQueue},
                              .kind = std::string{kImportJob},
                              .args = args_of(ImportId{row.import_id}),
                              .principal = row.created_by},
                             now)
                   .uuid();
}

/// A check has read the set; what it rehearsed is forgotten, so that writing counts afresh.
void forget_rehearsal(pg::Tx& tx, ImportRow& row) {
  delete_rejects_when_written(tx, ImportId{row.import_id});
  row.rows_rejected = row.rows_rejected_read;
  row.rejects = row.rejects_read;
  row.rows_held = 0;
  row.rows_written = 0;
  row.hash_done = {};
  row.orders_new = row.orders_changed = row.orders_unchanged = row.orders_older = 0;
  row.returns_new = row.returns_changed = row.returns_unchanged = row.returns_older = 0;
  row.order_lines = row.return_lines = row.records = row.lines_kept = row.lines_cancelled = 0;
  row.entries_new = row.entries_changed = row.entries_unchanged = row.entries_older = 0;
  row.started_at = row.finished_at = {};
}

}  // namespace

base::Result<Import> Connectors::check(pg::Tx& tx, ImportId import_id, base::Instant now, std::string_view channel) {
  auto row = lock_import(tx, import_id);
  if (!row) return no_such_import(import_id);
  auto const files = files_of(tx, import_id);
  if (row->check_only) return shown(*row, files, now);
  if (row->state != "waiting_for_files") return base::Error{kNotWaitingForFiles};
  if (files.empty()) return base::Error{kNoFiles};
  row->check_only = true;
  row->channel = channel;
  queue_up(tx, *row, files, now);
  save(tx, *row, true, state_->options.event_every, now);
  return shown(*row, files, now);
}

base::Result<Import> Connectors::start(pg::Tx& tx, ImportId import_id, base::Instant now, std::string_view channel) {
  auto row = lock_import(tx, import_id);
  if (!row) return no_such_import(import_id);
  auto const files = files_of(tx, import_id);
  if (row->state == "cancelled") return base::Error{kCancelled};
  if (row->state == "failed") return base::Error{kFinished};
  bool const checked = row->state == "checked";
  if (row->check_only && !checked) return base::Error{kStillChecking};
  if (row->state != "waiting_for_files" && !checked) return shown(*row, files, now);
  if (files.empty()) return base::Error{kNoFiles};
  if (checked) forget_rehearsal(tx, *row);
  row->check_only = false;
  row->channel = channel;
  queue_up(tx, *row, files, now);
  save(tx, *row, true, state_->options.event_every, now);
  return shown(*row, files, now);
}

base::Result<Import> Connectors::cancel(pg::Tx& tx, ImportId import_id, base::Instant now) {
  auto row = lock_import(tx, import_id);
  if (!row) return no_such_import(import_id);
  auto const files = files_of(tx, import_id);
  if (row->state == "cancelled") return shown(*row, files, now);
  if (has_ended(*row)) return base::Error{kFinished, fmt::format("The import is {}.", row->state)};
  row->state = "cancelled";
  row->finished_at = now;
  // The import's own job finds it cancelled at its next slice and ends by itself.
  jobs::enqueue(tx, {.queue = std::string{kQueue}, .kind = std::string{kClearJob}, .args = args_of(import_id)}, now);
  save(tx, *row, true, state_->options.event_every, now);
  return shown(*row, files, now);
}

base::Result<Import> Connectors::get(pg::Tx& tx, ImportId import_id, base::Instant now) {
  auto const row = find_import(tx, import_id);
  if (!row) return no_such_import(import_id);
  return shown(*row, files_of(tx, import_id), now);
}

base::Result<base::Page<Import>> Connectors::list(pg::Tx& tx, std::optional<std::string> const& cursor,
                                                  std::int64_t limit, base::Instant now) {
  auto const after = base::place_of_cursor("imports", cursor);
  if (!after) return after.error();
  auto rows = base::cut_page(list_imports(tx, *after, limit + 1), limit, [](auto const& last) {
    return base::cursor_of_place("imports", {last.created_at, last.import_id});
  });
  std::vector<base::Uuid> ids;
  for (auto const& row : rows.items) ids.push_back(row.import_id);
  std::map<base::Uuid, std::vector<FileRow>> files;
  for (auto& [id, file] : list_files(tx, ids)) files[id].push_back(std::move(file));
  base::Page<Import> page{{}, std::move(rows.next_cursor)};
  for (auto const& row : rows.items) page.items.push_back(shown(row, files[row.import_id], now));
  return page;
}

base::Result<base::Page<Reject>> Connectors::rejects(pg::Tx& tx, ImportId import_id,
                                                     std::optional<std::string> const& cursor, std::int64_t limit) {
  RejectPlace after;
  if (cursor) {
    auto key = base::decode_cursor("rejects", *cursor, 3);
    if (!key) return std::move(key).error();
    try {
      after = {std::stoi((*key)[0]), std::stoll((*key)[1]), std::stoi((*key)[2])};
    } catch (std::exception const&) {
      return base::Error{base::kBadCursor};
    }
  }
  if (!find_import(tx, import_id)) return no_such_import(import_id);
  auto found = base::cut_page(list_rejects(tx, import_id, after, limit + 1), limit, [](auto const& last) {
    auto const& place = last.first;
    return base::encode_cursor(
        "rejects", {std::to_string(place.file_no), std::to_string(place.line), std::to_string(place.fault_no)});
  });
  base::Page<Reject> page{{}, std::move(found.next_cursor)};
  for (auto& [place, reject] : found.items) page.items.push_back(std::move(reject));
  return page;
}

base::Result<std::string> Connectors::rows_to_mend(pg::Tx& tx, ImportId import_id, std::string_view file_name) {
  if (!find_import(tx, import_id)) return no_such_import(import_id);
  auto const file = file_to_mend(tx, import_id, std::string{file_name});
  if (!file) return base::Error{kNoSuchFile, fmt::format("The import has no file \"{}\".", file_name)};
  auto const& [header, rows] = *file;
  auto out = header_to_mend(header.text, header.delimiter);
  auto const width = width_of(header.text, header.delimiter);
  for (auto const& row : rows) out += line_to_mend(row, width, header.delimiter);
  return out;
}

// ---- The command line ---------------------------------------------------------------------------

base::Result<Import> import_files(Connectors& connectors, pg::Pool& pool, base::Clock const& clock,
                                  std::string_view mapping, std::vector<std::filesystem::path> const& files,
                                  std::optional<base::Instant> as_of, std::function<void(Import const&)> const& watch,
                                  std::atomic<bool> const& stop, bool check_only) {
  auto started = pg::transact(pool, pg::in(std::chrono::seconds{30}), [&](pg::Tx& tx) -> base::Result<Import> {
    auto const now = clock.now();
    auto import = connectors.create(tx, mapping, as_of, "weft import", now);
    if (!import) return import;
    auto const import_id = import->import_id;
    for (std::size_t at = 0; at < files.size(); ++at) {
      // Files of one name from two folders are two files of the set.
      auto name = files[at].filename().string();
      bool const taken = std::any_of(files.begin(), files.begin() + static_cast<std::ptrdiff_t>(at),
                                     [&](auto const& other) { return other.filename() == files[at].filename(); });
      if (taken) name = fmt::format("{}-{}", at + 1, name);
      import = connectors.add_file(tx, import_id, name, std::filesystem::absolute(files[at]), false, now);
      if (!import) return import;
    }
    import = check_only ? connectors.check(tx, import_id, now) : connectors.start(tx, import_id, now);
    return import;
  });
  if (!started) return started;
  auto import = std::move(started).value();
  for (;;) {
    bool const ended = import.state == ImportState::done || import.state == ImportState::failed ||
                       import.state == ImportState::cancelled || import.state == ImportState::checked;
    if (watch) watch(import);
    if (ended) return import;
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
    auto next = pg::transact(pool, pg::in(std::chrono::seconds{30}), [&](pg::Tx& tx) {
      return stop.load() ? connectors.cancel(tx, import.import_id, clock.now())
                         : connectors.get(tx, import.import_id, clock.now());
    });
    if (!next && next.error().reason.name != kFinished.name) return next;
    if (next) import = std::move(next).value();
  }
}

using base::grouped;

std::string progress_line(Import const& import) {
  auto const& progress = import.progress;
  switch (import.state) {
    case ImportState::waiting_for_files: return "waiting for files";
    case ImportState::queued: return "waiting for a worker";
    case ImportState::failed: return fmt::format("failed: {}", import.last_error.value_or(""));
    case ImportState::cancelled: return "cancelled";
    default: break;
  }
  auto line = fmt::format("{} {}{} rows, {} rows/s", progress.phase, grouped(progress.done),
                          progress.total ? " of " + grouped(*progress.total) : "", grouped(progress.rate_per_s));
  if (progress.eta_seconds) line += fmt::format(", {} s left", *progress.eta_seconds);
  return line;
}

std::string outcome_text(Import const& import) {
  auto const& counts = import.counts;
  auto const documents = [](std::int64_t fresh, std::int64_t changed, std::int64_t unchanged, std::int64_t older) {
    auto text = fmt::format("{} new, {} changed, {} unchanged", grouped(fresh), grouped(changed), grouped(unchanged));
    if (older > 0) text += fmt::format(", {} told better by a newer set", grouped(older));
    return text;
  };
  std::string text;
  if (import.state == ImportState::failed)
    text += fmt::format("The import failed: {}\n", import.last_error.value_or(""));
  if (import.state == ImportState::checked)
    text += "This was a check: nothing is written yet. What would come of the import:\n";
  if (import.state == ImportState::cancelled)
    text += "The import was cancelled. What was written stays; give the set again to finish it.\n";
  text += fmt::format(
      "rows      {} read, {} rejected{}, {} skipped\n", grouped(counts.rows_read), grouped(counts.rows_rejected),
      counts.rows_held > 0
          ? fmt::format(" ({} of them held back with a wrong row of their document)", grouped(counts.rows_held))
          : "",
      grouped(counts.rows_skipped));
  text += fmt::format("orders    {}; {} lines\n",
                      documents(counts.orders_new, counts.orders_changed, counts.orders_unchanged, counts.orders_older),
                      grouped(counts.order_lines));
  text +=
      fmt::format("returns   {}; {} lines\n",
                  documents(counts.returns_new, counts.returns_changed, counts.returns_unchanged, counts.returns_older),
                  grouped(counts.return_lines));
  if (counts.lines_kept > 0)
    text += fmt::format("warning   {} lines stood in an earlier set and are not in this one: they were kept\n",
                        grouped(counts.lines_kept));
  if (counts.lines_cancelled > 0)
    text += fmt::format("cancelled {} lines, which stood in an earlier set and are not in this one\n",
                        grouped(counts.lines_cancelled));
  if (counts.entries_new + counts.entries_changed + counts.entries_unchanged + counts.entries_older > 0)
    text += fmt::format(
        "entries   {} of the organisation\n",
        documents(counts.entries_new, counts.entries_changed, counts.entries_unchanged, counts.entries_older));
  text += fmt::format("records   {}{} new\n", import.state == ImportState::checked ? "at most " : "",
                      grouped(counts.records));
  if (import.started_at && import.finished_at) {
    auto const rate = rate_of(counts.rows_read, *import.started_at, *import.finished_at);
    text += fmt::format("time      {:.1f} s, {} rows/s\n",
                        static_cast<double>((*import.finished_at - *import.started_at).count()) / 1e6, grouped(rate));
  }
  return text;
}

}  // namespace weft::connectors
