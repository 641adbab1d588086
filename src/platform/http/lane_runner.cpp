// lane_runner.cpp - takes all that wait, settles them in one transaction, and finds the one that breaks it.
#include "platform/http/lane_runner.h"

#include "platform/http/door.h"
#include "platform/http/problem.h"

namespace weft::http {
namespace {

constexpr int kAttemptsMax = 10;

/// A statement whose arrays are its only parameters costs the same whatever they hold: plan it once a connection.
constexpr char const* kLaneSession = "SET plan_cache_mode = force_generic_plan";

/// Moves those whose deadline has passed behind the others, both in their order; returns how many are in time.
std::size_t put_overdue_last(std::vector<LaneEntry>& batch) {
  auto const now = std::chrono::steady_clock::now();
  std::vector<LaneEntry> overdue;
  std::size_t in_time = 0;
  for (auto& entry : batch) {
    if (entry.exchange->deadline <= now) {
      overdue.push_back(std::move(entry));
    } else if (auto& place = batch[in_time++]; &place != &entry) {
      place = std::move(entry);
    }
  }
  std::move(overdue.begin(), overdue.end(), batch.begin() + static_cast<std::ptrdiff_t>(in_time));
  return in_time;
}

}  // namespace

LaneRunner::LaneRunner(Door& door, Endpoint const& endpoint, LaneMeter meter)
    : door_{door}, endpoint_{endpoint}, lane_{*endpoint.lane}, meter_{meter} {
  for (std::size_t i = 0; i < std::max<std::size_t>(1, lane_.options().settlers); ++i) {
    settlers_.push_back(std::make_unique<Settler>());
  }
}

LaneRunner::~LaneRunner() { stop(); }

void LaneRunner::start() {
  for (auto& settler : settlers_) {
    settler->thread = std::thread{[this, one = settler.get()] { work(*one); }};
  }
}

void LaneRunner::stop() {
  for (auto& settler : settlers_) {
    {
      std::lock_guard const lock{settler->mutex};
      settler->stopped = true;
    }
    settler->pushed.notify_all();
  }
  for (auto& settler : settlers_) {
    if (settler->thread.joinable()) settler->thread.join();
    std::lock_guard const lock{settler->mutex};
    settler->waiting.clear();
  }
}

bool LaneRunner::push(LaneEntry entry) {
  if (waiting_.fetch_add(1) >= lane_.options().queue_max) {
    waiting_.fetch_sub(1);
    return false;
  }
  auto& settler = *settlers_[lane_.settler(entry.request.get()) % settlers_.size()];
  bool first = false;
  {
    std::lock_guard const lock{settler.mutex};
    first = settler.waiting.empty();
    settler.waiting.push_back(std::move(entry));
  }
  if (first) settler.pushed.notify_one();
  return true;
}

void LaneRunner::work(Settler& settler) {
  std::vector<LaneEntry> batch;
  for (;;) {
    {
      std::unique_lock lock{settler.mutex};
      settler.pushed.wait(lock, [&] { return settler.stopped || !settler.waiting.empty(); });
      if (settler.stopped) return;
      gather(settler, lock);
      while (!settler.waiting.empty() && batch.size() < lane_.options().batch_max) {
        batch.push_back(std::move(settler.waiting.front()));
        settler.waiting.pop_front();
      }
    }
    auto const left = waiting_.fetch_sub(batch.size()) - batch.size();
    meter_.waiting.set(static_cast<double>(left));
    auto const in_time = put_overdue_last(batch);
    if (in_time < batch.size()) answer_all(Batch{batch}.subspan(in_time), base::Error{kDeadlineExceeded});
    auto const begun = std::chrono::steady_clock::now();
    if (in_time > 0) settle(settler, Batch{batch}.first(in_time));
    settler.last_batch = batch.size();
    settler.last_took = std::chrono::steady_clock::now() - begun;
    batch.clear();
  }
}

/// Those who were just answered ask again at once. A batch begun with the first of them would let the others wait for a
/// whole commit, so after a large batch it is worth a fraction of that commit's time to let them come.
void LaneRunner::gather(Settler& settler, std::unique_lock<std::mutex>& lock) const {
  constexpr std::chrono::microseconds slice{50};
  constexpr std::chrono::steady_clock::duration longest = std::chrono::milliseconds{1};
  auto const expected = std::min(settler.last_batch, lane_.options().batch_max);
  auto const until = std::chrono::steady_clock::now() + std::min(settler.last_took / 4, longest);
  while (!settler.stopped && settler.waiting.size() < expected && std::chrono::steady_clock::now() < until) {
    settler.pushed.wait_for(lock, slice);
  }
}

void LaneRunner::settle(Settler& settler, Batch batch) {
  meter_.batch_size.observe(static_cast<double>(batch.size()));
  auto const deadline = batch.back().exchange->deadline;
  for (int tried = 1;; ++tried) {
    try {
      answer(batch, run(settler, batch));
      return;
    } catch (pg::DatabaseError const& error) {
      if (settler.connection && !settler.connection->usable()) settler.connection.reset();
      if (error.retryable() || error.sqlstate() == "57014" || error.out_of_room()) {
        meter_.retried.add();
        bool const again = error.retryable() && tried < kAttemptsMax && pg::wait_before_retry(tried, deadline);
        if (again) continue;
        answer_all(batch, error_of_exception(endpoint_.pattern));
        return;
      }
      if (batch.size() > 1) return halve(settler, batch);
      meter_.poisoned.add();
      answer_all(batch, error_of_exception(endpoint_.pattern));
      return;
    } catch (...) {
      if (batch.size() > 1) return halve(settler, batch);
      telemetry::TraceScope const scope{batch.front().exchange->trace()};
      meter_.poisoned.add();
      answer_all(batch, error_of_exception(endpoint_.pattern));
      return;
    }
  }
}

void LaneRunner::halve(Settler& settler, Batch batch) {
  auto const half = batch.size() / 2;
  settle(settler, batch.first(half));
  settle(settler, batch.subspan(half));
}

LaneRunner::Answers LaneRunner::run(Settler& settler, Batch batch) {
  if (!settler.connection) {
    settler.connection = door_.pool().dedicated();
    settler.connection->run_script(kLaneSession);
  }
  auto const now = door_.clock().now();
  pg::Tx tx{*settler.connection, batch.back().exchange->deadline};
  Answers answers(batch.size());
  auto const mine = claim(tx, batch, answers, now);
  std::vector<LaneWork> work;
  work.reserve(mine.size());
  for (auto const i : mine) {
    auto& exchange = *batch[i].exchange;
    work.push_back({batch[i].request.get(), exchange.caller.get(), exchange.trace_id()});
  }
  if (!work.empty()) {
    auto results = lane_.settle(tx, work, now);
    for (std::size_t k = 0; k < mine.size(); ++k) {
      auto& answer = answers[mine[k]];
      answer = results[k] ? std::move(results[k]).value() : refuse(*batch[mine[k]].exchange, results[k].error());
    }
  }
  store(tx, batch, mine, answers);
  tx.commit();
  return answers;
}

std::vector<std::size_t> LaneRunner::claim(pg::Tx& tx, Batch batch, Answers& answers, base::Instant now) {
  std::vector<std::size_t> mine;
  mine.reserve(batch.size());
  if (!endpoint_.needs_key()) {
    for (std::size_t i = 0; i < batch.size(); ++i) mine.push_back(i);
    return mine;
  }
  std::vector<KeyClaim> keys;
  keys.reserve(batch.size());
  for (auto const& entry : batch) keys.push_back(*entry.key);
  auto const won = claim_keys(tx, keys, now);
  std::vector<base::Uuid> lost;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    if (won[i]) {
      mine.push_back(i);
    } else {
      lost.push_back(keys[i].claim);
    }
  }
  if (lost.empty()) return mine;
  auto const stored = stored_answers(tx, lost);
  for (std::size_t i = 0; i < batch.size(); ++i) {
    if (won[i]) continue;
    auto const found = stored.find(keys[i].claim);
    if (found == stored.end()) {
      throw pg::DatabaseError{"40001", "an idempotency key was given back while it was asked for", "http.claim_keys"};
    }
    auto replayed = replay_of(found->second, keys[i]);
    answers[i] = replayed ? std::move(replayed).value() : refuse(*batch[i].exchange, replayed.error());
  }
  return mine;
}

