// profile.h - the face of profile: what is known of a person, by whom, since when, and how they came to know it.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/page.h"
#include "base/result.h"
#include "customer/customer.h"
#include "platform/pg/pg.h"

namespace weft::http {
class Router;
}

namespace weft::profile {

inline constexpr std::size_t kAttributeNameLengthMax = 60;
inline constexpr std::size_t kValueLengthMax = 500;            ///< characters
inline constexpr std::size_t kStatementsPerRecordMax = 1'000;  ///< of one record, in one answer; the latest said

inline constexpr base::Reason kBadName{
    "profile.bad_name", base::Code::invalid_argument,
    "An attribute is named by 1 to 60 lower case letters, digits or underscores, beginning with a letter."};
inline constexpr base::Reason kBadValue{"profile.bad_value", base::Code::invalid_argument,
                                        "A value is up to 500 characters of UTF-8."};
inline constexpr base::Reason kBadBirthDate{
    "profile.bad_birth_date", base::Code::invalid_argument,
    "A birth date is YYYY-MM-DD, YYYY-MM or YYYY, since 1850 and not in the future."};
inline constexpr base::Reason kBadEmail{"profile.bad_email", base::Code::invalid_argument,
                                        "That is no e-mail address."};
inline constexpr base::Reason kBadPhone{"profile.bad_phone", base::Code::invalid_argument,
                                        "A telephone number is 4 to 20 digits, with spaces and + - ( ) / . between."};
inline constexpr base::Reason kForeignProvenance{
    "profile.foreign_provenance", base::Code::permission_denied,
    "A person can state what was declared to them or what the shop has recorded; only systems observe and infer."};
inline constexpr base::Reason kBadMoment{"profile.bad_moment", base::Code::invalid_argument,
                                         "The time lies before 1970 or more than a day ahead."};
inline constexpr base::Reason kInvalidStatement{"profile.invalid_statement", base::Code::invalid_argument,
                                                "Some attributes cannot be stated so."};
inline constexpr base::Reason kForeignSource{"profile.foreign_source", base::Code::permission_denied,
                                             "You speak as another source."};
inline constexpr base::Reason kNobody{"profile.nobody", base::Code::failed_precondition,
                                      "Nothing identifies this record: there is nobody to state anything of."};
inline constexpr base::Reason kDoubledName{"profile.doubled_name", base::Code::invalid_argument,
                                           "An attribute is stated once."};

/// How a source came to know a value; the order is the order of trust. They are kept apart: what somebody declared is
/// never overwritten by what a system concludes.
enum class Provenance : std::uint8_t {
  declared,  ///< the person said so themselves, of their own will (zero-party): a preference centre, a survey, a form
  recorded,  ///< a system of the shop holds it and does not say who said it: a CRM, an account, a receipt
  observed,  ///< taken from what the person did: purchases, visits, opened mail
  inferred,  ///< concluded from other things: a model, a rule
};
BOOST_DESCRIBE_ENUM(Provenance, declared, recorded, observed, inferred)
std::string_view text_of(Provenance provenance);
std::optional<Provenance> provenance_of(std::string_view text);

/// Names that mean the same everywhere and are understood by search and by identity. Other names of the right form are
/// kept and shown as they are.
inline constexpr std::string_view kVocabulary[] = {
    "name",  "salutation", "given_name",   "family_name", "birth_date", "gender", "company", "email",
    "phone", "street",     "house_number", "city",        "postcode",   "region", "country", "language"};

/// One thing that a source says of a person.
struct Statement {
  customer::RecordId record_id;
  std::string name;   ///< see kVocabulary; free names too
  std::string value;  ///< empty: the source takes back what it said
  std::string source;
  Provenance provenance{};
  base::Instant said_at{};  ///< event time
};

/// Whether an attribute may be called so.
bool is_name(std::string_view name);

/// What is wrong with a value, if anything: profile.bad_name, profile.bad_value, and for names of the vocabulary
/// profile.bad_birth_date, profile.bad_email, profile.bad_phone. `said_at` tells what the future is. An empty value is
/// right for every name.
std::optional<base::Reason> check_attribute(std::string_view name, std::string_view value, base::Instant said_at);

/// Keeps what sources say, in one statement for the span. Of one record, name, source and provenance the value said
/// last counts, of one moment the greatest; the others remain as its history, each with the first and the last time it
/// was said. The same statements leave the same rows in any order and however often they are made. Every statement must
/// have passed check_attribute, and its record must be there. Locks the statements in (record, id) order: after all
/// that customer locks. Emits one customer.attributes_changed for the span if anything changed. Returns how many
/// statements said something new.
std::int64_t state(pg::Tx& tx, std::span<Statement const> statements, base::Instant now);

/// A value as it is shown: who says it, since when, and whether it is what the source says now.
struct Value {
  std::string value;
  bool wins{};     ///< it stands for the person
  bool current{};  ///< the last thing that this source said of it in this way; false = history
  customer::RecordId record_id;
  std::string source;
  Provenance provenance{};
  base::Instant said_first_at;
  base::Instant said_last_at;
  base::Instant received_at;
};

/// One attribute of a person: the value that stands, and every value with where it comes from.
struct Attribute {
  std::string name;
  std::optional<std::string> value;  ///< empty where what was said has been taken back
  bool contradicted{};               ///< another source says something else now
  std::vector<Value> values;         ///< the winning first, then current, then history, each by falling time
};

/// What is known of a customer: over all records, one bounded scan each.
struct Profile {
  customer::CustomerId customer_id;
  std::string name;  ///< what to call them; may be empty
  std::vector<Attribute> attributes;
};
/// The profiles of several customers, in order.
std::vector<Profile> profiles_of(pg::Tx& tx, std::span<customer::Component const> customers);
/// Errors: not_found customer.customer_not_found.
base::Result<Profile> get_profile(pg::Tx& tx, customer::CustomerId customer);

/// What a voice first said at one moment, for a timeline.
struct Change {
  base::Uuid id;  ///< of the greatest of its statements
  customer::RecordId record_id;
  std::string source;
  Provenance provenance{};
  base::Instant said_at;
  base::Instant received_at;
  std::vector<std::pair<std::string, std::string>> attributes;  ///< name and value, by name
};
/// What was first said of these records since `from`, newest first by (said_at, id) after a place, at most `limit`. One
/// scan a record, merged.
std::vector<Change> list_changes(pg::Tx& tx, std::span<customer::RecordId const> records, base::TimePlace const& after,
                                 base::Instant from, std::int64_t limit);

/// Mounts GET /v1/customers/{customer_id}/profile, PATCH /v1/records/{record_id}/attributes.
void mount(http::Router& router);

// Event customer.attributes_changed: something new was said of records. Payload {"records": n, "record_ids": [..]}.

}  // namespace weft::profile
