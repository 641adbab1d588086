// routes.cpp - the doors of imports.
#include <csv.h>
#include <fmt/format.h>

#include <filesystem>

#include "integration/connectors/draft_routes.h"
#include "integration/connectors/import_job.h"
#include "platform/history/history.h"
#include "platform/http/http.h"
#include "platform/json/json.h"

namespace weft::connectors {

namespace {

constexpr http::Permission kRead{"imports.read"};
constexpr http::Permission kWrite{"imports.write"};
constexpr std::string_view kTag = "Imports";

struct Mappings {
  std::vector<MappingSummary> items;
};
BOOST_DESCRIBE_STRUCT(Mappings, (), (items))

struct NewImport {
  json::Text<1, 100> mapping;
  std::optional<base::Instant> as_of;
  static constexpr json::Note kNotes[] = {
      {"mapping", "the name of a mapping, such as \"orders\""},
      {"as_of", "what moment the files speak for; an older set never replaces what a newer one said. Default: now"}};
};
BOOST_DESCRIBE_STRUCT(NewImport, (), (mapping, as_of))

struct ImportAt {
  ImportId import_id;
};
BOOST_DESCRIBE_STRUCT(ImportAt, (), (import_id))

struct FileAt {
  ImportId import_id;
  json::Text<1, 200> name;
};
BOOST_DESCRIBE_STRUCT(FileAt, (), (import_id, name))

struct ImportsQuery {
  std::optional<std::string> cursor;
  std::optional<json::Integer<1, 200>> limit;
};
BOOST_DESCRIBE_STRUCT(ImportsQuery, (), (cursor, limit))

struct ImportPage {
  std::vector<Import> items;
  std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(ImportPage, (), (items, next_cursor))

struct RejectsQuery {
  ImportId import_id;
  std::optional<std::string> cursor;
  std::optional<json::Integer<1, 1'000>> limit;
};
BOOST_DESCRIBE_STRUCT(RejectsQuery, (), (import_id, cursor, limit))

struct RejectPage {
  std::vector<Reject> items;
  std::optional<std::string> next_cursor;
};
BOOST_DESCRIBE_STRUCT(RejectPage, (), (items, next_cursor))

/// One field of a CSV, quoted by libcsv.
void add_field(std::string& out, std::string_view value, char end) {
  auto const size = out.size();
  out.resize(size + csv_write(nullptr, 0, value.data(), value.size()));
  csv_write(out.data() + size, out.size() - size, value.data(), value.size());
  out += end;
}

/// Every reject of an import as a CSV to mend by.
base::Result<std::string> rejects_csv(Connectors& connectors, pg::Tx& tx, ImportId import_id) {
  std::string out = "file,line,column,reason,value,detail\n";
  std::optional<std::string> cursor;
  do {
    auto page = connectors.rejects(tx, import_id, cursor, 10'000);
    if (!page) return std::move(page).error();
    for (auto const& reject : page->items) {
      add_field(out, reject.file, ',');
      add_field(out, std::to_string(reject.line), ',');
      add_field(out, reject.column.value_or(""), ',');
      add_field(out, reject.reason, ',');
      add_field(out, reject.value.value_or(""), ',');
      add_field(out, reject.detail, '\n');
    }
    cursor = std::move(page->next_cursor);
  } while (cursor);
  return out;
}

/// What history keeps of an import: nothing personal is in it.
struct ImportNote {
  std::string mapping;
  std::string state;
  std::vector<std::string> files;
};
BOOST_DESCRIBE_STRUCT(ImportNote, (), (mapping, state, files))

void remember(http::Call& call, std::string_view action, Import const& import) {
  ImportNote note{import.mapping, boost::describe::enum_to_string(import.state, ""), {}};
  for (auto const& file : import.files) note.files.push_back(file.name);
  history::record(call.tx(), history::actor_of(call.caller()),
                  {.subject_kind = "import",
                   .subject_id = import.import_id.text(),
                   .action = std::string{action},
                   .after = json::encode(note)},
                  call.now());
}

std::int64_t limit_of(auto const& limit, std::int64_t usual) { return limit ? limit->value : usual; }

/// Takes an uploaded file into the import's own folder. A request that runs again finds it moved already.
base::Result<std::filesystem::path> keep_upload(std::filesystem::path const& folder, http::UploadedFile const& file) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  auto const kept = folder / file.path.filename();
  std::filesystem::rename(file.path, kept, failed);
  if (failed && !std::filesystem::exists(kept)) {
    std::filesystem::copy_file(file.path, kept, failed);  // the door's spool lies on another file system
    if (failed) return base::Error{kFileMissing, fmt::format("The file could not be kept: {}", failed.message())};
  }
  return kept;
}

void mount_mappings(http::Router& router, Connectors& connectors) {
  router.route<http::None, Mappings>(http::Method::get, "/v1/mappings", kRead,
                                     [&connectors](http::Call& call, http::None const&) -> base::Result<Mappings> {
                                       return Mappings{connectors.mappings(call.tx())};
                                     },
                                     {.summary = "Lists the mappings that files can be imported with", .tag = kTag});
}

void mount_making(http::Router& router, Connectors& connectors) {
  router.route<NewImport, Import>(http::Method::post, "/v1/imports", kWrite,
                                  [&connectors](http::Call& call, NewImport const& request) -> base::Result<Import> {
                                    auto may = connectors.check_caller(request.mapping.value, call.caller());
                                    if (!may) return std::move(may).error();
                                    auto import = connectors.create(call.tx(), request.mapping.value, request.as_of,
                                                                    call.caller().display_name, call.now());
                                    if (!import) return import;
                                    remember(call, "connectors.import_created", *import);
                                    call.header("Location", "/v1/imports/" + import->import_id.text());
                                    return import;
                                  },
                                  {.summary = "Opens an import: a set of files that are read together",
                                   .description = "Put its files, then start it. A document (an order, an invoice) is "
                                                  "whole once the set has been read, wherever "
                                                  "its rows lie; the same set given again changes nothing.",
                                   .tag = kTag,
                                   .status = 201,
                                   .reasons = {kUnknownMapping, kForeignVoice, orders::kNoVoice, kTargetNotHeld}});

  router.upload<FileAt, Import>(
      http::Method::put, "/v1/imports/{import_id}/files/{name}", kWrite,
      [&connectors](http::Call& call, FileAt const& request, http::UploadedFile const& file) -> base::Result<Import> {
        if (auto may = connectors.check_caller(call.tx(), request.import_id, call.caller()); !may)
          return std::move(may).error();
        auto const path = keep_upload(connectors.spool_dir() / request.import_id.text(), file);
        if (!path) return path.error();
        auto import = connectors.add_file(call.tx(), request.import_id, request.name.value, *path, true, call.now());
        if (!import) {
          std::error_code ignored;
          std::filesystem::remove(*path, ignored);
        }
        return import;
      },
      {.summary = "Adds a file to an import, or replaces the one of that name",
       .description =
           "The body is the file itself: CSV in UTF-8 with a header line, plain or packed with gzip or zstd.",
       .tag = kTag,
       .reasons = {kNoSuchImport, kForeignVoice, orders::kNoVoice, kTargetNotHeld, kNotWaitingForFiles, kBadFileName,
                   kTooManyFiles, kFileMissing}});
}

void mount_checking(http::Router& router, Connectors& connectors) {
  router.route<ImportAt, Import>(
      http::Method::post, "/v1/imports/{import_id}/check", kWrite,
      [&connectors](http::Call& call, ImportAt const& request) -> base::Result<Import> {
        if (auto may = connectors.check_caller(call.tx(), request.import_id, call.caller()); !may)
          return std::move(may).error();
        auto import = connectors.check(call.tx(), request.import_id, call.now(), call.caller().channel);
        if (import) remember(call, "connectors.import_check_started", *import);
        return import;
      },
      {.summary = "Closes the set of files and checks it: says what the import would do, and does nothing",
       .description = "Everything is read and every document rehearsed. It ends as checked, with counts and rejects; "
                      "starting it then writes what was read. Unstarted, it is cancelled after 7 days.",
       .tag = kTag,
       .reasons = {kNoSuchImport, kForeignVoice, orders::kNoVoice, kTargetNotHeld, kNoFiles, kNotWaitingForFiles}});
}

void mount_running(http::Router& router, Connectors& connectors) {
  router.route<ImportAt, Import>(
      http::Method::post, "/v1/imports/{import_id}/start", kWrite,
      [&connectors](http::Call& call, ImportAt const& request) -> base::Result<Import> {
        if (auto may = connectors.check_caller(call.tx(), request.import_id, call.caller()); !may)
          return std::move(may).error();
        auto import = connectors.start(call.tx(), request.import_id, call.now(), call.caller().channel);
        if (import) remember(call, "connectors.import_started", *import);
        return import;
      },
      {.summary = "Closes the set of files and starts reading",
       .tag = kTag,
       .reasons = {kNoSuchImport, kForeignVoice, orders::kNoVoice, kTargetNotHeld, kNoFiles, kStillChecking, kFinished,
                   kCancelled}});

  router.route<ImportAt, Import>(
      http::Method::post, "/v1/imports/{import_id}/cancel", kWrite,
      [&connectors](http::Call& call, ImportAt const& request) -> base::Result<Import> {
        if (auto may = connectors.check_caller(call.tx(), request.import_id, call.caller()); !may)
          return std::move(may).error();
        auto import = connectors.cancel(call.tx(), request.import_id, call.now());
        if (import) remember(call, "connectors.import_cancelled", *import);
        return import;
      },
      {.summary = "Ends an import; documents already written stay",
       .tag = kTag,
       .reasons = {kNoSuchImport, kForeignVoice, orders::kNoVoice, kTargetNotHeld, kFinished}});
}

void mount_looking(http::Router& router, Connectors& connectors) {
  router.route<ImportsQuery, ImportPage>(
      http::Method::get, "/v1/imports", kRead,
      [&connectors](http::Call& call, ImportsQuery const& request) -> base::Result<ImportPage> {
        auto page = connectors.list(call.tx(), request.cursor, limit_of(request.limit, 50), call.now());
        if (!page) return std::move(page).error();
        return ImportPage{std::move(page->items), std::move(page->next_cursor)};
      },
      {.summary = "Lists imports, newest first", .tag = kTag, .reasons = {base::kBadCursor}});

  router.route<ImportAt, Import>(http::Method::get, "/v1/imports/{import_id}", kRead,
                                 [&connectors](http::Call& call, ImportAt const& request) {
                                   return connectors.get(call.tx(), request.import_id, call.now());
                                 },
                                 {.summary = "Shows an import: its state, progress and counts",
                                  .description = "Follow it by the event connectors.import_changed of /v1/events.",
                                  .tag = kTag,
                                  .reasons = {kNoSuchImport}});

  router.route<RejectsQuery, RejectPage>(
      http::Method::get, "/v1/imports/{import_id}/rejects", kRead,
      [&connectors](http::Call& call, RejectsQuery const& request) -> base::Result<RejectPage> {
        auto page = connectors.rejects(call.tx(), request.import_id, request.cursor, limit_of(request.limit, 100));
        if (!page) return std::move(page).error();
        return RejectPage{std::move(page->items), std::move(page->next_cursor)};
      },
      {.summary = "Lists every fault of every row that did not go in, by file and line",
       .tag = kTag,
       .reasons = {kNoSuchImport, base::kBadCursor}});

  router.document_of<ImportAt>(
      "/v1/imports/{import_id}/rejects.csv", kRead, "text/csv; charset=utf-8",
      [&connectors](http::Call& call, ImportAt const& request) -> base::Result<http::Document> {
        auto csv = rejects_csv(connectors, call.tx(), request.import_id);
        if (!csv) return std::move(csv).error();
        call.header("Content-Disposition", "attachment; filename=\"rejects.csv\"");
        return http::Document{.body = std::move(csv).value()};
      },
      {.summary = "The same as a CSV file to download", .tag = kTag, .reasons = {kNoSuchImport}});

  router.document_of<FileAt>(
      "/v1/imports/{import_id}/files/{name}/rejects.csv", kRead, "text/csv; charset=utf-8",
      [&connectors](http::Call& call, FileAt const& request) -> base::Result<http::Document> {
        auto csv = connectors.rows_to_mend(call.tx(), request.import_id, request.name.value);
        if (!csv) return std::move(csv).error();
        call.header("Content-Disposition", "attachment; filename=\"rejects.csv\"");
        return http::Document{.body = std::move(csv).value()};
      },
      {.summary = "The rows of a file that did not go in, to be mended in place and imported again",
       .description = "The file's own columns, then what is wrong with each row. Rows that are right but belong to a "
                      "document with a wrong row are among them, so that the mended file is whole. The columns weft_* "
                      "may stay; weft_import must, since it says where the rest of a row's document is.",
       .tag = kTag,
       .reasons = {kNoSuchImport, kNoSuchFile}});
}

}  // namespace

void Connectors::mount(http::Router& router) {
  mount_mappings(router, *this);
  mount_drafts(router, *this);
  mount_making(router, *this);
  mount_checking(router, *this);
  mount_running(router, *this);
  mount_looking(router, *this);
}

}  // namespace weft::connectors
