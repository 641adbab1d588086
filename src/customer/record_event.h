// record_event.h - an event that names records; inside customer only.
#pragma once

#include <string_view>
#include <vector>

#include "customer/customer.h"

namespace weft::customer {

/// Emits `topic` with the payload {"records": n, "record_ids": [..]}, each record once;
/// nothing for no records.
void emit_of_records(pg::Tx& tx, std::string_view topic, std::vector<RecordId> records, base::Instant now);

}  // namespace weft::customer
