// routes.cpp - clienteling's doors: finding customers, and a customer's timeline.
#include <algorithm>

#include "clienteling/views.h"
#include "org/org.h"
#include "platform/http/http.h"

namespace weft::clienteling {

constexpr http::Permission kCustomersRead{"customers.read"};
constexpr http::Permission kOrdersRead{"orders.read"};
constexpr std::int64_t kRecordsOfNumberMax = 20;

struct CustomerSearch {
  std::optional<json::Text<1, customer::kQueryLengthMax>> query;
  std::optional<json::Text<1, customer::kSourceLengthMax>> source;
  std::optional<json::Text<1, customer::kSourceIdLengthMax>> source_id;
  std::optional<json::Text<1, 1024>> cursor;
  std::optional<json::Integer<1, 100>> limit;
  static constexpr json::Note kNotes[] = {
      {"query",
       "Three letters or digits at least: the beginnings of names' words, of an e-mail, a loyalty number or an "
       "account; a telephone's beginning or end; the whole number of an order or return."},
      {"source", "With source_id instead of a query: the system that knows the person by it."},
      {"source_id", "The account there."},
      {"cursor", "next_cursor of the page before."},
      {"limit", "Customers a page; 20 when left out."},
  };
};
BOOST_DESCRIBE_STRUCT(CustomerSearch, (), (query, source, source_id, cursor, limit))

struct TimelineRequest {
  customer::CustomerId customer_id;
  std::optional<EntryKind> kind;
  std::optional<json::Text<1, org::kCodeLengthMax>> channel;
  std::optional<base::Instant> from;
  std::optional<base::Instant> to;
  std::optional<json::Text<1, 512>> cursor;
  std::optional<json::Integer<1, 200>> limit;
  static constexpr json::Note kNotes[] = {
      {"kind", "Only entries of this kind."},
      {"channel", "Only what happened in this channel: documents with a line of it."},
      {"from", "Only what happened then or later."},
      {"to", "Only what happened earlier."},
      {"cursor", "next_cursor of the page before."},
      {"limit", "Entries a page; 50 when left out."},
  };
};
BOOST_DESCRIBE_STRUCT(TimelineRequest, (), (customer_id, kind, channel, from, to, cursor, limit))

namespace {

/// Whose documents bear what was typed, where it may be a number.
std::vector<Found> found_by_order(http::Call& call, std::string_view query) {
  auto const digit =
      std::any_of(query.begin(), query.end(), [](char letter) { return letter >= '0' && letter <= '9'; });
  if (!digit || !call.caller().may(kOrdersRead)) return {};
  auto const records = orders::records_of_number(call.tx(), query, kRecordsOfNumberMax);
  std::vector<Found> out;
  for (auto const& customer : customer::customers_of(call.tx(), records)) out.push_back({customer, FoundBy::order});
  return out;
}

base::Result<base::Page<CustomerSummary>> find(http::Call& call, CustomerSearch const& wanted) {
  auto& tx = call.tx();
  std::vector<Found> found;
  base::Page<CustomerSummary> page;
  if (wanted.source && wanted.source_id && !wanted.query) {
    if (auto const record = customer::find_account(tx, wanted.source->value, wanted.source_id->value))
      found.push_back({customer::CustomerId{record->uuid()}, FoundBy::account});
    page.items = summaries_of(tx, found);
    if (!page.items.empty()) page.items.front().found_by = FoundBy::account;
    return page;
  }
  if (!wanted.query || wanted.source || wanted.source_id) return base::Error{kQueryNeeded};
  auto const cursor = wanted.cursor ? std::optional{wanted.cursor->value} : std::nullopt;
  auto const matches =
      customer::search(tx, wanted.query->value, cursor, wanted.limit ? wanted.limit->value : std::int64_t{20});
  if (!matches) return matches.error();
  // A number of an order is exact, so it comes before whatever begins so.
  if (!cursor) found = found_by_order(call, wanted.query->value);
  for (auto const& match : matches->items) found.push_back({match.customer_id, static_cast<FoundBy>(match.found_by)});
  page.items = summaries_of(tx, found);
  page.next_cursor = matches->next_cursor;
  return page;
}

base::Result<base::Page<EntryView>> timeline(http::Call& call, TimelineRequest const& request) {
  if (!call.caller().may(kOrdersRead)) {
    return base::Error{http::kPermissionDenied, "A timeline tells of orders: it needs orders.read too."};
  }
  auto page = get_timeline(call.tx(), request.customer_id,
                           {.kind = request.kind,
                            .channel = request.channel ? request.channel->value : std::string{},
                            .from = request.from,
                            .to = request.to,
                            .cursor = request.cursor ? std::optional{request.cursor->value} : std::nullopt,
                            .limit = request.limit ? request.limit->value : std::int64_t{50}});
  if (!page) return std::move(page).error();
  base::Page<EntryView> out;
  out.next_cursor = std::move(page->next_cursor);
  for (auto& entry : page->items) out.items.push_back(view_of(std::move(entry)));
  return out;
}

}  // namespace

void mount(http::Router& router) {
  router.route<CustomerSearch, base::Page<CustomerSummary>>(
      http::Method::get, "/v1/customers", kCustomersRead, find,
      {.summary = "Customers by three letters",
       .description = "Finds people while somebody types: by names, e-mail, telephone, loyalty number, account or the "
                      "number of an order; by whatever any of their records has ever shown. Each customer once, in the "
                      "order of what was found. A page may be shorter than its limit while more follow.",
       .tag = "Customers",
       .reasons = {kQueryNeeded, customer::kQueryTooShort, base::kBadCursor}});
  router.route<TimelineRequest, base::Page<EntryView>>(
      http::Method::get, "/v1/customers/{customer_id}/timeline", kCustomersRead, timeline,
      {.summary = "All that happened with a customer, newest first",
       .description = "Every purchase and return of every channel, what sources said of the person, and how records "
                      "came to be one customer. Needs orders.read too.",
       .tag = "Customers",
       .reasons = {customer::kCustomerNotFound, kEmptyWindow, base::kBadCursor, http::kPermissionDenied}});
}

}  // namespace weft::clienteling
