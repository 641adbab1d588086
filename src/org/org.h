// org.h - the face of org: who sells, through which channels, from which locations, and who works there.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "org/opening.h"
#include "org/roles.h"
#include "org/told.h"
#include "platform/history/history.h"
#include "platform/pg/pg.h"

namespace weft::http {
class Router;
struct Caller;
}  // namespace weft::http

namespace weft::org {

struct LegalEntityKind {
  static constexpr std::string_view kPrefix = "leg";
};
struct LocationKind {
  static constexpr std::string_view kPrefix = "loc";
};
struct StaffKind {
  static constexpr std::string_view kPrefix = "stf";
};
using LegalEntityId = base::Id<LegalEntityKind>;
using LocationId = base::Id<LocationKind>;
using StaffId = base::Id<StaffKind>;

/// Codes name channels and locations wherever a fact is tagged: 1..40 of a-z, 0-9, '-', '_', '.' and, for locations,
/// capitals too. A code once given is never changed, since facts carry it.
inline constexpr std::size_t kCodeLengthMax = 40;

inline constexpr base::Reason kBadCode{"org.bad_code", base::Code::invalid_argument,
                                       "A code is up to 40 letters, digits, hyphens, dots or underscores."};
inline constexpr base::Reason kBadKind{"org.bad_kind", base::Code::invalid_argument, "There is no such kind."};
inline constexpr base::Reason kBadZone{"org.bad_zone", base::Code::invalid_argument, "There is no such time zone."};
inline constexpr base::Reason kCodeTaken{"org.code_taken", base::Code::conflict, "That code is taken."};
inline constexpr base::Reason kNameTaken{"org.name_taken", base::Code::conflict, "That name is taken."};
inline constexpr base::Reason kChannelNotFound{"org.channel_not_found", base::Code::not_found,
                                               "There is no such channel."};
inline constexpr base::Reason kLocationNotFound{"org.location_not_found", base::Code::not_found,
                                                "There is no such location."};
inline constexpr base::Reason kLegalEntityNotFound{"org.legal_entity_not_found", base::Code::not_found,
                                                   "There is no such legal entity."};
inline constexpr base::Reason kStaffNotFound{"org.staff_not_found", base::Code::not_found,
                                             "There is no such member of staff."};
inline constexpr base::Reason kBadRole{"org.bad_role", base::Code::invalid_argument, "There is no such role."};
inline constexpr base::Reason kBadEmail{"org.bad_email", base::Code::invalid_argument, "That is no e-mail address."};
inline constexpr base::Reason kRoleBeyondOwn{"org.role_beyond_own", base::Code::permission_denied,
                                             "Nobody hands out or changes a role that may do more than they may."};
inline constexpr base::Reason kLastDirector{"org.last_director", base::Code::failed_precondition,
                                            "The last active director cannot be demoted or switched off."};

inline constexpr base::Reason kNotEverywhere{"org.not_everywhere", base::Code::invalid_argument,
                                             "Who runs the company or its system does so at the whole company."};
inline constexpr base::Reason kOtherLocation{"org.other_location", base::Code::permission_denied,
                                             "Your role does not hold at that location."};
inline constexpr base::Reason kBadCountry{"org.bad_country", base::Code::invalid_argument,
                                          "A country is two capital letters."};
inline constexpr base::Reason kBadPoint{"org.bad_point", base::Code::invalid_argument,
                                        "A point is a latitude of -90 to 90 and a longitude of -180 to 180 degrees."};
inline constexpr base::Reason kBadAddress{"org.bad_address", base::Code::invalid_argument,
                                          "An address is up to 5 lines of 200 characters, city, postcode and region."};
inline constexpr base::Reason kBadHours{"org.bad_hours", base::Code::invalid_argument,
                                        "These opening hours cannot be kept."};
inline constexpr base::Reason kBadQualification{"org.bad_qualification", base::Code::invalid_argument,
                                                "A qualification ends after it begins, and stands once a first day."};
inline constexpr base::Reason kNameMissing{"org.name_missing", base::Code::invalid_argument,
                                           "Something new needs a name."};
inline constexpr base::Reason kBadShift{"org.bad_shift", base::Code::invalid_argument,
                                        "A shift ends after it begins, within 24 hours, and has a short number."};
inline constexpr base::Reason kShiftOverlaps{"org.shift_overlaps", base::Code::invalid_argument,
                                             "Nobody works two shifts at a time."};
inline constexpr base::Reason kBadHour{"org.bad_hour", base::Code::invalid_argument,
                                       "Visitors are told for a full hour on the location's wall."};
inline constexpr base::Reason kBadVisitors{"org.bad_visitors", base::Code::invalid_argument,
                                           "Visitors are 0 to 1,000,000 an hour."};

/// A channel as facts name it. `kind`: web | store | app | phone | market | chat.
struct ChannelFacts {
  std::string channel;  ///< its code
  std::string name;
  std::string kind;
};

/// A location as facts name it. `kind`: store | warehouse | online | call_centre. `zone` is an IANA time zone; the
/// business day of what happens here is a day of that zone.
struct LocationFacts {
  std::string code;
  std::string name;
  std::string kind;
  std::string zone = "UTC";
  std::string country{};  ///< ISO 3166-1 alpha-2, or empty
};

/// Makes sure that each channel is there, in code order. One that is there already stays as it is, so that an import
/// never renames what a person named. Returns how many were made. Errors: invalid_argument org.bad_code, org.bad_kind.
base::Result<std::int64_t> ensure_channels(pg::Tx& tx, std::span<ChannelFacts const> channels, base::Instant now);

/// The same for locations. Errors: invalid_argument org.bad_code, org.bad_kind, org.bad_zone.
base::Result<std::int64_t> ensure_locations(pg::Tx& tx, std::span<LocationFacts const> locations, base::Instant now);

/// Which of some channels and locations exist; what a batch of facts is proved against, in one statement.
class Places {
 public:
  [[nodiscard]] bool has_channel(std::string_view channel) const { return channels_.contains(channel); }
  /// The location of that code, or nothing.
  [[nodiscard]] std::optional<LocationId> location(std::string_view code) const {
    auto const found = locations_.find(code);
    if (found == locations_.end()) return {};
    return found->second.id;
  }
  /// The code of a location that is there.
  [[nodiscard]] std::string const& code(LocationId location) const {
    return std::find_if(locations_.begin(), locations_.end(),
                        [&](auto const& one) { return one.second.id == location; })
        ->first;
  }
  /// The time zone of a location that is there.
  [[nodiscard]] std::string const& zone(std::string_view code) const { return locations_.find(code)->second.zone; }
  void add(Places const& more) {
    channels_.insert(more.channels_.begin(), more.channels_.end());
    locations_.insert(more.locations_.begin(), more.locations_.end());
  }
  void add_channel(std::string channel) { channels_.emplace(std::move(channel), true); }
  void add_location(std::string code, LocationId location, std::string zone = "UTC") {
    locations_.insert_or_assign(std::move(code), Found{location, std::move(zone)});
  }

