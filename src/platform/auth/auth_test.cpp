// auth_test.cpp - signing in, being locked out, sessions, keys, and how fast a revocation is known everywhere.
#include "platform/auth/auth.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include <thread>

#include "platform/auth/sign_in.h"
#include "platform/auth/store.h"
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
using Steady = std::chrono::steady_clock;

std::vector<pg::Migration> migrations() {
  std::vector<pg::Migration> all;
  for (auto const& some : {pg::platform_migrations(), embedded::outbox_migrations(), embedded::history_migrations(),
                           embedded::auth_migrations()}) {
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

constexpr std::string_view kGood = "tall kettle rides north";
constexpr pg::Query kHash{"test.hash", "SELECT hash FROM auth.password"};
constexpr pg::Query kSetHash{"test.set_hash", "UPDATE auth.password SET hash = $1"};
constexpr pg::Query kFailures{"test.failures",
                              "SELECT coalesce(max(failures), 0) FROM auth.attempt WHERE subject LIKE $1 || '%'"};
constexpr pg::Query kSessions{"test.sessions", "SELECT count(*) FROM auth.session"};

class Auth : public testing::Test {
 protected:
  auto in_tx(auto&& work) { return pg::transact(database_.pool(), pg::in(20s), work); }
  void done(auto&& work) { EXPECT_TRUE(in_tx(work).ok()); }

  void SetUp() override {
    done([&](pg::Tx& tx) {
      EXPECT_TRUE(add_person(tx, {ada_, "Ada", "Ada@Shop.test", "manager", {"orders.read"}}, clock_.now()).ok());
      return set_password(tx, ada_, kGood, clock_.now());
    });
  }

  /// As the route does it: the work rolled back on a refusal, what is kept committed all the same.
  base::Result<SignedIn> try_to_sign_in(std::string_view email, std::string_view password,
                                        std::string_view peer = "10.0.0.1", Attempts* attempts = nullptr) {
    std::vector<std::function<void(pg::Tx&)>> kept;
    auto connection = database_.connect();
    pg::Tx tx{*connection, pg::in(20s)};
    auto result = sign_in(tx, attempts != nullptr ? *attempts : attempts_, email, password, peer, clock_.now(),
                          [&](std::function<void(pg::Tx&)> fact) { kept.push_back(std::move(fact)); });
    if (!result) {
      tx.rollback();
      in_tx([&](pg::Tx& second) {
        for (auto const& fact : kept) fact(second);
      });
    } else {
      for (auto const& fact : kept) fact(tx);
      tx.commit();
    }
    return result;
  }
  std::string reason_of(std::string_view email, std::string_view password, std::string_view peer = "10.0.0.1") {
    auto const result = try_to_sign_in(email, password, peer);
    return result ? "signed in" : std::string{result.error().reason.name};
  }

  void advance(std::chrono::microseconds step) { clock_.set(clock_.now() + step); }

  pg::testing::Database database_{migrations()};
  base::FixedClock clock_{base::SystemClock{}.now()};  // stands still: a slow machine changes no wait
  base::Uuid ada_ = base::Uuid::make(clock_.now());
  Attempts attempts_;
};

TEST_F(Auth, SignsInWithoutRegardToTheCaseOfTheAddressAndRefusesAllElseAlike) {
  auto const signed_in = try_to_sign_in(" aDa@shop.TEST ", kGood);
  ASSERT_TRUE(signed_in.ok());
  EXPECT_EQ(signed_in->session.person.role, "manager");
  EXPECT_EQ(reason_of("ada@shop.test", "tall kettle rides south"), "auth.sign_in_refused");
  EXPECT_EQ(reason_of("nobody@shop.test", kGood), "auth.sign_in_refused");
  done([&](pg::Tx& tx) { return set_active(tx, ada_, false, clock_.now()); });
  EXPECT_EQ(reason_of("ada@shop.test", kGood), "auth.sign_in_refused");
  EXPECT_EQ(database_.connect()->run(kSessions).one().get<std::int64_t>(0), 0);
}

TEST_F(Auth, FiveFailuresLockTheAccountForALongerTimeEachAndASuccessForgetsThem) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(reason_of("ada@shop.test", "wrong"), "auth.sign_in_refused");
  auto const locked = try_to_sign_in("ada@shop.test", kGood);
  EXPECT_EQ(locked.error().reason.name, "auth.locked_out");
  EXPECT_EQ(base::http_status_of(locked.error().reason), 429);
  EXPECT_EQ(locked.error().retry_after_seconds, 30);
  EXPECT_EQ(reason_of("ada@shop.test", kGood, "10.9.9.9"), "auth.locked_out");  // from elsewhere as well
  Attempts other_process;
  EXPECT_EQ(try_to_sign_in("ada@shop.test", kGood, "10.0.0.1", &other_process).error().reason.name, "auth.locked_out");
  advance(31s);
  EXPECT_EQ(reason_of("ada@shop.test", "wrong"), "auth.sign_in_refused");
  EXPECT_EQ(try_to_sign_in("ada@shop.test", kGood).error().retry_after_seconds, 60);
  advance(61s);
  EXPECT_EQ(reason_of("ada@shop.test", kGood), "signed in");
  EXPECT_EQ(database_.connect()->run(kFailures, "account:").one().get<std::int32_t>(0), 0);
  EXPECT_EQ(reason_of("ada@shop.test", "wrong"), "auth.sign_in_refused");
}

TEST_F(Auth, AnAddressThatTriesManyAccountsIsLockedOut) {
  in_tx([&](pg::Tx& tx) {
    for (int i = 1; i < kPeerFailuresMax; ++i)
      store::count_failure(tx, "peer:10.6.6.6", clock_.now(), clock_.now() - 1h);
  });
  EXPECT_EQ(reason_of("guess@shop.test", "wrong", "10.6.6.6"), "auth.sign_in_refused");
  EXPECT_EQ(reason_of("ada@shop.test", kGood, "10.6.6.6"), "auth.locked_out");
  EXPECT_EQ(reason_of("ada@shop.test", kGood, "10.0.0.1"), "signed in");
}

TEST_F(Auth, ARushOfGuessesIsCountedBeforeTheFirstIsAnswered) {
  std::atomic<int> refused{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 12; ++i) {
    threads.emplace_back([&] {
      if (reason_of("ada@shop.test", "wrong") == "auth.sign_in_refused") ++refused;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_LE(refused, kAccountFailuresMax);
  EXPECT_GE(refused, 1);
}

TEST_F(Auth, AHashOfOldParametersIsMadeAnewAtTheNextSignIn) {
  char weak[crypto_pwhash_STRBYTES];
  ASSERT_EQ(
      ::crypto_pwhash_str(weak, kGood.data(), kGood.size(), crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN), 0);
  database_.connect()->run(kSetHash, weak);
  EXPECT_EQ(reason_of("ada@shop.test", kGood), "signed in");
  auto const hash = database_.connect()->run(kHash).one().get<std::string>(0);
  EXPECT_NE(hash, weak);
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=65536,t=2,"));
  EXPECT_EQ(reason_of("ada@shop.test", kGood), "signed in");
}

TEST_F(Auth, PeopleAreClaimedByTheirAddressAndMissedWhenUnknown) {
  auto const bob = base::Uuid::make(clock_.now());
  auto const add = [&](std::string const& email) {
    std::string reason = "added";
    auto connection = database_.connect();
    pg::Tx tx{*connection, pg::in(5s)};
    auto const added = add_person(tx, {bob, "Bob", email, "agent", {}}, clock_.now());
    if (!added) return std::string{added.error().reason.name};
    tx.commit();
    return reason;
  };
  EXPECT_EQ(add("ADA@shop.test"), "auth.email_taken");
  EXPECT_EQ(add("bob@shop.test"), "added");
  EXPECT_EQ(in_tx([&](pg::Tx& tx) { return set_email(tx, bob, "ada@SHOP.test", clock_.now()); }).error().reason.name,
            "auth.email_taken");
  EXPECT_TRUE(in_tx([&](pg::Tx& tx) { return set_email(tx, ada_, "countess@shop.test", clock_.now()); }).ok());
  EXPECT_TRUE(in_tx([&](pg::Tx& tx) { return set_email(tx, bob, "ada@shop.test", clock_.now()); }).ok());
  EXPECT_EQ(reason_of("countess@shop.test", kGood), "signed in");
  EXPECT_EQ(reason_of("ada@shop.test", kGood), "auth.sign_in_refused");
  auto const nobody = base::Uuid::make(clock_.now());
  EXPECT_EQ(in_tx([&](pg::Tx& tx) { return set_scopes(tx, nobody, "x", {}, clock_.now()); }).error().reason.name,
            "auth.principal_not_found");
  EXPECT_EQ(in_tx([&](pg::Tx& tx) { return set_password(tx, ada_, "password1234", clock_.now()); }).error().reason.name,
            "auth.password_too_weak");
}

// ---- The authenticator
// ------------------------------------------------------------------------------------------------

class Door : public Auth {
 protected:
  using Answer = http::Authenticator::Answer;

  void SetUp() override {
    Auth::SetUp();
    feed_.start();
  }
  void TearDown() override { feed_.stop(); }  // before the door that listens to it goes
  Answer ask(http::Authenticator& door, http::Credentials const& credentials) {
    auto connection = database_.connect();
    if (auto recalled = door.recall(credentials)) return *recalled;
    return door.look_up(*connection, credentials);
  }
  static std::string word(Answer const& answer) {
    return answer ? (*answer)->display_name : std::string{answer.error().reason.name};
  }
  http::Credentials by_cookie(std::string const& token, http::Method method = http::Method::get) {
    cookie_ = "other=1; weft_session=" + token;
    http::Credentials credentials;
    credentials.method = method;
    credentials.cookie = cookie_;
    return credentials;
  }
  static http::Credentials by_key(std::string_view authorization) {
    http::Credentials credentials;
    credentials.method = http::Method::post;
    credentials.authorization = authorization;
    return credentials;
  }
  void wait_until(auto const& holds, std::chrono::milliseconds at_most = 10s) {
    auto const until = Steady::now() + at_most;
    while (!holds() && Steady::now() < until) std::this_thread::sleep_for(5ms);
    EXPECT_TRUE(holds());
  }

  std::string cookie_;
  base::MovableClock wall_;
  outbox::Feed feed_{database_.pool(), {.poll = 50ms}};
  std::unique_ptr<http::Authenticator> door_ = make_authenticator(feed_, {.wall_clock = &wall_});
};

TEST_F(Door, NobodyIsAnonymousAndNonsenseIsRefused) {
  EXPECT_FALSE((*ask(*door_, {}))->known());
  EXPECT_EQ(word(ask(*door_, by_key("Basic eA=="))), "auth.credentials_refused");
  EXPECT_EQ(word(ask(*door_, by_key("Bearer wk_x"))), "auth.credentials_refused");
  EXPECT_EQ(word(ask(*door_, by_cookie("x"))), "auth.credentials_refused");
  EXPECT_EQ(word(ask(*door_, by_cookie(random_token()))), "auth.credentials_refused");
}

TEST_F(Door, AnUnsafeRequestByCookieNeedsTheTokenOfItsSession) {
  auto const token = try_to_sign_in("ada@shop.test", kGood)->token;
  EXPECT_EQ(word(ask(*door_, by_cookie(token))), "Ada");
  auto credentials = by_cookie(token, http::Method::post);
  EXPECT_EQ(word(ask(*door_, credentials)), "auth.csrf_failed");
  auto const foreign = csrf_of(random_token());
  credentials.csrf_token = foreign;
  EXPECT_EQ(word(ask(*door_, credentials)), "auth.csrf_failed");
  auto const own = csrf_of(token);
  credentials.csrf_token = own;
  EXPECT_EQ(word(ask(*door_, credentials)), "Ada");
}

TEST_F(Door, SessionsEndByIdlenessByAgeAndByANewPassword) {
  auto const token = try_to_sign_in("ada@shop.test", kGood)->token;
  EXPECT_EQ(word(ask(*door_, by_cookie(token))), "Ada");
  for (int hours = 11; hours < 30 * 24; hours += 11) {
    wall_.advance(11h);
    ASSERT_EQ(word(ask(*door_, by_cookie(token))), "Ada") << hours;  // used, so it goes on
  }
  wall_.advance(11h);
  EXPECT_EQ(word(ask(*door_, by_cookie(token))), "auth.credentials_refused");  // thirty days are over
  advance(31 * 24h);
  auto const second = try_to_sign_in("ada@shop.test", kGood)->token;
  wall_.advance(clock_.now() - wall_.now());
  EXPECT_EQ(word(ask(*door_, by_cookie(second))), "Ada");
  wall_.advance(12h + 1min);
  EXPECT_EQ(word(ask(*door_, by_cookie(second))), "auth.credentials_refused");
  auto const third = try_to_sign_in("ada@shop.test", kGood)->token;
  done([&](pg::Tx& tx) { return set_password(tx, ada_, "blue ladder sings twice", clock_.now()); });
  EXPECT_EQ(word(ask(*door_, by_cookie(third))), "auth.credentials_refused");
}

TEST_F(Door, AKeySpeaksForItsSourceAndChannelUntilItIsRevokedOnEveryServer) {
  pg::Pool other_pool{database_.options(), 4};
  outbox::Feed other_feed{other_pool};
  auto const other_door = make_authenticator(other_feed);
  other_feed.start();
  struct Stopped {
    outbox::Feed& feed;
    ~Stopped() { feed.stop(); }
  } const stopped{other_feed};  // before the door that listens to it goes
  outbox::Sequencer sequencer{database_.pool(), clock_};
  sequencer.start();
  auto const made = in_tx([&](pg::Tx& tx) {
    return make_key(tx, {"till", {"orders.write"}, "pos", "store"}, {"stf_1", "Ada"}, clock_.now());
  });
  EXPECT_EQ(
      in_tx([&](pg::Tx& tx) { return make_key(tx, {"till", {}}, {"stf_1", "Ada"}, clock_.now()); }).error().reason.name,
      "auth.key_name_taken");
  auto const bearer = "Bearer " + made->secret;
  auto const credentials = by_key(bearer);
  auto const caller = *ask(*door_, credentials);
  EXPECT_EQ(caller->kind, "key");
  EXPECT_EQ(caller->source, "pos");
  EXPECT_EQ(caller->channel, "store");
  EXPECT_TRUE(caller->may({"orders.write"}));
  EXPECT_FALSE(caller->may({"auth.keys"}));
  auto wrong = bearer;
  wrong.back() = wrong.back() == 'A' ? 'B' : 'A';
  EXPECT_EQ(word(ask(*door_, by_key(wrong))), "auth.credentials_refused");
  wait_until([&] { return feed_.staleness() < 1s && other_feed.staleness() < 1s; });
  EXPECT_EQ(word(ask(*other_door, credentials)), "till");
  EXPECT_TRUE(other_door->recall(credentials)) << "it is remembered";

  EXPECT_TRUE(in_tx([&](pg::Tx& tx) { return revoke_key(tx, made->key_id, {"stf_1", "Ada"}, clock_.now()); }).ok());
  auto const began = Steady::now();
  wait_until([&] { return word(ask(*other_door, credentials)) == "auth.credentials_refused"; });
  EXPECT_LT(Steady::now() - began, 2s);
  EXPECT_TRUE(in_tx([&](pg::Tx& tx) { return revoke_key(tx, made->key_id, {"stf_1", "Ada"}, clock_.now()); }).ok());
  EXPECT_EQ(in_tx([&](pg::Tx& tx) { return revoke_key(tx, KeyId::make(clock_.now()), {"", ""}, clock_.now()); })
                .error()
                .reason.name,
            "auth.key_not_found");
  EXPECT_TRUE(in_tx([&](pg::Tx& tx) { return make_key(tx, {"till", {}}, {"stf_1", "Ada"}, clock_.now()); }).ok());
}

TEST_F(Door, ARevocationHoldsWithinFiveSecondsThoughNoPassIsMadeAnyMore) {
  auto const token = try_to_sign_in("ada@shop.test", kGood)->token;
  {
    outbox::Sequencer sequencer{database_.pool(), clock_};
    sequencer.start();
    wait_until([&] { return feed_.staleness() < 1s; });
    EXPECT_EQ(word(ask(*door_, by_cookie(token))), "Ada");
    EXPECT_TRUE(door_->recall(by_cookie(token)));
  }
  done([&](pg::Tx& tx) { return set_active(tx, ada_, false, clock_.now()); });
  auto const began = Steady::now();
  wait_until([&] { return word(ask(*door_, by_cookie(token))) == "auth.credentials_refused"; });
  EXPECT_LT(Steady::now() - began, 5s);
}

TEST_F(Door, NewScopesReachASessionThatIsRemembered) {
  outbox::Sequencer sequencer{database_.pool(), clock_};
  sequencer.start();
  wait_until([&] { return feed_.staleness() < 1s; });
  auto const token = try_to_sign_in("ada@shop.test", kGood)->token;
  EXPECT_FALSE((*ask(*door_, by_cookie(token)))->may({"orders.write"}));
  done([&](pg::Tx& tx) { return set_scopes(tx, ada_, "director", {"orders.read", "orders.write"}, clock_.now()); });
  wait_until([&] { return (*ask(*door_, by_cookie(token)))->may({"orders.write"}); }, 2s);
}

}  // namespace
}  // namespace weft::auth
