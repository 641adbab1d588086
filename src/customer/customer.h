// customer.h - the face of customer: what each source knows of a person (a record), and which records are one customer.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/page.h"
#include "base/result.h"
#include "platform/pg/pg.h"

namespace weft::http {
class Router;
}
namespace weft::outbox {
struct PositionedEvent;
}
namespace weft::outbox {
class Feed;
}

namespace weft::customer {

struct CustomerKind {
  static constexpr std::string_view kPrefix = "cus";
};
struct RecordKind {
  static constexpr std::string_view kPrefix = "rec";
};
/// A person: a component of records joined by evidence. Derived, it is the smallest record id of the component, so the
/// id a customer had before two components joined still leads to the present one.
using CustomerId = base::Id<CustomerKind>;
/// One source's view of a person. Permanent: what hangs on a record is never moved when customers join or part.
using RecordId = base::Id<RecordKind>;

inline constexpr std::size_t kRecordsPerCustomerMax = 200;  ///< a component of this many records grows no further
inline constexpr std::size_t kNeighbourhoodMax = 2'000;     ///< records looked at to settle one component, at most
inline constexpr std::size_t kSourceLengthMax = 40;
inline constexpr std::size_t kSourceIdLengthMax = 200;
inline constexpr std::size_t kNameLengthMax = 200;
inline constexpr std::size_t kIdentifierLengthMax = 254;
inline constexpr std::size_t kIdentifiersPerRecordMax = 20;
inline constexpr std::size_t kQueryLengthMax = 200;

inline constexpr base::Reason kBadSource{
    "customer.bad_source", base::Code::invalid_argument,
    "A source is named by up to 40 lower case letters, digits, hyphens or underscores."};
inline constexpr base::Reason kBadSourceId{"customer.bad_source_id", base::Code::invalid_argument,
                                           "A source's id of a person is 1 to 200 characters."};
inline constexpr base::Reason kBadIdentifier{"customer.bad_identifier", base::Code::invalid_argument,
                                             "That is no loyalty number or e-mail address."};
inline constexpr base::Reason kBadText{"customer.bad_text", base::Code::invalid_argument,
                                       "A name or country is up to 200 characters of UTF-8."};
inline constexpr base::Reason kTooManyIdentifiers{"customer.too_many_identifiers", base::Code::invalid_argument,
                                                  "A record shows at most 20 identifiers."};
inline constexpr base::Reason kQueryTooShort{"customer.query_too_short", base::Code::invalid_argument,
                                             "Three letters or digits at least find somebody."};
inline constexpr base::Reason kRecordNotFound{"customer.record_not_found", base::Code::not_found,
                                              "There is no such record."};
inline constexpr base::Reason kCustomerNotFound{"customer.customer_not_found", base::Code::not_found,
                                                "There is no such customer."};

/// What may identify one person in two sources. Two records that show the same one are joined.
enum class IdentifierKind : std::uint8_t { loyalty, email };
BOOST_DESCRIBE_ENUM(IdentifierKind, loyalty, email)
std::string_view text_of(IdentifierKind kind);

struct Identifier {
  IdentifierKind kind{};
  std::string value;  ///< as given; it is normalised before it is stored or compared
  friend auto operator<=>(Identifier const&, Identifier const&) = default;
};

/// The form an identifier is compared in: an e-mail trimmed and in lower case; a loyalty number in capitals without
/// spaces and hyphens. Nothing if it cannot be one (an e-mail without exactly one @ and a domain, an empty number).
std::optional<std::string> normalised(IdentifierKind kind, std::string_view value);

/// What one fact says of a person. Who it is, in this order: the account `source_id` of `source`; else the first
/// loyalty number on it; else the first e-mail; else nobody known, and each such fact is a guest record of its own.
struct RecordFacts {
  std::string source;
  std::string source_id{};  ///< the account at the source; empty = bought without one
  std::vector<Identifier> identifiers{};
  std::string name{};
  std::string country{};    ///< as the source gives it
  base::Instant seen_at{};  ///< event time; of two names for one record the later one stands
};

/// Everything that is wrong with one fact, without looking anything up; pointers start with `at`. Reasons:
/// customer.bad_source, customer.bad_source_id, customer.bad_text, customer.bad_identifier,
/// customer.too_many_identifiers. Empty = it can be settled.
std::vector<base::FieldError> check_record(RecordFacts const& facts, std::string_view at = {});

struct SettledRecord {
  RecordId record_id;
  bool created{};  ///< the record is new with this span
};

/// A span of facts on its way: claimed, not yet written. Keeps a view of the span's facts, which must outlive it.
class RecordBatch {
 public:
  struct State;
  explicit RecordBatch(std::shared_ptr<State> state) : state_{std::move(state)} {}
  /// Number i is what facts i became.
  [[nodiscard]] std::vector<SettledRecord> const& settled() const;
  /// Nothing identifies facts i: they are a guest record of their own.
  [[nodiscard]] bool is_guest(std::size_t i) const;
  /// No record is made for guest i: its document turned out to be recorded already. No effect on others.
  void drop_guest(std::size_t i);
  /// The records that write_records made.
  [[nodiscard]] std::int64_t created() const;

