// settle_test.cpp - what sources tell of locations, staff, shifts and visitors, on a real database: told twice, told
// late, told wrongly.
#include <gtest/gtest.h>

#include "org/directory.h"
#include "org/org.h"
#include "org/presence.h"
#include "platform/auth/auth.h"
#include "platform/pg/testing.h"

namespace weft::embedded {
std::span<pg::Migration const> outbox_migrations();
std::span<pg::Migration const> history_migrations();
std::span<pg::Migration const> auth_migrations();
std::span<pg::Migration const> org_migrations();
}  // namespace weft::embedded

namespace weft::org {
namespace {

using namespace std::chrono_literals;

std::vector<pg::Migration> migrations() {
  std::vector<pg::Migration> all;
  for (auto const& some : {pg::platform_migrations(), embedded::outbox_migrations(), embedded::history_migrations(),
                           embedded::auth_migrations(), embedded::org_migrations()}) {
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

base::Instant at(std::string_view text) { return base::parse_instant(text).value(); }
base::Instant const kNow = at("2026-11-24T12:00:00Z");
constexpr pg::Query kEvents{"test.events", "SELECT count(*) FROM outbox.pending WHERE topic = $1"};

class Settle : public testing::Test {
 protected:
  template <class Work>
  auto within(Work&& work) {
    return pg::transact(database_.pool(), pg::in(30s), std::forward<Work>(work));
  }
  template <class Told>
  std::vector<Outcome> settle(std::vector<Told> const& told) {
    return within([&](pg::Tx& tx) {
      if constexpr (std::is_same_v<Told, LocationTold>)
        return settle_locations(tx, told, kNow);
      else if constexpr (std::is_same_v<Told, StaffTold>)
        return settle_staff(tx, told, kNow);
      else if constexpr (std::is_same_v<Told, ShiftTold>)
        return settle_shifts(tx, told, kNow);
      else
        return settle_footfall(tx, told, kNow);
    });
  }
  /// What became of each: "added", or "/zone org.bad_zone".
  template <class Told>
  std::vector<std::string> said(std::vector<Told> const& told) {
    std::vector<std::string> out;
    for (auto const& outcome : settle(told)) {
      std::string words;
      switch (outcome.state) {
        case Settled::added: words = "added"; break;
        case Settled::changed: words = "changed"; break;
        case Settled::unchanged: words = "unchanged"; break;
        case Settled::older: words = "older"; break;
        case Settled::refused: break;
      }
      for (auto const& fault : outcome.wrong) words += (words.empty() ? "" : ", ") + fault.pointer + " " + fault.reason;
      out.push_back(std::move(words));
    }
    return out;
  }
  Location location(std::string const& code) {
    for (auto& one : within([&](pg::Tx& tx) { return list_locations(tx, "", 100); })) {
      if (one.code == code) return one;
    }
    return {};
  }
  Staff person(std::string const& email) {
    for (auto& one : within([&](pg::Tx& tx) { return list_staff(tx, {}, 100); })) {
      if (one.email == email) return one;
    }
    return {};
  }
  std::int64_t events(std::string_view topic) {
    return within([&](pg::Tx& tx) { return tx.run(kEvents, topic).one().get<std::int64_t>(0); });
  }
  static LocationTold shop(std::string code) {
    LocationTold told{};
    told.code = std::move(code);
    told.name = "A shop";
    told.zone = "Europe/Dublin";
    told.as_of = kNow;
    return told;
  }
  static StaffTold somebody(std::string email) {
    StaffTold told{};
    told.email = std::move(email);
    told.name = "Somebody";
    told.role = "associate";
    told.as_of = kNow;
    return told;
  }
  static ShiftTold shift(std::string number, std::string email, std::string_view starts, std::string_view ends) {
    ShiftTold told{};
    told.source = "rota";
    told.number = std::move(number);
    told.email = std::move(email);
    told.location = "D1";
    told.starts_at = at(starts);
    told.ends_at = at(ends);
    told.as_of = kNow;
    return told;
  }
  using Said = std::vector<std::string>;

  pg::testing::Database database_{migrations()};
};

TEST_F(Settle, ALocationIsWhatWasToldOfItLast) {
  auto told = shop("D1");
  told.address = "1 Grafton Street\nFirst floor";
  told.city = "Dublin";
  told.latitude = "53.34";
  told.longitude = "-6.26";
  told.opening_hours = "Mo-Sa 09:00-18:00";
  EXPECT_EQ(said(std::vector{told}), Said{"added"});
  auto const made = location("D1");
  EXPECT_EQ(made.kind, KindOfLocation::store);
  EXPECT_EQ(made.address.lines.items.back().value, "First floor");
  EXPECT_EQ(made.point, (Point{53.34, -6.26}));
  EXPECT_EQ(within([&](pg::Tx& tx) { return hours_of(tx, made).in_words; }), "Mo-Sa 09:00-18:00");
  auto const told_of = events("org.location_changed");
  EXPECT_EQ(said(std::vector{told}), Said{"unchanged"});
  EXPECT_EQ(location("D1").version, made.version);
  EXPECT_EQ(events("org.location_changed"), told_of) << "nothing new, nobody is told";

  LocationTold later{};
  later.code = "D1";
  later.name = "Dublin 1";
  later.opening_hours = "Mo-Su 10:00-18:00";
  later.as_of = kNow + 1h;
  EXPECT_EQ(said(std::vector{later}), Said{"changed"});
  EXPECT_EQ(location("D1").name, "Dublin 1");
  EXPECT_EQ(location("D1").address, made.address) << "what is not told stays";
  EXPECT_EQ(said(std::vector{told}), Said{"older"});
  EXPECT_EQ(location("D1").name, "Dublin 1");
  later.active = false;
  EXPECT_EQ(said(std::vector{later}), Said{"changed"});
  EXPECT_FALSE(location("D1").active);

  // What a person says stands against an older file, and not against a newer one.
  LocationPatch patch{};
  patch.location_id = made.location_id;
  patch.name = Name{"By hand"};
  auto const by_hand = within([&](pg::Tx& tx) {
    return change_location(tx, lock_location(tx, patch.location_id).value(), patch, {{"stf_1", "Ann"}, kNow + 3h});
  });
  EXPECT_TRUE(by_hand.ok());
  later.as_of = kNow + 2h;
  EXPECT_EQ(said(std::vector{later}), Said{"older"});
  later.as_of = kNow + 4h;
  EXPECT_EQ(said(std::vector{later}), Said{"changed"});
  EXPECT_EQ(location("D1").name, "Dublin 1");
}

TEST_F(Settle, EveryFaultOfALocationIsNamed) {
  auto told = shop("D1");
  told.kind = "kiosk";
  told.country = "Ireland";
  told.legal_entity = "Nobody Ltd";
  told.latitude = "53,34";
  told.longitude = "-6.26";
  told.city = std::string(101, 'x');
  told.opening_hours = "always";
  EXPECT_EQ(said(std::vector{told}),
            Said{"/opening_hours org.bad_hours, /kind org.bad_kind, /country org.bad_country, /legal_entity "
                 "org.legal_entity_not_found, /city org.bad_address, /latitude org.bad_point"});
  auto nameless = shop("a b");
  nameless.name = "";
  EXPECT_EQ(said(std::vector{nameless}), Said{"/code org.bad_code, /name org.name_missing"});
  auto lost = shop("D2");
  lost.zone = "Europe/Atlantis";
  EXPECT_EQ(said(std::vector{lost, shop("D3")}), (Said{"/zone org.bad_zone", "added"})) << "the rest goes in";
  EXPECT_EQ(location("D2").code, "");
  auto half = shop("D4");
  half.latitude = "53.34";
  auto long_address = shop("D5");
  long_address.address = "1\n2\n3\n4\n5\n6";
  EXPECT_EQ(said(std::vector{half, long_address}), (Said{"/longitude org.bad_point", "/address org.bad_address"}));
}

TEST_F(Settle, StaffAreAddedWithoutAPasswordAndChangedAtTheirLocations) {
  settle(std::vector{shop("D1"), shop("D2")});
  auto told = somebody("mia@shop.example");
  told.locations = {"D1"};
  EXPECT_EQ(said(std::vector{told}), Said{"added"});
  EXPECT_EQ(person("mia@shop.example").location_ids, std::vector{location("D1").location_id});
  EXPECT_FALSE(person("mia@shop.example").everywhere);
  told.email = "MIA@shop.example";
  EXPECT_EQ(said(std::vector{told}), Said{"unchanged"}) << "an e-mail is one in any letters";
  told.locations = {"D2", "D1"};
  told.role = "manager";
  told.as_of = kNow + 1h;
  EXPECT_EQ(said(std::vector{told}), Said{"changed"});
  EXPECT_EQ(person("mia@shop.example").role, Role::manager);
  EXPECT_EQ(person("mia@shop.example").location_ids.size(), 2U);
  told.as_of = kNow;
  told.role = "associate";
  EXPECT_EQ(said(std::vector{told}), Said{"older"});
  auto analyst = somebody("ana@shop.example");
  analyst.role = "analyst";
  analyst.everywhere = true;
  auto gone = somebody("bob@shop.example");
  gone.active = false;
  EXPECT_EQ(said(std::vector{analyst, gone}), (Said{"added", "added"}));
  EXPECT_TRUE(person("ana@shop.example").everywhere);
  EXPECT_FALSE(person("bob@shop.example").active);
  EXPECT_TRUE(person("bob@shop.example").location_ids.empty()) << "nowhere, until it is said where";
}

TEST_F(Settle, AFileHandsOutNoRoleThatMayDoEverything) {
  auto boss = somebody("boss@shop.example");
  boss.role = "admin";
  auto nobody = somebody("nobody");
  nobody.role = "king";
  nobody.locations = {"ATLANTIS"};
  auto nameless = somebody("new@shop.example");
  nameless.name = nameless.role = "";
  EXPECT_EQ(
      said(std::vector{boss, nobody, nameless}),
      (Said{"/role org.role_beyond_own", "/email org.bad_email, /role org.bad_role, /locations org.location_not_found",
            "/name org.name_missing, /role org.bad_role"}));
  within([&](pg::Tx& tx) {
    return join(tx, {.name = "Ann", .email = "ann@shop.example", .role = "director"}, kNow).ok();
  });
  auto ann = somebody("ann@shop.example");
  ann.name = "Ann";
  EXPECT_EQ(said(std::vector{ann}), Said{"/role org.role_beyond_own"}) << "nor takes one away";
  ann.role = "director";
  EXPECT_EQ(said(std::vector{ann}), Said{"unchanged"}) << "a whole list of the staff may name her";
  ann.active = false;
  EXPECT_EQ(said(std::vector{ann}), Said{"/role org.role_beyond_own"});
  settle(std::vector{somebody("mia@shop.example")});
  auto mia = somebody("mia@shop.example");
  mia.role = "director";
  mia.as_of = kNow + 1h;
  EXPECT_EQ(said(std::vector{mia}), Said{"/role org.role_beyond_own"});
}

TEST_F(Settle, NobodyWorksTwoShiftsAtATime) {
  settle(std::vector{shop("D1")});
  settle(std::vector{somebody("ann@shop.example"), somebody("bob@shop.example")});
  auto early = shift("1", "ann@shop.example", "2026-05-04T08:00:00Z", "2026-05-04T12:00:00Z");
  auto late = shift("2", "Ann@shop.example", "2026-05-04T12:00:00Z", "2026-05-04T18:00:00Z");
  auto double_booked = shift("3", "ann@shop.example", "2026-05-04T11:00:00Z", "2026-05-04T13:00:00Z");
  auto others = shift("4", "bob@shop.example", "2026-05-04T11:00:00Z", "2026-05-04T13:00:00Z");
  EXPECT_EQ(said(std::vector{late, double_booked, early, others}),
            (Said{"added", "/starts_at org.shift_overlaps", "added", "added"}))
      << "whatever their order, the later of two that overlap is refused";
  EXPECT_EQ(events("org.shifts_changed"), 1) << "one for all";
  EXPECT_EQ(said(std::vector{early, late, double_booked, others}),
            (Said{"unchanged", "unchanged", "/starts_at org.shift_overlaps", "unchanged"}));
  EXPECT_EQ(events("org.shifts_changed"), 1);
  // Ann and Bob exchange, at the same time of day.
  early.as_of = others.as_of = kNow + 1h;
  std::swap(early.email, others.email);
  late.active = false;
  late.as_of = kNow + 1h;
  EXPECT_EQ(said(std::vector{early, others, late}), (Said{"changed", "changed", "changed"}));
  early.as_of = kNow;
  EXPECT_EQ(said(std::vector{early}), Said{"older"});
  // The hours of a shift that was called off are free again.
  EXPECT_EQ(said(std::vector{shift("5", "ann@shop.example", "2026-05-04T14:00:00Z", "2026-05-04T18:00:00Z")}),
            Said{"added"});
  auto const listed = within([&](pg::Tx& tx) { return list_shifts(tx, {}, {}, 10); });
  ASSERT_EQ(listed.size(), 4U);
  EXPECT_EQ(listed.front().display_name, "Somebody");
  EXPECT_EQ(listed.front().number, "1");
  auto const on = within([&](pg::Tx& tx) {
    return list_shifts(tx, {.from = at("2026-05-04T13:00:00Z"), .to = at("2026-05-04T14:00:00Z")}, {}, 10);
  });
  ASSERT_EQ(on.size(), 1U);
  EXPECT_FALSE(on.front().active);
}

TEST_F(Settle, EveryFaultOfAShiftIsNamed) {
  settle(std::vector{shop("D1")});
  settle(std::vector{somebody("ann@shop.example")});
  auto wrong = shift("", "nobody@shop.example", "2026-05-04T12:00:00Z", "2026-05-04T12:00:00Z");
  wrong.location = "D9";
  auto endless = shift("1", "ann@shop.example", "2026-05-04T12:00:00Z", "2026-05-05T12:00:01Z");
  auto fine = shift("2", "ann@shop.example", "2026-05-04T12:00:00Z", "2026-05-05T12:00:00Z");
  EXPECT_EQ(said(std::vector{wrong, endless, fine, fine}),
            (Said{"/number org.bad_shift, /ends_at org.bad_shift, /email org.staff_not_found, /location "
                  "org.location_not_found",
                  "/ends_at org.bad_shift", "added", "/number org.bad_shift"}));
}

TEST_F(Settle, VisitorsAreToldForFullHoursOnTheWall) {
  auto kolkata = shop("K1");
  kolkata.zone = "Asia/Kolkata";  // half an hour off the full ones of UTC
  settle(std::vector{shop("D1"), kolkata});
  auto const hour = [](std::string location, std::string_view when, std::int64_t visitors) {
    return FootfallTold{"door", std::move(location), at(when), visitors, kNow};
  };
  auto first = hour("D1", "2026-05-04T09:00:00Z", 40);
  EXPECT_EQ(said(std::vector{first, hour("K1", "2026-05-04T09:30:00Z", 0), hour("K1", "2026-05-04T09:00:00Z", 5),
                             hour("D1", "2026-05-04T09:30:00Z", 5), hour("D1", "2026-05-04T10:00:00Z", -1),
                             hour("D9", "2026-05-04T10:00:00Z", 1)}),
            (Said{"added", "added", "/hour_at org.bad_hour", "/hour_at org.bad_hour", "/visitors org.bad_visitors",
                  "/location org.location_not_found"}));
  EXPECT_EQ(said(std::vector{first}), Said{"unchanged"});
  first.visitors = 41;
  first.as_of = kNow + 1h;
  EXPECT_EQ(said(std::vector{first}), Said{"changed"});
  first.visitors = 1;
  first.as_of = kNow;
  EXPECT_EQ(said(std::vector{first}), Said{"older"});
  auto const listed =
      within([&](pg::Tx& tx) { return list_footfall(tx, {.location_id = location("D1").location_id}, {}, 10); });
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_EQ(listed.front().visitors, 41);
  EXPECT_EQ(events("org.footfall_changed"), 2);
}

}  // namespace
}  // namespace weft::org
