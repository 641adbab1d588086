// password_test.cpp - which passwords are taken, how they are kept, and how long one waits who guesses.
#include "platform/auth/password.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include "platform/auth/auth.h"
#include "platform/auth/lockout.h"
#include "platform/auth/token.h"

namespace weft::auth {
namespace {

using namespace std::chrono_literals;

std::string judged(std::string_view password) {
  auto const result = judge_password(password, {"Ada Lovelace", "ada@difference-engine.test"});
  return result ? "taken" : std::string{result.error().reason.name};
}

TEST(Password, CommonAndGuessableOnesAreRefused) {
  EXPECT_EQ(judged("short1!"), "auth.password_too_short");
  EXPECT_EQ(judged("ééééééééé"), "auth.password_too_short");  // nine characters, though eighteen bytes
  EXPECT_EQ(judged(std::string(257, 'x')), "auth.password_too_long");
  for (auto const* weak : {"password12", "Password1234!", "qwertyuiop", "1234567890", "iloveyou2you", "aaaaaaaaaaaa",
                           "letmein-letmein", "Summer2026!!", "adalovelace1", "difference-engine", "weftweftweft"}) {
    EXPECT_EQ(judged(weak), "auth.password_too_weak") << weak;
  }
  for (auto const* good : {"correct horse battery staple", "x7Kq-p2Vd-9sLm", "tall kettle rides north"}) {
    EXPECT_EQ(judged(good), "taken") << good;
  }
  EXPECT_EQ(judged(make_password()), "taken");
  EXPECT_NE(make_password(), make_password());
}

TEST(Password, IsKeptAsArgon2idAndFitsOnlyItself) {
  auto const hash = hash_password("tall kettle rides north");
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=65536,t=2,p=1$")) << hash;
  EXPECT_TRUE(password_fits(hash, "tall kettle rides north"));
  EXPECT_FALSE(password_fits(hash, "tall kettle rides south"));
  EXPECT_FALSE(password_fits("", ""));
  EXPECT_FALSE(needs_new_hash(hash));
}

TEST(Password, TakesAsLongWithoutAnAccountAsWithOne) {
  auto const hash = hash_password("tall kettle rides north");
  auto const took = [](std::string const& stored) {
    auto best = std::chrono::steady_clock::duration::max();
    for (int i = 0; i < 5; ++i) {
      auto const began = std::chrono::steady_clock::now();
      (void)password_fits(stored, "something else");
      best = std::min(best, std::chrono::steady_clock::now() - began);
    }
    return std::chrono::duration<double>(best).count();
  };
  auto const ratio = took("") / took(hash);
  EXPECT_GT(ratio, 0.6);
  EXPECT_LT(ratio, 1.7);
}

TEST(Lockout, WaitsDoubleFromTheLimitOnUpToAnHour) {
  base::Instant const noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} + 12h};
  EXPECT_EQ(wait_of({4, noon}, 5, noon), std::nullopt);
  EXPECT_EQ(wait_of({5, noon}, 5, noon), 30s);
  EXPECT_EQ(wait_of({5, noon}, 5, noon + 29s), 1s);
  EXPECT_EQ(wait_of({5, noon}, 5, noon + 30s), std::nullopt);
  EXPECT_EQ(wait_of({6, noon}, 5, noon), 60s);
  EXPECT_EQ(wait_of({9, noon}, 5, noon), 480s);
  EXPECT_EQ(wait_of({12, noon}, 5, noon), 3'600s);
  EXPECT_EQ(wait_of({1'000'000, noon}, 5, noon), 3'600s);
  EXPECT_EQ(remembered({7, noon}, noon + 59min, 3'600s).count, 7);
  EXPECT_EQ(remembered({7, noon}, noon + 60min, 3'600s).count, 0);
}

TEST(Token, KeysReadBackAndNothingElseDoes) {
  auto const id = KeyId::make(base::SystemClock{}.now());
  auto const secret = random_token();
  EXPECT_EQ(secret.size(), 43U);
  auto const text = key_text(id, secret);
  auto const parts = parse_key(text);
  ASSERT_TRUE(parts);
  EXPECT_EQ(parts->id, id);
  EXPECT_EQ(parts->secret, secret);
  for (auto const& broken :
       {std::string{}, text + "x", text.substr(1), "wk_" + std::string(70, '_'), std::string(73, 'w')}) {
    EXPECT_FALSE(parse_key(broken)) << broken;
  }
  EXPECT_NE(csrf_of(secret), secret);
  EXPECT_NE(csrf_of(secret), base::base64url_encode(hash_of(secret)));
  EXPECT_TRUE(same_secret("abc", "abc"));
  EXPECT_FALSE(same_secret("abc", "abd"));
  EXPECT_FALSE(same_secret("abc", "abcd"));
}

}  // namespace
}  // namespace weft::auth
