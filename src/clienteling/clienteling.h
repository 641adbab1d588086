// clienteling.h - the face of clienteling: finding a person by whatever is at hand, and all that happened with them.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/page.h"
#include "customer/customer.h"
#include "customer/profile/profile.h"
#include "orders/orders.h"

namespace weft::http {
class Router;
}

namespace weft::clienteling {

inline constexpr base::Reason kQueryNeeded{"clienteling.query_needed", base::Code::invalid_argument,
                                           "Customers are looked for by query, or by source and source_id."};
inline constexpr base::Reason kEmptyWindow{"clienteling.empty_window", base::Code::invalid_argument,
                                           "The window ends before it begins."};

/// What a timeline tells of. Further families of events (visits, mail, conversations) become further kinds.
enum class EntryKind : std::uint8_t {
  order,       ///< bought something
  returned,    ///< brought something back, or it was called off
  attributes,  ///< a source said something new of the person
  joined,      ///< two records were found to be one person
};
BOOST_DESCRIBE_ENUM(EntryKind, order, returned, attributes, joined)

/// One thing that happened. Of `document`, `change` and `join` the one that its kind has.
struct Entry {
  EntryKind kind{};
  base::Uuid id;
  base::Instant event_at;
  base::Instant received_at;
  customer::RecordId record_id;
  std::optional<orders::PersonDocument> document;  ///< of order and returned
  std::optional<profile::Change> change;
  std::optional<customer::Join> join;
};

/// Which entries. The window is half-open; `channel` leaves those only that happened in it.
struct TimelineQuery {
  std::optional<EntryKind> kind{};
  std::string channel{};
  std::optional<base::Instant> from{};
  std::optional<base::Instant> to{};
  std::optional<std::string> cursor{};
  std::int64_t limit = 50;
};

/// A customer's timeline over all their records and all channels, newest first by (event_at, id). Each source of events
/// is asked for one page of each record (one bounded scan) and the pages are merged, so that a page costs the same
/// however much lies before it. Errors: not_found customer.customer_not_found; invalid_argument page.bad_cursor,
/// clienteling.empty_window.
base::Result<base::Page<Entry>> get_timeline(pg::Tx& tx, customer::CustomerId customer, TimelineQuery const& query);

/// Mounts GET /v1/customers (search), /v1/customers/{customer_id}/timeline.
void mount(http::Router& router);

}  // namespace weft::clienteling
