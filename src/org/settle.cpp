// settle.cpp - what sources tell of locations and staff becomes the organisation, a change only where something
// differs.
#include <fmt/format.h>

#include <algorithm>
#include <boost/describe/enum_from_string.hpp>
#include <charconv>

#include "org/code.h"
#include "org/directory.h"
#include "org/directory_store.h"
#include "platform/auth/auth.h"

namespace weft::org {
namespace {

/// The faults of one that is told.
class Faults {
 public:
  void add(std::string pointer, base::Reason reason, std::string words) {
    outcome_.state = Settled::refused;
    outcome_.wrong.push_back({std::move(pointer), std::string{reason.name}, std::move(words)});
  }
  void add(std::string pointer, base::Error const& error) {
    add(std::move(pointer), error.reason, error.detail.empty() ? std::string{error.reason.title} : error.detail);
  }
  [[nodiscard]] bool any() const { return !outcome_.wrong.empty(); }
  [[nodiscard]] Outcome take() { return std::move(outcome_); }

 private:
  Outcome outcome_;
};

template <class Bounded>
void read_text(std::string const& text, std::string pointer, std::optional<Bounded>& into, Faults& faults) {
  if (text.empty()) return;
  auto read = std::vector<base::FieldError>{};
  auto value = json::decode_parameter<Bounded>(text, pointer, read);
  if (!read.empty())
    faults.add(std::move(pointer), kBadAddress, read.front().detail);
  else
    into = std::move(value);
}

std::optional<double> degrees_of(std::string_view text) {
  double value = 0;
  auto const [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc{} || end != text.data() + text.size()) return {};
  return value;
}

std::optional<Point> point_of(LocationTold const& told, Faults& faults) {
  if (told.latitude.empty() && told.longitude.empty()) return {};
  auto const latitude = degrees_of(told.latitude), longitude = degrees_of(told.longitude);
  if (latitude && longitude && is_point(*latitude, *longitude)) return Point{*latitude, *longitude};
  faults.add(latitude && is_point(*latitude, 0) ? "/longitude" : "/latitude", kBadPoint,
             "Latitude and longitude are degrees, 48.85 and 2.35, and both are told or none.");
  return {};
}

/// The address that comes of what stands and what is told.
std::optional<Address> address_of(LocationTold const& told, Address const& held, Faults& faults) {
  auto address = held;
  if (!told.address.empty()) {
    address.lines.items.clear();
    for (std::size_t begin = 0; begin <= told.address.size();) {
      auto const end = std::min(told.address.find('\n', begin), told.address.size());
      std::optional<json::Text<1, 200>> line;
      read_text(told.address.substr(begin, end - begin), "/address", line, faults);
      if (line) address.lines.items.push_back(std::move(*line));
      begin = end + 1;
    }
    if (address.lines.size() > 5) faults.add("/address", kBadAddress, "An address has 5 lines at most.");
  }
  read_text(told.city, "/city", address.city, faults);
  read_text(told.postcode, "/postcode", address.postcode, faults);
  read_text(told.region, "/region", address.region, faults);
  if (address == held) return {};
  return address;
}

/// Locations of a span: what is known of them, and one after the other what comes of them.
class PlaceSettler {
 public:
  PlaceSettler(pg::Tx& tx, std::span<LocationTold const> told, base::Instant now)
      : tx_{tx}, actor_{history::system_actor("import")}, now_{now} {
    std::vector<std::string> codes, names;
    for (auto const& one : told) {
      codes.push_back(one.code);
      if (!one.legal_entity.empty()) names.push_back(one.legal_entity);
    }
    for (auto& held : store::lock_locations(tx, codes)) held_.emplace(held.thing.code, std::move(held));
    if (!names.empty()) entities_ = store::find_legal_entities(tx, names);
  }

  Outcome settle(LocationTold const& told) {
    Faults faults;
    auto const found = held_.find(told.code);
    if (found != held_.end() && found->second.as_of.value_or(base::Instant::min()) > told.as_of)
      return {Settled::older, {}};
    if (found == held_.end()) return add(told, faults);
    auto& held = found->second;
    auto const before = held.thing.version;
    auto const hours = week_of(told, faults);
    auto const patch = patch_of(told, held.thing, faults);
    if (faults.any()) return faults.take();
    auto changed = change_location(tx_, held.thing, patch, change_of(told));
    if (!changed) return refused(faults, changed.error());
    held.thing = std::move(*changed);
    bool const moved = put_week(held.thing, hours, told);
    bool const differs = moved || held.thing.version != before;
    if (held.as_of != told.as_of) store::update_location_as_of(tx_, held.thing.location_id, told.as_of);
    held.as_of = told.as_of;
    return {differs ? Settled::changed : Settled::unchanged, {}};
  }

