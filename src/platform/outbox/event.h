// event.h - one thing that happened: how it is written, and how it reads once it has a position.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "platform/history/history.h"
#include "platform/pg/pg.h"

namespace weft::outbox {

/// What happened, as its writer says it.
struct Event {
  std::string topic;                        ///< module.what_happened: "orders.order_recorded"
  std::string key;                          ///< what it is about, as clients know it: "ord_.."; never personal
  std::string payload = "{}";               ///< a JSON object without anything personal
  std::optional<history::Sealed> sealed{};  ///< the personal part, if any
};

/// Writes the event with the transaction in which it happened (deferred: no round trip of its own). Call it while the
/// row of `key` is locked or written by this transaction: then events of one key are positioned in the order of
/// commits. Bulk work writes one event a batch, not one a row.
void emit(pg::Tx& tx, Event const& event, base::Instant now);
/// The same for a whole span in one statement; they keep the order of the span.
void emit_all(pg::Tx& tx, std::span<Event const> events, base::Instant now);

/// An event with its place in the one order. Positions start at 1 and have no gaps but that of
/// a restore.
struct PositionedEvent {
  std::int64_t position{};
  std::string topic;
  std::string key;
  std::string payload;
  std::optional<std::string> sealed;  ///< bytes for history::open
  base::Instant occurred_at;          ///< by the clock of its writer
  base::Instant positioned_at;        ///< instant of the pass that placed it; never falls from one position to the next
};

inline constexpr base::Reason kCursorExpired{"outbox.cursor_expired", base::Code::failed_precondition,
                                             "The events after that cursor are no longer kept.", 410};

/// Events after `position`, oldest first, at most `limit` (1..1,000) of these topics (none = all; a topic ending in '.'
/// stands for all that begin so). `through` is where to go on from: with a topic filter it may lie past the last event.
struct EventPage {
  std::vector<PositionedEvent> events;
  std::int64_t through{};
};
/// Errors: failed_precondition outbox.cursor_expired (410) when events after `position` are no longer in the database.
base::Result<EventPage> read(pg::Tx& tx, std::int64_t position, std::int64_t limit,
                             std::span<std::string const> topics);

/// After a restore: positions go on far beyond any that was given out since the backup, so that a cursor which a client
/// got in that time is refused (outbox.cursor_expired) instead of passing over what happens now. Gives the new
/// position.
std::int64_t leap_past_lost_positions(pg::Tx& tx);

/// A position as clients see it: an opaque text (a vector of positions once the database is sharded).
std::string cursor_of(std::int64_t position);
/// Errors: invalid_argument page.bad_cursor.
base::Result<std::int64_t> position_of(std::string_view cursor);

}  // namespace weft::outbox
