// store.h - the only SQL of orders.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "orders/orders.h"
#include "orders/standing.h"

namespace weft::orders::store {

/// A document of a source.
struct Document {
  std::string_view number;
  std::string_view source;
  friend auto operator<=>(Document const&, Document const&) = default;
};

struct Claim {
  Document document;
  customer::RecordId record_id;
  OrderId order_id;
  ReturnId return_id;
  bool anonymous{};
  std::optional<Said> said;  ///< empty: only a return has named the document yet
};

/// Claims documents (sorted by the caller); true where nobody had claimed it.
std::vector<bool> insert_claims(pg::Tx& tx, std::span<Claim const> claims);
/// Locks claims that are there, in order of (number, source); number i of the answer is the claim of documents[i].
std::vector<Claim> lock_claims(pg::Tx& tx, std::span<Document const> documents);
/// What stands of a document, and whether any line of it was ordered or came back on another channel than its teller's.
struct Standing {
  std::optional<Said> said{};
  bool foreign{};
};
/// Number i of the answer is of documents[i], held against channels[i]. Locks nothing.
std::vector<Standing> find_standing(pg::Tx& tx, std::span<Document const> documents,
                                    std::span<std::string_view const> channels);
void update_claims(pg::Tx& tx, std::span<Claim const> claims);
struct Home {
  OrderId order_id;
  customer::RecordId record_id;
};
void insert_homes(pg::Tx& tx, std::span<Home const> homes);
void update_homes(pg::Tx& tx, std::span<Home const> homes);
std::optional<customer::RecordId> find_home(pg::Tx& tx, OrderId order);

/// A document as it is recorded, with the lines that its newest telling has no more; its customer is left out.
struct Held {
  SaleFacts facts;
  std::optional<OrderId> returned_order{};  ///< what its return lines came from
};
/// Number i of the answer is claim i's. Of documents that are told. Their locations are added to `places`.
std::vector<Held> read_documents(pg::Tx& tx, std::span<Claim const> claims, org::Places& places);

/// Everything recorded under these documents, to be written anew.
void delete_documents(pg::Tx& tx, std::span<Claim const> claims);

/// One order or one return.
struct Header {
  customer::RecordId record_id;
  base::Uuid id;                               // of the order or the return
  std::optional<OrderId> returned_order_id{};  // of a return
  std::optional<std::string> returned_number{};
  base::Instant event_at;
  base::Date business_on;
  std::string_view channel;  // where it was ordered, or came back
  org::LocationId location;
  std::int64_t amount_minor{};
  std::int64_t tax_minor{};
  std::int64_t shipping_minor{};
  std::optional<std::string_view> tax_policy{};  // of an order
  std::optional<std::string_view> facts{};
  std::int32_t line_count{};
  base::Currency currency;
  std::string_view source;
  std::string_view number;
};
void insert_orders(pg::Tx& tx, std::span<Header const> orders, base::Instant now);
void insert_returns(pg::Tx& tx, std::span<Header const> returns, base::Instant now);

struct OrderLineRow {
  customer::RecordId record_id;
  OrderId order_id;
  std::int32_t line_no{};
  org::LocationId origin_location;
  org::LocationId fulfilment_location;
  std::string_view origin_channel;
  std::string_view fulfilment_channel;
  base::Instant event_at;
  std::optional<std::int64_t> amount_minor{};
  std::optional<std::string> unit_runs{};
  base::Currency currency;
  std::string_view source;
  SaleLine const* line{};
};
struct ReturnLineRow {
  customer::RecordId record_id;
  ReturnId return_id;
  std::int32_t line_no{};
  org::LocationId return_location;
  std::string_view return_channel;
  base::Instant event_at;
  std::optional<std::int64_t> amount_minor{};
  std::optional<std::string> unit_runs{};
  base::Currency currency;
  std::string_view source;
  ReturnLine const* line{};
};
void insert_order_lines(pg::Tx& tx, std::span<OrderLineRow const> lines, base::Instant now);
void insert_return_lines(pg::Tx& tx, std::span<ReturnLineRow const> lines, base::Instant now);

struct TenderRow {
  customer::RecordId record_id;
  OrderId order_id;
  std::int32_t tender_no{};
  base::Currency currency;
  Tender const* tender{};
};
void insert_tenders(pg::Tx& tx, std::span<TenderRow const> tenders);

}  // namespace weft::orders::store
