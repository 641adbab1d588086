// sign_in.h - from an e-mail address and a password to a session, and what stands in the way of guessing.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>

#include "platform/auth/auth.h"
#include "platform/auth/lockout.h"
#include "platform/auth/store.h"

namespace weft::auth {

/// Failures and attempts in flight that this process knows before the database does: a rush of guesses is counted
/// before the first of them is answered. Bounded; what is forgotten here is still counted in the database.
class Attempts {
 public:
  /// Counts an attempt on both subjects as long as it lives.
  class Entry {
   public:
    Entry(Attempts& attempts, std::string account, std::string peer);
    ~Entry();
    Entry(Entry const&) = delete;
    Entry& operator=(Entry const&) = delete;
    [[nodiscard]] std::string const& account() const { return account_; }
    [[nodiscard]] std::string const& peer() const { return peer_; }

   private:
    Attempts& attempts_;
    std::string account_;
    std::string peer_;
  };

  /// What is known of a subject: the worse of `stored` and what happened here, with `in_flight` others beside this one.
  struct Standing {
    Failures failures;
    std::int32_t in_flight{};
  };
  Standing standing(std::string const& subject, Failures const& stored);
  void failed(std::string const& subject, Failures const& stored, base::Instant now);
  void succeeded(std::string const& subject);

 private:
  struct Known {
    Failures failures;
    std::int32_t in_flight{};
  };
  void enter(std::string const& subject);
  void leave(std::string const& subject);

  std::mutex mutex_;
  std::map<std::string, Known> known_;  // guarded by mutex_
};

struct SignedIn {
  std::string token;  ///< the cookie's value
  store::Session session;
};

/// Signs in. The same answer and the same time for an address nobody has and for a wrong password. `keep` takes what
/// must be committed though the answer is a refusal. Errors: resource_exhausted auth.locked_out (with
/// retry_after_seconds); unauthenticated auth.sign_in_refused.
base::Result<SignedIn> sign_in(pg::Tx& tx, Attempts& attempts, std::string_view email, std::string_view password,
                               std::string_view peer, base::Instant wall_now,
                               std::function<void(std::function<void(pg::Tx&)>)> const& keep);

/// When the session ends if it is not used any more.
base::Instant expires_at(store::Session const& session);

}  // namespace weft::auth
