// draft_routes.cpp - the doors of mappings that people draw up: proposed from first rows, changed, tried, saved.
#include "integration/connectors/draft_routes.h"

#include <fmt/format.h>

#include "integration/connectors/draft.h"
#include "integration/connectors/mapping.h"
#include "platform/history/history.h"
#include "platform/http/http.h"
#include "platform/json/json.h"

namespace weft::connectors {

namespace {

constexpr http::Permission kRead{"imports.read"};
constexpr http::Permission kWrite{"imports.write"};
constexpr std::string_view kTag = "Imports";

struct NewDraft {
  json::Text<1, 200> file_name;
  json::Text<0, kDraftBytesMax> beginning;
  std::optional<DraftChoices> choices;
  static constexpr json::Note kNotes[] = {{"beginning", "the first part of the file as text, such as its first 200 KB"},
                                          {"choices", "how it is to be read; without them Weft proposes it"}};
};
BOOST_DESCRIBE_STRUCT(NewDraft, (), (file_name, beginning, choices))

struct MappingFault {
  std::string place;
  std::string detail;
};
BOOST_DESCRIBE_STRUCT(MappingFault, (), (place, detail))

struct DraftView {
  Draft draft;
  std::string toml;
  std::vector<MappingFault> faults;
  static constexpr json::Note kNotes[] = {{"toml", "the mapping file that the choices come to"},
                                          {"faults", "what it still lacks; empty = it can be saved and used"}};
};
BOOST_DESCRIBE_STRUCT(DraftView, (), (draft, toml, faults))

struct MappingAt {
  json::Text<1, 100> name;
};
BOOST_DESCRIBE_STRUCT(MappingAt, (), (name))

struct SaveMapping {
  json::Text<1, 100> name;
  json::Text<1, 100'000> toml;
};
BOOST_DESCRIBE_STRUCT(SaveMapping, (), (name, toml))

struct MappingView {
  std::string name;
  std::string toml;
};
BOOST_DESCRIBE_STRUCT(MappingView, (), (name, toml))

struct MappingNote {
  std::string title;
  std::string source;
};
BOOST_DESCRIBE_STRUCT(MappingNote, (), (title, source))

base::Result<DraftView> draft_of(NewDraft const& request) {
  auto draft = propose(request.file_name.value, request.beginning.value);
  if (!draft) return std::move(draft).error();
  DraftView view{.draft = std::move(draft).value(), .toml = {}, .faults = {}};
  if (request.choices) view.draft.choices = *request.choices;
  view.toml = draw(view.draft.choices);
  if (auto const parsed = parse_mapping("draft", view.toml); !parsed) {
    for (auto const& field : parsed.error().fields) view.faults.push_back({field.pointer, field.detail});
    if (view.faults.empty()) view.faults.push_back({"", parsed.error().detail});
  }
  return view;
}

}  // namespace

void mount_drafts(http::Router& router, Connectors& connectors) {
  router.route<NewDraft, DraftView>(
      http::Method::post, "/v1/mappings/draft", kWrite,
      [](http::Call&, NewDraft const& request) -> base::Result<DraftView> { return draft_of(request); },
      {.summary = "Proposes a mapping for a file by its first rows, or draws the mapping that choices come to",
       .description = "Says delimiter, decimal sign, types, forms of dates and what each column seems to be, with how "
                      "sure that is and the values seen. Keeps nothing.",
       .tag = kTag,
       .reasons = {kNotUtf8, kMissingColumns},
       .claim = http::Claim::own});

  router.route<SaveMapping, MappingSummary>(
      http::Method::put, "/v1/mappings/{name}", kWrite,
      [&connectors](http::Call& call, SaveMapping const& request) -> base::Result<MappingSummary> {
        auto saved = connectors.save_mapping(call.tx(), request.name.value, request.toml.value,
                                             call.caller().display_name, call.now());
        if (!saved) return saved;
        history::record(call.tx(), history::actor_of(call.caller()),
                        {.subject_kind = "mapping",
                         .subject_id = saved->name,
                         .action = "connectors.mapping_saved",
                         .after = json::encode(MappingNote{saved->title, saved->source})},
                        call.now());
        return saved;
      },
      {.summary = "Saves a mapping file under a name, so that files can be imported with it",
       .tag = kTag,
       .reasons = {kMappingName, kMappingTaken, kMappingInvalid}});

  router.route<MappingAt, MappingView>(
      http::Method::get, "/v1/mappings/{name}", kRead,
      [&connectors](http::Call& call, MappingAt const& request) -> base::Result<MappingView> {
        auto text = connectors.mapping_text(call.tx(), request.name.value);
        if (!text) return std::move(text).error();
        return MappingView{request.name.value, std::move(text).value()};
      },
      {.summary = "Shows a mapping file", .tag = kTag, .reasons = {kUnknownMapping, kMappingInvalid}});

  router.document_of<MappingAt>(
      "/v1/mappings/{name}/mapping.toml", kRead, "application/toml; charset=utf-8",
      [&connectors](http::Call& call, MappingAt const& request) -> base::Result<http::Document> {
        auto text = connectors.mapping_text(call.tx(), request.name.value);
        if (!text) return std::move(text).error();
        call.header("Content-Disposition", fmt::format("attachment; filename=\"{}.toml\"", request.name.value));
        return http::Document{.body = std::move(text).value()};
      },
      {.summary = "A mapping file to download", .tag = kTag, .reasons = {kUnknownMapping, kMappingInvalid}});
}

}  // namespace weft::connectors
