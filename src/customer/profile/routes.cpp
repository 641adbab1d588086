// routes.cpp - profile's doors: what is known of a customer, and stating attributes of a record.
#include <boost/json.hpp>
#include <set>

#include "customer/profile/profile.h"
#include "customer/store.h"
#include "platform/history/history.h"
#include "platform/http/http.h"
#include "platform/json/json.h"

namespace weft::profile {

constexpr http::Permission kCustomersRead{"customers.read"};
constexpr http::Permission kCustomersWrite{"customers.write"};
constexpr std::string_view kStaffSource = "staff";

struct ValueView {
  std::string value;
  bool wins{};
  bool current{};
  customer::RecordId record_id;
  std::string source;
  Provenance provenance{};
  base::Instant said_first_at;
  base::Instant said_last_at;
  base::Instant received_at;
  static constexpr std::string_view kSchemaName = "AttributeValue";
  static constexpr json::Note kNotes[] = {
      {"value", "Empty where the source took back what it had said."},
      {"wins", "It stands for the person."},
      {"current", "What this source says of it now, in this way; false = what it said before."},
      {"provenance",
       "declared by the person; recorded by a system that does not say who said it; observed from what the person did; "
       "inferred from other things. In this order of trust."},
      {"said_first_at", "When the source first said it."},
      {"said_last_at", "When the source last said it; the age of what is known."},
      {"received_at", "When Weft first heard of it."},
  };
};
BOOST_DESCRIBE_STRUCT(ValueView, (),
                      (value, wins, current, record_id, source, provenance, said_first_at, said_last_at, received_at))

struct AttributeView {
  std::string name;
  std::optional<std::string> value;
  bool contradicted{};
  std::vector<ValueView> values;
  static constexpr std::string_view kSchemaName = "Attribute";
  static constexpr json::Note kNotes[] = {
      {"value",
       "What stands: the most trusted provenance, in it what was said last. The parts of an address come from "
       "one source's word alone, those of a name from one record. Left out where nothing stands."},
      {"contradicted", "Another source says something else now."},
      {"values", "The one that stands first, then what else is current, then history; each newest first."},
  };
};
BOOST_DESCRIBE_STRUCT(AttributeView, (), (name, value, contradicted, values))

struct ProfileView {
  customer::CustomerId customer_id;
  std::string name;
  std::vector<AttributeView> attributes;
  static constexpr std::string_view kSchemaName = "Profile";
  static constexpr json::Note kNotes[] = {
      {"customer_id", "The present id; an id from before two customers joined leads here too."},
      {"name", "What to call the person; empty where no source says."},
      {"attributes",
       "In the order of the vocabulary (name, salutation, given_name, family_name, birth_date, gender, "
       "company, email, phone, street, house_number, city, postcode, region, country, language), then "
       "free names by alphabet."},
  };
};
BOOST_DESCRIBE_STRUCT(ProfileView, (), (customer_id, name, attributes))

struct ProfileRequest {
  customer::CustomerId customer_id;
};
BOOST_DESCRIBE_STRUCT(ProfileRequest, (), (customer_id))

struct StatedAttribute {
  std::string name;
  std::optional<std::string> value;
  static constexpr json::Note kNotes[] = {
      {"name", "Of the vocabulary, or a free one: lower case letters, digits, underscores."},
      {"value", "Left out or null takes back what this source said of it in this way."},
  };
};
BOOST_DESCRIBE_STRUCT(StatedAttribute, (), (name, value))

struct StateAttributes {
  customer::RecordId record_id;
  Provenance provenance{};
  std::optional<std::string> source;
  std::optional<base::Instant> said_at;
  json::List<StatedAttribute, 1, 50> attributes;
  static constexpr json::Note kNotes[] = {
      {"provenance", "declared: the person said so to whoever states it. Staff can state declared and recorded only."},
      {"source",
       "Who says so: the source a key speaks for, or named by a key that speaks for any. Staff speak as "
       "\"staff\"."},
      {"said_at", "When it was said; now when left out."},
  };
};
BOOST_DESCRIBE_STRUCT(StateAttributes, (), (record_id, provenance, source, said_at, attributes))

namespace {

ProfileView view_of(Profile profile) {
  ProfileView out{profile.customer_id, std::move(profile.name), {}};
  for (auto& attribute : profile.attributes) {
    AttributeView shown{std::move(attribute.name), std::move(attribute.value), attribute.contradicted, {}};
    for (auto& value : attribute.values) {
      shown.values.push_back({std::move(value.value), value.wins, value.current, value.record_id,
                              std::move(value.source), value.provenance, value.said_first_at, value.said_last_at,
                              value.received_at});
    }
    out.attributes.push_back(std::move(shown));
  }
  return out;
}

base::Result<ProfileView> get(http::Call& call, ProfileRequest const& request) {
  auto profile = get_profile(call.tx(), request.customer_id);
  if (!profile) return std::move(profile).error();
  return view_of(std::move(profile).value());
}

/// As which source a caller speaks. Errors: permission_denied profile.foreign_source.
base::Result<std::string> source_of(http::Caller const& caller, std::optional<std::string> const& named) {
  auto const own = caller.kind == "staff" ? kStaffSource : std::string_view{caller.source};
  if (own.empty()) return named.value_or(std::string{});
  if (named && *named != own) {
    return base::Error{kForeignSource, fmt::format("You speak as the source \"{}\".", own)};
  }
  return std::string{own};
}

/// The statements of a request, each held against its rule. Errors: invalid_argument profile.invalid_statement.
base::Result<std::vector<Statement>> statements_of(StateAttributes const& request, std::string const& source,
                                                   base::Instant now) {
  std::vector<base::FieldError> wrong;
  auto const add = [&](std::string pointer, base::Reason const& reason) {
    wrong.push_back({std::move(pointer), std::string{reason.name}, std::string{reason.title}});
  };
  customer::RecordFacts const speaker{.source = source};
  for (auto const& error : customer::check_record(speaker)) wrong.push_back(error);
  auto const said_at = request.said_at.value_or(now);
  if (said_at < base::Instant{} || said_at > now + std::chrono::days{1}) add("/said_at", kBadMoment);
  std::vector<Statement> out;
  std::set<std::string_view> names;
  for (auto const& attribute : request.attributes) {
    auto const at = fmt::format("/attributes/{}", out.size());
    auto const value = attribute.value.value_or(std::string{});
    if (auto const reason = check_attribute(attribute.name, value, said_at)) {
      add(at + (reason->name == kBadName.name ? "/name" : "/value"), *reason);
    }
    if (!names.insert(attribute.name).second) add(at + "/name", kDoubledName);
    out.push_back({request.record_id, attribute.name, value, source, request.provenance, said_at});
  }
  if (!wrong.empty()) return base::Error{kInvalidStatement, {}, std::move(wrong)};
  return out;
}

void note(http::Call& call, std::span<Statement const> statements) {
  auto const& first = statements.front();
  boost::json::object said;
  boost::json::object how{{"source", first.source}, {"provenance", text_of(first.provenance)}};
  for (auto const& one : statements) said[one.name] = one.value;
  history::record(call.tx(), history::actor_of(call.caller()),
                  {.subject_kind = "record",
                   .subject_id = first.record_id.text(),
                   .action = "customer.attributes_stated",
                   .after = boost::json::serialize(how),
                   .personal_after = history::seal(first.record_id.uuid(), boost::json::serialize(said))},
                  call.now());
}

base::Result<ProfileView> patch(http::Call& call, StateAttributes const& request) {
  auto& tx = call.tx();
  bool const own_eyes = request.provenance == Provenance::declared || request.provenance == Provenance::recorded;
  if (call.caller().kind == "staff" && !own_eyes) return base::Error{kForeignProvenance};
  auto const source = source_of(call.caller(), request.source);
  if (!source) return source.error();
  auto const statements = statements_of(request, *source, call.now());
  if (!statements) return statements.error();
  auto const records = customer::store::read_records(tx, std::span{&request.record_id, 1});
  if (records.empty()) {
    return base::Error{customer::kRecordNotFound, fmt::format("No record {} is known.", request.record_id.text())};
  }
  if (!records.front().identified) return base::Error{kNobody};
  if (state(tx, *statements, call.now()) > 0) note(call, *statements);
  return get(call, {records.front().customer_id});
}

}  // namespace

void mount(http::Router& router) {
  router.route<ProfileRequest, ProfileView>(
      http::Method::get, "/v1/customers/{customer_id}/profile", kCustomersRead, get,
      {.summary = "What is known of a customer, and who says so",
       .description = "Every attribute with the value that stands and every value that a source has said, each with "
                      "its source, its times and how the source came to know it. What the person declared is never "
                      "overwritten by what a system concludes.",
       .tag = "Customers",
       .reasons = {customer::kCustomerNotFound}});
  router.route<StateAttributes, ProfileView>(
      http::Method::patch, "/v1/records/{record_id}/attributes", kCustomersWrite, patch,
      {.summary = "State attributes of a person",
       .description = "Adds what a source says to what the others say; nothing is overwritten, and saying it again "
                      "changes nothing but the time it was last said. Answers with the profile of the customer whom "
                      "the record belongs to. Written to history.",
       .tag = "Customers",
       .reasons = {customer::kRecordNotFound, kInvalidStatement, kForeignProvenance, kForeignSource, kNobody}});
}

}  // namespace weft::profile
