// authenticator.cpp - who a request comes from: remembered by the hash of its secret, forgotten by events of the
// outbox.
#include "platform/auth/sign_in.h"
#include "platform/auth/store.h"
#include "platform/auth/token.h"
#include "platform/http/http.h"

namespace weft::auth {
namespace {

constexpr std::size_t kRememberedMax = 20'000;
/// How coarse "last seen" and "last used" are.
constexpr std::chrono::minutes kTouchEvery{5};
constexpr std::string_view kCookie = "weft_session";
constexpr std::string_view kBearer = "Bearer ";

/// What is kept of a secret that was good.
struct Remembered {
  std::shared_ptr<http::Caller const> caller;
  std::string subject;       // "ses_.." or "key_..": what an event of its revocation names
  std::string principal;     // the person's uuid; empty for a key
  base::Instant good_until;  // wall time
  base::Instant touch_at;    // wall time; from then on the database is asked, and told
};

bool is_safe(http::Method method) {
  return method == http::Method::get || method == http::Method::head || method == http::Method::options;
}

base::Error refused() { return base::Error{kCredentialsRefused, "Sign in again, or ask for a new key."}; }

class RememberingAuthenticator final : public http::Authenticator {
 public:
  RememberingAuthenticator(outbox::Feed& feed, AuthenticatorOptions options)
      : clock_{options.wall_clock != nullptr ? *options.wall_clock : system_clock_},
        remembered_{feed, kRememberedMax, kTrustWithoutPass} {
    feed.subscribe(
        {"auth."}, [this](outbox::PositionedEvent const& event) { forget(event); }, [this] { remembered_.clear(); });
  }

  std::optional<Answer> recall(http::Credentials const& credentials) override {
    auto const secret = secret_of(credentials);
    if (!secret) return Answer{http::anonymous()};
    auto const found = remembered_.find(hash_of(secret->text));
    auto const now = clock_.now();
    if (!found || now >= found->touch_at || now >= found->good_until) return {};
    return answer(credentials, *secret, *found);
  }

  Answer look_up(pg::Connection& connection, http::Credentials const& credentials) override {
    auto const secret = secret_of(credentials);
    if (!secret) return Answer{http::anonymous()};
    auto const hash = hash_of(secret->text);
    auto const ticket = remembered_.ticket(hash);
    auto const found = secret->is_key ? read_key(connection, secret->text) : read_session(connection, hash);
    if (!found) return refused();
    remembered_.put(hash, found, ticket);
    return answer(credentials, *secret, *found);
  }

 private:
  struct Secret {
    std::string_view text;
    bool is_key{};
  };

  /// A key wins over a cookie, since somebody wrote it into the request on purpose.
  static std::optional<Secret> secret_of(http::Credentials const& credentials) {
    if (!credentials.authorization.empty()) {
      auto const bearer = credentials.authorization.starts_with(kBearer);
      return Secret{bearer ? credentials.authorization.substr(kBearer.size()) : std::string_view{}, true};
    }
    auto const cookie = http::cookie_of(credentials.cookie, kCookie);
    if (!cookie || cookie->empty()) return {};
    return Secret{*cookie, false};
  }

  static Answer answer(http::Credentials const& credentials, Secret const& secret, Remembered const& found) {
    // A browser sends the cookie with whatever page asks; only our own pages know the token that follows from it.
    if (!secret.is_key && !is_safe(credentials.method) && !same_secret(credentials.csrf_token, csrf_of(secret.text))) {
      return base::Error{kCsrfFailed, "Send the csrf_token of GET /v1/session as X-CSRF-Token."};
    }
    return found.caller;
  }

  std::shared_ptr<Remembered const> read_session(pg::Connection& connection, std::string const& hash) {
    auto const now = clock_.now();
    auto session = store::find_session(connection, hash);
    if (!session || !session->person.active || now >= expires_at(*session)) return nullptr;
    if (now >= session->last_seen_at + kTouchEvery) {
      store::touch_session(connection, hash, now);
      session->last_seen_at = now;
    }
    auto const& person = session->person;
    auto caller = std::make_shared<http::Caller>();
    caller->principal = person.id.text();
    caller->display_name = person.display_name;
    caller->kind = "staff";
    caller->scopes = person.scopes;
    caller->session = session->id.text();
    return std::make_shared<Remembered const>(Remembered{.caller = std::move(caller),
                                                         .subject = session->id.text(),
                                                         .principal = person.id.uuid().text(),
                                                         .good_until = expires_at(*session),
                                                         .touch_at = session->last_seen_at + kTouchEvery});
  }

  std::shared_ptr<Remembered const> read_key(pg::Connection& connection, std::string_view text) {
    auto const parts = parse_key(text);
    if (!parts) return nullptr;
    auto const key = store::find_key(connection, parts->id);
    if (!key || key->view.revoked_at || !same_secret(key->secret_hash, hash_of(parts->secret))) return nullptr;
    auto const now = clock_.now();
    if (!key->view.last_used_at || now >= *key->view.last_used_at + kTouchEvery) {
      store::touch_key(connection, parts->id, now);
    }
    auto caller = std::make_shared<http::Caller>();
    caller->principal = parts->id.text();
    caller->display_name = key->view.name;
    caller->kind = "key";
    caller->scopes = key->view.scopes;
    caller->source = key->view.source.value_or("");
    caller->channel = key->view.channel.value_or("");
    return std::make_shared<Remembered const>(Remembered{.caller = std::move(caller),
                                                         .subject = parts->id.text(),
                                                         .principal = {},
                                                         .good_until = base::Instant::max(),
                                                         .touch_at = now + kTouchEvery});
  }

  /// Revocations are rare: looking through all that is kept costs less than keeping an index.
  void forget(outbox::PositionedEvent const& event) {
    remembered_.drop_if([&](std::string const&, Remembered const& kept) {
      return kept.subject == event.key || (!kept.principal.empty() && kept.principal == event.key);
    });
  }

  base::SystemClock system_clock_;
  base::Clock const& clock_;
  outbox::Cache<std::string, Remembered> remembered_;  // by hash_of(secret)
};

}  // namespace

std::unique_ptr<http::Authenticator> make_authenticator(outbox::Feed& feed, AuthenticatorOptions options) {
  return std::make_unique<RememberingAuthenticator>(feed, options);
}

}  // namespace weft::auth
