// directory_test.cpp - adding to the organisation and changing it: what is refused, and what history and outbox are
// told.
#include "org/directory.h"

#include <gtest/gtest.h>

#include "platform/auth/auth.h"
#include "platform/http/http.h"
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

constexpr std::string_view kPassword = "tall kettle rides north";
constexpr pg::Query kTold{"test.told", "SELECT topic, key FROM outbox.pending ORDER BY seq"};
base::Instant const kNow = base::parse_instant("2026-11-24T12:00:00Z").value();

/// A request as a door sees it, without the door.
class FakeCall final : public http::Call {
 public:
  FakeCall(pg::Tx& tx, http::Caller caller) : tx_{tx}, caller_{std::move(caller)} {}
  pg::Tx& tx() override { return tx_; }
  [[nodiscard]] pg::Deadline deadline() const override { return pg::in(std::chrono::seconds{10}); }
  [[nodiscard]] http::Caller const& caller() const override { return caller_; }
  [[nodiscard]] base::Instant now() const override { return kNow; }
  [[nodiscard]] std::string_view trace_id() const override { return {}; }
  [[nodiscard]] std::string_view request_id() const override { return {}; }
  [[nodiscard]] std::string_view peer() const override { return {}; }
  [[nodiscard]] std::string_view user_agent() const override { return {}; }
  [[nodiscard]] std::optional<std::string> cookie(std::string_view) const override { return {}; }
  void keep(std::function<void(pg::Tx&)>) override {}
  void etag(std::int64_t version) override { shown = version; }
  base::Result<void> require_version(std::int64_t current) override {
    if (!if_match) return base::Error{http::kIfMatchMissing};
    if (*if_match != current) return base::Error{http::kVersionMismatch};
    return {};
  }
  void header(std::string, std::string) override {}

  std::optional<std::int64_t> if_match{};
  std::int64_t shown = 0;

 private:
  pg::Tx& tx_;
  http::Caller caller_;
};

class Directory : public testing::Test {
 protected:
  template <class Work>
  auto within(Work&& work) {
    return pg::transact(database_.pool(), pg::in(30s), std::forward<Work>(work));
  }
  std::string reason_of(auto const& result) { return result.ok() ? "" : std::string{result.error().reason.name}; }
  std::vector<std::string> topics() {
    std::vector<std::string> out;
    auto const rows = database_.connect()->run(kTold);
    for (auto const row : rows) out.push_back(row.get<std::string>(0));
    return out;
  }
  std::int64_t changes(std::string const& kind) {
    return within([&](pg::Tx& tx) {
      return static_cast<std::int64_t>(history::list_changes(tx, {.subject_kind = kind}).value().items.size());
    });
  }
  Change const change_{{"stf_1", "Ann"}, kNow};
  pg::testing::Database database_{migrations()};
};

TEST_F(Directory, ChannelsAreAddedOnceAndRenamedWithHistory) {
  NewChannel const wanted{{"web"}, {"Web shop"}, KindOfChannel::web};
  within([&](pg::Tx& tx) { EXPECT_EQ(add_channel(tx, wanted, change_).value().version, 1); });
  EXPECT_EQ(within([&](pg::Tx& tx) { return reason_of(add_channel(tx, wanted, change_)); }), "org.code_taken");
  within([&](pg::Tx& tx) {
    EXPECT_EQ(reason_of(lock_channel(tx, "fax")), "org.channel_not_found");
    auto const held = lock_channel(tx, "web").value();
    EXPECT_EQ(
        change_channel(tx, held, {.channel = {"web"}, .name = Name{"Web shop"}, .active = {}}, change_).value().version,
        1)
        << "nothing new, nothing changed";
    auto const changed =
        change_channel(tx, held, {.channel = {"web"}, .name = Name{"Shop"}, .active = false}, change_).value();
    EXPECT_EQ(changed.version, 2);
    EXPECT_FALSE(changed.active);
  });
  EXPECT_EQ(topics(), (std::vector<std::string>{"org.channel_changed", "org.channel_changed"}));
  EXPECT_EQ(changes("channel"), 2);
}

