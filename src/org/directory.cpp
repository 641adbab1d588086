// directory.cpp - adding to the organisation and changing it, with history and event in the same commit.
#include "org/directory.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>

#include "org/code.h"
#include "org/directory_store.h"
#include "org/store.h"
#include "platform/auth/auth.h"
#include "platform/outbox/outbox.h"

namespace weft::org {
namespace {

constexpr std::string_view kRoleWords = "director, admin, merchandiser, manager, associate, agent, marketer, analyst";

/// What happened, for history and outbox. Personal values go into the sealed twins only.
struct Told {
  std::string_view kind;  // legal_entity, channel, location, staff
  std::string id;
  std::string_view what;  // added, changed
  std::string before{};
  std::string after{};
  std::string personal_before{};
  std::string personal_after{};
};

void tell(pg::Tx& tx, Told told, Change const& change) {
  history::Change written{.subject_kind = std::string{told.kind},
                          .subject_id = told.id,
                          .action = fmt::format("org.{}_{}", told.kind, told.what),
                          .before = std::move(told.before),
                          .after = std::move(told.after)};
  // The all-zero id stands for staff: they are nobody's customer record.
  if (!told.personal_before.empty()) written.personal_before = history::seal({}, told.personal_before);
  if (!told.personal_after.empty()) written.personal_after = history::seal({}, told.personal_after);
  history::record(tx, change.actor, written, change.now);
  outbox::emit(tx, {.topic = fmt::format("org.{}_changed", told.kind), .key = std::move(told.id)}, change.now);
}

base::Instant as_of(Change const& change) { return change.as_of.value_or(change.now); }

/// The members of two states that differ, as two JSON objects.
class Difference {
 public:
  template <class T>
  void add(std::string_view name, T const& before, T const& after) {
    if (before == after) return;
    append(before_, name, before);
    append(after_, name, after);
  }
  [[nodiscard]] bool empty() const { return before_.empty(); }
  [[nodiscard]] std::string before() const { return empty() ? std::string{} : "{" + before_ + "}"; }
  [[nodiscard]] std::string after() const { return empty() ? std::string{} : "{" + after_ + "}"; }

