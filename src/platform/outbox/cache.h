// cache.h - answers kept in memory by key, dropped by events, and not trusted when no pass has been seen for too long.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "platform/outbox/feed.h"

namespace weft::outbox {

/// A bounded cache that is right by construction if it is used so:
///   feed.subscribe({"customer.record_changed"}, [&](auto const& event) { cache.drop(event.key); }, [&] {
///   cache.clear(); }); if (auto found = cache.find(key)) return found;          // io thread: one short lock of one
///   shard auto ticket = cache.ticket(key);                         // BEFORE the read auto value = read it from the
///   database; cache.put(key, value, ticket);                           // does nothing if an event dropped the shard
///   in between
/// Every writer emits the event in the transaction that changes what is cached. Safe from any thread.
template <class Key, class Value, class Hash = std::hash<Key>>
class Cache {
 public:
  using Ticket = std::uint64_t;

  /// `stale_max`: find() gives nothing when the feed has seen no pass for longer. 2 s keeps the house's promise (1 s
  /// behind another process, 2.5 s across a hand-over of the sequencer).
  Cache(Feed const& feed, std::size_t entries_max,
        std::chrono::milliseconds stale_max = std::chrono::milliseconds{2'000})
      : feed_{feed}, stale_max_{stale_max}, shard_entries_max_{entries_max / (2 * kShards) + 1} {}

  [[nodiscard]] std::shared_ptr<Value const> find(Key const& key) {
    if (feed_.staleness() > stale_max_) return nullptr;
    Shard& shard = shard_of(key);
    std::lock_guard const lock{shard.mutex};
    if (auto const found = shard.young.find(key); found != shard.young.end()) return found->second;
    auto const found = shard.old.find(key);
    if (found == shard.old.end()) return nullptr;
    auto value = found->second;
    shard.old.erase(found);
    insert(shard, key, value);
    return value;
  }
  [[nodiscard]] Ticket ticket(Key const& key) {
    Shard& shard = shard_of(key);
    std::lock_guard const lock{shard.mutex};
    return shard.drops;
  }
  void put(Key const& key, std::shared_ptr<Value const> value, Ticket ticket) {
    Shard& shard = shard_of(key);
    std::lock_guard const lock{shard.mutex};
    if (shard.drops != ticket) return;
    shard.old.erase(key);
    insert(shard, key, std::move(value));
  }
  void drop(Key const& key) {
    Shard& shard = shard_of(key);
    std::lock_guard const lock{shard.mutex};
    ++shard.drops;
    shard.young.erase(key);
    shard.old.erase(key);
  }
  void clear() {
    for (Shard& shard : shards_) {
      std::lock_guard const lock{shard.mutex};
      ++shard.drops;
      shard.young.clear();
      shard.old.clear();
    }
  }
  /// Drops every entry for which `is_gone(key, value)` holds: for events that name something the entry hangs on.
  template <class Predicate>
  void drop_if(Predicate const& is_gone) {
    for (Shard& shard : shards_) {
      std::lock_guard const lock{shard.mutex};
      ++shard.drops;
      std::erase_if(shard.young, [&](auto const& entry) { return is_gone(entry.first, *entry.second); });
      std::erase_if(shard.old, [&](auto const& entry) { return is_gone(entry.first, *entry.second); });
    }
  }

 private:
  static constexpr std::size_t kShards = 64;
  using Map = std::unordered_map<Key, std::shared_ptr<Value const>, Hash>;
  struct Shard {
    std::mutex mutex;
    Map young;                // guarded by mutex; what was asked for since the last turn
    Map old;                  // guarded by mutex; forgotten at the next turn unless asked for
    std::uint64_t drops = 0;  // guarded by mutex
  };

  Shard& shard_of(Key const& key) { return shards_[(Hash{}(key) * 0x9e3779b97f4a7c15ULL) >> 58]; }
  void insert(Shard& shard, Key const& key, std::shared_ptr<Value const> value) {
    if (shard.young.size() >= shard_entries_max_) {
      shard.old = std::move(shard.young);
      shard.young = Map{};
    }
    shard.young[key] = std::move(value);
  }

  Feed const& feed_;
  std::chrono::milliseconds stale_max_;
  std::size_t shard_entries_max_;
  std::array<Shard, kShards> shards_;
};

}  // namespace weft::outbox
