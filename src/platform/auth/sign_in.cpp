// sign_in.cpp - lock-out, password, session; failures are counted whatever the answer.
#include "platform/auth/sign_in.h"

#include <algorithm>

#include "platform/auth/email.h"
#include "platform/auth/password.h"
#include "platform/auth/token.h"

namespace weft::auth {
namespace {

constexpr std::chrono::seconds kForgetAccount{24 * 3'600};
constexpr std::chrono::seconds kForgetPeer{3'600};
constexpr std::size_t kKnownMax = 10'000;
/// What a rush of attempts is told: come back when those before you have been answered.
constexpr std::chrono::seconds kWaitForOthers{1};

/// The address itself is personal, so its hash stands for it.
std::string account_subject(std::string_view email) {
  return "account:" + base::base64url_encode(hash_of(normal_email(email)));
}

std::optional<std::chrono::seconds> wait_for(Attempts::Standing const& standing, std::int32_t failures_max,
                                             base::Instant now) {
  if (auto const wait = wait_of(standing.failures, failures_max, now)) return wait;
  if (standing.failures.count < failures_max && standing.failures.count + standing.in_flight >= failures_max) {
    return kWaitForOthers;
  }
  return {};
}

base::Error locked_out(std::chrono::seconds wait) {
  base::Error error{kLockedOut, fmt::format("Try again in {} s.", wait.count())};
  error.retry_after_seconds = static_cast<std::int32_t>(wait.count());
  return error;
}

}  // namespace

Attempts::Entry::Entry(Attempts& attempts, std::string account, std::string peer)
    : attempts_{attempts}, account_{std::move(account)}, peer_{std::move(peer)} {
  attempts_.enter(account_);
  attempts_.enter(peer_);
}

Attempts::Entry::~Entry() {
  attempts_.leave(account_);
  attempts_.leave(peer_);
}

void Attempts::enter(std::string const& subject) {
  std::lock_guard const lock{mutex_};
  if (known_.size() >= kKnownMax) {
    std::erase_if(known_, [](auto const& entry) { return entry.second.in_flight == 0; });
  }
  ++known_[subject].in_flight;
}

void Attempts::leave(std::string const& subject) {
  std::lock_guard const lock{mutex_};
  auto const found = known_.find(subject);
  if (found == known_.end()) return;
  if (--found->second.in_flight == 0 && found->second.failures.count == 0) known_.erase(found);
}

Attempts::Standing Attempts::standing(std::string const& subject, Failures const& stored) {
  std::lock_guard const lock{mutex_};
  auto const found = known_.find(subject);
  if (found == known_.end()) return {stored, 0};
  auto const& here = found->second;
  return {here.failures.count > stored.count && here.failures.last_at >= stored.last_at ? here.failures : stored,
          std::max(0, here.in_flight - 1)};
}

void Attempts::failed(std::string const& subject, Failures const& stored, base::Instant now) {
  std::lock_guard const lock{mutex_};
  auto& known = known_[subject].failures;
  known = {std::max(known.count, stored.count) + 1, std::max(known.last_at, now)};
}

void Attempts::succeeded(std::string const& subject) {
  std::lock_guard const lock{mutex_};
  known_[subject].failures = {};
}

base::Instant expires_at(store::Session const& session) {
  return std::min<base::Instant>(session.last_seen_at + kSessionIdleMax, session.created_at + kSessionMax);
}

base::Result<SignedIn> sign_in(pg::Tx& tx, Attempts& attempts, std::string_view email, std::string_view password,
                               std::string_view peer, base::Instant wall_now,
                               std::function<void(std::function<void(pg::Tx&)>)> const& keep) {
  Attempts::Entry const entry{attempts, account_subject(email), "peer:" + std::string{peer}};
  auto const of_account = remembered(store::failures_of(tx, entry.account()), wall_now, kForgetAccount);
  auto const of_peer = remembered(store::failures_of(tx, entry.peer()), wall_now, kForgetPeer);
  auto const account_standing = attempts.standing(entry.account(), of_account);
  auto const peer_standing = attempts.standing(entry.peer(), of_peer);
  auto const waits = {wait_for(account_standing, kAccountFailuresMax, wall_now),
                      wait_for(peer_standing, kPeerFailuresMax, wall_now)};
  if (auto const wait = std::max(waits)) return locked_out(*wait);

  auto const account = store::find_account(tx, normal_email(email));
  auto const hash = account ? account->password_hash.value_or("") : std::string{};
  bool const fits = password_fits(hash, password);
  if (!fits || !account->person.active) {
    attempts.failed(entry.account(), of_account, wall_now);
    attempts.failed(entry.peer(), of_peer, wall_now);
    keep([subjects = std::pair{entry.account(), entry.peer()}, wall_now](pg::Tx& kept) {
      store::count_failure(kept, subjects.first, wall_now, wall_now - kForgetAccount);
      store::count_failure(kept, subjects.second, wall_now, wall_now - kForgetPeer);
    });
    return base::Error{kSignInRefused, "Check both and try again."};
  }

  attempts.succeeded(entry.account());
  if (of_account.count > 0) store::clear_failures(tx, entry.account());
  if (needs_new_hash(hash)) store::put_password(tx, account->person.id, hash_password(password), wall_now);
  SignedIn signed_in{.token = random_token(),
                     .session = {SessionId::make(wall_now), wall_now, wall_now, account->person}};
  store::insert_session(tx, hash_of(signed_in.token), signed_in.session.id, account->person.id, wall_now);
  store::delete_old(tx, wall_now - kSessionMax);
  return signed_in;
}

}  // namespace weft::auth