 private:
  template <class T>
  static void append(std::string& out, std::string_view name, T const& value) {
    out += fmt::format("{}\"{}\":", out.empty() ? "" : ",", name);
    json::encode_to(out, value);
  }
  template <class T>
  static void append(std::string& out, std::string_view name, std::optional<T> const& value) {
    out += fmt::format("{}\"{}\":", out.empty() ? "" : ",", name);
    if (value) {
      json::encode_to(out, *value);
    } else {
      out += "null";
    }
  }
  std::string before_;
  std::string after_;
};

template <class Bounded>
std::optional<std::string> text_of(std::optional<Bounded> const& bounded) {
  if (!bounded) return {};
  return bounded->value;
}

base::Result<void> check_location(pg::Tx& tx, Location const& location) {
  if (!base::Zone::find(location.zone)) {
    return base::Error{kBadZone, fmt::format("There is no time zone \"{}\".", location.zone)};
  }
  if (location.point && !is_point(location.point->latitude, location.point->longitude)) {
    return base::Error{kBadPoint};
  }
  if (auto const& entity = location.legal_entity_id; entity && !store::has_legal_entity(tx, *entity)) {
    return base::Error{kLegalEntityNotFound, fmt::format("No legal entity {} is known.", entity->text())};
  }
  return {};
}

std::vector<LocationId> sorted(std::vector<LocationId> locations) {
  std::sort(locations.begin(), locations.end());
  locations.erase(std::unique(locations.begin(), locations.end()), locations.end());
  return locations;
}

/// Puts qualifications in order of name and first day.
base::Result<std::vector<Qualification>> in_order(std::vector<Qualification> qualifications) {
  auto const key = [](Qualification const& one) { return std::pair{one.name.value, one.valid_from}; };
  std::sort(qualifications.begin(), qualifications.end(),
            [&](auto const& left, auto const& right) { return key(left) < key(right); });
  for (std::size_t at = 0; at < qualifications.size(); ++at) {
    auto const& one = qualifications[at];
    if ((one.valid_until && *one.valid_until < one.valid_from) || (at > 0 && key(qualifications[at - 1]) == key(one)))
      return base::Error{kBadQualification,
                         fmt::format("\"{}\" from {}.", one.name.value, base::text_of(one.valid_from))};
  }
  return qualifications;
}

/// Takes over what the patch says of where the role holds.
base::Result<void> change_reach(pg::Tx& tx, StaffPatch const& patch, Staff& changed) {
  if (patch.location_ids) {
    changed.everywhere = false;
    changed.location_ids = sorted(patch.location_ids->items);
    auto const wanted = static_cast<std::int64_t>(changed.location_ids.size());
    if (store::count_locations(tx, changed.location_ids) != wanted)
      return base::Error{kLocationNotFound, "One of the locations is not known."};
  }
  bool const contradicts = patch.location_ids && patch.everywhere.value_or(false);
  bool const narrowed = patch.location_ids || (patch.everywhere && !*patch.everywhere);
  if (contradicts || (narrowed && runs_everything(changed.role))) return base::Error{kNotEverywhere};
  if (patch.everywhere) changed.everywhere = *patch.everywhere;
  if (runs_everything(changed.role)) changed.everywhere = true;
  if (changed.everywhere) changed.location_ids.clear();
  return {};
}

}  // namespace

bool CountryRule::ok(std::string_view text) { return is_country(text); }
bool ChannelCodeRule::ok(std::string_view text) { return is_channel_code(text); }
bool LocationCodeRule::ok(std::string_view text) { return is_location_code(text); }

std::vector<LegalEntity> list_legal_entities(pg::Tx& tx, std::optional<LegalEntityId> after, std::int64_t limit) {
  return store::list_legal_entities(tx, after.value_or(LegalEntityId{}), limit);
}
std::vector<Channel> list_channels(pg::Tx& tx, std::string const& after, std::int64_t limit) {
  return store::list_channels(tx, after, limit);
}
std::vector<Location> list_locations(pg::Tx& tx, std::string const& after, std::int64_t limit) {
  return store::list_locations(tx, after, limit);
}
std::vector<Staff> list_staff(pg::Tx& tx, std::optional<StaffId> after, std::int64_t limit) {
  return store::list_staff(tx, after.value_or(StaffId{}), limit);
}

base::Result<LegalEntity> add_legal_entity(pg::Tx& tx, NewLegalEntity const& wanted, Change const& change) {
  LegalEntity made{LegalEntityId::make(change.now), wanted.name, text_of(wanted.country), 1};
  if (!store::insert(tx, made, change.now)) {
    return base::Error{kNameTaken, fmt::format("A legal entity is called \"{}\" already.", made.name)};
  }
  tell(tx, {.kind = "legal_entity", .id = made.legal_entity_id.text(), .what = "added", .after = json::encode(made)},
       change);
  return made;
}

base::Result<Channel> add_channel(pg::Tx& tx, NewChannel const& wanted, Change const& change) {
  Channel made{wanted.channel, wanted.name, wanted.kind, true, 1};
  if (!store::insert(tx, made, change.now)) {
    return base::Error{kCodeTaken, fmt::format("There is a channel \"{}\" already.", made.channel)};
  }
  tell(tx, {.kind = "channel", .id = made.channel, .what = "added", .after = json::encode(made)}, change);
  return made;
}

base::Result<Location> add_location(pg::Tx& tx, NewLocation const& wanted, Change const& change) {
  Location made{.location_id = LocationId::make(change.now),
                .code = wanted.code,
                .name = wanted.name,
                .kind = wanted.kind,
                .zone = wanted.zone,
                .country = text_of(wanted.country),
                .legal_entity_id = wanted.legal_entity_id,
                .address = wanted.address.value_or(Address{}),
                .point = wanted.point,
                .active = true,
                .version = 1};
  if (auto checked = check_location(tx, made); !checked) return std::move(checked).error();
  if (!store::insert(tx, made, change.now, as_of(change))) {
    return base::Error{kCodeTaken, fmt::format("There is a location \"{}\" already.", made.code)};
  }
  tell(tx, {.kind = "location", .id = made.location_id.text(), .what = "added", .after = json::encode(made)}, change);
  return made;
}

base::Result<StaffId> add_staff(pg::Tx& tx, NewStaff const& wanted, history::Actor const& actor, base::Instant now) {
  Staff made{.staff_id = StaffId::make(now),
             .email = wanted.email,
             .display_name = wanted.display_name,
             .role = wanted.role,
             .everywhere = !wanted.locations,
             .location_ids = sorted(wanted.locations.value_or(std::vector<LocationId>{})),
             .qualifications = {},
             .active = true,
             .version = 1};
  if (!made.everywhere && runs_everything(made.role)) return base::Error{kNotEverywhere};
  if (store::count_locations(tx, made.location_ids) != static_cast<std::int64_t>(made.location_ids.size()))
    return base::Error{kLocationNotFound, "One of the locations is not known."};
  auto added = auth::add_person(tx,
                                {made.staff_id.uuid(), made.display_name, made.email,
                                 std::string{boost::describe::enum_to_string(made.role, "")}, scopes_of(made.role)},
                                now);
  if (!added) return std::move(added).error();
  if (!store::insert(tx, made, now, wanted.as_of.value_or(now)))
    return base::Error{auth::kEmailTaken, "That e-mail address is taken."};
  if (wanted.password) {
    auto set = auth::set_password(tx, made.staff_id.uuid(), *wanted.password, now);
    if (!set) return std::move(set).error();
  }
  Difference personal;
  personal.add("email", std::string{}, made.email);
  personal.add("display_name", std::string{}, made.display_name);
  Difference plain;
  plain.add("role", std::optional<Role>{}, std::optional{made.role});
  plain.add("active", std::optional<bool>{}, std::optional{true});
  plain.add("everywhere", std::optional<bool>{}, std::optional{made.everywhere});
  plain.add("location_ids", std::vector<LocationId>{}, made.location_ids);
  tell(tx,
       {.kind = "staff",
        .id = made.staff_id.text(),
        .what = "added",
        .after = plain.after(),
        .personal_after = personal.after()},
       {actor, now});
  return made.staff_id;
}

base::Result<Joined> join(pg::Tx& tx, Joining const& wanted, base::Instant now) {
  Role role{};
  if (!boost::describe::enum_from_string(wanted.role.c_str(), role)) {
    return base::Error{kBadRole, fmt::format("\"{}\" is no role: {}.", wanted.role, kRoleWords)};
  }
  if (!is_email(wanted.email)) return base::Error{kBadEmail, fmt::format("\"{}\" is no e-mail address.", wanted.email)};
  auto password = auth::make_password();
  auto const added =
      add_staff(tx, {.email = wanted.email, .display_name = wanted.name, .role = role, .password = password},
                history::system_actor("command line"), now);
  if (!added) return added.error();
  return Joined{added.value(), std::move(password)};
}

base::Result<Channel> lock_channel(pg::Tx& tx, std::string const& channel) {
  auto held = store::lock_channel(tx, channel);
  if (!held) return base::Error{kChannelNotFound, fmt::format("There is no channel \"{}\".", channel)};
  return std::move(*held);
}

base::Result<Location> lock_location(pg::Tx& tx, LocationId location) {
  auto held = store::lock_location(tx, location);
  if (!held) return base::Error{kLocationNotFound, fmt::format("No location {} is known.", location.text())};
  return std::move(*held);
}

base::Result<Location> get_location(pg::Tx& tx, LocationId location) {
  auto found = store::find_location(tx, location);
  if (!found) return base::Error{kLocationNotFound, fmt::format("No location {} is known.", location.text())};
  return std::move(*found);
}

base::Result<Staff> lock_staff(pg::Tx& tx, StaffId staff) {
  auto held = store::lock_staff(tx, staff);
  if (!held.staff) return base::Error{kStaffNotFound, fmt::format("No member of staff {} is known.", staff.text())};
  return std::move(*held.staff);
}

base::Result<Channel> change_channel(pg::Tx& tx, Channel const& held, ChannelPatch const& patch, Change const& change) {
  auto changed = held;
  changed.name = text_of(patch.name).value_or(held.name);
  changed.active = patch.active.value_or(held.active);
  Difference difference;
  difference.add("name", held.name, changed.name);
  difference.add("active", held.active, changed.active);
  if (difference.empty()) return changed;
  ++changed.version;
  store::update(tx, changed);
  tell(tx, {"channel", changed.channel, "changed", difference.before(), difference.after()}, change);
  return changed;
}

base::Result<Location> change_location(pg::Tx& tx, Location const& held, LocationPatch const& patch,
                                       Change const& change) {
  auto changed = held;
  changed.name = text_of(patch.name).value_or(held.name);
  changed.kind = patch.kind.value_or(held.kind);
  changed.zone = text_of(patch.zone).value_or(held.zone);
  if (patch.country) changed.country = patch.country->value;
  if (patch.legal_entity_id) changed.legal_entity_id = patch.legal_entity_id;
  changed.address = patch.address.value_or(held.address);
  if (patch.point) changed.point = patch.point;
  changed.active = patch.active.value_or(held.active);
  Difference difference;
  difference.add("name", held.name, changed.name);
  difference.add("kind", held.kind, changed.kind);
  difference.add("zone", held.zone, changed.zone);
  difference.add("country", held.country, changed.country);
  difference.add("legal_entity_id", held.legal_entity_id, changed.legal_entity_id);
  difference.add("address", held.address, changed.address);
  difference.add("point", held.point, changed.point);
  difference.add("active", held.active, changed.active);
  if (difference.empty()) return changed;
  if (auto checked = check_location(tx, changed); !checked) return std::move(checked).error();
  ++changed.version;
  store::update(tx, changed, as_of(change));
  tell(tx, {"location", changed.location_id.text(), "changed", difference.before(), difference.after()}, change);
  return changed;
}

namespace {

/// What of a change of staff concerns their sign-in.
base::Result<void> change_sign_in(pg::Tx& tx, Staff const& held, Staff const& changed, StaffPatch const& patch,
                                  base::Instant now) {
  auto const principal = held.staff_id.uuid();
  if (changed.role != held.role) {
    auto set = auth::set_scopes(tx, principal, boost::describe::enum_to_string(changed.role, ""),
                                scopes_of(changed.role), now);
    if (!set) return set;
  }
  if (changed.display_name != held.display_name) {
    if (auto set = auth::set_display_name(tx, principal, changed.display_name, now); !set) return set;
  }
  if (patch.password) {
    if (auto set = auth::set_password(tx, principal, patch.password->value, now); !set) return set;
  }
  if (changed.active != held.active) return auth::set_active(tx, principal, changed.active, now);
  return {};
}

}  // namespace

base::Result<Staff> change_staff(pg::Tx& tx, Staff const& held, StaffPatch const& patch, Change const& change) {
  auto changed = held;
  changed.display_name = text_of(patch.display_name).value_or(held.display_name);
  changed.role = patch.role.value_or(held.role);
  changed.active = patch.active.value_or(held.active);
  if (auto fits = change_reach(tx, patch, changed); !fits) return std::move(fits).error();
  if (patch.qualifications) {
    auto in = in_order(patch.qualifications->items);
    if (!in) return std::move(in).error();
    changed.qualifications = std::move(*in);
  }
  bool const was_director = held.role == Role::director && held.active;
  bool const is_director = changed.role == Role::director && changed.active;
  if (was_director && !is_director && store::lock_staff(tx, held.staff_id).active_directors < 2) {
    return base::Error{kLastDirector, "Make somebody else a director first."};
  }
  Difference difference;
  Difference personal;
  difference.add("role", held.role, changed.role);
  difference.add("everywhere", held.everywhere, changed.everywhere);
  difference.add("location_ids", held.location_ids, changed.location_ids);
  difference.add("qualifications", held.qualifications, changed.qualifications);
  difference.add("active", held.active, changed.active);
  personal.add("display_name", held.display_name, changed.display_name);
  if (patch.password) difference.add("password", std::string{"old"}, std::string{"new"});
  if (difference.empty() && personal.empty()) return changed;
  if (auto done = change_sign_in(tx, held, changed, patch, change.now); !done) return std::move(done).error();
  ++changed.version;
  store::update(tx, changed, as_of(change));
  if (changed.location_ids != held.location_ids) store::put_locations(tx, held.staff_id, changed.location_ids);
  if (changed.qualifications != held.qualifications)
    store::put_qualifications(tx, held.staff_id, changed.qualifications);
  tell(tx,
       {"staff", held.staff_id.text(), "changed", difference.before(), difference.after(), personal.before(),
        personal.after()},
       change);
  return changed;
}

LocationHours hours_of(pg::Tx& tx, Location const& location) {
  auto kept = store::find_hours(tx, location.location_id);
  auto in_words = text_of(kept.calendar.week);
  return {std::move(kept.calendar), location.location_id, location.zone, std::move(in_words), kept.version};
}

base::Result<LocationHours> change_hours(pg::Tx& tx, Location const& held, LocationHours const& before,
                                         Calendar const& wanted, Change const& change) {
  if (auto wrong = check_calendar(wanted); !wrong.empty()) return base::Error{kBadHours, {}, std::move(wrong)};
  auto calendar = wanted;
  std::sort(calendar.exceptions.items.begin(), calendar.exceptions.items.end(),
            [](auto const& left, auto const& right) { return left.on < right.on; });
  Difference difference;
  difference.add("week", before.week, calendar.week);
  difference.add("exceptions", before.exceptions, calendar.exceptions);
  if (difference.empty()) return before;
  auto in_words = text_of(calendar.week);
  LocationHours after{std::move(calendar), held.location_id, held.zone, std::move(in_words), before.version + 1};
  store::put_hours(tx, held.location_id, after, after.version);
  tell(tx, {"location", held.location_id.text(), "hours_changed", difference.before(), difference.after()}, change);
  return after;
}

std::optional<OpenPlace> find_open_place(pg::Tx& tx, LocationId location) {
  auto const found = store::find_location(tx, location);
  if (!found) return {};
  return OpenPlace{store::find_hours(tx, location).calendar, base::Zone::find(found->zone).value_or(base::Zone{})};
}

base::Result<void> check_channel(pg::Tx& tx, std::string_view channel) {
  if (store::has_channel(tx, channel)) return {};
  return base::Error{kChannelNotFound, fmt::format("There is no channel \"{}\".", channel)};
}

}  // namespace weft::org
