// outbox.h - the face of the outbox: what happened, in the commit in which it happened, in one order for everybody.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "platform/history/history.h"
#include "platform/outbox/archive.h"
#include "platform/outbox/cache.h"
#include "platform/outbox/event.h"
#include "platform/outbox/feed.h"
#include "platform/outbox/sequencer.h"
#include "platform/pg/pg.h"

namespace weft::http {
class Router;
}

namespace weft::outbox {

/// GET /v1/events: server-sent events for whoever is signed in; `id:` is a cursor, and Last-Event-ID goes on from it.
/// They name topic and key and carry the payload, never the sealed part; topics of auth are left out. Keep the
/// returned object as long as the server runs; its thread serves all streams of the process.
class Streams;
std::shared_ptr<Streams> mount(http::Router& router, pg::Pool& pool, Feed& feed);

/// Which events of these topics happened from `first` to `last`, both included, with or without a position yet: for
/// those who check that something was told. Without their sealed part. Reads all events kept; not for requests.
std::vector<PositionedEvent> told_between(pg::Tx& tx, std::span<std::string const> topics, base::Instant first,
                                          base::Instant last);
/// The instant of the oldest event that is kept, if older ones were archived.
std::optional<base::Instant> kept_since(pg::Tx& tx);

}  // namespace weft::outbox
