// routes.cpp - signing in and out, and the keys of programs.
#include <fmt/format.h>

#include <algorithm>

#include "platform/auth/auth.h"
#include "platform/auth/sign_in.h"
#include "platform/auth/store.h"
#include "platform/auth/token.h"
#include "platform/http/http.h"
#include "platform/json/json.h"

namespace weft::auth {

constexpr http::Permission kKeys{"auth.keys"};
constexpr std::string_view kCookie = "weft_session";

struct SignInRequest {
  json::Text<1, 254> email;
  json::Text<1, 256> password;
};
BOOST_DESCRIBE_STRUCT(SignInRequest, (), (email, password))

struct SessionAnswer {
  std::string principal;
  std::string display_name;
  std::string role;
  std::vector<std::string> scopes;
  std::optional<std::string> csrf_token;
  std::optional<base::Instant> expires_at;
  static constexpr std::string_view kSchemaName = "Session";
  static constexpr json::Note kNotes[] = {
      {"principal", "stf_.. for a person, key_.. for an API key."},
      {"role", "Empty for an API key."},
      {"csrf_token", "To be sent as X-CSRF-Token with every unsafe request by cookie. Left out for an API key."},
      {"expires_at", "When the session ends if it is not used any more. Left out for an API key."},
  };
};
BOOST_DESCRIBE_STRUCT(SessionAnswer, (), (principal, display_name, role, scopes, csrf_token, expires_at))

struct ScopeRule {
  static constexpr std::string_view kPattern = "^[a-z][a-z_]{0,31}\\.[a-z][a-z_]{0,31}$";
  static constexpr std::size_t kMaxLength = 65;
  static constexpr std::string_view kWords = "a scope such as orders.read";
  static bool ok(std::string_view text) {
    auto const dot = text.find('.');
    if (dot == std::string_view::npos) return false;
    return word(text.substr(0, dot)) && word(text.substr(dot + 1));
  }

 private:
  static bool word(std::string_view part) {
    constexpr std::size_t kWordMax = 32;
    auto const letter = [](char sign) { return sign >= 'a' && sign <= 'z'; };
    return !part.empty() && part.size() <= kWordMax && letter(part[0]) &&
           std::all_of(part.begin(), part.end(), [&](char sign) { return letter(sign) || sign == '_'; });
  }
};

struct KeyMakeRequest {
  json::Text<1, 100> name;
  json::List<json::Matching<ScopeRule>, 1, 64> scopes;
  std::optional<json::Text<1, 64>> source;
  std::optional<json::Text<1, 64>> channel;
  static constexpr json::Note kNotes[] = {
      {"name", "What it is for; unique among keys that are not revoked, so that asking twice does not make two."},
      {"scopes", "What it may do; none that its maker may not."},
      {"source", "The source system it speaks for: it records nothing of another."},
      {"channel", "The channel it speaks for: it tags nothing with another, and changes nothing told for another."},
  };
};
BOOST_DESCRIBE_STRUCT(KeyMakeRequest, (), (name, scopes, source, channel))

struct KeyMade {
  KeyId key_id;
  std::string name;
  std::vector<std::string> scopes;
  std::optional<std::string> source;
  std::optional<std::string> channel;
  base::Instant created_at;
  std::string secret;
  static constexpr json::Note kNotes[] = {{"secret", "For `Authorization: Bearer`; shown this once."}};
};
BOOST_DESCRIBE_STRUCT(KeyMade, (), (key_id, name, scopes, source, channel, created_at, secret))

BOOST_DESCRIBE_STRUCT(KeyView, (), (key_id, name, scopes, source, channel, created_at, last_used_at, revoked_at))

struct KeyListRequest {
  std::optional<json::Text<1, 512>> cursor;
  std::optional<json::Integer<1, 200>> limit;
};
BOOST_DESCRIBE_STRUCT(KeyListRequest, (), (cursor, limit))

struct KeyRequest {
  KeyId key_id;
};
BOOST_DESCRIBE_STRUCT(KeyRequest, (), (key_id))

namespace {

std::optional<std::string> text_of(std::optional<json::Text<1, 64>> const& text) {
  if (!text) return {};
  return text->value;
}

std::string set_cookie(std::string_view value, std::chrono::seconds max_age, bool secure) {
  return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{}", kCookie, value, max_age.count(),
                     secure ? "; Secure" : "");
}

SessionAnswer answer_of(store::Session const& session, std::string_view token) {
  auto const& person = session.person;
  return {person.id.text(), person.display_name, person.role, person.scopes, csrf_of(token), expires_at(session)};
}

/// The doors of sessions; lives as long as the router.
class Sessions {
 public:
  explicit Sessions(RouteOptions options)
      : options_{options}, clock_{options.wall_clock != nullptr ? *options.wall_clock : system_clock_} {}

