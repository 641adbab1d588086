// orders.h - the face of orders: the record of sales, every line tagged with where it was ordered and fulfilled.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/money.h"
#include "base/page.h"
#include "base/result.h"
#include "customer/customer.h"
#include "org/org.h"
#include "platform/pg/pg.h"

namespace weft::http {
class Router;
struct Caller;
}  // namespace weft::http

namespace weft::orders {

struct OrderKind {
  static constexpr std::string_view kPrefix = "ord";
};
struct ReturnKind {
  static constexpr std::string_view kPrefix = "ret";
};
using OrderId = base::Id<OrderKind>;
using ReturnId = base::Id<ReturnKind>;

inline constexpr std::size_t kLinesPerSaleMax = 20'000;  ///< order lines and return lines of one document together
inline constexpr std::size_t kTendersPerSaleMax = 100;
inline constexpr std::size_t kNumberLengthMax = 100;
inline constexpr std::size_t kTenderKindLengthMax = 40;
inline constexpr std::size_t kSkuLengthMax = 100;
inline constexpr std::size_t kDescriptionLengthMax = 500;
inline constexpr std::size_t kFactsBytesMax = 8'000;                    ///< of a document or a line, as JSON
inline constexpr std::int64_t kAmountMinorMax = 1'000'000'000'000'000;  ///< of a line and of a total, either sign

inline constexpr base::Reason kInvalidSale{"orders.invalid_sale", base::Code::invalid_argument,
                                           "The sale says something that cannot be meant."};
inline constexpr base::Reason kOrderNotFound{"orders.order_not_found", base::Code::not_found,
                                             "There is no such order."};
inline constexpr base::Reason kForeignChannel{"orders.foreign_channel", base::Code::permission_denied,
                                              "This key speaks for another channel."};
inline constexpr base::Reason kForeignSource{"orders.foreign_source", base::Code::permission_denied,
                                             "This key speaks for another source."};
inline constexpr base::Reason kNoVoice{"orders.no_voice", base::Code::permission_denied,
                                       "This key speaks for no source and no channel, so it records nothing."};
// What is wrong with one field of a sale (FieldError::reason, and the reason of an import's reject):
inline constexpr base::Reason kUnknownChannel{"orders.unknown_channel", base::Code::invalid_argument,
                                              "There is no such channel."};
inline constexpr base::Reason kUnknownLocation{"orders.unknown_location", base::Code::invalid_argument,
                                               "There is no such location."};
inline constexpr base::Reason kMixedCurrency{"orders.mixed_currency", base::Code::invalid_argument,
                                             "One document has one currency."};
inline constexpr base::Reason kAmountOverflow{"orders.amount_overflow", base::Code::invalid_argument,
                                              "The amount is larger than Weft can hold."};
inline constexpr base::Reason kLineSum{"orders.line_sum", base::Code::invalid_argument,
                                       "The amount is not units times price less discount."};
inline constexpr base::Reason kNoAmount{"orders.no_amount", base::Code::invalid_argument,
                                        "A line needs a unit price or an amount."};
inline constexpr base::Reason kBadQuantity{"orders.bad_quantity", base::Code::invalid_argument,
                                           "A line needs one unit or more; what came back is a return line."};
inline constexpr base::Reason kBadNumber{"orders.bad_number", base::Code::invalid_argument,
                                         "A document needs a number of 1 to 100 characters."};
inline constexpr base::Reason kBadSku{"orders.bad_sku", base::Code::invalid_argument,
                                      "A line needs an article number of 1 to 100 characters."};
inline constexpr base::Reason kBadText{"orders.bad_text", base::Code::invalid_argument,
                                       "The text is too long, or is not UTF-8 without NUL."};
inline constexpr base::Reason kBadInstant{"orders.bad_instant", base::Code::invalid_argument,
                                          "The time lies before 1970 or more than a day ahead."};
inline constexpr base::Reason kNoLines{"orders.no_lines", base::Code::invalid_argument,
                                       "A document without a line records nothing."};
inline constexpr base::Reason kBadFacts{"orders.bad_facts", base::Code::invalid_argument,
                                        "What else the source says is a JSON object of at most 8,000 bytes."};
inline constexpr base::Reason kTooManyLines{"orders.too_many_lines", base::Code::invalid_argument,
                                            "A document has at most 20,000 lines and 100 tenders."};

/// Where a line was ordered and where it is fulfilled: channel and location codes of org. All four are needed on every
/// order line; a fact that does not know where it was sold is not recorded with a guess.
struct OrderTags {
  std::string origin_channel;
  std::string origin_location;
  std::string fulfilment_channel;
  std::string fulfilment_location;
  friend bool operator==(OrderTags const&, OrderTags const&) = default;
};

/// Where something came back.
struct ReturnTags {
  std::string return_channel;
  std::string return_location;
  friend bool operator==(ReturnTags const&, ReturnTags const&) = default;
};

/// One line bought. Its amount is quantity_units * unit_price_minor - discount_minor; a source that knows no unit price
/// gives amount_minor alone, one that gives both must agree with itself (orders.line_sum). A manual coupon may be a
/// line of its own with a negative price. The amount of each unit is settled when the sale is recorded (unit_runs.h).
struct SaleLine {
  std::string sku;
  std::string description{};
  std::optional<std::int64_t> quantity_units{1};  ///< empty: the source does not know how many
  std::optional<std::int64_t> unit_price_minor{};
  std::int64_t discount_minor{0};
  std::optional<std::int64_t> amount_minor{};
  bool amount_unknown{};                         ///< the source does not know what it came to: recorded without
  std::optional<std::int64_t> tax_minor{};       ///< of the line; inside the amount or on top of it, see TaxPolicy
  std::optional<std::int64_t> shipping_minor{};  ///< what its delivery cost the customer; not in the amount
  std::string facts{};                           ///< what else the source says of it: a JSON object, or empty
  std::optional<base::Currency> currency{};      ///< only to be checked against the document's
  std::optional<OrderTags> tags{};               ///< where it differs from the document's
  std::optional<std::int64_t> key{};             ///< names the line in every telling of its document, see Vanished
  std::optional<base::Instant> last_told_at{};   ///< as it is recorded: of a vanished line, when it was told last
};

/// What a return line is: a customer brought goods back; a sale was called off (UCI's C invoices); or stock was put
/// right at the till's or the warehouse's word, with no customer and no money (UCI's negative rows that are no
/// cancellation). An adjustment is kept among the returns because its row must not be lost, is marked, and counts as
/// neither a sale nor a customer's return.
enum class ReturnLineKind : std::uint8_t { customer_return, cancellation, adjustment };
/// "return", "cancellation", "adjustment": the word in SQL and JSON.
std::string_view text_of(ReturnLineKind kind);
std::optional<ReturnLineKind> parse_return_line_kind(std::string_view text);

/// One line that came back. Units and amount are positive; they count against sales.
struct ReturnLine {
  ReturnLineKind kind{};
  std::string sku;
  std::string description{};
  std::optional<std::int64_t> quantity_units{1};
  std::optional<std::int64_t> unit_price_minor{};
  std::int64_t discount_minor{0};
  std::optional<std::int64_t> amount_minor{};
  bool amount_unknown{};
  std::optional<std::int64_t> tax_minor{};
  std::optional<std::int64_t> shipping_minor{};
  std::string facts{};
  std::optional<base::Currency> currency{};
  std::optional<ReturnTags> tags{};
  std::optional<std::int64_t> key{};
  std::optional<base::Instant> last_told_at{};
  std::optional<std::int64_t> calls_off{};  ///< as it is recorded: the key of the vanished order line that it calls off
};

/// How a document was paid; negative where money went back. `kind` is the source's word: cash, card, voucher, ...
struct Tender {
  std::string kind;
  std::int64_t amount_minor{};
  std::optional<base::Currency> currency{};
  std::string reference{};
};

/// Whether a document's amounts hold their tax (European shelf prices) or it is added to them (American ones). One
/// policy a document: sums of its stored lines then agree at till and web.
enum class TaxPolicy : std::uint8_t { included, added };
BOOST_DESCRIBE_ENUM(TaxPolicy, included, added)
std::string_view text_of(TaxPolicy policy);

/// What becomes of a line that an earlier telling of its document had and the newest has not. A till or a shop that
/// tells a document anew means all of it (removed). Of files it may be that a row was lost (kept), or that somebody
/// called the line off before it was paid (cancelled: the sale stays, and a cancellation of the same document counts
/// against it; of a return that vanished, nothing stays). Kept and cancelled need the lines' keys.
enum class Vanished : std::uint8_t { removed, kept, cancelled };

/// One document of a source: a receipt, an invoice, a credit note. (source, number) is its permanent claim. The order
/// of its lines is part of it: an importer that collects lines from files sorts them by content first.
struct SaleFacts {
  std::string source;
  std::string number;
  base::Instant event_at{};
  /// What moment of the source the content speaks for; of two different contents the one with the later as_of stands.
  base::Instant as_of{};
  base::Currency currency{};
  /// Who bought. `source` and `seen_at` may be left empty: they become the sale's source and event_at.
  customer::RecordFacts customer{};
  OrderTags tags{};  ///< of every order line that has none of its own; needed if there is such a line, or none at all
  std::optional<TaxPolicy> tax_policy{};  ///< empty: the source does not say
  std::string facts{};                    ///< what else the source says of the document: a JSON object, or empty
  std::vector<SaleLine> lines{};
  /// The source does not know what was bought, only how it was paid: recorded without lines. A till never says so: one
  /// that lost its lines must hear of it.
  bool lines_unknown{};
  ReturnTags return_tags{};  ///< the same for return lines
  /// The number of the order that came back, if it is known; else the return stands unlinked. The order may be told
  /// later: it takes the id by which the return names it.
  std::string returns_number{};
  std::vector<ReturnLine> return_lines{};
  std::vector<Tender> tenders{};
  Vanished vanished{};
};

/// Everything that is wrong with one document, by JSON pointer ("/lines/3/quantity_units", "/return_lines/0/sku",
/// "/tags/origin_channel"), each with its reason. Empty = it can be recorded. Pure.
std::vector<base::FieldError> check_sale(SaleFacts const& sale, org::Places const& places, base::Instant now);

enum class SaleState : std::uint8_t {
  recorded,   ///< new
  unchanged,  ///< the same content is recorded already
  replaced,   ///< other content with an as_of that is not older: rewritten as a whole under the same ids
  older,  ///< other content with an older as_of: what is recorded stands, but for lines that only it has, see Vanished
  refused,  ///< check_sale found something; nothing was written of it
};

BOOST_DESCRIBE_ENUM(SaleState, recorded, unchanged, replaced, older, refused)

struct SaleOutcome {
  SaleState state{};
  std::optional<OrderId> order_id{};    ///< if it has order lines
  std::optional<ReturnId> return_id{};  ///< if it has return lines
  customer::RecordId record_id{};
  std::vector<base::FieldError> wrong{};  ///< if refused
};

/// Documents per outcome and kind (one with both kinds of line counts in both), and the lines of the accepted ones.
struct SaleCounts {
  std::int64_t orders_recorded{}, orders_unchanged{}, orders_replaced{}, orders_older{};
  std::int64_t returns_recorded{}, returns_unchanged{}, returns_replaced{}, returns_older{};
  std::int64_t refused{};  ///< documents
  std::int64_t
      order_lines{};  ///< of all documents not refused, so that order_lines + return_lines + refused rows = rows
  std::int64_t return_lines{};
  std::int64_t lines_written{};                  ///< of both kinds, in recorded and replaced documents
  std::int64_t records{};                        ///< customer records made
  std::int64_t lines_kept{}, lines_cancelled{};  ///< vanished with these documents
  SaleCounts& operator+=(SaleCounts const& other);
};

struct RecordedSales {
  std::vector<SaleOutcome> outcomes;  ///< number i is what sale i became
  SaleCounts counts;
};

/// Records a span of documents in one transaction with a handful of statements, however many there are (best: some
/// 500 documents or 10,000 lines a call). Idempotent by (source, number): a replay is `unchanged`. The same number
/// twice in the span is settled in order of the span. A document that check_sale refuses is left out; the others stand.
/// Locks: order claims in (number, source) order, then identity claims. Emits one orders.sales_recorded for the span if
/// anything was written. `channel`: a key that speaks for it alone tells these, so a document that stands for another
/// is refused (orders.foreign_channel at /number); empty = of any. Throws pg::DatabaseError; a retryable one means: run
/// the whole transaction again.
RecordedSales record_sales(pg::Tx& tx, std::span<SaleFacts const> sales, base::Instant now,
                           std::string_view channel = {});

/// A document as one of a person's, for their timeline: something bought, or something that came back or was called
/// off.
struct PersonDocument {
  bool is_return{};
  base::Uuid id;                    ///< an OrderId, or of a return a ReturnId
  std::optional<OrderId> order_id;  ///< of a return the order it came from, if its source says; it may not be told yet
  customer::RecordId record_id;
  std::string source;
  std::string number;
  base::Instant event_at;
  base::Instant received_at;
  base::Currency currency;
  std::int64_t amount_minor{};
  std::int32_t line_count{};
  std::vector<std::string> channels;  ///< where its lines were ordered, or brought back
};
/// Which documents: of these records, after a place in the order from the newest to the oldest by (event_at, id), not
/// before `from`; `channel` = any line of it is of that channel, empty = any. At most `limit`, one bounded scan a
/// record, merged. A return of adjustments alone is no customer's return and is left out.
struct DocumentQuery {
  std::span<customer::RecordId const> records;
  base::TimePlace after;
  base::Instant from;
  std::string channel;
  std::int64_t limit{};
};
std::vector<PersonDocument> list_person_orders(pg::Tx& tx, DocumentQuery const& query);
std::vector<PersonDocument> list_person_returns(pg::Tx& tx, DocumentQuery const& query);

/// The records whose documents bear this number, as typed or in capitals, of whatever source; at most `limit`.
std::vector<customer::RecordId> records_of_number(pg::Tx& tx, std::string_view number, std::int64_t limit);

/// Whether somebody may record sales at all: a key only as the source or the channel it speaks for. Errors:
/// permission_denied orders.no_voice.
base::Result<void> check_has_voice(http::Caller const& caller);

/// Mounts POST /v1/sales (lane), GET /v1/orders/{order_id}, GET /v1/customers/{customer_id}/orders.
void mount(http::Router& router);

}  // namespace weft::orders
