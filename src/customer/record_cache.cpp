// record_cache.cpp - which records an event makes forget.
#include "customer/record_cache.h"

#include <boost/json.hpp>

namespace weft::customer {

RecordCache::RecordCache(outbox::Feed& feed) : cache_{feed, kRecordsMax} {
  feed.subscribe(
      {"customer.records_changed"}, [this](outbox::PositionedEvent const& event) { apply(event); },
      [this] { cache_.clear(); });
}

void RecordCache::apply(outbox::PositionedEvent const& event) {
  boost::system::error_code failed;
  auto const payload = boost::json::parse(event.payload, failed);
  auto const* ids = failed || !payload.is_object() ? nullptr : payload.as_object().if_contains("record_ids");
  if (ids == nullptr || !ids->is_array()) {
    cache_.clear();  // too many to be named
    return;
  }
  for (auto const& id : ids->as_array()) {
    auto const record = id.is_string() ? RecordId::parse(std::string_view{id.as_string()}) : std::nullopt;
    if (record) cache_.drop(record->uuid());
  }
}

}  // namespace weft::customer