  base::Result<SessionAnswer> put(http::Call& call, SignInRequest const& request) {
    auto signed_in = sign_in(call.tx(), attempts_, request.email, request.password, call.peer(), clock_.now(),
                             [&](std::function<void(pg::Tx&)> fact) { call.keep(std::move(fact)); });
    if (!signed_in) return std::move(signed_in).error();
    call.header("Set-Cookie", set_cookie(signed_in->token, kSessionMax, options_.secure_cookie));
    return answer_of(signed_in->session, signed_in->token);
  }

  base::Result<SessionAnswer> get(http::Call& call, http::None const&) {
    auto const& caller = call.caller();
    if (caller.session.empty()) return SessionAnswer{caller.principal, caller.display_name, {}, caller.scopes, {}, {}};
    auto const token = call.cookie(kCookie).value_or("");
    auto const session = store::find_session(call.tx(), hash_of(token));
    if (!session) return base::Error{kCredentialsRefused, "Sign in again."};
    return answer_of(*session, token);
  }

  base::Result<void> remove(http::Call& call, http::None const&) {
    if (call.caller().session.empty()) return base::Error{kNoSession, "A key is revoked, not signed out."};
    if (auto const gone = store::delete_session(call.tx(), hash_of(call.cookie(kCookie).value_or("")))) {
      outbox::emit(call.tx(), {.topic = "auth.session_revoked", .key = gone->text()}, call.now());
    }
    call.header("Set-Cookie", set_cookie("", std::chrono::seconds{0}, options_.secure_cookie));
    return {};
  }

 private:
  RouteOptions options_;
  base::SystemClock system_clock_;
  base::Clock const& clock_;
  Attempts attempts_;
};

/// For whom a key speaks: one that records must say so, and one that a key makes speaks for no more than its maker.
base::Result<void> check_voice(http::Caller const& maker, NewKey const& key, KeyRules const& rules) {
  auto const& voiced_scopes = rules.voiced_scopes;
  auto const voiced =
      std::find_first_of(key.scopes.begin(), key.scopes.end(), voiced_scopes.begin(), voiced_scopes.end());
  bool const needs_voice = voiced != key.scopes.end();
  if (needs_voice && !key.source && !key.channel) {
    auto const detail = fmt::format("With {} a key names its source or its channel.", *voiced);
    return base::Error{kVoiceMissing, detail, {{"/source", "auth.voice_missing", detail}}};
  }
  if (maker.kind != "key") return {};
  if (needs_voice && maker.source.empty() && maker.channel.empty()) {
    return base::Error{kVoiceNotHeld, "The key that asks speaks for no source or channel."};
  }
  if (!maker.source.empty() && key.source != maker.source) {
    return base::Error{kVoiceNotHeld, fmt::format("The key that asks speaks for the source \"{}\".", maker.source)};
  }
  if (!maker.channel.empty() && key.channel != maker.channel) {
    return base::Error{kVoiceNotHeld, fmt::format("The key that asks speaks for the channel \"{}\".", maker.channel)};
  }
  return {};
}

base::Result<KeyMade> make(http::Call& call, KeyMakeRequest const& request, KeyRules const& rules) {
  NewKey key{
      .name = request.name.value, .scopes = {}, .source = text_of(request.source), .channel = text_of(request.channel)};
  for (auto const& scope : request.scopes) {
    if (!call.caller().may(http::Permission{scope.value})) {
      return base::Error{kScopeNotHeld, scope.value, {{"/scopes", "auth.scope_not_held", scope.value}}};
    }
    key.scopes.push_back(scope.value);
  }
  if (auto heard = check_voice(call.caller(), key, rules); !heard) return heard.error();
  if (key.channel && rules.check_channel) {
    if (auto found = rules.check_channel(call.tx(), *key.channel); !found) {
      auto error = std::move(found).error();
      error.fields.push_back({"/channel", std::string{error.reason.name}, error.detail});
      return error;
    }
  }
  auto const made = make_key(call.tx(), key, history::actor_of(call.caller()), call.now());
  if (!made) return made.error();
  call.header("Location", "/v1/api-keys/" + made->key_id.text());
  return KeyMade{made->key_id, key.name, key.scopes, key.source, key.channel, call.now(), made->secret};
}

base::Result<base::Page<KeyView>> list(http::Call& call, KeyListRequest const& request) {
  std::optional<std::string> cursor;
  if (request.cursor) cursor = request.cursor->value;
  return store::list_keys(call.tx(), cursor, request.limit ? request.limit->value : 50);
}

}  // namespace

