// record_sale.h - the lane POST /v1/sales: all sales that wait are recorded in one transaction.
#pragma once

#include <boost/describe.hpp>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "orders/orders.h"
#include "orders/recording.h"
#include "platform/http/http.h"
#include "platform/json/json.h"

namespace weft::orders {

struct OrderTagsBody {
  json::Text<1, org::kCodeLengthMax> origin_channel;
  json::Text<1, org::kCodeLengthMax> origin_location;
  json::Text<1, org::kCodeLengthMax> fulfilment_channel;
  json::Text<1, org::kCodeLengthMax> fulfilment_location;
  static constexpr std::string_view kSchemaName = "OrderTags";
  static constexpr json::Note kNotes[] = {
      {"origin_channel", "Where it was ordered: a channel's code."},
      {"origin_location", "The code of the location where it was ordered."},
      {"fulfilment_channel", "The channel that hands the goods over."},
      {"fulfilment_location", "The code of the location that hands the goods over."},
  };
};
BOOST_DESCRIBE_STRUCT(OrderTagsBody, (), (origin_channel, origin_location, fulfilment_channel, fulfilment_location))

struct ReturnTagsBody {
  json::Text<1, org::kCodeLengthMax> return_channel;
  json::Text<1, org::kCodeLengthMax> return_location;
  static constexpr std::string_view kSchemaName = "ReturnTags";
};
BOOST_DESCRIBE_STRUCT(ReturnTagsBody, (), (return_channel, return_location))

using Units = json::Integer<1, 1'000'000'000>;
using AmountMinor = json::Integer<-kAmountMinorMax, kAmountMinorMax>;

struct SaleLineBody {
  json::Text<1, kSkuLengthMax> sku;
  std::optional<json::Text<0, kDescriptionLengthMax>> description;
  Units quantity_units;
  std::optional<AmountMinor> unit_price_minor;
  std::optional<AmountMinor> discount_minor;
  std::optional<AmountMinor> amount_minor;
  std::optional<AmountMinor> tax_minor;
  std::optional<AmountMinor> shipping_minor;
  std::optional<OrderTagsBody> tags;
  static constexpr std::string_view kSchemaName = "SaleLine";
  static constexpr json::Note kNotes[] = {
      {"unit_price_minor", "Needed unless amount_minor is given."},
      {"amount_minor", "Must be quantity_units times unit_price_minor less discount_minor where those are given."},
      {"tax_minor", "Of the whole line; tax_policy says whether the amount holds it."},
      {"shipping_minor", "What the line's delivery cost the customer; not in the amount."},
      {"tags", "Where this line differs from the document's."},
  };
};
BOOST_DESCRIBE_STRUCT(SaleLineBody, (),
                      (sku, description, quantity_units, unit_price_minor, discount_minor, amount_minor, tax_minor,
                       shipping_minor, tags))

/// What came back; `return` is a word of C++, so the JSON word is read by a rule of its own.
struct ReturnLineKindRule {
  static constexpr std::string_view kPattern = "^(return|cancellation|adjustment)$";
  static constexpr std::size_t kMaxLength = 12;
  static constexpr std::string_view kWords = "return, cancellation or adjustment";
  static bool ok(std::string_view text) { return parse_return_line_kind(text).has_value(); }
};

struct ReturnLineBody {
  json::Matching<ReturnLineKindRule> kind;
  json::Text<1, kSkuLengthMax> sku;
  std::optional<json::Text<0, kDescriptionLengthMax>> description;
  Units quantity_units;
  std::optional<AmountMinor> unit_price_minor;
  std::optional<AmountMinor> discount_minor;
  std::optional<AmountMinor> amount_minor;
  std::optional<AmountMinor> tax_minor;
  std::optional<AmountMinor> shipping_minor;
  std::optional<ReturnTagsBody> tags;
  static constexpr std::string_view kSchemaName = "SaleReturnLine";
  static constexpr json::Note kNotes[] = {
      {"kind",
       "return: a customer brought it back; cancellation: the sale was called off; adjustment: stock put right."},
      {"quantity_units", "Positive: how many came back."},
      {"amount_minor", "Positive: what they were worth."},
  };
};
BOOST_DESCRIBE_STRUCT(ReturnLineBody, (),
                      (kind, sku, description, quantity_units, unit_price_minor, discount_minor, amount_minor,
                       tax_minor, shipping_minor, tags))

struct TenderBody {
  json::Text<1, kTenderKindLengthMax> kind;
  AmountMinor amount_minor;
  std::optional<json::Text<0, kNumberLengthMax>> reference;
  static constexpr std::string_view kSchemaName = "SaleTender";
  static constexpr json::Note kNotes[] = {{"kind", "cash, card, voucher, ... in the source's words."},
                                          {"amount_minor", "Negative where money went back."}};
};
BOOST_DESCRIBE_STRUCT(TenderBody, (), (kind, amount_minor, reference))

struct IdentifierBody {
  customer::IdentifierKind kind{};
  json::Text<1, customer::kIdentifierLengthMax> value;
  static constexpr std::string_view kSchemaName = "SaleIdentifier";
};
BOOST_DESCRIBE_STRUCT(IdentifierBody, (), (kind, value))

struct SaleCustomerBody {
  std::optional<json::Text<1, customer::kSourceIdLengthMax>> source_id;
  std::optional<json::List<IdentifierBody, 0, customer::kIdentifiersPerRecordMax>> identifiers;
  std::optional<json::Text<0, customer::kNameLengthMax>> name;
  std::optional<json::Text<0, customer::kNameLengthMax>> country;
  static constexpr std::string_view kSchemaName = "SaleCustomer";
  static constexpr json::Note kNotes[] = {
      {"source_id",
       "The account at the source. Without one, the first loyalty number, else the first e-mail says who it is."},
  };
};
BOOST_DESCRIBE_STRUCT(SaleCustomerBody, (), (source_id, identifiers, name, country))

struct SaleBody {
  json::Text<1, customer::kSourceLengthMax> source;
  json::Text<1, kNumberLengthMax> number;
  base::Instant event_at;
  std::optional<base::Instant> as_of;
  base::Currency currency;
  std::optional<SaleCustomerBody> customer;
  std::optional<OrderTagsBody> tags;
  std::optional<TaxPolicy> tax_policy;
  std::optional<json::List<SaleLineBody, 0, kLinesPerSaleMax>> lines;
  std::optional<ReturnTagsBody> return_tags;
  std::optional<json::Text<1, kNumberLengthMax>> returns_number;
  std::optional<json::List<ReturnLineBody, 0, kLinesPerSaleMax>> return_lines;
  std::optional<json::List<TenderBody, 0, kTendersPerSaleMax>> tenders;
  static constexpr std::string_view kSchemaName = "Sale";
  static constexpr json::Note kNotes[] = {
      {"source", "The system that made the document."},
      {"number", "Its number there: with the source, its permanent claim."},
      {"event_at", "When it was sold."},
      {"as_of",
       "The moment of the source this content speaks for; now when left out. Older content never replaces newer."},
      {"customer", "Who bought; left out = nobody known."},
      {"tags", "Of every line that has none of its own."},
      {"tax_policy", "Whether amounts hold their tax (included) or it comes on top (added)."},
      {"returns_number", "The number of the order that came back, if it is known."},
  };
};
BOOST_DESCRIBE_STRUCT(SaleBody, (),
                      (source, number, event_at, as_of, currency, customer, tags, tax_policy, lines, return_tags,
                       returns_number, return_lines, tenders))

struct SaleAnswer {
  SaleState state{};
  std::optional<OrderId> order_id;
  std::optional<ReturnId> return_id;
  customer::RecordId record_id;
  customer::CustomerId customer_id;
  static constexpr std::string_view kSchemaName = "RecordedSale";
  static constexpr json::Note kNotes[] = {
      {"state", "recorded, unchanged (a replay), replaced, or older (what is recorded is newer and stands)."},
      {"order_id", "If the document has order lines."},
      {"return_id", "If it has return lines."},
  };
};
BOOST_DESCRIBE_STRUCT(SaleAnswer, (), (state, order_id, return_id, record_id, customer_id))

/// The facts of a sale as it came in at the door. `now` is its as_of where it names none.
SaleFacts facts_of(SaleBody const& body, base::Instant now);

/// Whether a caller may say this: a key its own source, and its own channel wherever a line was ordered or came back
/// (another may fulfil it). Errors: permission_denied orders.no_voice, orders.foreign_source, orders.foreign_channel.
base::Result<void> check_voice(SaleFacts const& sale, http::Caller const& caller);

/// Records each waiting sale, as record_sales does, and answers with its ids. Idempotent by (source, number). Locks:
/// order claims in (number, source) order, then identity claims. Errors, per request: invalid_argument
/// orders.invalid_sale with every wrong field; permission_denied orders.no_voice, orders.foreign_source,
/// orders.foreign_channel (a key's channel tags another, or would change what stands for another). Emits
/// orders.order_recorded or orders.order_replaced for what each sold, orders.return_recorded or orders.return_replaced
/// for what came back in it.
struct RecordSale {
  using Request = SaleBody;
  using Response = SaleAnswer;
  struct Batch {
    base::Instant now;
    std::vector<SaleFacts> sales;                   // never grows: the recording keeps a view of it
    std::vector<std::optional<base::Error>> wrong;  // by sale: refused at the door
    std::unique_ptr<Recording> recording;
    std::vector<customer::CustomerId> customers;  // by sale
  };
  Batch claim(pg::Tx& tx, std::span<http::LaneItem<Request> const> items);
  /// Decides too: what is recorded depends on nothing but the claims, and who bought must be settled before the answer.
  void load(pg::Tx& tx, Batch& batch);
  base::Result<Response> decide(Batch& batch, std::size_t item);
  void write(pg::Tx& tx, Batch& batch);
};

}  // namespace weft::orders
