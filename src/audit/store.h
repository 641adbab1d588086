// store.h - the documents of a day as the owners publish them.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "platform/pg/pg.h"

namespace weft::audit::store {

/// A document beside what stands behind it.
struct Document {
  base::Uuid id;
  base::Uuid record_id;
  std::string source;
  std::string number;
  base::Instant received_at;
  bool has_record{};
  bool identified{};
  bool has_channel{};
  bool has_location{};
  std::int64_t amount_minor{};
  std::int64_t line_count{};
  std::int64_t lines_amount_minor{};
  std::int64_t lines{};
  std::int64_t lines_without_channel{};
  std::int64_t lines_without_location{};
  std::optional<std::string> open_order_number;  ///< of a return: the order that it names and nobody has told of
};
BOOST_DESCRIBE_STRUCT(Document, (),
                      (id, record_id, source, number, received_at, has_record, identified, has_channel, has_location,
                       amount_minor, line_count, lines_amount_minor, lines, lines_without_channel,
                       lines_without_location, open_order_number))

/// In order of source and number.
std::vector<Document> list_orders(pg::Tx& tx, base::Date day);
std::vector<Document> list_returns(pg::Tx& tx, base::Date day);

}  // namespace weft::audit::store