void mount(http::Router& router, RouteOptions options) {
  std::vector<base::Reason> refusals{kScopeNotHeld, kKeyNameTaken, kVoiceMissing, kVoiceNotHeld};
  refusals.insert(refusals.end(), options.key_rules.reasons.begin(), options.key_rules.reasons.end());
  auto const sessions = std::make_shared<Sessions>(options);
  router.route<SignInRequest, SessionAnswer>(
      http::Method::put, "/v1/session", http::kPublic,
      [sessions](http::Call& call, SignInRequest const& request) { return sessions->put(call, request); },
      {.summary = "Sign in",
       .description = "Sets the cookie weft_session. After five failures in a row an account, and after thirty an "
                      "address, must wait: 30 s at first, twice as long each time.",
       .tag = "Session",
       .reasons = {kSignInRefused, kLockedOut}});
  router.route<http::None, SessionAnswer>(
      http::Method::get, "/v1/session", http::kSignedIn,
      [sessions](http::Call& call, http::None const& none) { return sessions->get(call, none); },
      {.summary = "Who is signed in", .tag = "Session", .reasons = {kCredentialsRefused}});
  router.route<http::None, http::None>(
      http::Method::delete_, "/v1/session", http::kSignedIn,
      [sessions](http::Call& call, http::None const& none) { return sessions->remove(call, none); },
      {.summary = "Sign out", .tag = "Session", .reasons = {kNoSession, kCsrfFailed}});
  router.route<KeyListRequest, base::Page<KeyView>>(
      http::Method::get, "/v1/api-keys", kKeys, list,
      {.summary = "API keys, newest first", .tag = "API keys", .reasons = {base::kBadCursor}});
  router.route<KeyMakeRequest, KeyMade>(
      http::Method::post, "/v1/api-keys", kKeys,
      [rules = options.key_rules](http::Call& call, KeyMakeRequest const& request) {
        return make(call, request, rules);
      },
      {.summary = "Make an API key",
       .description =
           "The secret is shown this once and stored only as a hash, which is why the answer is not kept for "
           "an Idempotency-Key: the name is the claim, and a second request of it is a conflict. A key that may "
           "record sales, by orders.write or imports.write, names the source or the channel it speaks for; one that a "
           "key makes speaks for no more than its maker.",
       .tag = "API keys",
       .status = 201,
       .reasons = std::move(refusals),
       .claim = http::Claim::own});
  router.route<KeyRequest, http::None>(http::Method::delete_, "/v1/api-keys/{key_id}", kKeys,
                                       [](http::Call& call, KeyRequest const& request) {
                                         return revoke_key(call.tx(), request.key_id, history::actor_of(call.caller()),
                                                           call.now());
                                       },
                                       {.summary = "Revoke an API key",
                                        .description = "Every server refuses it within five seconds.",
                                        .tag = "API keys",
                                        .reasons = {kKeyNotFound}});
}

}  // namespace weft::auth
