// idempotency.cpp - the table http.idempotency and the keys in flight.
#include "platform/http/idempotency.h"

#include <sodium.h>

#include "platform/http/http.h"

namespace weft::http {
namespace {

/// 128 bits over the parts, each closed by a NUL, which none of them but the last can hold.
base::Uuid hash_of(std::initializer_list<std::string_view> parts) {
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, 16);
  for (auto const part : parts) {
    crypto_generichash_update(&state, reinterpret_cast<unsigned char const*>(part.data()), part.size());
    crypto_generichash_update(&state, reinterpret_cast<unsigned char const*>(""), 1);
  }
  base::Uuid out;
  crypto_generichash_final(&state, out.bytes.data(), out.bytes.size());
  return out;
}

std::optional<std::string_view> unless_empty(std::string const& text) {
  if (text.empty()) return {};
  return text;
}

}  // namespace

base::Result<KeyClaim> key_claim_of(std::string_view key, std::string_view principal, Method method,
                                    std::string_view path, std::string_view query, std::string_view body) {
  if (key.empty()) return base::Error{kIdempotencyKeyMissing};
  bool const visible = std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < '\x7f'; });
  if (!visible || key.size() > 128) return base::Error{kIdempotencyKeyMalformed};
  return KeyClaim{hash_of({principal, name_of(method), path, key}), hash_of({query, body})};
}

bool KeysInFlight::enter(base::Uuid const& claim) {
  auto& shard = shards_[claim.bytes[15] % shards_.size()];
  std::lock_guard const lock{shard.mutex};
  return shard.claims.insert(claim).second;
}

void KeysInFlight::leave(base::Uuid const& claim) {
  auto& shard = shards_[claim.bytes[15] % shards_.size()];
  std::lock_guard const lock{shard.mutex};
  shard.claims.erase(claim);
}

constexpr pg::Query kClaimKeys{"http.claim_keys", R"sql(
  INSERT INTO http.idempotency (claim, body_hash, received_at, expires_at)
  SELECT asked.claim, asked.body_hash, $3, $4
  FROM unnest($1::uuid[], $2::uuid[]) AS asked (claim, body_hash)
  ORDER BY asked.claim
  ON CONFLICT (claim) DO NOTHING
  RETURNING claim)sql"};

std::vector<bool> claim_keys(pg::Tx& tx, std::span<KeyClaim const> claims, base::Instant now) {
  std::vector<base::Uuid> keys;
  std::vector<base::Uuid> hashes;
  keys.reserve(claims.size());
  hashes.reserve(claims.size());
  for (auto const& claim : claims) {
    keys.push_back(claim.claim);
    hashes.push_back(claim.body_hash);
  }
  auto const rows = tx.run(kClaimKeys, keys, hashes, now, base::Instant{now + kIdempotencyKept});
  std::vector<bool> won(claims.size(), rows.size() == claims.size());
  if (rows.size() == claims.size()) return won;
  std::unordered_set<base::Uuid> taken;
  for (auto const row : rows) taken.insert(row.get<base::Uuid>(0));
  for (std::size_t i = 0; i < claims.size(); ++i) won[i] = taken.contains(claims[i].claim);
  return won;
}

constexpr pg::Query kStoredAnswers{"http.stored_answers", R"sql(
  SELECT claim, body_hash, status, answer, headers, etag
  FROM http.idempotency
  WHERE claim = ANY($1::uuid[]))sql"};

std::unordered_map<base::Uuid, StoredAnswer> stored_answers(pg::Tx& tx, std::span<base::Uuid const> claims) {
  std::unordered_map<base::Uuid, StoredAnswer> out;
  auto const rows = tx.run(kStoredAnswers, claims);
  for (auto const row : rows) {
    auto& stored = out[row.get<base::Uuid>(0)];
    stored.body_hash = row.get<base::Uuid>(1);
    auto const status = row.get<std::optional<std::int16_t>>(2);
    stored.open = !status;
    stored.answer.status = status.value_or(0);
    stored.answer.content_type = stored.answer.status >= 400 ? "application/problem+json" : "application/json";
    stored.answer.body = row.get<std::optional<std::string>>(3).value_or("");
    stored.answer.headers = row.get<std::optional<std::string>>(4).value_or("");
    stored.answer.etag = row.get<std::optional<std::string>>(5).value_or("");
  }
  return out;
}

base::Result<Answer> replay_of(StoredAnswer const& stored, KeyClaim const& asked) {
  if (stored.body_hash != asked.body_hash) return base::Error{kIdempotencyKeyReused};
  if (stored.open) {
    base::Error in_flight{kIdempotencyInFlight};
    in_flight.retry_after_seconds = 1;
    return in_flight;
  }
  auto answer = stored.answer;
  answer.headers += "Idempotency-Replayed: true\r\n";
  return answer;
}

constexpr pg::Query kStoreAnswers{"http.store_answers", R"sql(
  UPDATE http.idempotency AS kept
  SET status = given.status, answer = given.answer, headers = given.headers, etag = given.etag
  FROM unnest($1::uuid[], $2::int2[], $3::text[], $4::text[], $5::text[]) AS given (claim, status, answer, headers, etag)
  WHERE kept.claim = given.claim)sql"};

void store_answers(pg::Tx& tx, std::span<base::Uuid const> claims, std::span<Answer const* const> answers) {
  std::vector<std::int16_t> statuses;
  std::vector<std::optional<std::string_view>> bodies;
  std::vector<std::optional<std::string_view>> headers;
  std::vector<std::optional<std::string_view>> etags;
  for (auto const* answer : answers) {
    statuses.push_back(static_cast<std::int16_t>(answer->status));
    bodies.push_back(unless_empty(answer->body));
    headers.push_back(unless_empty(answer->headers));
    etags.push_back(unless_empty(answer->etag));
  }
  tx.defer(kStoreAnswers, claims, statuses, bodies, headers, etags);
}

constexpr pg::Query kStoreRefusal{"http.store_refusal", R"sql(
  INSERT INTO http.idempotency (claim, body_hash, status, answer, headers, etag, received_at, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  ON CONFLICT (claim) DO NOTHING
  RETURNING claim)sql"};

bool store_refusal(pg::Tx& tx, KeyClaim const& claim, Answer const& answer, base::Instant now) {
  auto const rows = tx.run(kStoreRefusal, claim.claim, claim.body_hash, static_cast<std::int16_t>(answer.status),
                           unless_empty(answer.body), unless_empty(answer.headers), unless_empty(answer.etag), now,
                           base::Instant{now + kIdempotencyKept});
  return !rows.empty();
}

constexpr pg::Query kForgetClaims{"http.forget_claims", R"sql(
  DELETE FROM http.idempotency WHERE claim = ANY($1::uuid[]))sql"};

void forget_claims(pg::Tx& tx, std::span<base::Uuid const> claims) { tx.defer(kForgetClaims, claims); }

bool is_kept(Answer const& answer) {
  if (answer.status < 400) return true;
  return answer.status < 500 && answer.status != 401 && answer.status != 403 && answer.status != 408 &&
         answer.status != 429;
}

constexpr pg::Query kPurgeExpired{"http.purge_expired_answers", R"sql(
  DELETE FROM http.idempotency
  WHERE claim IN (SELECT claim FROM http.idempotency WHERE expires_at < $1 ORDER BY expires_at LIMIT $2))sql"};

std::int64_t purge_expired_answers(pg::Tx& tx, base::Instant now, std::int32_t at_most) {
  return tx.run(kPurgeExpired, now, at_most).affected();
}

}  // namespace weft::http