 private:
  [[nodiscard]] Change change_of(LocationTold const& told) const { return {actor_, now_, told.as_of}; }

  static Outcome refused(Faults& faults, base::Error const& error) {
    faults.add(error.reason.name == kBadZone.name ? "/zone" : "", error);
    return faults.take();
  }

  static std::optional<OpenWeek> week_of(LocationTold const& told, Faults& faults) {
    if (told.opening_hours.empty()) return {};
    auto week = parse_week(told.opening_hours);
    if (!week) faults.add("/opening_hours", kBadHours, "Hours are told as \"Mo-Fr 09:00-18:00; Sa 10:00-16:00\".");
    return week;
  }

  bool put_week(Location const& location, std::optional<OpenWeek> const& week, LocationTold const& told) {
    if (!week) return false;
    auto const before = hours_of(tx_, location);
    auto const after = change_hours(tx_, location, before, {*week, before.exceptions}, change_of(told));
    return after.value().version != before.version;  // parse_week() gives none that is refused
  }

  void check_words(LocationTold const& told, std::optional<KindOfLocation>& kind, Faults& faults) const {
    KindOfLocation read{};
    if (!told.kind.empty() && !boost::describe::enum_from_string(told.kind.c_str(), read))
      faults.add("/kind", kBadKind, fmt::format("\"{}\" is no kind of location.", told.kind));
    else if (!told.kind.empty())
      kind = read;
    if (!told.country.empty() && !is_country(told.country))
      faults.add("/country", kBadCountry, "A country is two capital letters, such as IE.");
    if (!told.legal_entity.empty() && !entities_.contains(told.legal_entity))
      faults.add("/legal_entity", kLegalEntityNotFound, fmt::format("No company is called \"{}\".", told.legal_entity));
    if (told.name.size() > 200) faults.add("/name", kNameMissing, "A name has 200 characters at most.");
  }

  LocationPatch patch_of(LocationTold const& told, Location const& held, Faults& faults) const {
    LocationPatch patch{};
    patch.location_id = held.location_id;
    check_words(told, patch.kind, faults);
    if (!told.name.empty()) patch.name = Name{told.name};
    if (!told.zone.empty()) patch.zone = ZoneName{told.zone};
    if (!told.country.empty()) patch.country = Country{told.country};
    if (auto const entity = entities_.find(told.legal_entity); entity != entities_.end())
      patch.legal_entity_id = entity->second;
    patch.address = address_of(told, held.address, faults);
    patch.point = point_of(told, faults);
    patch.active = told.active;
    return patch;
  }

  Outcome add(LocationTold const& told, Faults& faults) {
    if (!is_location_code(told.code))
      faults.add("/code", kBadCode, fmt::format("\"{}\" is no location code.", told.code));
    if (told.name.empty()) faults.add("/name", kNameMissing, "A new location needs a name.");
    auto const hours = week_of(told, faults);
    auto const patch = patch_of(told, {}, faults);
    if (faults.any()) return faults.take();
    NewLocation const wanted{.code = {told.code},
                             .name = {told.name},
                             .kind = patch.kind.value_or(KindOfLocation::store),
                             .zone = patch.zone.value_or(ZoneName{"UTC"}),
                             .country = patch.country,
                             .legal_entity_id = patch.legal_entity_id,
                             .address = patch.address,
                             .point = patch.point};
    auto added = add_location(tx_, wanted, change_of(told));
    if (added && told.active.value_or(true) == false) {
      LocationPatch off{};
      off.location_id = added->location_id;
      off.active = false;
      added = change_location(tx_, *added, off, change_of(told));
    }
    if (!added) return refused(faults, added.error());
    put_week(*added, hours, told);
    held_.emplace(told.code, store::Held<Location>{std::move(*added), told.as_of});
    return {Settled::added, {}};
  }

  pg::Tx& tx_;
  history::Actor actor_;
  base::Instant now_;
  std::map<std::string, store::Held<Location>> held_;
  std::map<std::string, LegalEntityId> entities_;
};

std::string in_small(std::string text) {
  for (auto& letter : text) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return text;
}

/// The same for staff.
class StaffSettler {
 public:
  StaffSettler(pg::Tx& tx, std::span<StaffTold const> told, base::Instant now)
      : tx_{tx}, actor_{history::system_actor("import")}, now_{now} {
    std::vector<std::string> emails, codes;
    for (auto const& one : told) {
      emails.push_back(in_small(one.email));
      if (one.locations) codes.insert(codes.end(), one.locations->begin(), one.locations->end());
    }
    for (auto& held : store::lock_staff(tx, emails)) held_.emplace(in_small(held.thing.email), std::move(held));
    places_ = find_places(tx, {}, codes);
  }