TEST_F(Directory, LocationsNeedAZoneAndACompanyThatAreThere) {
  within([&](pg::Tx& tx) {
    auto const entity = add_legal_entity(tx, {{"Main"}, Country{"IE"}}, change_).value();
    EXPECT_EQ(reason_of(add_legal_entity(tx, {{"Main"}, {}}, change_)), "org.name_taken");
    NewLocation wanted{};
    wanted.code = {"D1"};
    wanted.name = {"Dublin"};
    wanted.zone = {"Europe/Dublin"};
    wanted.country = Country{"IE"};
    wanted.legal_entity_id = entity.legal_entity_id;
    wanted.address = Address{{{{"1 Grafton St"}}}, {{"Dublin"}}, {{"D02"}}, {}};
    wanted.point = Point{53.34, -6.26};
    auto const made = add_location(tx, wanted, change_).value();
    EXPECT_EQ(made.legal_entity_id, entity.legal_entity_id);
    auto const kept = get_location(tx, made.location_id).value();
    EXPECT_EQ(kept.address, *wanted.address);
    EXPECT_EQ(kept.point, wanted.point);
    EXPECT_EQ(reason_of(add_location(tx, wanted, change_)), "org.code_taken");
    wanted.code = {"D2"};
    wanted.zone = {"Europe/Dublim"};
    EXPECT_EQ(reason_of(add_location(tx, wanted, change_)), "org.bad_zone");
    wanted.zone = {"UTC"};
    wanted.legal_entity_id = LegalEntityId::make(kNow);
    EXPECT_EQ(reason_of(add_location(tx, wanted, change_)), "org.legal_entity_not_found");
    EXPECT_EQ(reason_of(lock_location(tx, LocationId::make(kNow))), "org.location_not_found");
    LocationPatch patch{};
    patch.location_id = made.location_id;
    patch.name = Name{"Dublin 1"};
    auto const changed = change_location(tx, made, patch, change_).value();
    EXPECT_EQ(changed.name, "Dublin 1");
    EXPECT_EQ(changed.address, made.address);
    patch.point = Point{91, 0};
    EXPECT_EQ(reason_of(change_location(tx, changed, patch, change_)), "org.bad_point");
    EXPECT_EQ(list_locations(tx, "", 10).size(), 1U);
    EXPECT_EQ(list_locations(tx, "D1", 10).size(), 0U);
  });
}

TEST_F(Directory, StaffSignInWithTheScopesOfTheirRoleAndTheLastDirectorStays) {
  within([&](pg::Tx& tx) {
    EXPECT_EQ(reason_of(join(tx, {.name = "Ann", .email = "ann@shop.example", .role = "king"}, kNow)), "org.bad_role");
    EXPECT_EQ(reason_of(join(tx, {.name = "Ann", .email = "ann", .role = "director"}, kNow)), "org.bad_email");
    EXPECT_EQ(reason_of(lock_staff(tx, StaffId::make(kNow))), "org.staff_not_found");
  });
  auto const ann = within([&](pg::Tx& tx) {
                     return join(tx, {.name = "Ann", .email = "ann@shop.example", .role = "director"}, kNow);
                   }).value();
  EXPECT_GE(ann.password.size(), 19U);
  auto const twice = [&](pg::Tx& tx) {
    return join(tx, {.name = "Ann", .email = "ANN@shop.example", .role = "agent"}, kNow);
  };
  EXPECT_EQ(reason_of(within(twice)), "auth.email_taken");
  StaffPatch demote{};
  demote.staff_id = ann.staff_id;
  demote.role = Role::agent;
  auto const change = [&](StaffPatch const& patch) {
    return within([&](pg::Tx& tx) { return change_staff(tx, lock_staff(tx, patch.staff_id).value(), patch, change_); });
  };
  EXPECT_EQ(reason_of(change(demote)), "org.last_director");
  auto const bea = within([&](pg::Tx& tx) {
                     return join(tx, {.name = "Bea", .email = "bea@shop.example", .role = "director"}, kNow);
                   }).value();
  auto const changed = change(demote).value();
  EXPECT_EQ(changed.role, Role::agent);
  EXPECT_EQ(changed.version, 2);
  StaffPatch off{};
  off.staff_id = bea.staff_id;
  off.active = false;
  EXPECT_EQ(reason_of(change(off)), "org.last_director");
  EXPECT_EQ(within([&](pg::Tx& tx) { return list_staff(tx, {}, 10); }).size(), 2U);
  EXPECT_EQ(changes("staff"), 3);
}

