// auth.h - who is asking: principals, passwords, sessions and API keys; scopes are words it carries and never reads.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/result.h"
#include "platform/history/history.h"
#include "platform/outbox/outbox.h"
#include "platform/pg/pg.h"

namespace weft::http {
class Router;
class Authenticator;
}  // namespace weft::http

namespace weft::auth {

struct KeyKind {
  static constexpr std::string_view kPrefix = "key";
};
using KeyId = base::Id<KeyKind>;

inline constexpr base::Reason kSignInRefused{"auth.sign_in_refused", base::Code::unauthenticated,
                                             "E-mail and password do not fit together."};
inline constexpr base::Reason kLockedOut{"auth.locked_out", base::Code::resource_exhausted,
                                         "Too many failed attempts to sign in; wait a while."};
inline constexpr base::Reason kPasswordTooShort{"auth.password_too_short", base::Code::invalid_argument,
                                                "The password is too short."};
inline constexpr base::Reason kPasswordTooLong{"auth.password_too_long", base::Code::invalid_argument,
                                               "The password is too long."};
inline constexpr base::Reason kPasswordTooWeak{"auth.password_too_weak", base::Code::invalid_argument,
                                               "The password is too easy to guess."};
inline constexpr base::Reason kEmailTaken{"auth.email_taken", base::Code::conflict,
                                          "Somebody else signs in with that e-mail address."};
inline constexpr base::Reason kPrincipalNotFound{"auth.principal_not_found", base::Code::not_found,
                                                 "There is no such principal."};
inline constexpr base::Reason kKeyNotFound{"auth.key_not_found", base::Code::not_found, "There is no such API key."};
inline constexpr base::Reason kKeyNameTaken{"auth.key_name_taken", base::Code::conflict,
                                            "There is a key of that name already."};
inline constexpr base::Reason kCredentialsRefused{"auth.credentials_refused", base::Code::unauthenticated,
                                                  "The session or API key is unknown, expired or revoked."};
inline constexpr base::Reason kNoSession{"auth.no_session", base::Code::not_found,
                                         "This caller did not sign in with a session."};
inline constexpr base::Reason kScopeNotHeld{"auth.scope_not_held", base::Code::permission_denied,
                                            "A key cannot be given a scope that its maker does not hold."};
inline constexpr base::Reason kVoiceMissing{"auth.voice_missing", base::Code::invalid_argument,
                                            "A key that records sales names the source or the channel it speaks for."};
inline constexpr base::Reason kVoiceNotHeld{"auth.voice_not_held", base::Code::permission_denied,
                                            "A key cannot make one that speaks for more than itself."};
inline constexpr base::Reason kCsrfFailed{"auth.csrf_failed", base::Code::permission_denied,
                                          "The X-CSRF-Token of the session is missing or wrong."};

// ---- People who sign in (org calls these; a person's principal id is the id of the member of staff)
// -----------------------
/// What auth keeps of a person: enough to sign in and to say who they are. Role and scopes are words that org chose.
struct NewPerson {
  base::Uuid principal;
  std::string display_name;
  std::string email;  ///< compared without regard to case and outer spaces
  std::string role;
  std::vector<std::string> scopes;
};

/// Adds a person, who cannot sign in before set_password(). Claims the e-mail first. Errors: conflict auth.email_taken.
base::Result<void> add_person(pg::Tx& tx, NewPerson const& person, base::Instant now);
/// Gives role and scopes; every process knows within 5 s (in fact within 1 s). Errors: not_found
/// auth.principal_not_found.
base::Result<void> set_scopes(pg::Tx& tx, base::Uuid const& principal, std::string_view role,
                              std::vector<std::string> const& scopes, base::Instant now);
/// Gives everybody of that role these scopes who has others; how many had. What a new version of the program does
/// first.
std::int64_t renew_scopes(pg::Tx& tx, std::string_view role, std::vector<std::string> const& scopes, base::Instant now);
/// Errors: not_found auth.principal_not_found.
base::Result<void> set_display_name(pg::Tx& tx, base::Uuid const& principal, std::string_view display_name,
                                    base::Instant now);
/// Errors: not_found auth.principal_not_found; conflict auth.email_taken.
base::Result<void> set_email(pg::Tx& tx, base::Uuid const& principal, std::string_view email, base::Instant now);
/// Blocks or unblocks a person; blocking ends all sessions. Errors: not_found auth.principal_not_found.
base::Result<void> set_active(pg::Tx& tx, base::Uuid const& principal, bool active, base::Instant now);
/// Sets a password (argon2id, some 100 ms of work) and ends the person's sessions. Errors: not_found
/// auth.principal_not_found; invalid_argument auth.password_too_short, auth.password_too_long, auth.password_too_weak.
base::Result<void> set_password(pg::Tx& tx, base::Uuid const& principal, std::string_view password, base::Instant now);

/// Whether a password would be taken, for `known` words about its owner (name, e-mail). Pure. Errors as set_password.
base::Result<void> judge_password(std::string_view password, std::vector<std::string> const& known);
/// A password for a new member of staff: four groups of random letters and digits, 99 bits.
std::string make_password();

inline constexpr std::size_t kPasswordLengthMin = 10;    ///< characters
inline constexpr std::size_t kPasswordLengthMax = 256;   ///< bytes
inline constexpr double kPasswordEntropyBitsMin = 33.2;  ///< zxcvbn's estimate: 10^10 guesses, its score 4

// ---- API keys
// -----------------------------------------------------------------------------------------------------------
/// An API key as it is listed; the secret is never stored.
struct KeyView {
  KeyId key_id;
  std::string name;
  std::vector<std::string> scopes;
  std::optional<std::string> source;   ///< the source it speaks for ("uci")
  std::optional<std::string> channel;  ///< the channel it speaks for ("web")
  base::Instant created_at;
  std::optional<base::Instant> last_used_at;  ///< to about five minutes
  std::optional<base::Instant> revoked_at;
};
struct NewKey {
  std::string name;
  std::vector<std::string> scopes;
  std::optional<std::string> source{};
  std::optional<std::string> channel{};
};
struct MadeKey {
  KeyId key_id;
  std::string secret;  ///< "wk_<id>_<secret>", for `Authorization: Bearer`; shown once
};
/// Makes a key for a program. Its name is its permanent claim: made twice, it is a conflict. The route POST
/// /v1/api-keys also holds the maker to scopes of their own, and the key to KeyRules. Errors: conflict
/// auth.key_name_taken.
base::Result<MadeKey> make_key(pg::Tx& tx, NewKey const& key, history::Actor const& actor, base::Instant now);
/// Revokes it; every process knows within 5 s. Doing it twice changes nothing. Its name may be given anew. Errors:
/// not_found auth.key_not_found.
base::Result<void> revoke_key(pg::Tx& tx, KeyId id, history::Actor const& actor, base::Instant now);

// ---- Sessions
// -----------------------------------------------------------------------------------------------------------
/// Limits of a session, by the wall clock of the machine, whatever the test clock says.
inline constexpr std::chrono::hours kSessionIdleMax{12};
inline constexpr std::chrono::hours kSessionMax{24 * 30};
/// Failed attempts before an account, or a peer address, must wait; the wait starts at 30 s and doubles up to an hour.
/// An address may serve a whole shop, so it is given more.
inline constexpr std::int32_t kAccountFailuresMax = 5;
inline constexpr std::int32_t kPeerFailuresMax = 30;
/// What was read from memory is not trusted when the feed has seen no pass for so long; so a revocation holds within 5
/// s.
inline constexpr std::chrono::milliseconds kTrustWithoutPass{4'000};

/// After a restore: nobody is signed in any more. A session that was ended after the backup would live again else.
/// Takes no cache into account: no server runs.
void forget_every_session(pg::Tx& tx);

struct AuthenticatorOptions {
  base::Clock const* wall_clock = nullptr;  ///< null = the machine's; tests give their own
};
/// What the HTTP server asks about each request: from memory on the io thread, else from the database on a worker.
/// Subscribes to `feed` (so: before feed.start()) and must outlive the server.
std::unique_ptr<http::Authenticator> make_authenticator(outbox::Feed& feed, AuthenticatorOptions options = {});

/// What the shop asks of a new key. The app hands it over: auth reads no scope and knows no channel.
struct KeyRules {
  std::vector<std::string> voiced_scopes{};  ///< whoever holds one of them names a source or a channel
  std::function<base::Result<void>(pg::Tx&, std::string_view)> check_channel{};  ///< whether a channel is there
  std::vector<base::Reason> reasons{};                                           ///< that check_channel gives
};
struct RouteOptions {
  bool secure_cookie = false;               ///< under TLS: the cookie gets Secure
  base::Clock const* wall_clock = nullptr;  ///< null = the machine's
  KeyRules key_rules{};
};
/// PUT/GET/DELETE /v1/session; GET/POST /v1/api-keys, DELETE /v1/api-keys/{key_id} (auth.keys). A key is refused for
/// invalid_argument auth.voice_missing; permission_denied auth.scope_not_held, auth.voice_not_held; and what KeyRules
/// says.
void mount(http::Router& router, RouteOptions options = {});

// Events, for caches: auth.session_revoked (key = session id), auth.key_revoked (key = key id), auth.principal_changed
// (key = the principal's uuid).

}  // namespace weft::auth
