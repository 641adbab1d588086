// store.cpp - the outbox's only SQL.
#include "platform/outbox/store.h"

#include <algorithm>
#include <charconv>

#include "platform/outbox/hint.h"
#include "platform/outbox/outbox.h"

namespace weft::outbox {
namespace {

/// FNV-1a (Fowler, Noll, Vo) over the key: stable for ever, since it is stored.
std::int16_t bucket_of(std::string_view key) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (char const letter : key) hash = (hash ^ static_cast<std::uint8_t>(letter)) * 0x100000001b3ULL;
  return static_cast<std::int16_t>((hash ^ (hash >> 32)) % 64);
}

constexpr pg::Query kInsertOne{"outbox.insert_one", R"sql(
  INSERT INTO outbox.pending (bucket, topic, key, payload, sealed, occurred_at) VALUES ($1, $2, $3, $4, $5, $6))sql"};

}  // namespace

void emit(pg::Tx& tx, Event const& event, base::Instant now) {
  std::optional<pg::Bytes> sealed;
  if (event.sealed) sealed = pg::Bytes{event.sealed->bytes()};
  tx.defer(kInsertOne, bucket_of(event.key), event.topic, event.key, pg::JsonText{event.payload}, sealed, now);
  Hint::shared().poke();
}

namespace {

constexpr pg::Query kInsertMany{"outbox.insert_many", R"sql(
  INSERT INTO outbox.pending (bucket, topic, key, payload, sealed, occurred_at)
  SELECT bucket, topic, key, payload, sealed, $6
  FROM unnest($1::smallint[], $2::text[], $3::text[], $4::jsonb[], $5::bytea[])
       WITH ORDINALITY AS given (bucket, topic, key, payload, sealed, ordinal)
  ORDER BY ordinal)sql"};

}  // namespace

void emit_all(pg::Tx& tx, std::span<Event const> events, base::Instant now) {
  if (events.empty()) return;
  std::vector<std::int16_t> buckets;
  std::vector<std::string_view> topics;
  std::vector<std::string_view> keys;
  std::vector<pg::JsonText> payloads;
  std::vector<std::optional<pg::Bytes>> sealed;
  for (auto const& event : events) {
    buckets.push_back(bucket_of(event.key));
    topics.push_back(event.topic);
    keys.push_back(event.key);
    payloads.push_back({event.payload});
    sealed.push_back(event.sealed ? std::optional{pg::Bytes{event.sealed->bytes()}} : std::nullopt);
  }
  tx.defer(kInsertMany, buckets, topics, keys, payloads, sealed, now);
  Hint::shared().poke();
}

