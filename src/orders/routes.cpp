// routes.cpp - orders' doors: the lane that records sales, an order, and a customer's orders over all channels.
#include "orders/order_view.h"
#include "orders/record_sale.h"
#include "platform/http/http.h"

namespace weft::orders {

constexpr http::Permission kOrdersRead{"orders.read"};
constexpr http::Permission kOrdersWrite{"orders.write"};
constexpr std::string_view kListName = "customer_orders";

struct OrderRequest {
  OrderId order_id;
};
BOOST_DESCRIBE_STRUCT(OrderRequest, (), (order_id))

struct CustomerOrdersRequest {
  customer::CustomerId customer_id;
  std::optional<json::Text<1, 512>> cursor;
  std::optional<json::Integer<1, 200>> limit;
  static constexpr json::Note kNotes[] = {
      {"cursor", "next_cursor of the page before."},
      {"limit", "Orders a page; 50 when left out."},
  };
};
BOOST_DESCRIBE_STRUCT(CustomerOrdersRequest, (), (customer_id, cursor, limit))

namespace {

base::Result<base::Page<OrderSummary>> list(http::Call& call, CustomerOrdersRequest const& request) {
  auto const after =
      base::place_of_cursor(kListName, request.cursor ? std::optional{request.cursor->value} : std::nullopt);
  if (!after) return after.error();
  auto const component = customer::get_component(call.tx(), request.customer_id);
  if (!component) return component.error();
  auto const limit = request.limit ? request.limit->value : 50;
  return base::cut_page(
      list_orders(call.tx(), component.value().records, *after, limit + 1), limit,
      [](auto const& last) { return base::cursor_of_place(kListName, {last.event_at, last.order_id.uuid()}); });
}

}  // namespace

void mount(http::Router& router) {
  router.lane<RecordSale>(
      http::Method::post, "/v1/sales", kOrdersWrite, std::make_shared<RecordSale>(),
      {.summary = "Record a sale, a return, or both",
       .description =
           "One document of a source, whole. (source, number) is its permanent claim: sending it again changes "
           "nothing, "
           "sending other content replaces it as a whole unless its as_of is older. Every order line says where it was "
           "ordered and where it is fulfilled, every return line where it came back; a key tags with its own "
           "channel and source alone, and changes nothing that stands for another channel.",
       .tag = "Orders",
       .status = 201,
       .reasons = {kInvalidSale, kForeignChannel, kForeignSource, kNoVoice},
       .claim = http::Claim::own});
  router.route<OrderRequest, OrderView>(
      http::Method::get, "/v1/orders/{order_id}", kOrdersRead,
      [](http::Call& call, OrderRequest const& request) { return get_order(call.tx(), request.order_id); },
      {.summary = "An order with its lines, returns and tenders", .tag = "Orders", .reasons = {kOrderNotFound}});
  router.route<CustomerOrdersRequest, base::Page<OrderSummary>>(
      http::Method::get, "/v1/customers/{customer_id}/orders", kOrdersRead, list,
      {.summary = "A customer's orders over all channels, newest first",
       .tag = "Orders",
       .reasons = {customer::kCustomerNotFound, base::kBadCursor}});
}

}  // namespace weft::orders
