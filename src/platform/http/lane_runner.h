// lane_runner.h - the queues and threads of one lane.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

#include "platform/http/exchange.h"
#include "platform/http/lane.h"
#include "platform/http/meter.h"

namespace weft::http {

class Door;

/// One request waiting in a lane.
struct LaneEntry {
  std::shared_ptr<Exchange> exchange;
  std::shared_ptr<void const> request;
  std::optional<KeyClaim> key;
};

/// Runs one lane: a queue, a thread and a connection a settler.
class LaneRunner {
 public:
  LaneRunner(Door& door, Endpoint const& endpoint, LaneMeter meter);
  ~LaneRunner();
  void start();
  /// Ends the threads after the batch they are at; what waits stays unanswered.
  void stop();
  /// False when lane_queue_max wait already.
  bool push(LaneEntry entry);

 private:
  struct Settler {
    std::mutex mutex;
    std::condition_variable pushed;
    std::deque<LaneEntry> waiting;  // guarded by mutex
    bool stopped = false;           // guarded by mutex
    std::unique_ptr<pg::Connection> connection;
    std::size_t last_batch = 0;  // requests
    std::chrono::steady_clock::duration last_took{};
    std::thread thread;
  };
  using Batch = std::span<LaneEntry>;
  using Answers = std::vector<Answer>;

  void work(Settler& settler);
  void gather(Settler& settler, std::unique_lock<std::mutex>& lock) const;
  void settle(Settler& settler, Batch batch);
  /// One transaction over the batch; answers in its order. Throws when it failed.
  Answers run(Settler& settler, Batch batch);
  /// Claims the batch's keys and answers the losers; returns who is left, by index.
  std::vector<std::size_t> claim(pg::Tx& tx, Batch batch, Answers& answers, base::Instant now);
  void store(pg::Tx& tx, Batch batch, std::span<std::size_t const> mine, Answers const& answers);
  void answer(Batch batch, Answers answers);
  void answer_all(Batch batch, base::Error const& error);
  void halve(Settler& settler, Batch batch);

  Door& door_;
  Endpoint const& endpoint_;
  LaneBase& lane_;
  LaneMeter meter_;
  std::atomic<std::size_t> waiting_{0};
  std::vector<std::unique_ptr<Settler>> settlers_;
};

}  // namespace weft::http