TEST_F(Directory, TheDoorHandsOutNoRoleBeyondTheCallersOwn) {
  http::Router router;
  mount(router);
  auto const endpoint = [&](http::Method method, std::string_view pattern) {
    for (auto const& one : router.endpoints()) {
      if (one->method == method && one->pattern == pattern) return one;
    }
    return std::shared_ptr<http::Endpoint>{};
  };
  auto const post = endpoint(http::Method::post, "/v1/staff");
  auto const patch = endpoint(http::Method::patch, "/v1/staff/{staff_id}");
  auto const ask = [&](http::Endpoint& door, std::string const& id, std::string const& body,
                       std::vector<std::string> scopes, std::optional<std::int64_t> if_match = {}) {
    std::vector<std::string_view> values;
    if (!id.empty()) values.push_back(id);
    auto const request = door.decode({door.method, door.path_names, values, {}, body});
    EXPECT_TRUE(request.ok()) << body;
    return within([&](pg::Tx& tx) {
      http::Caller caller;
      caller.principal = "key_1";
      caller.kind = "key";
      caller.scopes = scopes;
      FakeCall call{tx, caller};
      call.if_match = if_match;
      auto const answer = door.run(call, request.value().get());
      return answer.ok() ? answer.value().body : std::string{answer.error().reason.name};
    });
  };
  auto const body = [](std::string_view role) {
    return fmt::format(R"({{"email":"cara@shop.example","display_name":"Cara","role":"{}","password":"{}"}})", role,
                       kPassword);
  };
  auto some = scopes_of(Role::manager);
  some.emplace_back("org.staff");
  EXPECT_EQ(ask(*post, "", body("director"), some), "org.role_beyond_own");
  auto const made = ask(*post, "", body("associate"), some);
  auto const at = made.find("stf_");
  ASSERT_NE(at, std::string::npos) << made;
  auto const id = made.substr(at, 30);
  EXPECT_EQ(ask(*patch, id, R"({"role":"admin"})", some, 1), "org.role_beyond_own");
  EXPECT_EQ(ask(*patch, id, R"({"active":false})", some), "http.if_match_missing");
  EXPECT_EQ(ask(*patch, id, R"({"active":false})", some, 7), "http.version_mismatch");
  EXPECT_NE(ask(*patch, id, R"({"active":false})", some, 1).find(R"("active":false)"), std::string::npos);
}

TEST_F(Directory, ARoleHoldsWhereItIsGiven) {
  auto const within_reach = [&](StaffId staff, LocationId location) {
    return within([&](pg::Tx& tx) {
      http::Caller caller;
      caller.principal = staff.text();
      caller.kind = "staff";
      return reason_of(check_reach(tx, caller, location));
    });
  };
  NewLocation wanted{};
  wanted.name = {"A shop"};
  wanted.zone = {"UTC"};
  std::vector<LocationId> shops;
  for (auto const* code : {"A", "B"}) {
    wanted.code = {code};
    shops.push_back(within([&](pg::Tx& tx) { return add_location(tx, wanted, change_); }).value().location_id);
  }
  NewStaff mia{.email = "mia@shop.example", .display_name = "Mia", .role = Role::manager};
  mia.locations = {LocationId::make(kNow)};
  auto const add = [&] { return within([&](pg::Tx& tx) { return add_staff(tx, mia, change_.actor, kNow); }); };
  EXPECT_EQ(reason_of(add()), "org.location_not_found");
  mia.locations = {shops[0]};
  mia.role = Role::director;
  EXPECT_EQ(reason_of(add()), "org.not_everywhere");
  mia.role = Role::manager;
  auto const staff = add().value();
  EXPECT_EQ(within_reach(staff, shops[0]), "");
  EXPECT_EQ(within_reach(staff, shops[1]), "org.other_location");
  EXPECT_EQ(within_reach(StaffId::make(kNow), shops[0]), "org.other_location") << "nobody we know";
  StaffPatch patch{};
  patch.staff_id = staff;
  auto const change = [&] {
    auto const held = within([&](pg::Tx& tx) { return lock_staff(tx, staff); }).value();
    return within([&](pg::Tx& tx) { return change_staff(tx, held, patch, change_); });
  };
  patch.location_ids = Locations{{shops[1], shops[1]}};
  EXPECT_EQ(change().value().location_ids, std::vector{shops[1]});
  EXPECT_EQ(within_reach(staff, shops[0]), "org.other_location");
  EXPECT_EQ(within_reach(staff, shops[1]), "");
  patch.everywhere = true;
  EXPECT_EQ(reason_of(change()), "org.not_everywhere") << "at the whole company, and at one shop only";
  patch = {};
  patch.staff_id = staff;
  patch.role = Role::admin;
  EXPECT_TRUE(change().value().everywhere) << "who runs the system does so everywhere";
  EXPECT_EQ(within_reach(staff, shops[0]), "");
  patch = {};
  patch.staff_id = staff;
  patch.active = false;
  EXPECT_TRUE(change().ok());
  EXPECT_EQ(within_reach(staff, shops[0]), "org.other_location") << "gone";
}

