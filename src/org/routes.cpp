// routes.cpp - org's doors: legal entities, channels, locations, staff.
#include <fmt/format.h>

#include <algorithm>

#include "org/code.h"
#include "org/directory.h"
#include "org/presence.h"
#include "platform/auth/auth.h"
#include "platform/http/http.h"

namespace weft::org {

constexpr http::Permission kOrgRead{"org.read"};
constexpr http::Permission kOrgWrite{"org.write"};
constexpr http::Permission kOrgStaff{"org.staff"};
constexpr http::Permission kOrgCompany{"org.company"};
constexpr http::Permission kOrgHours{"org.hours"};
constexpr http::Permission kOrgShifts{"org.shifts"};
constexpr http::Permission kOrgFootfall{"org.footfall"};

struct ListRequest {
  std::optional<json::Text<1, 512>> cursor;
  std::optional<json::Integer<1, 200>> limit;
  static constexpr json::Note kNotes[] = {{"cursor", "next_cursor of the page before."},
                                          {"limit", "Items a page; 100 when left out."}};
};
BOOST_DESCRIBE_STRUCT(ListRequest, (), (cursor, limit))

/// A sign-in name: the shape only; whether mail arrives there, nobody asks.
struct EmailRule {
  static constexpr std::string_view kPattern = "^[!-?A-~]{1,64}@[A-Za-z0-9-]+([.][A-Za-z0-9-]+)*$";
  static constexpr std::size_t kMaxLength = 254;
  static constexpr std::string_view kWords = "an e-mail address";
  static bool ok(std::string_view text) { return is_email(text); }
};

struct NewStaffBody {
  json::Matching<EmailRule> email;
  Name display_name;
  Role role{};
  std::optional<Locations> location_ids;
  json::Text<1, 256> password;
  static constexpr std::string_view kSchemaName = "NewStaff";
  static constexpr json::Note kNotes[] = {{"location_ids", "Where the role holds; left out = at the whole company."},
                                          {"password", "At least 10 characters, and not one that is easy to guess."}};
};
BOOST_DESCRIBE_STRUCT(NewStaffBody, (), (email, display_name, role, location_ids, password))

struct LocationAt {
  LocationId location_id;
};
BOOST_DESCRIBE_STRUCT(LocationAt, (), (location_id))

struct NewHours : Calendar {
  LocationId location_id;
};
BOOST_DESCRIBE_STRUCT(NewHours, (Calendar), (location_id))

struct OpenRequest {
  LocationId location_id;
  std::optional<base::Instant> at;
  static constexpr json::Note kNotes[] = {{"at", "The moment that is asked for; now when left out."}};
};
BOOST_DESCRIBE_STRUCT(OpenRequest, (), (location_id, at))

struct OpenAnswer {
  bool open{};
  std::optional<base::Instant> opened_at;
  std::optional<base::Instant> closes_at;
  std::optional<base::Instant> next_opens_at;
  std::optional<base::Instant> next_closes_at;
  static constexpr std::string_view kSchemaName = "OpenState";
  static constexpr json::Note kNotes[] = {
      {"closes_at", "Of the hours it is open in; left out when it is closed."},
      {"next_opens_at", "When it opens the next time; left out when it does not within 400 days."}};
};
BOOST_DESCRIBE_STRUCT(OpenAnswer, (), (open, opened_at, closes_at, next_opens_at, next_closes_at))

struct ShiftsRequest {
  std::optional<LocationId> location_id;
  std::optional<StaffId> staff_id;
  std::optional<base::Instant> from;
  std::optional<base::Instant> to;
  std::optional<json::Text<1, 1'024>> cursor;
  std::optional<json::Integer<1, 200>> limit;
  static constexpr json::Note kNotes[] = {{"location_id", "Left out = wherever your role holds."},
                                          {"from", "Shifts that end after this moment."},
                                          {"to", "Shifts that start before this moment."}};
};
BOOST_DESCRIBE_STRUCT(ShiftsRequest, (), (location_id, staff_id, from, to, cursor, limit))

struct FootfallRequest {
  LocationId location_id;
  std::optional<base::Instant> from;
  std::optional<base::Instant> to;
  std::optional<json::Text<1, 512>> cursor;
  std::optional<json::Integer<1, 1'000>> limit;
  static constexpr json::Note kNotes[] = {{"from", "The first moment an hour may begin."},
                                          {"to", "Hours that begin before this moment."}};
};
BOOST_DESCRIBE_STRUCT(FootfallRequest, (), (location_id, from, to, cursor, limit))

namespace {

Change change_of(http::Call const& call) { return {history::actor_of(call.caller()), call.now()}; }

/// The last key of the page before; empty text on the first page.
base::Result<std::string> after_of(ListRequest const& request, std::string_view list) {
  if (!request.cursor) return std::string{};
  auto key = base::decode_cursor(list, request.cursor->value, 1);
  if (!key) return std::move(key).error();
  return std::move(key.value().front());
}

template <class Id>
base::Result<std::optional<Id>> after_id_of(ListRequest const& request, std::string_view list) {
  auto const text = after_of(request, list);
  if (!text) return text.error();
  if (text.value().empty()) return std::optional<Id>{};
  auto const id = Id::parse(text.value());
  if (!id) return base::Error{base::kBadCursor, "The cursor was not made by this list."};
  return id;
}

std::int64_t limit_of(ListRequest const& request) { return request.limit ? request.limit->value : 100; }

/// `rows` holds one more than a page where there is more.
template <class T, class KeyOf>
base::Page<T> page_of(std::vector<T> rows, ListRequest const& request, std::string_view list, KeyOf key_of) {
  return base::cut_page(std::move(rows), limit_of(request),
                        [&](auto const& last) { return base::encode_cursor(list, {key_of(last)}); });
}

base::Result<base::Page<LegalEntity>> list_entities(http::Call& call, ListRequest const& request) {
  auto const after = after_id_of<LegalEntityId>(request, "legal_entities");
  if (!after) return after.error();
  return page_of(list_legal_entities(call.tx(), after.value(), limit_of(request) + 1), request, "legal_entities",
                 [](auto const& item) { return item.legal_entity_id.text(); });
}

base::Result<base::Page<Channel>> list_all_channels(http::Call& call, ListRequest const& request) {
  auto const after = after_of(request, "channels");
  if (!after) return after.error();
  return page_of(list_channels(call.tx(), after.value(), limit_of(request) + 1), request, "channels",
                 [](auto const& item) { return item.channel; });
}

base::Result<base::Page<Location>> list_all_locations(http::Call& call, ListRequest const& request) {
  auto const after = after_of(request, "locations");
  if (!after) return after.error();
  return page_of(list_locations(call.tx(), after.value(), limit_of(request) + 1), request, "locations",
                 [](auto const& item) { return item.code; });
}

base::Result<base::Page<Staff>> list_all_staff(http::Call& call, ListRequest const& request) {
  auto const after = after_id_of<StaffId>(request, "staff");
  if (!after) return after.error();
  return page_of(list_staff(call.tx(), after.value(), limit_of(request) + 1), request, "staff",
                 [](auto const& item) { return item.staff_id.text(); });
}

base::Result<Channel> patch_channel(http::Call& call, ChannelPatch const& patch) {
  auto const held = lock_channel(call.tx(), patch.channel);
  if (!held) return held.error();
  if (auto fits = call.require_version(held.value().version); !fits) return std::move(fits).error();
  auto changed = change_channel(call.tx(), held.value(), patch, change_of(call));
  if (changed) call.etag(changed->version);
  return changed;
}

/// Locks a location that the caller acts at.
base::Result<Location> lock_own(http::Call& call, LocationId location) {
  auto held = lock_location(call.tx(), location);
  if (!held) return held;
  if (auto may = check_reach(call.tx(), call.caller(), location); !may) return std::move(may).error();
  return held;
}

base::Result<Location> patch_location(http::Call& call, LocationPatch const& patch) {
  auto const held = lock_own(call, patch.location_id);
  if (!held) return held.error();
  if (auto fits = call.require_version(held.value().version); !fits) return std::move(fits).error();
  auto changed = change_location(call.tx(), held.value(), patch, change_of(call));
  if (changed) call.etag(changed->version);
  return changed;
}

base::Result<LocationHours> get_hours(http::Call& call, LocationAt const& request) {
  auto const location = get_location(call.tx(), request.location_id);
  if (!location) return location.error();
  auto hours = hours_of(call.tx(), location.value());
  call.etag(hours.version);
  return hours;
}

base::Result<LocationHours> put_hours(http::Call& call, NewHours const& wanted) {
  auto const held = lock_own(call, wanted.location_id);
  if (!held) return held.error();
  auto const before = hours_of(call.tx(), held.value());
  if (auto fits = call.require_version(before.version); !fits) return std::move(fits).error();
  auto changed = change_hours(call.tx(), held.value(), before, wanted, change_of(call));
  if (changed) call.etag(changed->version);
  return changed;
}

base::Result<OpenAnswer> get_open(http::Call& call, OpenRequest const& request) {
  auto const place = find_open_place(call.tx(), request.location_id);
  if (!place) return base::Error{kLocationNotFound};
  auto const at = request.at.value_or(call.now());
  OpenAnswer answer{};
  if (auto const now = opening_at(place->calendar, place->zone, at)) {
    answer.open = true;
    answer.opened_at = now->opens_at;
    answer.closes_at = now->closes_at;
  }
  if (auto const next = next_opening(place->calendar, place->zone, at)) {
    answer.next_opens_at = next->opens_at;
    answer.next_closes_at = next->closes_at;
  }
  return answer;
}

base::Result<ShiftPlace> shift_place(ShiftsRequest const& request) {
  if (!request.cursor) return ShiftPlace{};
  auto key = base::decode_cursor("shifts", request.cursor->value, 3);
  if (!key) return std::move(key).error();
  auto const at = base::parse_instant((*key)[0]);
  if (!at) return base::Error{base::kBadCursor, "The cursor was not made by this list."};
  return ShiftPlace{*at, (*key)[1], (*key)[2]};
}

base::Result<base::Page<Shift>> get_shifts(http::Call& call, ShiftsRequest const& request) {
  auto const after = shift_place(request);
  if (!after) return after.error();
  ShiftsWanted wanted{.locations = {}, .staff_id = request.staff_id, .from = request.from, .to = request.to};
  auto const reach = reach_of(call.tx(), call.caller());
  if (request.location_id) {
    if (!find_open_place(call.tx(), *request.location_id)) return base::Error{kLocationNotFound};
    if (!reach.holds(*request.location_id)) return base::Error{kOtherLocation};
    wanted.locations = {*request.location_id};
  } else if (!reach.everywhere) {
    wanted.locations = reach.locations;
  }
  auto const limit = request.limit ? request.limit->value : 100;
  return base::cut_page(list_shifts(call.tx(), wanted, after.value(), limit + 1), limit, [](Shift const& last) {
    return base::encode_cursor("shifts", {base::text_of(last.starts_at), last.source, last.number});
  });
}

base::Result<base::Page<Footfall>> get_footfall(http::Call& call, FootfallRequest const& request) {
  std::optional<base::Instant> after;
  if (request.cursor) {
    auto key = base::decode_cursor("footfall", request.cursor->value, 1);
    if (!key) return std::move(key).error();
    after = base::parse_instant(key->front());
    if (!after) return base::Error{base::kBadCursor, "The cursor was not made by this list."};
  }
  if (!find_open_place(call.tx(), request.location_id)) return base::Error{kLocationNotFound};
  if (auto may = check_reach(call.tx(), call.caller(), request.location_id); !may) return std::move(may).error();
  auto const limit = request.limit ? request.limit->value : 200;
  return base::cut_page(
      list_footfall(call.tx(), {request.location_id, request.from, request.to}, after, limit + 1), limit,
      [](Footfall const& last) { return base::encode_cursor("footfall", {base::text_of(last.hour_at)}); });
}

/// Nobody gives a role at more places than they act at themselves.
base::Result<void> check_spread(http::Call& call, bool everywhere, std::vector<LocationId> const& locations) {
  auto const own = reach_of(call.tx(), call.caller());
  bool const within = own.everywhere || (!everywhere && std::all_of(locations.begin(), locations.end(),
                                                                    [&](LocationId at) { return own.holds(at); }));
  if (within) return {};
  return base::Error{kOtherLocation, "Your own role does not hold at all of these locations."};
}

base::Result<void> check_grant(http::Call const& call, Role role) {
  if (may_grant(call.caller().scopes, role)) return {};
  return base::Error{kRoleBeyondOwn, "That role may do more than you may."};
}

base::Result<Staff> post_staff(http::Call& call, NewStaffBody const& body) {
  if (auto may = check_grant(call, body.role); !may) return std::move(may).error();
  NewStaff wanted{
      .email = body.email, .display_name = body.display_name, .role = body.role, .password = body.password.value};
  if (body.location_ids) wanted.locations = body.location_ids->items;
  if (auto may = check_spread(call, !wanted.locations, wanted.locations.value_or(std::vector<LocationId>{})); !may)
    return std::move(may).error();
  auto const added = add_staff(call.tx(), wanted, history::actor_of(call.caller()), call.now());
  if (!added) return added.error();
  return lock_staff(call.tx(), added.value());
}

base::Result<Staff> patch_staff(http::Call& call, StaffPatch const& patch) {
  auto const held = lock_staff(call.tx(), patch.staff_id);
  if (!held) return held.error();
  if (auto fits = call.require_version(held.value().version); !fits) return std::move(fits).error();
  if (auto may = check_grant(call, held.value().role); !may) return std::move(may).error();
  if (auto may = check_grant(call, patch.role.value_or(held.value().role)); !may) return std::move(may).error();
  auto changed = change_staff(call.tx(), held.value(), patch, change_of(call));
  if (changed && (patch.everywhere || patch.location_ids)) {
    auto may = check_spread(call, changed->everywhere, changed->location_ids);
    if (!may) return std::move(may).error();
  }
  if (changed) call.etag(changed->version);
  return changed;
}

void mount_companies(http::Router& router) {
  router.route<ListRequest, base::Page<LegalEntity>>(
      http::Method::get, "/v1/legal-entities", kOrgRead, list_entities,
      {.summary = "The companies that sell", .tag = "Organisation", .reasons = {base::kBadCursor}});
  router.route<NewLegalEntity, LegalEntity>(
      http::Method::post, "/v1/legal-entities", kOrgCompany,
      [](http::Call& call, NewLegalEntity const& wanted) {
        return add_legal_entity(call.tx(), wanted, change_of(call));
      },
      {.summary = "Add a company", .tag = "Organisation", .status = 201, .reasons = {kNameTaken}});
}

void mount_places(http::Router& router) {
  router.route<ListRequest, base::Page<Channel>>(
      http::Method::get, "/v1/channels", kOrgRead, list_all_channels,
      {.summary = "Where we sell or talk", .tag = "Organisation", .reasons = {base::kBadCursor}});
  router.route<NewChannel, Channel>(
      http::Method::post, "/v1/channels", kOrgWrite,
      [](http::Call& call, NewChannel const& wanted) { return add_channel(call.tx(), wanted, change_of(call)); },
      {.summary = "Add a channel", .tag = "Organisation", .status = 201, .reasons = {kCodeTaken}});
  router.route<ChannelPatch, Channel>(http::Method::patch, "/v1/channels/{channel}", kOrgWrite, patch_channel,
                                      {.summary = "Rename a channel, or switch it off",
                                       .tag = "Organisation",
                                       .reasons = {kChannelNotFound},
                                       .needs_version = true});
  router.route<ListRequest, base::Page<Location>>(
      http::Method::get, "/v1/locations", kOrgRead, list_all_locations,
      {.summary = "Where stock lies or orders are taken", .tag = "Organisation", .reasons = {base::kBadCursor}});
  router.route<NewLocation, Location>(
      http::Method::post, "/v1/locations", kOrgWrite,
      [](http::Call& call, NewLocation const& wanted) { return add_location(call.tx(), wanted, change_of(call)); },
      {.summary = "Add a location",
       .tag = "Organisation",
       .status = 201,
       .reasons = {kCodeTaken, kBadZone, kBadPoint, kLegalEntityNotFound}});
  router.route<LocationAt, Location>(http::Method::get, "/v1/locations/{location_id}", kOrgRead,
                                     [](http::Call& call, LocationAt const& request) {
                                       auto found = get_location(call.tx(), request.location_id);
                                       if (found) call.etag(found->version);
                                       return found;
                                     },
                                     {.summary = "A location", .tag = "Organisation", .reasons = {kLocationNotFound}});
  router.route<LocationPatch, Location>(
      http::Method::patch, "/v1/locations/{location_id}", kOrgWrite, patch_location,
      {.summary = "Change a location",
       .tag = "Organisation",
       .reasons = {kLocationNotFound, kOtherLocation, kBadZone, kBadPoint, kLegalEntityNotFound},
       .needs_version = true});
}

void mount_hours(http::Router& router) {
  router.route<LocationAt, LocationHours>(http::Method::get, "/v1/locations/{location_id}/hours", kOrgRead, get_hours,
                                          {.summary = "When a location is open: a week, and exceptions by date",
                                           .tag = "Organisation",
                                           .reasons = {kLocationNotFound}});
  router.route<NewHours, LocationHours>(
      http::Method::put, "/v1/locations/{location_id}/hours", kOrgHours, put_hours,
      {.summary = "Give a location its opening hours",
       .description = "A week and its exceptions, whole. Hours are told in the location's zone; hours that close "
                      "earlier than they open run over midnight.",
       .tag = "Organisation",
       .reasons = {kLocationNotFound, kOtherLocation, kBadHours},
       .needs_version = true});
  router.route<OpenRequest, OpenAnswer>(http::Method::get, "/v1/locations/{location_id}/open", kOrgRead, get_open,
                                        {.summary = "Whether a location is open at a moment, and when it opens next",
                                         .tag = "Organisation",
                                         .reasons = {kLocationNotFound}});
}

void mount_presence(http::Router& router) {
  router.route<ShiftsRequest, base::Page<Shift>>(http::Method::get, "/v1/shifts", kOrgShifts, get_shifts,
                                                 {.summary = "Who works when, by start",
                                                  .tag = "Organisation",
                                                  .reasons = {kLocationNotFound, kOtherLocation, base::kBadCursor}});
  router.route<FootfallRequest, base::Page<Footfall>>(
      http::Method::get, "/v1/locations/{location_id}/footfall", kOrgFootfall, get_footfall,
      {.summary = "How many people came in, by hour",
       .tag = "Organisation",
       .reasons = {kLocationNotFound, kOtherLocation, base::kBadCursor}});
}

}  // namespace

void mount(http::Router& router) {
  mount_companies(router);
  mount_places(router);
  mount_hours(router);
  mount_presence(router);
  router.route<ListRequest, base::Page<Staff>>(
      http::Method::get, "/v1/staff", kOrgStaff, list_all_staff,
      {.summary = "Who works here", .tag = "Organisation", .reasons = {base::kBadCursor}});
  router.route<NewStaffBody, Staff>(
      http::Method::post, "/v1/staff", kOrgStaff, post_staff,
      {.summary = "Add a member of staff, who can sign in at once",
       .tag = "Organisation",
       .status = 201,
       .reasons = {kRoleBeyondOwn, kOtherLocation, kNotEverywhere, kLocationNotFound, auth::kEmailTaken,
                   auth::kPasswordTooShort, auth::kPasswordTooLong, auth::kPasswordTooWeak}});
  router.route<StaffPatch, Staff>(
      http::Method::patch, "/v1/staff/{staff_id}", kOrgStaff, patch_staff,
      {.summary = "Change a member of staff",
       .tag = "Organisation",
       .reasons = {kStaffNotFound, kRoleBeyondOwn, kLastDirector, kOtherLocation, kNotEverywhere, kLocationNotFound,
                   kBadQualification, auth::kPasswordTooShort, auth::kPasswordTooLong, auth::kPasswordTooWeak},
       .needs_version = true});
}

}  // namespace weft::org
