// record_cache.h - records as they are shown, kept in memory until an event says that they read differently.
#pragma once

#include <memory>

#include "customer/customer.h"
#include "platform/http/http.h"
#include "platform/outbox/outbox.h"

namespace weft::customer {

/// Rendered records by id. Right by position: what customer.records_changed names is dropped when the feed applies it,
/// and nothing is given while the feed has seen no pass for too long. Safe from any thread.
class RecordCache {
 public:
  static constexpr std::size_t kRecordsMax = 200'000;

  /// Before feed.start().
  explicit RecordCache(outbox::Feed& feed);

  using Rendered = std::shared_ptr<http::Rendered const>;
  [[nodiscard]] Rendered find(RecordId record) { return cache_.find(record.uuid()); }
  /// Take it before reading the record from the database, and give it to put().
  [[nodiscard]] std::uint64_t ticket(RecordId record) { return cache_.ticket(record.uuid()); }
  void put(RecordId record, Rendered rendered, std::uint64_t ticket) {
    cache_.put(record.uuid(), std::move(rendered), ticket);
  }

 private:
  void apply(outbox::PositionedEvent const& event);

  outbox::Cache<base::Uuid, http::Rendered> cache_;
};

}  // namespace weft::customer
