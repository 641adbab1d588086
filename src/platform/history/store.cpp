// store.cpp - history's only SQL: changes go in deferred and come out newest first, by keyset.
#include <boost/json.hpp>

#include "platform/history/history.h"

namespace weft::history {
namespace {

constexpr std::int64_t kLimitMax = 200;
constexpr std::string_view kCursorList = "history";

/// FNV-1a (Fowler, Noll, Vo) over the subject: stable for ever, since it is stored.
std::int16_t bucket_of(std::string_view kind, std::string_view id) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  auto const mix = [&](std::string_view text) {
    for (char const letter : text) hash = (hash ^ static_cast<std::uint8_t>(letter)) * 0x100000001b3ULL;
  };
  mix(kind);
  mix(":");
  mix(id);
  return static_cast<std::int16_t>((hash ^ (hash >> 32)) % 64);
}

std::optional<pg::JsonText> json_or_null(std::string const& text) {
  if (text.empty()) return {};
  return pg::JsonText{text};
}

std::optional<pg::Bytes> bytes_or_null(std::optional<Sealed> const& sealed) {
  if (!sealed) return {};
  return pg::Bytes{sealed->bytes()};
}

/// The open object with the fields of the sealed one laid over it.
std::optional<std::string> merged(std::optional<std::string> plain, std::optional<std::string> const& sealed) {
  auto const opened = sealed ? open(*sealed) : std::nullopt;
  if (!opened) return plain;
  boost::system::error_code failed;
  auto personal = boost::json::parse(*opened, failed);
  if (failed || !personal.is_object()) return plain;
  if (!plain) return boost::json::serialize(personal);
  auto whole = boost::json::parse(*plain, failed);
  if (failed || !whole.is_object()) return plain;
  for (auto const& [name, value] : personal.get_object()) whole.get_object().insert_or_assign(name, value);
  return boost::json::serialize(whole);
}

constexpr pg::Query kInsertChange{"history.insert_change", R"sql(
  INSERT INTO history.change (bucket, change_id, at, principal, display_name, action, subject_kind, subject_id,
                              before, after, personal_before, personal_after)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12))sql"};

}  // namespace

void record(pg::Tx& tx, Actor const& actor, Change const& change, base::Instant now) {
  tx.defer(kInsertChange, bucket_of(change.subject_kind, change.subject_id), ChangeId::make(now), now, actor.principal,
           actor.display_name, change.action, change.subject_kind, change.subject_id, json_or_null(change.before),
           json_or_null(change.after), bytes_or_null(change.personal_before), bytes_or_null(change.personal_after));
}

namespace {

constexpr pg::Query kListOfSubject{"history.list_of_subject", R"sql(
  SELECT change_id, at, principal, display_name, action, subject_kind, subject_id, before, after, personal_before,
         personal_after
  FROM history.change
  WHERE bucket = $1 AND subject_kind = $2 AND subject_id = $3 AND (at, change_id) < ($4, $5)
  ORDER BY at DESC, change_id DESC
  LIMIT $6)sql"};

constexpr pg::Query kListOfKind{"history.list_of_kind", R"sql(
  SELECT change_id, at, principal, display_name, action, subject_kind, subject_id, before, after, personal_before,
         personal_after
  FROM history.change
  WHERE subject_kind = $1 AND (at, change_id) < ($2, $3)
  ORDER BY at DESC, change_id DESC
  LIMIT $4)sql"};

constexpr pg::Query kListAll{"history.list_all", R"sql(
  SELECT change_id, at, principal, display_name, action, subject_kind, subject_id, before, after, personal_before,
         personal_after
  FROM history.change
  WHERE (at, change_id) < ($1, $2)
  ORDER BY at DESC, change_id DESC
  LIMIT $3)sql"};

pg::Rows read_changes(pg::Tx& tx, ChangeQuery const& query, base::TimePlace const& after, std::int64_t limit) {
  if (query.subject_id) {
    return tx.run(kListOfSubject, bucket_of(*query.subject_kind, *query.subject_id), *query.subject_kind,
                  *query.subject_id, after.at, after.id, limit);
  }
  if (query.subject_kind) return tx.run(kListOfKind, *query.subject_kind, after.at, after.id, limit);
  return tx.run(kListAll, after.at, after.id, limit);
}

}  // namespace

base::Result<base::Page<RecordedChange>> list_changes(pg::Tx& tx, ChangeQuery const& query) {
  if (query.subject_id && !query.subject_kind) {
    return base::Error{kSubjectKindMissing,
                       "Give subject_kind together with subject_id.",
                       {{"?subject_kind", "json.missing", "Needed beside subject_id."}}};
  }
  auto const after = base::place_of_cursor(kCursorList, query.cursor);
  if (!after) return after.error();
  auto const limit = std::clamp<std::int64_t>(query.limit, 1, kLimitMax);
  std::vector<RecordedChange> changes;
  for (auto const row : read_changes(tx, query, *after, limit + 1)) {
    changes.push_back({.change_id = row.get<ChangeId>("change_id"),
                       .at = row.get<base::Instant>("at"),
                       .principal = row.get<std::string>("principal"),
                       .display_name = row.get<std::string>("display_name"),
                       .action = row.get<std::string>("action"),
                       .subject_kind = row.get<std::string>("subject_kind"),
                       .subject_id = row.get<std::string>("subject_id"),
                       .before = merged(row.get<std::optional<std::string>>("before"),
                                        row.get<std::optional<std::string>>("personal_before")),
                       .after = merged(row.get<std::optional<std::string>>("after"),
                                       row.get<std::optional<std::string>>("personal_after"))});
  }
  return base::cut_page(std::move(changes), limit, [](auto const& last) {
    return base::cursor_of_place(kCursorList, {last.at, last.change_id.uuid()});
  });
}

}  // namespace weft::history
