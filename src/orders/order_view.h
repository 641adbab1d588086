// order_view.h - an order as it is read back: alone with everything on it, and as one of a customer's.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "orders/orders.h"
#include "platform/json/json.h"

namespace weft::orders {

struct OrderLineView {
  std::int32_t line_no{};
  std::string sku;
  std::string description;
  std::optional<std::int64_t> quantity_units;
  std::optional<std::int64_t> unit_price_minor;
  std::int64_t discount_minor{};
  std::optional<std::int64_t> amount_minor;
  std::optional<std::int64_t> tax_minor;
  std::optional<std::int64_t> shipping_minor;
  std::string origin_channel;
  std::string origin_location;
  std::string fulfilment_channel;
  std::string fulfilment_location;
  std::optional<base::Instant> last_told_at;
  static constexpr std::string_view kSchemaName = "OrderLine";
  static constexpr json::Note kNotes[] = {
      {"quantity_units", "Left out where the source does not know."},
      {"unit_price_minor", "Left out where the source gave an amount only."},
      {"amount_minor", "Left out where the source does not know."},
      {"origin_location", "Where it was ordered: the id of the location."},
      {"fulfilment_location", "Where it is fulfilled: the id of the location."},
      {"last_told_at",
       "The newest telling of the order has this line no more; this is as of when it was told last. Left out of a line "
       "that is told."},
  };
};
BOOST_DESCRIBE_STRUCT(OrderLineView, (),
                      (line_no, sku, description, quantity_units, unit_price_minor, discount_minor, amount_minor,
                       tax_minor, shipping_minor, origin_channel, origin_location, fulfilment_channel,
                       fulfilment_location, last_told_at))

struct ReturnLineView {
  ReturnId return_id;
  std::int32_t line_no{};
  std::string kind;
  base::Instant event_at;
  std::string sku;
  std::string description;
  std::optional<std::int64_t> quantity_units;
  std::optional<std::int64_t> amount_minor;
  std::string return_channel;
  std::string return_location;
  static constexpr std::string_view kSchemaName = "ReturnLine";
  static constexpr json::Note kNotes[] = {
      {"kind", "return, cancellation or adjustment; an adjustment of stock is no customer's return."},
      {"amount_minor", "Positive; it counts against the order."},
  };
};
BOOST_DESCRIBE_STRUCT(ReturnLineView, (),
                      (return_id, line_no, kind, event_at, sku, description, quantity_units, amount_minor,
                       return_channel, return_location))

struct TenderView {
  std::string kind;
  std::int64_t amount_minor{};
  std::string reference;
  static constexpr std::string_view kSchemaName = "Tender";
};
BOOST_DESCRIBE_STRUCT(TenderView, (), (kind, amount_minor, reference))

struct OrderView {
  OrderId order_id;
  customer::RecordId record_id;
  customer::CustomerId customer_id;
  std::string source;
  std::string number;
  base::Instant event_at;
  base::Instant received_at;
  base::Date business_on;
  std::string origin_channel;
  std::string origin_location;
  base::Currency currency;
  std::int64_t amount_minor{};
  std::int64_t tax_minor{};
  std::int64_t shipping_minor{};
  std::optional<std::string> tax_policy;
  std::vector<OrderLineView> lines;
  std::vector<ReturnLineView> return_lines;
  std::vector<TenderView> tenders;
  static constexpr std::string_view kSchemaName = "Order";
  static constexpr json::Note kNotes[] = {
      {"record_id", "The record the order hangs on; it stays there whatever customers join."},
      {"customer_id", "Whose order it is now."},
      {"event_at", "When it was sold."},
      {"received_at", "When Weft was told."},
      {"business_on", "The day of it where it was ordered."},
      {"amount_minor", "The sum of the lines whose amount is known, gross of what came back."},
      {"tax_policy", "included or added; left out where the source does not say."},
      {"return_lines", "What came back of it."},
  };
};
BOOST_DESCRIBE_STRUCT(OrderView, (),
                      (order_id, record_id, customer_id, source, number, event_at, received_at, business_on,
                       origin_channel, origin_location, currency, amount_minor, tax_minor, shipping_minor, tax_policy,
                       lines, return_lines, tenders))

/// One line of a customer's history.
struct OrderSummary {
  OrderId order_id;
  customer::RecordId record_id;
  std::string source;
  std::string number;
  base::Instant event_at;
  base::Currency currency;
  std::int64_t amount_minor{};
  std::int32_t line_count{};
  std::vector<std::string> origin_channels;
};
BOOST_DESCRIBE_STRUCT(OrderSummary, (),
                      (order_id, record_id, source, number, event_at, currency, amount_minor, line_count,
                       origin_channels))

/// Errors: not_found orders.order_not_found (also for a document that is a return only).
base::Result<OrderView> get_order(pg::Tx& tx, OrderId order);

/// Orders of these records, newest first by (event_at, order_id), at most `limit`. One bounded scan a record, merged.
std::vector<OrderSummary> list_orders(pg::Tx& tx, std::span<customer::RecordId const> records,
                                      base::TimePlace const& after, std::int64_t limit);

}  // namespace weft::orders
