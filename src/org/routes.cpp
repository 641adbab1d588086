// routes.cpp - org's doors: legal entities, channels, locations, staff.
#include <fmt/format.h>

#include "org/code.h"
#include "org/directory.h"
#include "platform/auth/auth.h"
#include "platform/http/http.h"

namespace weft::org {

constexpr http::Permission kOrgRead{"org.read"};
constexpr http::Permission kOrgWrite{"org.write"};
constexpr http::Permission kOrgStaff{"org.staff"};

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
  json::Text<1, 256> password;
  static constexpr std::string_view kSchemaName = "NewStaff";
  static constexpr json::Note kNotes[] = {{"password", "At least 10 characters, and not one that is easy to guess."}};
};
BOOST_DESCRIBE_STRUCT(NewStaffBody, (), (email, display_name, role, password))

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

base::Result<Location> patch_location(http::Call& call, LocationPatch const& patch) {
  auto const held = lock_location(call.tx(), patch.location_id);
  if (!held) return held.error();
  if (auto fits = call.require_version(held.value().version); !fits) return std::move(fits).error();
  auto changed = change_location(call.tx(), held.value(), patch, change_of(call));
  if (changed) call.etag(changed->version);
  return changed;
}

base::Result<void> check_grant(http::Call const& call, Role role) {
  if (may_grant(call.caller().scopes, role)) return {};
  return base::Error{kRoleBeyondOwn, "That role may do more than you may."};
}

base::Result<Staff> post_staff(http::Call& call, NewStaffBody const& body) {
  if (auto may = check_grant(call, body.role); !may) return std::move(may).error();
  auto const added = add_staff(call.tx(), {body.email, body.display_name, body.role, body.password},
                               history::actor_of(call.caller()), call.now());
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
  if (changed) call.etag(changed->version);
  return changed;
}

void mount_places(http::Router& router) {
  router.route<ListRequest, base::Page<LegalEntity>>(
      http::Method::get, "/v1/legal-entities", kOrgRead, list_entities,
      {.summary = "The companies that sell", .tag = "Organisation", .reasons = {base::kBadCursor}});
  router.route<NewLegalEntity, LegalEntity>(
      http::Method::post, "/v1/legal-entities", kOrgWrite,
      [](http::Call& call, NewLegalEntity const& wanted) {
        return add_legal_entity(call.tx(), wanted, change_of(call));
      },
      {.summary = "Add a company", .tag = "Organisation", .status = 201, .reasons = {kNameTaken}});
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
       .reasons = {kCodeTaken, kBadZone, kLegalEntityNotFound}});
  router.route<LocationPatch, Location>(http::Method::patch, "/v1/locations/{location_id}", kOrgWrite, patch_location,
                                        {.summary = "Change a location",
                                         .tag = "Organisation",
                                         .reasons = {kLocationNotFound, kBadZone, kLegalEntityNotFound},
                                         .needs_version = true});
}

}  // namespace

void mount(http::Router& router) {
  mount_places(router);
  router.route<ListRequest, base::Page<Staff>>(
      http::Method::get, "/v1/staff", kOrgStaff, list_all_staff,
      {.summary = "Who works here", .tag = "Organisation", .reasons = {base::kBadCursor}});
  router.route<NewStaffBody, Staff>(http::Method::post, "/v1/staff", kOrgStaff, post_staff,
                                    {.summary = "Add a member of staff, who can sign in at once",
                                     .tag = "Organisation",
                                     .status = 201,
                                     .reasons = {kRoleBeyondOwn, auth::kEmailTaken, auth::kPasswordTooShort,
                                                 auth::kPasswordTooLong, auth::kPasswordTooWeak}});
  router.route<StaffPatch, Staff>(http::Method::patch, "/v1/staff/{staff_id}", kOrgStaff, patch_staff,
                                  {.summary = "Change a member of staff",
                                   .tag = "Organisation",
                                   .reasons = {kStaffNotFound, kRoleBeyondOwn, kLastDirector, auth::kPasswordTooShort,
                                               auth::kPasswordTooLong, auth::kPasswordTooWeak},
                                   .needs_version = true});
}

}  // namespace weft::org
