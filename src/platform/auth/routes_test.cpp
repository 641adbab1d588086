// routes_test.cpp - the doors of auth as the server runs them: decoded, called, refused, with their cookies.
#include <gtest/gtest.h>

#include "platform/auth/auth.h"
#include "platform/auth/token.h"
#include "platform/http/http.h"
#include "platform/pg/testing.h"

namespace weft::embedded {
std::span<pg::Migration const> auth_migrations();
std::span<pg::Migration const> outbox_migrations();
std::span<pg::Migration const> history_migrations();
}  // namespace weft::embedded

namespace weft::auth {
namespace {

using namespace std::chrono_literals;

std::vector<pg::Migration> migrations() {
  std::vector<pg::Migration> all;
  for (auto const& some : {pg::platform_migrations(), embedded::outbox_migrations(), embedded::history_migrations(),
                           embedded::auth_migrations()}) {
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

/// A request without a socket.
class MadeCall final : public http::Call {
 public:
  MadeCall(pg::Connection& connection, http::Caller caller, std::string cookie)
      : tx_{connection, pg::in(20s)}, caller_{std::move(caller)}, cookie_{std::move(cookie)} {}
  pg::Tx& tx() override { return tx_; }
  [[nodiscard]] pg::Deadline deadline() const override { return pg::in(std::chrono::seconds{10}); }
  [[nodiscard]] http::Caller const& caller() const override { return caller_; }
  [[nodiscard]] base::Instant now() const override { return base::SystemClock{}.now(); }
  [[nodiscard]] std::string_view trace_id() const override { return {}; }
  [[nodiscard]] std::string_view request_id() const override { return {}; }
  [[nodiscard]] std::string_view peer() const override { return "10.0.0.1"; }
  [[nodiscard]] std::string_view user_agent() const override { return {}; }
  [[nodiscard]] std::optional<std::string> cookie(std::string_view) const override { return cookie_; }
  void keep(std::function<void(pg::Tx&)> fact) override { kept.push_back(std::move(fact)); }
  void etag(std::int64_t) override {}
  base::Result<void> require_version(std::int64_t) override { return {}; }
  void header(std::string name, std::string value) override { headers[std::move(name)] = std::move(value); }

  std::vector<std::function<void(pg::Tx&)>> kept;
  std::map<std::string, std::string> headers;

 private:
  pg::Tx tx_;
  http::Caller caller_;
  std::string cookie_;
};

struct Reply {
  int status = 0;
  std::string body;  // of a refusal: its reason
  std::map<std::string, std::string> headers;
  [[nodiscard]] std::string text(std::string const& member) const {
    auto const at = body.find('"' + member + "\":\"");
    if (at == std::string::npos) return {};
    auto const begin = at + member.size() + 4;
    return body.substr(begin, body.find('"', begin) - begin);
  }
};

class Doors : public testing::Test {
 protected:
  void SetUp() override {
    auto const check_channel = [](pg::Tx&, std::string_view channel) -> base::Result<void> {
      if (channel == "web") return {};
      return base::Error{kKeyNotFound, "no such channel"};
    };
    mount(router_,
          {.secure_cookie = true,
           .key_rules = {.voiced_scopes = {"till.sell"}, .check_channel = check_channel, .reasons = {kKeyNotFound}}});
    pg::transact(database_.pool(), pg::in(20s), [&](pg::Tx& tx) {
      EXPECT_TRUE(
          add_person(tx, {ada_, "Ada", "ada@shop.test", "manager", {"auth.keys", "orders.read"}}, clock_.now()).ok());
      EXPECT_TRUE(set_password(tx, ada_, "tall kettle rides north", clock_.now()).ok());
    });
  }
  Reply ask(http::Method method, std::string const& pattern, std::string const& body, http::Caller const& caller,
            std::string const& cookie = {}, std::string const& path_value = {}) {
    auto const found = std::find_if(router_.endpoints().begin(), router_.endpoints().end(), [&](auto const& endpoint) {
      return endpoint->method == method && endpoint->pattern == pattern;
    });
    EXPECT_NE(found, router_.endpoints().end());
    std::vector<std::string_view> values;
    if (!path_value.empty()) values.push_back(path_value);
    auto const request = (*found)->decode(
        {.method = method, .path_names = (*found)->path_names, .path_values = values, .query = {}, .body = body});
    if (!request) return {base::http_status_of(request.error().reason), std::string{request.error().reason.name}, {}};
    auto connection = database_.connect();
    MadeCall call{*connection, caller, cookie};
    auto const answer = (*found)->run(call, request->get());
    if (answer) {
      call.tx().commit();
      return {answer->status, answer->body, call.headers};
    }
    call.tx().rollback();
    pg::transact(database_.pool(), pg::in(5s), [&](pg::Tx& tx) {
      for (auto const& fact : call.kept) fact(tx);
    });
    return {base::http_status_of(answer.error().reason), std::string{answer.error().reason.name}, {}};
  }
  static http::Caller program(std::string source, std::string channel) {
    auto caller = person();
    caller.kind = "key";
    caller.scopes.push_back("till.sell");
    caller.source = std::move(source);
    caller.channel = std::move(channel);
    return caller;
  }
  static http::Caller person(std::string session = {}) {
    http::Caller caller;
    caller.principal = "stf_1";
    caller.display_name = "Ada";
    caller.kind = "staff";
    caller.scopes = {"auth.keys", "orders.read"};
    caller.session = std::move(session);
    return caller;
  }

  pg::testing::Database database_{migrations()};
  base::SystemClock clock_;
  base::Uuid ada_ = base::Uuid::make(clock_.now());
  http::Router router_;
};

TEST_F(Doors, SignInShowAndSignOut) {
  auto const signed_in =
      ask(http::Method::put, "/v1/session", R"({"email":"ada@shop.test","password":"tall kettle rides north"})", {});
  ASSERT_EQ(signed_in.status, 200) << signed_in.body;
  EXPECT_EQ(signed_in.text("display_name"), "Ada");
  EXPECT_EQ(signed_in.text("role"), "manager");
  auto const cookie = signed_in.headers.at("Set-Cookie");
  ASSERT_TRUE(cookie.starts_with("weft_session="));
  EXPECT_TRUE(cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000; Secure")) << cookie;
  auto const token = cookie.substr(13, 43);
  EXPECT_EQ(signed_in.text("csrf_token"), csrf_of(token));
  EXPECT_FALSE(signed_in.text("expires_at").empty());

  EXPECT_EQ(ask(http::Method::get, "/v1/session", {}, person("ses_1"), token).body, signed_in.body);
  EXPECT_EQ(ask(http::Method::get, "/v1/session", {}, person(), {}).text("csrf_token"), "");
  EXPECT_EQ(ask(http::Method::delete_, "/v1/session", {}, person(), {}).body, "auth.no_session");
  auto const gone = ask(http::Method::delete_, "/v1/session", {}, person("ses_1"), token);
  EXPECT_EQ(gone.status, 204);
  EXPECT_TRUE(gone.headers.at("Set-Cookie").starts_with("weft_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"));
  EXPECT_EQ(ask(http::Method::get, "/v1/session", {}, person("ses_1"), token).body, "auth.credentials_refused");
}

TEST_F(Doors, ARefusedSignInIsCountedThoughItsTransactionIsRolledBack) {
  auto const wrong = R"({"email":"ada@shop.test","password":"wrong"})";
  for (int i = 0; i < kAccountFailuresMax; ++i) {
    EXPECT_EQ(ask(http::Method::put, "/v1/session", wrong, {}).body, "auth.sign_in_refused");
  }
  auto const locked = ask(http::Method::put, "/v1/session", wrong, {});
  EXPECT_EQ(locked.body, "auth.locked_out");
  EXPECT_EQ(locked.status, 429);
}

TEST_F(Doors, KeysAreMadeWithinTheScopesOfTheirMakerListedAndRevoked) {
  auto const made =
      ask(http::Method::post, "/v1/api-keys", R"({"name":"till","scopes":["orders.read"],"source":"pos"})", person());
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_TRUE(parse_key(made.text("secret")));
  EXPECT_EQ(made.headers.at("Location"), "/v1/api-keys/" + made.text("key_id"));
  EXPECT_EQ(ask(http::Method::post, "/v1/api-keys", R"({"name":"x","scopes":["orders.write"]})", person()).body,
            "auth.scope_not_held");
  EXPECT_EQ(ask(http::Method::post, "/v1/api-keys", R"({"name":"till","scopes":["orders.read"]})", person()).body,
            "auth.key_name_taken");
  EXPECT_EQ(ask(http::Method::post, "/v1/api-keys", R"({"name":"x","scopes":["*"]})", person()).body, "json.invalid");

  auto const listed = ask(http::Method::get, "/v1/api-keys", {}, person());
  EXPECT_EQ(listed.text("key_id"), made.text("key_id"));
  EXPECT_EQ(listed.text("secret"), "");
  EXPECT_EQ(ask(http::Method::delete_, "/v1/api-keys/{key_id}", {}, person(), {}, made.text("key_id")).status, 204);
  EXPECT_EQ(
      ask(http::Method::delete_, "/v1/api-keys/{key_id}", {}, person(), {}, KeyId::make(clock_.now()).text()).body,
      "auth.key_not_found");
  EXPECT_FALSE(ask(http::Method::get, "/v1/api-keys", {}, person()).text("revoked_at").empty());

  auto const changes = pg::transact(database_.pool(), pg::in(5s),
                                    [](pg::Tx& tx) { return history::list_changes(tx, {.subject_kind = "api_key"}); });
  ASSERT_EQ(changes->items.size(), 2U);
  EXPECT_EQ(changes->items[0].action, "auth.key_revoked");
  EXPECT_EQ(changes->items[1].action, "auth.key_made");
  EXPECT_EQ(changes->items[1].principal, "stf_1");
}

TEST_F(Doors, AKeyOfAVoicedScopeNamesWhomItSpeaksForAndAKeyHandsOutItsOwnVoiceAlone) {
  auto const make = [&](http::Caller const& maker, std::string const& name, std::string const& more) {
    return ask(http::Method::post, "/v1/api-keys", R"({"name":")" + name + R"(","scopes":["till.sell"])" + more + '}',
               maker);
  };
  auto ada = person();
  ada.scopes.push_back("till.sell");
  EXPECT_EQ(make(ada, "a", "").body, kVoiceMissing.name);
  EXPECT_EQ(make(ada, "a", R"(,"channel":"fax")").body, kKeyNotFound.name);
  EXPECT_EQ(make(ada, "a", R"(,"channel":"web")").status, 201);
  EXPECT_EQ(make(program("pos", ""), "b", R"(,"source":"erp")").body, kVoiceNotHeld.name);
  EXPECT_EQ(make(program("", "web"), "b", R"(,"source":"pos")").body, kVoiceNotHeld.name);
  EXPECT_EQ(make(program("", ""), "b", R"(,"source":"pos")").body, kVoiceNotHeld.name);
  EXPECT_EQ(make(program("pos", ""), "b", R"(,"source":"pos","channel":"web")").status, 201);
}

}  // namespace
}  // namespace weft::auth
