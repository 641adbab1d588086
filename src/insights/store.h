// store.h - what the projection reads: the views that customer and orders publish.
#pragma once

#include <span>
#include <vector>

#include "insights/book.h"
#include "platform/pg/pg.h"

namespace weft::insights::store {

/// The next records after one, in id order.
std::vector<base::Uuid> records_after(pg::Tx& tx, base::Uuid const& after, std::int64_t limit);
/// What is known of these records, and everything they bought and brought back, by record, then day, then order.
std::vector<RecordRow> list_records(pg::Tx& tx, std::span<base::Uuid const> records);
std::vector<PurchaseRow> list_purchases(pg::Tx& tx, std::span<base::Uuid const> records);
std::vector<ComebackRow> list_comebacks(pg::Tx& tx, std::span<base::Uuid const> records);

}  // namespace weft::insights::store