void LaneRunner::store(pg::Tx& tx, Batch batch, std::span<std::size_t const> mine, Answers const& answers) {
  if (!endpoint_.needs_key() || mine.empty()) return;
  std::vector<base::Uuid> kept;
  std::vector<Answer const*> kept_answers;
  std::vector<base::Uuid> forgotten;
  for (auto const i : mine) {
    if (is_kept(answers[i])) {
      kept.push_back(batch[i].key->claim);
      kept_answers.push_back(&answers[i]);
    } else {
      forgotten.push_back(batch[i].key->claim);
    }
  }
  if (!kept.empty()) store_answers(tx, kept, kept_answers);
  if (!forgotten.empty()) forget_claims(tx, forgotten);
}

void LaneRunner::answer(Batch batch, Answers answers) {
  // Keys first: who has an answer may ask again at once.
  for (auto& entry : batch) {
    if (entry.key) door_.keys().leave(entry.key->claim);
    entry.exchange->key.reset();
  }
  std::vector<std::pair<Loop*, std::vector<Delivery>>> by_loop;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    auto* const loop = &batch[i].exchange->loop();
    auto found = std::find_if(by_loop.begin(), by_loop.end(), [&](auto const& one) { return one.first == loop; });
    if (found == by_loop.end()) found = by_loop.insert(found, {loop, {}});
    found->second.push_back({.to = std::move(batch[i].exchange), .answer = std::move(answers[i])});
  }
  for (auto& [loop, deliveries] : by_loop) loop->deliver(std::move(deliveries));
}

void LaneRunner::answer_all(Batch batch, base::Error const& error) {
  Answers answers;
  for (auto& entry : batch) answers.push_back(refuse(*entry.exchange, error));
  answer(batch, std::move(answers));
}

}  // namespace weft::http
