// audit.h - does the record of a day hold together? Every receipt has a record, a channel, a location and an event.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "platform/pg/pg.h"

namespace weft::audit {

enum class DocumentKind { order, customer_return };
BOOST_DESCRIBE_ENUM(DocumentKind, order, customer_return)

/// What a document lacks.
enum class Fault {
  no_record,    ///< the record it hangs on is not there
  no_channel,   ///< it, or one of its lines, names a channel that is not there
  no_location,  ///< it, or one of its lines, names a location that is not there
  no_event,     ///< nobody was told of it: no event of its own, and none of the batch that brought it
  sums_differ,  ///< its amount or its count of lines is not that of its lines
};
BOOST_DESCRIBE_ENUM(Fault, no_record, no_channel, no_location, no_event, sums_differ)

struct Exception {
  DocumentKind kind{};
  std::string source;
  std::string number;
  Fault fault{};
  std::string detail;
};
BOOST_DESCRIBE_STRUCT(Exception, (), (kind, source, number, fault, detail))

/// A return that names an order which nobody has told of. No fault of the record: sources may tell the two in either
/// order, and the place is kept (docs/adr/0011). It stays open until the order comes.
struct OpenReturn {
  std::string source;
  std::string number;
  std::string order_number;
};
BOOST_DESCRIBE_STRUCT(OpenReturn, (), (source, number, order_number))

struct Reconciliation {
  base::Date day;
  std::int64_t orders{};
  std::int64_t returns{};
  std::int64_t anonymous{};  ///< of both: nobody known bought or brought back
  std::int64_t archived{};   ///< of both: told of before the oldest event that is kept, so not looked for
  std::vector<Exception> exceptions;
  std::vector<OpenReturn> open_returns;
};
BOOST_DESCRIBE_STRUCT(Reconciliation, (), (day, orders, returns, anonymous, archived, exceptions, open_returns))

/// Looks at every document of a business day (that of the place where it was made), in one transaction; reads only.
/// Exceptions come in order of kind, source and number, one a fault. Throws DatabaseError.
Reconciliation reconcile(pg::Tx& tx, base::Date day);

}  // namespace weft::audit