  Outcome settle(StaffTold const& told) {
    Faults faults;
    auto const found = held_.find(in_small(told.email));
    if (found != held_.end() && found->second.as_of.value_or(base::Instant::min()) > told.as_of)
      return {Settled::older, {}};
    std::optional<Role> role;
    auto const locations = check(told, role, faults);
    if (found == held_.end()) return add(told, role, locations, faults);
    auto& held = found->second;
    bool const beyond = runs_everything(held.thing.role) || (role && runs_everything(*role));
    StaffPatch patch{};
    patch.staff_id = held.thing.staff_id;
    if (!told.name.empty()) patch.display_name = Name{told.name};
    if (role != held.thing.role) patch.role = role;
    if (told.active != held.thing.active) patch.active = told.active;
    if (locations && *locations != held.thing.location_ids) patch.location_ids = Locations{*locations};
    if (told.everywhere && !held.thing.everywhere) patch.everywhere = true;
    // What an import leaves as it is may be anybody's.
    if (beyond && (patch.role || patch.active || patch.location_ids ||
                   (patch.display_name && patch.display_name->value != held.thing.display_name)))
      faults.add("/role", kRoleBeyondOwn,
                 "A file changes nobody who runs the company or its system, and makes nobody so.");
    if (faults.any()) return faults.take();
    auto changed = change_staff(tx_, held.thing, patch, {actor_, now_, told.as_of});
    if (!changed) {
      faults.add("", changed.error());
      return faults.take();
    }
    bool const differs = changed->version != held.thing.version;
    if (held.as_of != told.as_of) store::update_staff_as_of(tx_, held.thing.staff_id, told.as_of);
    held = {std::move(*changed), told.as_of};
    return {differs ? Settled::changed : Settled::unchanged, {}};
  }

 private:
  std::optional<std::vector<LocationId>> check(StaffTold const& told, std::optional<Role>& role, Faults& faults) const {
    Role read{};
    if (!is_email(told.email)) faults.add("/email", kBadEmail, fmt::format("\"{}\" is no e-mail address.", told.email));
    if (!told.role.empty() && !boost::describe::enum_from_string(told.role.c_str(), read))
      faults.add("/role", kBadRole, fmt::format("\"{}\" is no role.", told.role));
    else if (!told.role.empty())
      role = read;
    if (told.name.size() > 200) faults.add("/name", kNameMissing, "A name has 200 characters at most.");
    if (!told.locations) return {};
    std::vector<LocationId> out;
    for (auto const& code : *told.locations) {
      if (auto const location = places_.location(code))
        out.push_back(*location);
      else
        faults.add("/locations", kLocationNotFound, fmt::format("There is no location \"{}\".", code));
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }

  Outcome add(StaffTold const& told, std::optional<Role> role, std::optional<std::vector<LocationId>> const& locations,
              Faults& faults) {
    if (told.name.empty()) faults.add("/name", kNameMissing, "Somebody new needs a name.");
    if (told.role.empty()) faults.add("/role", kBadRole, "Somebody new needs a role.");
    if (role && runs_everything(*role))
      faults.add("/role", kRoleBeyondOwn, "A file makes nobody a director or an admin.");
    if (faults.any()) return faults.take();
    NewStaff const wanted{
        .email = told.email,
        .display_name = told.name,
        .role = *role,
        .password = {},
        .locations = told.everywhere ? std::nullopt : std::optional{locations.value_or(std::vector<LocationId>{})},
        .as_of = told.as_of};
    auto added = add_staff(tx_, wanted, actor_, now_);
    if (!added) {
      faults.add("/email", added.error());
      return faults.take();
    }
    auto held = store::lock_staff(tx_, {in_small(told.email)});
    auto& mine = held.front();
    if (!told.active.value_or(true)) {
      StaffPatch off{};
      off.staff_id = *added;
      off.active = false;
      mine.thing = change_staff(tx_, mine.thing, off, {actor_, now_, told.as_of}).value();
    }
    held_.emplace(in_small(told.email), std::move(mine));
    return {Settled::added, {}};
  }

  pg::Tx& tx_;
  history::Actor actor_;
  base::Instant now_;
  std::map<std::string, store::Held<Staff>> held_;
  Places places_;
};

template <class Settler, class Told>
std::vector<Outcome> settle_all(pg::Tx& tx, std::span<Told const> told, base::Instant now) {
  Settler settler{tx, told, now};
  std::vector<Outcome> out;
  out.reserve(told.size());
  for (auto const& one : told) out.push_back(settler.settle(one));
  return out;
}

}  // namespace

std::vector<Outcome> settle_locations(pg::Tx& tx, std::span<LocationTold const> told, base::Instant now) {
  return settle_all<PlaceSettler>(tx, told, now);
}

std::vector<Outcome> settle_staff(pg::Tx& tx, std::span<StaffTold const> told, base::Instant now) {
  return settle_all<StaffSettler>(tx, told, now);
}

}  // namespace weft::org