TEST_F(Directory, QualificationsAreKeptInOrderAndEndAfterTheyBegin) {
  auto const staff = within([&](pg::Tx& tx) {
                       return join(tx, {.name = "Ann", .email = "ann@shop.example", .role = "associate"}, kNow);
                     })
                         .value()
                         .staff_id;
  auto const day = [](std::string_view text) { return base::parse_date(text).value(); };
  StaffPatch patch{};
  patch.staff_id = staff;
  auto const change = [&] {
    auto const held = within([&](pg::Tx& tx) { return lock_staff(tx, staff); }).value();
    return within([&](pg::Tx& tx) { return change_staff(tx, held, patch, change_); });
  };
  Qualification const forklift{{"Forklift"}, day("2026-03-01"), day("2027-02-28")};
  Qualification const aid{{"First aid"}, day("2025-01-01"), {}};
  patch.qualifications = Qualifications{{forklift, aid}};
  EXPECT_EQ(change().value().qualifications, (std::vector{aid, forklift}));
  EXPECT_EQ(within([&](pg::Tx& tx) { return lock_staff(tx, staff).value().qualifications; }),
            (std::vector{aid, forklift}));
  EXPECT_EQ(change().value().version, 2) << "nothing new";
  patch.qualifications = Qualifications{{aid, aid}};
  EXPECT_EQ(reason_of(change()), "org.bad_qualification");
  patch.qualifications = Qualifications{{{{"Forklift"}, day("2026-03-01"), day("2026-02-28")}}};
  EXPECT_EQ(reason_of(change()), "org.bad_qualification");
}

TEST_F(Directory, OpeningHoursHaveAVersionOfTheirOwnAndAHistory) {
  NewLocation wanted{};
  wanted.code = {"D1"};
  wanted.name = {"Dublin"};
  wanted.zone = {"Europe/Dublin"};
  auto const shop = within([&](pg::Tx& tx) { return add_location(tx, wanted, change_); }).value();
  within([&](pg::Tx& tx) {
    auto const none = hours_of(tx, shop);
    EXPECT_EQ(none.version, 0);
    EXPECT_EQ(none.in_words, "");
    Calendar calendar{parse_week("Mo-Fr 09:00-18:00").value(), {}};
    calendar.exceptions.items = {{base::parse_date("2026-12-25").value(), {"Christmas"}, {}},
                                 {base::parse_date("2026-12-24").value(), {"Eve"}, calendar.week.monday}};
    auto const given = change_hours(tx, shop, none, calendar, change_).value();
    EXPECT_EQ(given.version, 1);
    EXPECT_EQ(given.in_words, "Mo-Fr 09:00-18:00");
    EXPECT_EQ(given.exceptions.items.front().name.value, "Eve") << "in order of date";
    auto const read = hours_of(tx, shop);
    EXPECT_EQ(read.week, given.week);
    EXPECT_EQ(read.exceptions, given.exceptions);
    EXPECT_EQ(change_hours(tx, shop, read, calendar, change_).value().version, 1) << "the same again";
    calendar.week.monday.items.front().closes = {"09:00"};
    auto const refused = change_hours(tx, shop, read, calendar, change_);
    EXPECT_EQ(reason_of(refused), "org.bad_hours");
    EXPECT_EQ(refused.error().fields.front().pointer, "/week/monday/0");
    auto const place = find_open_place(tx, shop.location_id).value();
    EXPECT_EQ(place.zone.name(), "Europe/Dublin");
    EXPECT_TRUE(opening_at(place.calendar, place.zone, base::parse_instant("2026-11-24T09:00:00Z").value()));
    EXPECT_FALSE(find_open_place(tx, LocationId::make(kNow)));
  });
  EXPECT_EQ(changes("location"), 2);
}

}  // namespace
}  // namespace weft::org
