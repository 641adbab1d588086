// routes.cpp - history's one door: GET /v1/history.
#include <boost/json.hpp>

#include "platform/history/history.h"
#include "platform/http/http.h"
#include "platform/json/json.h"

namespace weft::history {

constexpr http::Permission kHistoryRead{"history.read"};

struct HistoryRequest {
  std::optional<json::Text<1, 64>> subject_kind;
  std::optional<json::Text<1, 128>> subject_id;
  std::optional<json::Text<1, 512>> cursor;
  std::optional<json::Integer<1, 200>> limit;
  static constexpr json::Note kNotes[] = {
      {"subject_kind", "Changes of this kind of thing only: staff, location, api_key."},
      {"subject_id", "Changes of this one thing; needs subject_kind."},
      {"cursor", "next_cursor of the page before."},
      {"limit", "Changes a page; 50 when left out."},
  };
};
BOOST_DESCRIBE_STRUCT(HistoryRequest, (), (subject_kind, subject_id, cursor, limit))

struct HistoryChange {
  ChangeId change_id;
  base::Instant at;
  std::string principal;
  std::string display_name;
  std::string action;
  std::string subject_kind;
  std::string subject_id;
  std::optional<json::Any> before;
  std::optional<json::Any> after;
  static constexpr json::Note kNotes[] = {
      {"principal", "Who did it: stf_.., key_.. or system."},
      {"display_name", "Their name at the time."},
      {"before", "The fields that differ, as they were; left out when the thing was made."},
      {"after", "The fields that differ, as they became; left out when the thing was removed."},
  };
};
BOOST_DESCRIBE_STRUCT(HistoryChange, (),
                      (change_id, at, principal, display_name, action, subject_kind, subject_id, before, after))

namespace {

std::optional<json::Any> any_of(std::optional<std::string> const& text) {
  if (!text) return {};
  return json::Any{boost::json::parse(*text)};
}

std::optional<std::string> text_of(auto const& bounded) {
  if (!bounded) return {};
  return bounded->value;
}

base::Result<base::Page<HistoryChange>> list(http::Call& call, HistoryRequest const& request) {
  auto found = list_changes(call.tx(), {.subject_kind = text_of(request.subject_kind),
                                        .subject_id = text_of(request.subject_id),
                                        .cursor = text_of(request.cursor),
                                        .limit = request.limit ? request.limit->value : 50});
  if (!found) return std::move(found).error();
  base::Page<HistoryChange> page{.items = {}, .next_cursor = found->next_cursor};
  for (auto& change : found->items) {
    page.items.push_back({change.change_id, change.at, change.principal, change.display_name, change.action,
                          change.subject_kind, change.subject_id, any_of(change.before), any_of(change.after)});
  }
  return page;
}

}  // namespace

Actor actor_of(http::Caller const& caller) { return {caller.principal, caller.display_name}; }

Actor system_actor(std::string_view part) { return {"system", std::string{part}}; }

void mount(http::Router& router) {
  router.route<HistoryRequest, base::Page<HistoryChange>>(
      http::Method::get, "/v1/history", kHistoryRead, list,
      {.summary = "Who changed what and when",
       .description = "Changes made by people and programs, newest first, with the fields that differ.",
       .tag = "History",
       .reasons = {base::kBadCursor, kSubjectKindMissing}});
}

}  // namespace weft::history
