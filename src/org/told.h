// told.h - what a source tells of the organisation, a row a thing: locations, staff, shifts, visitors.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "platform/pg/pg.h"

namespace weft::org {

/// In all of these an empty text or optional says nothing: what is known stays, a new thing gets what its comment says.
/// `as_of` is the moment for which the source speaks: who speaks for an earlier moment than was heard of changes
/// nothing.
struct LocationTold {
  std::string code;
  std::string name;          ///< new: needed
  std::string kind;          ///< new: store
  std::string zone;          ///< new: UTC
  std::string country;       ///< ISO 3166-1 alpha-2
  std::string legal_entity;  ///< by its name
  std::string address;       ///< its lines, a line each
  std::string city, postcode, region;
  std::string latitude, longitude;  ///< degrees, both or none
  std::string opening_hours;        ///< of a week: "Mo-Fr 09:00-18:00; Sa 10:00-16:00"
  std::optional<bool> active;
  base::Instant as_of;
};

/// New staff have no password: they sign in once an administrator has given them one.
struct StaffTold {
  std::string email;                                  ///< whom it is about
  std::string name;                                   ///< new: needed
  std::string role;                                   ///< new: needed; none that may do everything
  bool everywhere = false;                            ///< the role holds at the whole company
  std::optional<std::vector<std::string>> locations;  ///< or at these codes; new without either: nowhere
  std::optional<bool> active;
  base::Instant as_of;
};

struct ShiftTold {
  std::string source, number;  ///< what the rota calls it
  std::string email;           ///< of the member of staff
  std::string location;        ///< a code
  base::Instant starts_at, ends_at;
  bool active = true;  ///< false = called off
  base::Instant as_of;
};

struct FootfallTold {
  std::string source;
  std::string location;   ///< a code
  base::Instant hour_at;  ///< a full hour on the location's wall
  std::int64_t visitors{};
  base::Instant as_of;
};

enum class Settled : std::uint8_t { added, changed, unchanged, older, refused };

/// What became of one of a span. `wrong` names the member at fault by pointer ("/zone"); a refused one changes nothing.
struct Outcome {
  Settled state{};
  std::vector<base::FieldError> wrong{};
};

inline constexpr std::size_t kShiftNumberLengthMax = 100;  ///< bytes; of a source too
inline constexpr std::chrono::hours kShiftHoursMax{24};
inline constexpr std::int64_t kVisitorsMax = 1'000'000;

/// Adds and changes locations as told, in order of the span; each change is written to history as the program's own and
/// told by org.location_changed. Locks them in order of their codes. Reasons: org.bad_code, org.name_missing,
/// org.bad_kind, org.bad_zone, org.bad_country, org.legal_entity_not_found, org.bad_address, org.bad_point,
/// org.bad_hours.
std::vector<Outcome> settle_locations(pg::Tx& tx, std::span<LocationTold const> told, base::Instant now);

/// The same for staff. A file hands out no role that may do everything, and changes nobody who has one. Reasons:
/// org.bad_email, org.name_missing, org.bad_role, org.role_beyond_own, org.location_not_found; auth.email_taken.
std::vector<Outcome> settle_staff(pg::Tx& tx, std::span<StaffTold const> told, base::Instant now);

/// Shifts; nobody works two at a time. What the span tells of one person is seen as a whole, so that two shifts may be
/// exchanged in one go; give all of a person's together. Of two new ones that overlap the later is refused, and a new
/// one that overlaps what stands is. Locks the staff concerned in order of their ids. One event org.shifts_changed for
/// all (key = the source). Reasons: org.bad_shift, org.staff_not_found, org.location_not_found, org.shift_overlaps.
std::vector<Outcome> settle_shifts(pg::Tx& tx, std::span<ShiftTold const> told, base::Instant now);

/// Visitors by hour. One event org.footfall_changed for all (key = the source). Reasons: org.location_not_found,
/// org.bad_hour, org.bad_visitors.
std::vector<Outcome> settle_footfall(pg::Tx& tx, std::span<FootfallTold const> told, base::Instant now);

}  // namespace weft::org
