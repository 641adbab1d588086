// directory.h - the organisation as people see and change it: companies, channels, locations, staff.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/page.h"
#include "org/org.h"
#include "org/roles.h"
#include "platform/history/history.h"
#include "platform/json/json.h"

namespace weft::org {

enum class KindOfChannel : std::uint8_t { web, store, app, phone, market, chat };
BOOST_DESCRIBE_ENUM(KindOfChannel, web, store, app, phone, market, chat)
enum class KindOfLocation : std::uint8_t { store, warehouse, online, call_centre };
BOOST_DESCRIBE_ENUM(KindOfLocation, store, warehouse, online, call_centre)

/// Two capital letters (ISO 3166-1).
struct CountryRule {
  static constexpr std::string_view kPattern = "^[A-Z]{2}$";
  static constexpr std::size_t kMaxLength = 2;
  static constexpr std::string_view kWords = "a country as two capital letters";
  static bool ok(std::string_view text);
};
struct ChannelCodeRule {
  static constexpr std::string_view kPattern = "^[a-z0-9._-]{1,40}$";
  static constexpr std::size_t kMaxLength = kCodeLengthMax;
  static constexpr std::string_view kWords = "a code of small letters, digits, dots, hyphens and underscores";
  static bool ok(std::string_view text);
};
struct LocationCodeRule {
  static constexpr std::string_view kPattern = "^[A-Za-z0-9._-]{1,40}$";
  static constexpr std::size_t kMaxLength = kCodeLengthMax;
  static constexpr std::string_view kWords = "a code of letters, digits, dots, hyphens and underscores";
  static bool ok(std::string_view text);
};
using Country = json::Matching<CountryRule>;
using ChannelCode = json::Matching<ChannelCodeRule>;
using LocationCode = json::Matching<LocationCodeRule>;
using Name = json::Text<1, 200>;
using ZoneName = json::Text<1, 64>;

struct Address {
  json::List<json::Text<1, 200>, 0, 5> lines;
  std::optional<json::Text<1, 100>> city;
  std::optional<json::Text<1, 20>> postcode;
  std::optional<json::Text<1, 100>> region;
  static constexpr json::Note kNotes[] = {{"lines", "Street and number, and what else stands above the city."}};
  friend bool operator==(Address const&, Address const&) = default;
};
BOOST_DESCRIBE_STRUCT(Address, (), (lines, city, postcode, region))

struct Point {
  double latitude{};
  double longitude{};
  static constexpr json::Note kNotes[] = {{"latitude", "Degrees north, -90 to 90."},
                                          {"longitude", "Degrees east, -180 to 180."}};
  friend bool operator==(Point const&, Point const&) = default;
};
BOOST_DESCRIBE_STRUCT(Point, (), (latitude, longitude))

struct Qualification {
  Name name;
  base::Date valid_from;
  std::optional<base::Date> valid_until;
  static constexpr json::Note kNotes[] = {{"valid_until", "Its last day; left out = without end."}};
  friend bool operator==(Qualification const&, Qualification const&) = default;
};
BOOST_DESCRIBE_STRUCT(Qualification, (), (name, valid_from, valid_until))
using Qualifications = json::List<Qualification, 0, 100>;
using Locations = json::List<LocationId, 0, 1'000>;

struct LegalEntity {
  LegalEntityId legal_entity_id;
  std::string name;
  std::optional<std::string> country;
  std::int64_t version{};
};
BOOST_DESCRIBE_STRUCT(LegalEntity, (), (legal_entity_id, name, country, version))

struct Channel {
  std::string channel;
  std::string name;
  KindOfChannel kind{};
  bool active{};
  std::int64_t version{};
  static constexpr json::Note kNotes[] = {{"channel", "The code that stands on every fact; it never changes."}};
};
BOOST_DESCRIBE_STRUCT(Channel, (), (channel, name, kind, active, version))

struct Location {
  LocationId location_id;
  std::string code;
  std::string name;
  KindOfLocation kind{};
  std::string zone;
  std::optional<std::string> country;
  std::optional<LegalEntityId> legal_entity_id;
  Address address;
  std::optional<Point> point;
  bool active{};
  std::int64_t version{};
  static constexpr json::Note kNotes[] = {{"zone", "Its IANA time zone; the business day is a day of it."}};
};
BOOST_DESCRIBE_STRUCT(Location, (),
                      (location_id, code, name, kind, zone, country, legal_entity_id, address, point, active, version))

/// The opening hours of a location, with a version of their own.
struct LocationHours : Calendar {
  LocationId location_id;
  std::string zone;
  std::string in_words;
  std::int64_t version{};
  static constexpr json::Note kNotes[] = {{"zone", "The zone in which the hours are told: the location's."},
                                          {"in_words", "The week in short: Mo-Fr 09:00-18:00."},
                                          {"version", "0 = nobody gave hours yet."}};
};
BOOST_DESCRIBE_STRUCT(LocationHours, (Calendar), (location_id, zone, in_words, version))

struct Staff {
  StaffId staff_id;
  std::string email;
  std::string display_name;
  Role role{};
  bool everywhere = true;
  std::vector<LocationId> location_ids;
  std::vector<Qualification> qualifications;
  bool active{};
  std::int64_t version{};
  static constexpr json::Note kNotes[] = {
      {"everywhere", "The role holds at the whole company; else at location_ids only."},
      {"qualifications", "By name and first day, those that have ended too."}};
};
BOOST_DESCRIBE_STRUCT(Staff, (),
                      (staff_id, email, display_name, role, everywhere, location_ids, qualifications, active, version))

struct NewLegalEntity {
  Name name;
  std::optional<Country> country;
};
BOOST_DESCRIBE_STRUCT(NewLegalEntity, (), (name, country))

struct NewChannel {
  ChannelCode channel;
  Name name;
  KindOfChannel kind{};
};
BOOST_DESCRIBE_STRUCT(NewChannel, (), (channel, name, kind))

struct ChannelPatch {
  ChannelCode channel;
  std::optional<Name> name;
  std::optional<bool> active;
  static constexpr json::Note kNotes[] = {{"active", "false = no longer offered; facts that name it stay accepted."}};
};
BOOST_DESCRIBE_STRUCT(ChannelPatch, (), (channel, name, active))

struct NewLocation {
  LocationCode code;
  Name name;
  KindOfLocation kind{};
  ZoneName zone;
  std::optional<Country> country;
  std::optional<LegalEntityId> legal_entity_id;
  std::optional<Address> address;
  std::optional<Point> point;
};
BOOST_DESCRIBE_STRUCT(NewLocation, (), (code, name, kind, zone, country, legal_entity_id, address, point))

struct LocationPatch {
  LocationId location_id;
  std::optional<Name> name;
  std::optional<KindOfLocation> kind;
  std::optional<ZoneName> zone;
  std::optional<Country> country;
  std::optional<LegalEntityId> legal_entity_id;
  std::optional<Address> address;
  std::optional<Point> point;
  std::optional<bool> active;
  static constexpr json::Note kNotes[] = {{"address", "Instead of the whole one before."}};
};
BOOST_DESCRIBE_STRUCT(LocationPatch, (),
                      (location_id, name, kind, zone, country, legal_entity_id, address, point, active))

struct StaffPatch {
  StaffId staff_id;
  std::optional<Name> display_name;
  std::optional<Role> role;
  std::optional<bool> everywhere;
  std::optional<Locations> location_ids;
  std::optional<Qualifications> qualifications;
  std::optional<bool> active;
  std::optional<json::Text<1, 256>> password;
  static constexpr json::Note kNotes[] = {
      {"everywhere", "true = at the whole company again, false = at location_ids only."},
      {"location_ids", "Where the role holds, instead of those before; makes everywhere false."},
      {"qualifications", "Instead of all before."},
      {"active", "false = may no longer sign in; sessions end at once."},
      {"password", "A new one, which ends the person's sessions."}};
};
BOOST_DESCRIBE_STRUCT(StaffPatch, (),
                      (staff_id, display_name, role, everywhere, location_ids, qualifications, active, password))

/// Each change is written to history and told by org.legal_entity_changed, org.channel_changed, org.location_changed or
/// org.staff_changed in the same commit.
struct Change {
  history::Actor actor;
  base::Instant now;
  /// The moment that is spoken for; of a person, now.
  std::optional<base::Instant> as_of{};
};

std::vector<LegalEntity> list_legal_entities(pg::Tx& tx, std::optional<LegalEntityId> after, std::int64_t limit);
std::vector<Channel> list_channels(pg::Tx& tx, std::string const& after, std::int64_t limit);
std::vector<Location> list_locations(pg::Tx& tx, std::string const& after, std::int64_t limit);
std::vector<Staff> list_staff(pg::Tx& tx, std::optional<StaffId> after, std::int64_t limit);

/// Errors: conflict org.name_taken.
base::Result<LegalEntity> add_legal_entity(pg::Tx& tx, NewLegalEntity const& wanted, Change const& change);
/// Errors: conflict org.code_taken.
base::Result<Channel> add_channel(pg::Tx& tx, NewChannel const& wanted, Change const& change);
/// Errors: conflict org.code_taken; invalid_argument org.bad_zone, org.bad_point; not_found org.legal_entity_not_found.
base::Result<Location> add_location(pg::Tx& tx, NewLocation const& wanted, Change const& change);

/// Errors: not_found org.location_not_found.
base::Result<Location> get_location(pg::Tx& tx, LocationId location);
/// Locked to the end of the transaction. Errors: not_found org.channel_not_found, org.location_not_found,
/// org.staff_not_found.
base::Result<Channel> lock_channel(pg::Tx& tx, std::string const& channel);
base::Result<Location> lock_location(pg::Tx& tx, LocationId location);
base::Result<Staff> lock_staff(pg::Tx& tx, StaffId staff);

/// Changes what was locked; saying nothing new changes nothing, not even the version.
base::Result<Channel> change_channel(pg::Tx& tx, Channel const& held, ChannelPatch const& patch, Change const& change);
/// Errors: invalid_argument org.bad_zone, org.bad_point; not_found org.legal_entity_not_found.
base::Result<Location> change_location(pg::Tx& tx, Location const& held, LocationPatch const& patch,
                                       Change const& change);
/// Errors: failed_precondition org.last_director; invalid_argument org.not_everywhere, org.bad_qualification,
/// auth.password_too_short, auth.password_too_long, auth.password_too_weak; not_found org.location_not_found.
base::Result<Staff> change_staff(pg::Tx& tx, Staff const& held, StaffPatch const& patch, Change const& change);

/// The opening hours of a location that is locked, or read. Version 0 where nobody gave any.
LocationHours hours_of(pg::Tx& tx, Location const& location);
/// Gives a locked location these hours. Errors: invalid_argument org.bad_hours with every fault by pointer.
base::Result<LocationHours> change_hours(pg::Tx& tx, Location const& held, LocationHours const& before,
                                         Calendar const& wanted, Change const& change);

}  // namespace weft::org