 private:
  struct Found {
    LocationId id;
    std::string zone;
  };
  std::map<std::string, bool, std::less<>> channels_;
  std::map<std::string, Found, std::less<>> locations_;
};

/// Looks the codes up; unknown ones are simply not in the answer. Channels and locations are never deleted, so what was
/// found stays true to the end of the transaction without a lock. Inactive ones count: facts are always accepted.
Places find_places(pg::Tx& tx, std::span<std::string const> channels, std::span<std::string const> locations);
/// The same by their ids, which stored facts carry.
Places find_locations(pg::Tx& tx, std::span<LocationId const> locations);

/// Where somebody's role holds.
struct Reach {
  bool everywhere = false;
  std::vector<LocationId> locations{};  ///< sorted; of who does not act everywhere
  [[nodiscard]] bool holds(LocationId location) const;
};
/// Reads it afresh, so that a change holds at once. A program's key acts everywhere: it is held to its channel or
/// source instead. Who is not known acts nowhere.
Reach reach_of(pg::Tx& tx, http::Caller const& caller);
/// What every door asks that acts at one location (a till, a count, a rota): whether the caller's role holds there.
/// Errors: permission_denied org.other_location.
base::Result<void> check_reach(pg::Tx& tx, http::Caller const& caller, LocationId location);

/// The opening hours of a location and the zone they are in; nothing if there is no such location. A location that
/// nobody gave hours is never open.
struct OpenPlace {
  Calendar calendar;
  base::Zone zone;
};
std::optional<OpenPlace> find_open_place(pg::Tx& tx, LocationId location);

/// Errors: not_found org.channel_not_found. Of a key that is made to speak for a channel.
base::Result<void> check_channel(pg::Tx& tx, std::string_view channel);

/// Gives all staff the scopes that their roles have in this version of the program. A start does it.
void renew_scopes(pg::Tx& tx, base::Instant now);

/// Makes the legal entity "Main" when there is none yet: the first start of a new shop asks for it.
void ensure_main_legal_entity(pg::Tx& tx, base::Instant now);

/// A new member of staff, who can sign in at once if they have a password.
struct NewStaff {
  std::string email;
  std::string display_name;
  Role role{};
  std::optional<std::string> password{};  ///< held against auth::judge_password; none = may not sign in yet
  std::optional<std::vector<LocationId>> locations{};  ///< where the role holds; none = at the whole company
  std::optional<base::Instant> as_of{};                ///< the moment that is spoken for; none = now
};
/// Adds them with the scopes of their role, written to history as done by `actor`. Errors: conflict auth.email_taken;
/// invalid_argument org.not_everywhere, auth.password_too_short, auth.password_too_long, auth.password_too_weak;
/// not_found org.location_not_found.
base::Result<StaffId> add_staff(pg::Tx& tx, NewStaff const& wanted, history::Actor const& actor, base::Instant now);

/// The same from the command line and the first start: the role by its word, the password made up and given back, done
/// by the program itself. Errors: invalid_argument org.bad_role, org.bad_email; conflict auth.email_taken.
struct Joining {
  std::string name;
  std::string email;
  std::string role;
};
struct Joined {
  StaffId staff_id;
  std::string password;
};
base::Result<Joined> join(pg::Tx& tx, Joining const& wanted, base::Instant now);

/// Mounts /v1/legal-entities, /v1/channels, /v1/locations, /v1/staff, /v1/shifts and what lies below.
void mount(http::Router& router);

}  // namespace weft::org
