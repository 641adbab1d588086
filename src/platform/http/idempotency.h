// idempotency.h - Idempotency-Keys: the claim of a key, the answer kept under it, and the keys in flight here.
#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/id.h"
#include "platform/http/endpoint.h"

namespace weft::http {

/// An answer is kept for so long, and then until the purge comes by.
inline constexpr std::chrono::hours kIdempotencyKept{48};

/// A key in its scope, and what was asked under it.
struct KeyClaim {
  base::Uuid claim;
  base::Uuid body_hash;
};

/// The claim of `key` in the scope (principal, method, path). Errors: http.idempotency_key_missing (400),
/// http.idempotency_key_malformed (400).
base::Result<KeyClaim> key_claim_of(std::string_view key, std::string_view principal, Method method,
                                    std::string_view path, std::string_view query, std::string_view body);

/// The keys this process is answering right now. Safe from any thread.
class KeysInFlight {
 public:
  /// False when the key is in flight already.
  bool enter(base::Uuid const& claim);
  void leave(base::Uuid const& claim);

 private:
  struct Shard {
    std::mutex mutex;
    std::unordered_set<base::Uuid> claims;  // guarded by mutex
  };
  std::array<Shard, 16> shards_;
};

/// Claims keys in sorted order: true for those that are new and now ours until `tx` ends. Waits for another process
/// that holds one of them uncommitted, to the transaction's deadline.
std::vector<bool> claim_keys(pg::Tx& tx, std::span<KeyClaim const> claims, base::Instant now);

/// What is kept under keys that were claimed before.
struct StoredAnswer {
  base::Uuid body_hash;
  bool open = false;  ///< the work has no answer yet
  Answer answer;
};
std::unordered_map<base::Uuid, StoredAnswer> stored_answers(pg::Tx& tx, std::span<base::Uuid const> claims);

/// What a loser of a claim is told: the stored answer; http.idempotency_key_reused (422) when the body is another;
/// http.idempotency_in_flight (409) while it is open.
base::Result<Answer> replay_of(StoredAnswer const& stored, KeyClaim const& asked);

/// Writes answers under keys that this transaction claimed; sent with COMMIT.
void store_answers(pg::Tx& tx, std::span<base::Uuid const> claims, std::span<Answer const* const> answers);
/// Claims a key and writes its answer in one statement; false when it was claimed before.
bool store_refusal(pg::Tx& tx, KeyClaim const& claim, Answer const& answer, base::Instant now);
/// Gives claims of this transaction back, where the answer is one that is not kept.
void forget_claims(pg::Tx& tx, std::span<base::Uuid const> claims);
/// Successes and the domain's refusals are kept; never 401, 403, 408, 429, 5xx, nor the door's own 409.
bool is_kept(Answer const& answer);

}  // namespace weft::http
