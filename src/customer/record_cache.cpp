// record_cache.cpp - which records an event makes forget.
#include "customer/record_cache.h"

namespace weft::customer {

RecordCache::RecordCache(outbox::Feed& feed) : cache_{feed, kRecordsMax} {
  feed.subscribe(
      {"customer.records_changed"}, [this](outbox::PositionedEvent const& event) { apply(event); },
      [this] { cache_.clear(); });
}

void RecordCache::apply(outbox::PositionedEvent const& event) {
  for (auto const& record : records_named_by(event)) cache_.drop(record.uuid());
}

}  // namespace weft::customer