 private:
  friend void write_records(pg::Tx& tx, RecordBatch& batch, base::Instant now);
  std::shared_ptr<State> state_;
};

/// First half of settle_records, for a lane's `claim`: gives every fact its record id. Looks claims up and inserts the
/// missing ones in sorted order, before any other lock. The facts must have passed check_record.
RecordBatch claim_records(pg::Tx& tx, std::span<RecordFacts const> facts, base::Instant now);

/// Second half, for a lane's `write`: writes new records, names, identifiers, edges, and recomputes the components that
/// new evidence touched. Locks identity claims in sorted order; they come last in the lock order of the house.
void write_records(pg::Tx& tx, RecordBatch& batch, base::Instant now);

/// Settles who each fact is of: finds or makes its record, adds the identifiers it shows, joins components. A handful
/// of statements for the whole span. Idempotent for facts that name somebody: the same facts give the same records, and
/// any order of arrival gives the same components. Emits one customer.records_changed for the span if anything changed.
/// Every fact must have passed check_record (asserted).
std::vector<SettledRecord> settle_records(pg::Tx& tx, std::span<RecordFacts const> facts, base::Instant now);

/// The present customer of each record, in order; the record's own id as customer where the record is unknown.
std::vector<CustomerId> customers_of(pg::Tx& tx, std::span<RecordId const> records);

/// The records of a customer, smallest first; an id the customer had before a join leads to the present customer.
/// Errors: not_found customer.customer_not_found.
struct Component {
  CustomerId customer_id;
  std::vector<RecordId> records;
};
base::Result<Component> get_component(pg::Tx& tx, CustomerId customer);

/// The same of several, without those that nobody knows.
std::vector<Component> get_components(pg::Tx& tx, std::span<CustomerId const> customers);

/// The record of the account `source_id` of `source`.
std::optional<RecordId> find_account(pg::Tx& tx, std::string_view source, std::string_view source_id);

/// What an identifier of theirs joins two records by, or would have, had the customer room.
struct Join {
  base::Uuid id;      ///< a hash of all but `joined` and `at`
  RecordId record_a;  ///< showed it first
  RecordId record_b;
  Identifier identifier;
  bool joined{};
  base::Instant at;  ///< when Weft saw it
};
/// Every join that begins or ends at one of these records, by time.
std::vector<Join> joins_of(pg::Tx& tx, std::span<RecordId const> records);

/// The identifiers that these records have shown, normalised, by record.
struct Shown {
  RecordId record_id;
  Identifier identifier;
};
std::vector<Shown> identifiers_of(pg::Tx& tx, std::span<RecordId const> records);

/// The source of each of these records, by record.
std::vector<std::pair<RecordId, std::string>> sources_of(pg::Tx& tx, std::span<RecordId const> records);

/// By what a record is found.
enum class FoundBy : std::uint8_t { account, loyalty, email, name, phone };
BOOST_DESCRIBE_ENUM(FoundBy, account, loyalty, email, name, phone)

/// Something a record has shown by which it should be found from now on.
struct SearchTerm {
  RecordId record_id;
  FoundBy kind{};
  std::string text;  ///< as given
};
/// Makes records findable; what finds them already stays. Records that settle_records writes are found by account,
/// identifiers and names without this. Takes no lock that anybody else waits for but an equal term of the same record.
void add_search_terms(pg::Tx& tx, std::span<SearchTerm const> terms);

/// Somebody found.
struct Match {
  CustomerId customer_id;
  RecordId record_id;  ///< of the record that fits
  FoundBy found_by{};
};
/// Customers by the beginning of a name (every word typed must begin one of theirs), an e-mail, a loyalty number or an
/// account, or by a telephone's beginning or end; each once, in order of what was found. A page may be short, or empty,
/// while more follow: so much is looked through for one page, and no more. Errors: invalid_argument
/// customer.query_too_short, page.bad_cursor.
base::Result<base::Page<Match>> search(pg::Tx& tx, std::string_view query, std::optional<std::string> const& cursor,
                                       std::int64_t limit);

/// Takes guest records back whose document turned out to be somebody's: a guest record belongs to exactly one document.
/// Records that are identified are left alone. Emits customer.records_changed.
void remove_guests(pg::Tx& tx, std::span<RecordId const> guests, base::Instant now);

/// Mounts GET /v1/records/{record_id} (cached), /v1/customers/{customer_id}.
/// Subscribes to `feed`, so: before feed.start().
void mount(http::Router& router, outbox::Feed& feed);

// Event customer.records_changed: records were made, renamed or joined. Payload {"records": n, "record_ids": [..]}.

/// The records that an event names as `record_ids`, for whoever keeps something by record: this module's events and
/// those of orders do. Nothing where the payload names none.
std::vector<RecordId> records_named_by(outbox::PositionedEvent const& event);

}  // namespace weft::customer
