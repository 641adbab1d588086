// org_test.cpp - codes, roles and e-mails by rule; channels and locations on a real database.
#include "org/org.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "org/code.h"
#include "platform/pg/testing.h"

namespace weft::embedded {
std::span<pg::Migration const> org_migrations();
}

namespace weft::org {
namespace {

using namespace std::chrono_literals;
base::Instant const kNow = base::parse_instant("2026-11-24T12:00:00Z").value();

TEST(Codes, AreShortWordsWithoutSurprises) {
  EXPECT_TRUE(is_channel_code("web"));
  EXPECT_TRUE(is_location_code("DUB-1.a_b"));
  EXPECT_FALSE(is_channel_code("Web"));
  for (std::string const& bad :
       {std::string{}, std::string(41, 'a'), std::string{"a b"}, std::string{"é"}, std::string{"a/b"}}) {
    EXPECT_FALSE(is_channel_code(bad)) << bad;
    EXPECT_FALSE(is_location_code(bad)) << bad;
  }
  EXPECT_TRUE(is_point(-90, 180));
  EXPECT_FALSE(is_point(90.1, 0));
  EXPECT_FALSE(is_point(0, -180.1));
  EXPECT_TRUE(is_country("IE"));
  EXPECT_FALSE(is_country("ie"));
  EXPECT_FALSE(is_country("IRL"));
}

TEST(Emails, AreTakenByTheirShape) {
  for (auto const* good : {"a@b", "ann.byrne+till@shop.example", "x@a-b.c"}) EXPECT_TRUE(is_email(good)) << good;
  for (auto const* bad : {"", "a", "@b", "a@", "a@b@c", "a b@c", "a@.c", "a@c.", "a@b..c", "a@b_c"}) {
    EXPECT_FALSE(is_email(bad)) << bad;
  }
}

TEST(Roles, TheDirectorMayEverythingTheAdminAllButFoundCompaniesAndMakeDirectors) {
  auto const all = scopes_of(Role::director);
  EXPECT_TRUE(std::is_sorted(all.begin(), all.end()));
  auto admin = scopes_of(Role::admin);
  EXPECT_TRUE(may_grant(admin, Role::admin));
  EXPECT_FALSE(may_grant(admin, Role::director));
  admin.emplace_back("org.company");
  std::sort(admin.begin(), admin.end());
  EXPECT_EQ(admin, all);
  for (auto const role :
       {Role::merchandiser, Role::manager, Role::associate, Role::agent, Role::marketer, Role::analyst}) {
    EXPECT_FALSE(runs_everything(role));
    EXPECT_TRUE(may_grant(scopes_of(Role::admin), role));
    EXPECT_FALSE(may_grant(scopes_of(role), Role::admin));
    EXPECT_TRUE(may_grant(scopes_of(role), role));
  }
}

TEST(Roles, NoOneWhoNeedsFiguresOnlySeesNames) {
  auto const may = [](Role role, std::string_view scope) {
    auto const scopes = scopes_of(role);
    return std::find(scopes.begin(), scopes.end(), scope) != scopes.end();
  };
  EXPECT_FALSE(may(Role::analyst, "customers.read"));
  EXPECT_TRUE(may(Role::analyst, "insights.read"));
  EXPECT_TRUE(may(Role::marketer, "customers.read"));
  EXPECT_FALSE(may(Role::marketer, "org.shifts"));
  EXPECT_TRUE(may(Role::manager, "org.hours"));
  EXPECT_FALSE(may(Role::associate, "org.hours"));
  EXPECT_FALSE(may(Role::manager, "org.staff"));
}

RC_GTEST_PROP(Roles, NobodyGrantsWhatTheyDoNotHold, ()) {
  auto held = scopes_of(Role::director);
  auto const role = static_cast<Role>(*rc::gen::inRange(0, 8));
  std::erase_if(held, [](std::string const&) { return *rc::gen::arbitrary<bool>(); });
  auto const wanted = scopes_of(role);
  bool const has_all = std::all_of(wanted.begin(), wanted.end(), [&](auto const& scope) {
    return std::find(held.begin(), held.end(), scope) != held.end();
  });
  RC_ASSERT(may_grant(held, role) == has_all);
}

std::vector<pg::Migration> migrations() {
  std::vector<pg::Migration> all;
  for (auto const& some : {pg::platform_migrations(), embedded::org_migrations()})
    all.insert(all.end(), some.begin(), some.end());
  return all;
}

class OnDatabase : public testing::Test {
 protected:
  template <class Work>
  auto within(Work&& work) {
    return pg::transact(database_.pool(), pg::in(30s), std::forward<Work>(work));
  }
  pg::testing::Database database_{migrations()};
};

TEST_F(OnDatabase, EnsuredPlacesAreMadeOnceAndNeverRenamed) {
  std::vector<ChannelFacts> channels{{"web", "Web", "web"}, {"app", "App", "app"}};
  std::vector<LocationFacts> locations{{.code = "D1", .name = "Dublin", .kind = "store", .zone = "Europe/Dublin"}};
  within([&](pg::Tx& tx) {
    EXPECT_EQ(ensure_channels(tx, channels, kNow).value(), 2);
    EXPECT_EQ(ensure_locations(tx, locations, kNow).value(), 1);
  });
  auto const first = within([&](pg::Tx& tx) {
    return find_places(tx, std::vector<std::string>{"web", "fax"}, std::vector<std::string>{"D1", "D2"});
  });
  EXPECT_TRUE(first.has_channel("web"));
  EXPECT_FALSE(first.has_channel("fax"));
  EXPECT_FALSE(first.has_channel("app")) << "was not asked for";
  EXPECT_FALSE(first.location("D2"));
  locations[0].name = "Elsewhere";
  within([&](pg::Tx& tx) {
    EXPECT_EQ(ensure_locations(tx, locations, kNow).value(), 0);
    EXPECT_EQ(find_places(tx, {}, std::vector<std::string>{"D1"}).location("D1"), first.location("D1"));
  });
}

TEST_F(OnDatabase, WhatIsNoCodeKindOrZoneIsRefused) {
  within([](pg::Tx& tx) {
    auto const channel = [&](ChannelFacts facts) {
      return ensure_channels(tx, std::span{&facts, 1}, kNow).error().reason.name;
    };
    auto const location = [&](LocationFacts facts) {
      return ensure_locations(tx, std::span{&facts, 1}, kNow).error().reason.name;
    };
    EXPECT_EQ(channel({"Web!", "Web", "web"}), "org.bad_code");
    EXPECT_EQ(channel({"fax", "Fax", "fax"}), "org.bad_kind");
    EXPECT_EQ(location({.code = "a b", .name = "A", .kind = "store"}), "org.bad_code");
    EXPECT_EQ(location({.code = "a", .name = "A", .kind = "tent"}), "org.bad_kind");
    EXPECT_EQ(location({.code = "a", .name = "A", .kind = "store", .zone = "Mars/Olympus"}), "org.bad_zone");
    EXPECT_EQ(location({.code = "a", .name = "A", .kind = "store", .zone = "; DROP"}), "org.bad_zone");
  });
}

TEST_F(OnDatabase, TheMainLegalEntityIsMadeOnce) {
  for (int i = 0; i < 2; ++i) within([](pg::Tx& tx) { ensure_main_legal_entity(tx, kNow); });
  EXPECT_EQ(database_.connect()->run_script("SELECT FROM org.legal_entity").size(), 1U);
}

}  // namespace
}  // namespace weft::org
