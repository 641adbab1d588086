// store_keys.cpp - the only SQL of API keys.
#include <algorithm>

#include "platform/auth/store.h"

namespace weft::auth::store {
namespace {

constexpr std::string_view kCursorList = "api_keys";

constexpr pg::Query kClaimKeyName{"auth.claim_key_name", R"sql(
  INSERT INTO auth.key_name (name, key_id) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING RETURNING name)sql"};

}  // namespace

bool claim_key_name(pg::Tx& tx, std::string_view name, KeyId id) { return !tx.run(kClaimKeyName, name, id).empty(); }

namespace {

constexpr pg::Query kGiveUpKeyName{"auth.give_up_key_name", R"sql(DELETE FROM auth.key_name WHERE name = $1)sql"};

}  // namespace

void give_up_key_name(pg::Tx& tx, std::string_view name) { tx.defer(kGiveUpKeyName, name); }

namespace {

constexpr pg::Query kInsertKey{"auth.insert_key", R"sql(
  INSERT INTO auth.api_key (key_id, name, secret_hash, scopes, source, channel, created_by, created_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8))sql"};

}  // namespace

void insert_key(pg::Tx& tx, KeyId id, NewKey const& key, std::string_view secret_hash, std::string_view created_by,
                base::Instant now) {
  tx.defer(kInsertKey, id, key.name, pg::Bytes{secret_hash}, key.scopes, key.source, key.channel, created_by, now);
}

namespace {

constexpr pg::Query kFindKey{"auth.find_key", R"sql(
  SELECT key_id, name, scopes, source, channel, created_at, last_used_at, revoked_at, secret_hash
  FROM auth.api_key WHERE key_id = $1)sql"};

KeyView view_of(pg::Row const& row) {
  return {.key_id = row.get<KeyId>("key_id"),
          .name = row.get<std::string>("name"),
          .scopes = row.get<std::vector<std::string>>("scopes"),
          .source = row.get<std::optional<std::string>>("source"),
          .channel = row.get<std::optional<std::string>>("channel"),
          .created_at = row.get<base::Instant>("created_at"),
          .last_used_at = row.get<std::optional<base::Instant>>("last_used_at"),
          .revoked_at = row.get<std::optional<base::Instant>>("revoked_at")};
}

std::optional<Key> key_of(pg::Rows const& rows) {
  if (rows.empty()) return {};
  return Key{view_of(rows[0]), rows[0].get<std::string>("secret_hash")};
}

}  // namespace

std::optional<Key> find_key(pg::Connection& connection, KeyId id) { return key_of(connection.run(kFindKey, id)); }

namespace {

constexpr pg::Query kLockKey{"auth.lock_key", R"sql(
  SELECT key_id, name, scopes, source, channel, created_at, last_used_at, revoked_at, secret_hash
  FROM auth.api_key WHERE key_id = $1 FOR UPDATE)sql"};

}  // namespace

std::optional<Key> lock_key(pg::Tx& tx, KeyId id) { return key_of(tx.run(kLockKey, id)); }

namespace {

constexpr pg::Query kTouchKey{"auth.touch_key", R"sql(
  UPDATE auth.api_key SET last_used_at = greatest(last_used_at, $2) WHERE key_id = $1)sql"};

}  // namespace

void touch_key(pg::Connection& connection, KeyId id, base::Instant now) { connection.run(kTouchKey, id, now); }

namespace {

constexpr pg::Query kRevoke{"auth.revoke_key", R"sql(UPDATE auth.api_key SET revoked_at = $2 WHERE key_id = $1)sql"};

}  // namespace

void revoke(pg::Tx& tx, KeyId id, base::Instant now) { tx.defer(kRevoke, id, now); }

namespace {

constexpr pg::Query kListKeys{"auth.list_keys", R"sql(
  SELECT key_id, name, scopes, source, channel, created_at, last_used_at, revoked_at
  FROM auth.api_key WHERE (created_at, key_id) < ($1, $2)
  ORDER BY created_at DESC, key_id DESC
  LIMIT $3)sql"};

}  // namespace

base::Result<base::Page<KeyView>> list_keys(pg::Tx& tx, std::optional<std::string> const& cursor, std::int64_t limit) {
  constexpr std::int64_t kLimitMax = 200;
  limit = std::clamp<std::int64_t>(limit, 1, kLimitMax);
  auto const after = base::place_of_cursor(kCursorList, cursor);
  if (!after) return after.error();
  std::vector<KeyView> views;
  for (auto const row : tx.run(kListKeys, after->at, after->id, limit + 1)) views.push_back(view_of(row));
  return base::cut_page(std::move(views), limit, [](auto const& last) {
    return base::cursor_of_place(kCursorList, {last.created_at, last.key_id.uuid()});
  });
}

}  // namespace weft::auth::store