namespace store {
namespace {

constexpr pg::Query kHead{"outbox.head", R"sql(
  SELECT position, pass, drained_pass, instant, EXISTS (SELECT FROM outbox.pending) AS pending
  FROM outbox.sequencer WHERE sequencer = 0)sql"};

Head head_of(pg::Rows const& rows) {
  auto const row = rows.one();
  return {row.get<std::int64_t>(0), row.get<std::int64_t>(1), row.get<std::int64_t>(2), row.get<base::Instant>(3),
          row.get<bool>(4)};
}

}  // namespace

Head head(pg::Connection& connection) { return head_of(connection.run(kHead)); }
Head head(pg::Tx& tx) { return head_of(tx.run(kHead)); }

namespace {

constexpr pg::Query kAnythingPending{"outbox.anything_pending", R"sql(
  SELECT EXISTS (SELECT FROM outbox.pending))sql"};

}  // namespace

bool anything_pending(pg::Connection& connection) { return connection.run(kAnythingPending).one().get<bool>(0); }

namespace {

/// One statement, so one snapshot: what it sees of outbox.pending it takes, by sequence, and what it does not see
/// stays.
constexpr pg::Query kPlace{"outbox.place", R"sql(
  WITH taken AS (
    DELETE FROM outbox.pending
    WHERE ctid = ANY (ARRAY (SELECT ctid FROM outbox.pending ORDER BY seq LIMIT $1))
    RETURNING seq, bucket, topic, key, payload, sealed, occurred_at
  ), head AS (
    SELECT position, greatest(instant, $2) AS instant FROM outbox.sequencer WHERE sequencer = 0
  ), placed AS (
    INSERT INTO outbox.event (sequencer, position, bucket, topic, key, payload, sealed, occurred_at, positioned_at)
    SELECT 0, head.position + row_number() OVER (ORDER BY taken.seq), taken.bucket, taken.topic, taken.key,
           taken.payload, taken.sealed, taken.occurred_at, head.instant
    FROM taken, head
    RETURNING position
  ), counted AS (
    SELECT count(*) AS placed FROM placed
  )
  UPDATE outbox.sequencer AS mark
  SET position = mark.position + counted.placed,
      pass = mark.pass + 1,
      drained_pass = CASE WHEN counted.placed < $1 THEN mark.pass + 1 ELSE mark.drained_pass END,
      instant = greatest(mark.instant, $2)
  FROM counted
  WHERE mark.sequencer = 0
  RETURNING counted.placed, mark.position)sql"};

}  // namespace

Placed place(pg::Tx& tx, std::int64_t rows_max, base::Instant now) {
  auto const rows = tx.run(kPlace, rows_max, now);
  auto const row = rows.one();
  return {row.get<std::int64_t>(0), row.get<std::int64_t>(1)};
}

namespace {

constexpr pg::Query kNotifyFeeds{"outbox.notify_feeds", R"sql(SELECT pg_notify('outbox_event', ''))sql"};

}  // namespace

void notify_feeds(pg::Tx& tx) { tx.defer(kNotifyFeeds); }

namespace {

constexpr pg::Query kNotifySequencer{"outbox.notify_sequencer", R"sql(SELECT pg_notify('outbox_pending', ''))sql"};

}  // namespace

void notify_sequencer(pg::Connection& connection) { connection.run(kNotifySequencer); }

namespace {

constexpr pg::Query kEvents{"outbox.events", R"sql(
  SELECT position, topic, key, payload, sealed, occurred_at, positioned_at
  FROM outbox.event
  WHERE sequencer = 0 AND position > $1 AND position <= $2
  ORDER BY position
  LIMIT $3)sql"};

std::vector<PositionedEvent> events_of(pg::Rows const& rows) {
  std::vector<PositionedEvent> events;
  events.reserve(rows.size());
  for (auto const row : rows) {
    events.push_back({.position = row.get<std::int64_t>(0),
                      .topic = row.get<std::string>(1),
                      .key = row.get<std::string>(2),
                      .payload = row.get<std::string>(3),
                      .sealed = row.get<std::optional<std::string>>(4),
                      .occurred_at = row.get<base::Instant>(5),
                      .positioned_at = row.get<base::Instant>(6)});
  }
  return events;
}

}  // namespace

std::vector<PositionedEvent> events(pg::Connection& connection, std::int64_t after, std::int64_t through,
                                    std::int64_t limit) {
  return events_of(connection.run(kEvents, after, through, limit));
}
std::vector<PositionedEvent> events(pg::Tx& tx, std::int64_t after, std::int64_t through, std::int64_t limit) {
  return events_of(tx.run(kEvents, after, through, limit));
}

namespace {

/// One statement, so one snapshot: an event moves from pending to event in one commit, and is seen in one of them.
constexpr pg::Query kEventsAhead{"outbox.events_ahead", R"sql(
  SELECT position, topic, key, payload, NULL::bytea AS sealed, occurred_at, positioned_at
  FROM outbox.event WHERE sequencer = 0 AND position > $1
  UNION ALL
  SELECT 0, topic, key, payload, NULL, occurred_at, occurred_at FROM outbox.pending
  ORDER BY position)sql"};

}  // namespace

std::vector<PositionedEvent> events_ahead(pg::Tx& tx, std::int64_t after) {
  return events_of(tx.run(kEventsAhead, after));
}

namespace {

constexpr pg::Query kFirstKept{"outbox.first_kept", R"sql(
  SELECT coalesce(min(from_position) FILTER (WHERE archived_at IS NULL), max(to_position), 1)
  FROM outbox.partition WHERE sequencer = 0)sql"};

}  // namespace

std::int64_t first_kept(pg::Tx& tx) { return tx.run(kFirstKept).one().get<std::int64_t>(0); }

namespace {

constexpr pg::Query kPartitionedTo{"outbox.partitioned_to", R"sql(
  SELECT coalesce(max(to_position), 1) FROM outbox.partition WHERE sequencer = 0)sql"};

}  // namespace

std::int64_t partitioned_to(pg::Tx& tx) { return tx.run(kPartitionedTo).one().get<std::int64_t>(0); }

namespace {

constexpr pg::Query kAddPartition{"outbox.add_partition", R"sql(SELECT outbox.add_partition($1, $2))sql"};
constexpr pg::Query kInsertPartition{"outbox.insert_partition", R"sql(
  INSERT INTO outbox.partition (sequencer, from_position, to_position) VALUES (0, $1, $2))sql"};

}  // namespace

void add_partition(pg::Tx& tx, std::int64_t from, std::int64_t to) {
  tx.defer(kAddPartition, from, to);
  tx.defer(kInsertPartition, from, to);
}

namespace {

/// Full: the counter has left it. The last event's instant is that of the whole, since instants never fall.
constexpr pg::Query kOldestFull{"outbox.oldest_full", R"sql(
  SELECT kept.from_position, kept.to_position
  FROM outbox.partition AS kept
  JOIN outbox.sequencer AS mark ON mark.sequencer = kept.sequencer AND mark.position >= kept.to_position - 1
  JOIN outbox.event AS last ON last.sequencer = kept.sequencer AND last.position = kept.to_position - 1
  WHERE kept.sequencer = 0 AND kept.archived_at IS NULL AND last.positioned_at < $1
  ORDER BY kept.from_position
  LIMIT 1)sql"};

}  // namespace

std::optional<Partition> oldest_full(pg::Tx& tx, base::Instant before) {
  auto const rows = tx.run(kOldestFull, before);
  if (rows.empty()) return {};
  return Partition{rows[0].get<std::int64_t>(0), rows[0].get<std::int64_t>(1)};
}

namespace {

constexpr pg::Query kNoteArchived{"outbox.note_archived", R"sql(
  UPDATE outbox.partition SET archived_at = $2, file = $3, sha256 = $4 WHERE sequencer = 0 AND from_position = $1)sql"};
constexpr pg::Query kDropPartition{"outbox.drop_partition", R"sql(SELECT outbox.drop_partition($1))sql"};

}  // namespace

void drop_archived(pg::Tx& tx, Partition const& partition, base::Instant now, std::string_view file,
                   std::string_view sha256) {
  tx.defer(kNoteArchived, partition.from_position, now, file, sha256);
  tx.defer(kDropPartition, partition.from_position);
}

bool topic_matches(std::string_view topic, std::span<std::string const> topics) {
  if (topics.empty()) return true;
  return std::any_of(topics.begin(), topics.end(), [&](std::string const& wanted) {
    return wanted.ends_with('.') ? topic.starts_with(wanted) : topic == wanted;
  });
}

}  // namespace store

