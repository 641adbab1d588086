// streams.cpp - one thread feeds every open event stream of the process: the newest events from memory, older ones
// read.
#include <condition_variable>
#include <deque>
#include <thread>

#include "platform/http/http.h"
#include "platform/outbox/outbox.h"
#include "platform/outbox/store.h"
#include "platform/telemetry/telemetry.h"

namespace weft::outbox {

namespace {

constexpr std::size_t kRecentMax = 4'096;  // events kept in memory
constexpr std::int64_t kReadMax = 500;     // events a read of a stream that lags
constexpr std::chrono::milliseconds kPause{500};

/// Sessions, keys and principals are nobody's business but the servers'.
bool is_public(std::string_view topic) { return !topic.starts_with("auth."); }

std::string data_of(PositionedEvent const& event) {
  std::string data = R"({"key":)";
  json::encode_string(data, event.key);
  data += R"(,"occurred_at":")" + base::text_of(event.occurred_at) + R"(","payload":)" + event.payload + '}';
  return data;
}

}  // namespace

class Streams {
 public:
  Streams(pg::Pool& pool, Feed& feed) : pool_{pool}, feed_{feed} {
    feed.subscribe({}, [this](PositionedEvent const& event) { remember(event); }, [this] { forget(); });
    thread_ = std::thread{[this] { run(); }};
  }
  ~Streams() {
    {
      std::lock_guard const lock{mutex_};
      stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }
  Streams(Streams const&) = delete;
  Streams& operator=(Streams const&) = delete;

  /// Adds a stream that has seen everything up to `position`; without one, up to now.
  void add(http::StreamHandle handle, std::optional<std::int64_t> position, std::vector<std::string> topics) {
    std::lock_guard const lock{mutex_};
    joining_.push_back({std::move(handle), position.value_or(feed_.position()), std::move(topics)});
    changed_.notify_all();
  }

 private:
  struct Stream {
    http::StreamHandle handle;
    std::int64_t position{};
    std::vector<std::string> topics;
  };

  void remember(PositionedEvent const& event) {
    std::lock_guard const lock{mutex_};
    recent_.push_back(std::make_shared<PositionedEvent const>(event));
    if (recent_.size() > kRecentMax) recent_.pop_front();
    changed_.notify_all();
  }
  void forget() {
    std::lock_guard const lock{mutex_};
    recent_.clear();
  }

  /// Events after `position` from memory, or nothing if they begin before it.
  std::optional<std::vector<std::shared_ptr<PositionedEvent const>>> from_memory(std::int64_t position) {
    std::lock_guard const lock{mutex_};
    if (recent_.empty() || recent_.front()->position > position + 1) return {};
    auto const skip = static_cast<std::ptrdiff_t>(position + 1 - recent_.front()->position);
    if (skip >= std::ssize(recent_)) return std::vector<std::shared_ptr<PositionedEvent const>>{};
    return std::vector<std::shared_ptr<PositionedEvent const>>{recent_.begin() + skip, recent_.end()};
  }

  /// Sends what the stream has not seen; false when it is over.
  bool serve(Stream& stream) {
    while (stream.position < feed_.position()) {
      auto fresh = from_memory(stream.position);
      if (!fresh) {
        auto page = pg::transact(pool_, pg::in(std::chrono::seconds{5}),
                                 [&](pg::Tx& tx) { return read(tx, stream.position, kReadMax, {}); });
        if (!page || page->events.empty()) {  // archived meanwhile: the client starts again
          stream.handle.close();
          return false;
        }
        fresh.emplace();
        for (auto& event : page->events) fresh->push_back(std::make_shared<PositionedEvent const>(std::move(event)));
      }
      for (auto const& event : *fresh) {
        stream.position = event->position;
        if (!is_public(event->topic) || !store::topic_matches(event->topic, stream.topics)) continue;
        if (!stream.handle.send(cursor_of(event->position), event->topic, data_of(*event))) return false;
      }
      if (fresh->empty()) break;
    }
    return !stream.handle.closed();
  }

  void run() {
    std::vector<Stream> streams;
    std::int64_t served = 0;
    std::unique_lock lock{mutex_};
    while (!stopping_) {
      changed_.wait_for(lock, kPause, [&] { return stopping_ || !joining_.empty() || feed_.position() > served; });
      std::move(joining_.begin(), joining_.end(), std::back_inserter(streams));
      joining_.clear();
      served = feed_.position();
      lock.unlock();
      std::erase_if(streams, [&](Stream& stream) {
        try {
          return !serve(stream);
        } catch (pg::DatabaseError const& error) {  // it stays where it is and is served after the next pause
          telemetry::warning("event streams wait for the database", {{"sqlstate", error.sqlstate()}});
          return false;
        }
      });
      lock.lock();
    }
    for (auto& stream : streams) stream.handle.close();
  }

  pg::Pool& pool_;
  Feed& feed_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::shared_ptr<PositionedEvent const>> recent_;  // guarded by mutex_; gapless
  std::vector<Stream> joining_;                                // guarded by mutex_
  bool stopping_ = false;                                      // guarded by mutex_
  std::thread thread_;
};

std::shared_ptr<Streams> mount(http::Router& router, pg::Pool& pool, Feed& feed) {
  auto streams = std::make_shared<Streams>(pool, feed);
  router.stream("/v1/events", http::kSignedIn,
                [streams, &pool](http::StreamRequest const& request, http::StreamHandle handle) -> base::Result<void> {
                  std::optional<std::int64_t> position;
                  if (!request.last_event_id.empty()) {
                    auto const wanted = position_of(request.last_event_id);
                    if (!wanted) return wanted.error();
                    position = *wanted;
                    // Says 410 now rather than closing the stream later.
                    auto const page = pg::transact(pool, pg::in(std::chrono::seconds{5}),
                                                   [&](pg::Tx& tx) { return read(tx, *position, 1, {}); });
                    if (!page) return page.error();
                  }
                  std::vector<std::string> topics;
                  if (auto const found = request.query.find("topics"); found != request.query.end()) {
                    std::string_view rest = found->second;
                    while (!rest.empty()) {
                      auto const comma = std::min(rest.find(','), rest.size());
                      if (comma > 0) topics.emplace_back(rest.substr(0, comma));
                      rest.remove_prefix(std::min(comma + 1, rest.size()));
                    }
                  }
                  streams->add(std::move(handle), position, std::move(topics));
                  return {};
                },
                {.summary = "What happens in the shop, as it happens",
                 .description =
                     "Server-sent events. `event` is the topic, `id` a cursor to go on from with Last-Event-ID, `data` "
                     "an object of key, occurred_at and payload. `?topics=orders.,customer.record_changed` narrows it; "
                     "a topic ending in a dot stands for all that begin so.",
                 .tag = "Events",
                 .reasons = {base::kBadCursor, kCursorExpired}});
  return streams;
}

}  // namespace weft::outbox
