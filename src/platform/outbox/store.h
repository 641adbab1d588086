// store.h - the outbox's tables as its other files see them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/outbox/event.h"
#include "platform/pg/pg.h"

namespace weft::outbox::store {

/// The mark of the last pass, and whether rows are waiting that this snapshot sees.
struct Head {
  std::int64_t position{};
  std::int64_t pass{};
  std::int64_t drained_pass{};
  base::Instant instant;
  bool pending{};
};
Head head(pg::Connection& connection);
Head head(pg::Tx& tx);
bool anything_pending(pg::Connection& connection);

/// One pass: numbers at most `rows_max` visible rows; the caller holds the lease in `tx`.
struct Placed {
  std::int64_t placed{};
  std::int64_t position{};
};
Placed place(pg::Tx& tx, std::int64_t rows_max, base::Instant now);
/// Wakes the feeds with the commit of `tx`.
void notify_feeds(pg::Tx& tx);
/// Tells the sequencer, in whichever process, that rows wait.
void notify_sequencer(pg::Connection& connection);
inline constexpr std::string_view kListenForEvents = "LISTEN outbox_event";
inline constexpr std::string_view kListenForPending = "LISTEN outbox_pending";

/// Events with position in (after, through], oldest first.
std::vector<PositionedEvent> events(pg::Connection& connection, std::int64_t after, std::int64_t through,
                                    std::int64_t limit);
std::vector<PositionedEvent> events(pg::Tx& tx, std::int64_t after, std::int64_t through, std::int64_t limit);
/// Events after `after` and those that have no position yet (position 0), under one snapshot.
std::vector<PositionedEvent> events_ahead(pg::Tx& tx, std::int64_t after);
/// The first position that is still in the database (1 before anything was archived).
std::int64_t first_kept(pg::Tx& tx);

// ---- Partitions
// -------------------------------------------------------------------------------------------------------
/// The position past the last partition; 1 when there is none.
std::int64_t partitioned_to(pg::Tx& tx);
void add_partition(pg::Tx& tx, std::int64_t from, std::int64_t to);
struct Partition {
  std::int64_t from_position{};
  std::int64_t to_position{};
};
/// The oldest full partition whose last event was positioned before `before`.
std::optional<Partition> oldest_full(pg::Tx& tx, base::Instant before);
/// Notes where the partition went and drops it.
void drop_archived(pg::Tx& tx, Partition const& partition, base::Instant now, std::string_view file,
                   std::string_view sha256);

/// True for a topic that one of `topics` names (none = all; one ending in '.' stands for all that begin so).
bool topic_matches(std::string_view topic, std::span<std::string const> topics);

}  // namespace weft::outbox::store