base::Result<EventPage> read(pg::Tx& tx, std::int64_t position, std::int64_t limit,
                             std::span<std::string const> topics) {
  constexpr std::int64_t kLimitMax = 1'000;
  limit = std::clamp<std::int64_t>(limit, 1, kLimitMax);
  auto const head = store::head(tx);
  EventPage page{.events = {}, .through = position};
  if (position >= head.position) return page;
  auto found = store::events(tx, position, head.position, topics.empty() ? limit : kLimitMax);
  if (found.empty() || found.front().position != position + 1) {
    return base::Error{
        kCursorExpired,
        "Events after that cursor have been archived, or were lost before a restore; start again without "
        "one."};
  }
  for (auto& event : found) {
    page.through = event.position;
    if (store::topic_matches(event.topic, topics)) page.events.push_back(std::move(event));
    if (page.events.size() == static_cast<std::size_t>(limit)) break;
  }
  return page;
}

namespace {

/// More than a shop can tell between a backup and its loss; a thousandth of what a client's double holds exactly.
constexpr std::int64_t kLeap = 1'000'000'000'000;
constexpr std::int64_t kPositionsPerPartition = 1'000'000;
constexpr pg::Query kLeapPositions{"outbox.leap_positions", R"sql(
  UPDATE outbox.sequencer SET position = position + $1 WHERE sequencer = 0 RETURNING position)sql"};

}  // namespace

std::int64_t leap_past_lost_positions(pg::Tx& tx) {
  auto const position = tx.run(kLeapPositions, kLeap).one().get<std::int64_t>(0);
  store::add_partition(tx, position + 1, position + 1 + kPositionsPerPartition);
  return position;
}

namespace {
constexpr std::string_view kCursorList = "events";
}

std::string cursor_of(std::int64_t position) { return base::encode_cursor(kCursorList, {std::to_string(position)}); }

base::Result<std::int64_t> position_of(std::string_view cursor) {
  auto const key = base::decode_cursor(kCursorList, cursor, 1);
  if (!key) return key.error();
  std::int64_t position = -1;
  auto const& text = key->front();
  auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), position);
  if (failed != std::errc{} || end != text.data() + text.size() || position < 0) {
    return base::Error{base::kBadCursor, "The cursor was not made by this list. Start again without one."};
  }
  return position;
}

namespace {

constexpr pg::Query kToldBetween{"outbox.told_between", R"sql(
  SELECT position, topic, key, payload, NULL::bytea AS sealed, occurred_at, positioned_at FROM outbox.event
  WHERE sequencer = 0 AND topic = ANY ($1) AND occurred_at BETWEEN $2 AND $3
  UNION ALL
  SELECT 0, topic, key, payload, NULL, occurred_at, occurred_at FROM outbox.pending
  WHERE topic = ANY ($1) AND occurred_at BETWEEN $2 AND $3)sql"};

}  // namespace

std::vector<PositionedEvent> told_between(pg::Tx& tx, std::span<std::string const> topics, base::Instant first,
                                          base::Instant last) {
  if (first > last) return {};
  return store::events_of(tx.run(kToldBetween, topics, first, last));
}

namespace {

constexpr pg::Query kKeptSince{"outbox.kept_since", R"sql(
  SELECT min(positioned_at) FROM outbox.event
  WHERE sequencer = 0 AND position = (SELECT min(position) FROM outbox.event WHERE sequencer = 0)
    AND EXISTS (SELECT FROM outbox.partition WHERE archived_at IS NOT NULL))sql"};

}  // namespace

std::optional<base::Instant> kept_since(pg::Tx& tx) {
  return tx.run(kKeptSince).one().get<std::optional<base::Instant>>(0);
}

}  // namespace weft::outbox
