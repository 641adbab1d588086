// lane.h - a lane settles all requests that wait for it in one transaction, and answers each after COMMIT.
#pragma once

#include <chrono>
#include <concepts>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "platform/http/endpoint.h"

namespace weft::http {

struct LaneOptions {
  std::size_t settlers = 1;      ///< threads, each with its own connection and queue
  std::size_t batch_max = 256;   ///< lane_batch_max: requests a transaction
  std::size_t queue_max = 8192;  ///< lane_queue_max: waiting requests of all settlers; beyond it 503 with Retry-After
  std::chrono::milliseconds deadline{10'000};  ///< from arrival to answer
};

/// One request of a batch, as the lane's owner sees it.
template <class Request>
struct LaneItem {
  Request const& request;
  Caller const& caller;
  base::Instant now;  ///< one instant for the whole batch
  std::string_view trace_id;
};

/// A lane L is a class with
///   using Request, Response;              described structs
///   struct Batch;                         its memory of one batch
///   Batch claim(pg::Tx&, std::span<LaneItem<Request> const>);   keys and numbers, sorted, before any other lock
///   void load(pg::Tx&, Batch&);                                 locks and reads of the whole span, in lock order
///   base::Result<Response> decide(Batch&, std::size_t item);    memory only, one request at a time, in order of
///   arrival void write(pg::Tx&, Batch&);                                the accepted ones std::size_t settler(Request
///   const&);                        optional: which settler (modulo their number)
/// A domain claim that was lost (the sale is there already) is answered by decide() with what was answered first. The
/// door does the Idempotency-Key (unless Doc says Claim::own), COMMIT, the retry of the whole batch, and the halving of
/// a batch that fails until the one that breaks it stands alone and gets its 500. All four may therefore run again:
/// they touch nothing but the transaction and their Batch. The span and its requests live until write() has returned.
/// With several settlers the four run on several threads at once.
///
/// Never run alone by the door: an item whose deadline passed while it waited is answered 503 http.deadline_exceeded.
template <class L>
concept Lane = requires(L& lane, pg::Tx& tx, typename L::Batch& batch,
                        std::span<LaneItem<typename L::Request> const> items, std::size_t item) {
  { lane.claim(tx, items) } -> std::same_as<typename L::Batch>;
  lane.load(tx, batch);
  { lane.decide(batch, item) } -> std::same_as<base::Result<typename L::Response>>;
  lane.write(tx, batch);
};

/// One request of a batch, types erased.
struct LaneWork {
  void const* request;
  Caller const* caller;
  std::string_view trace_id;
};

/// A lane with its types erased; the runner (lane_runner.h) owns queues and threads.
class LaneBase {
 public:
  explicit LaneBase(LaneOptions options) : options_{options} {}
  virtual ~LaneBase() = default;
  LaneBase(LaneBase const&) = delete;
  LaneBase& operator=(LaneBase const&) = delete;
  [[nodiscard]] LaneOptions const& options() const { return options_; }
  [[nodiscard]] virtual std::size_t settler(void const* request) = 0;
  /// claim, load, decide, write; one result an item, in order.
  virtual std::vector<base::Result<Answer>> settle(pg::Tx& tx, std::span<LaneWork const> work, base::Instant now) = 0;

 private:
  LaneOptions options_;
};

template <Lane L>
class LaneOf final : public LaneBase {
 public:
  LaneOf(std::shared_ptr<L> lane, Doc const& doc, LaneOptions options)
      : LaneBase{options}, lane_{std::move(lane)}, status_doc_{.status = doc.status} {}

  std::size_t settler(void const* request) override {
    if constexpr (requires(L& lane, typename L::Request const& typed) { lane.settler(typed); }) {
      return lane_->settler(*static_cast<typename L::Request const*>(request));
    } else {
      return 0;
    }
  }

  std::vector<base::Result<Answer>> settle(pg::Tx& tx, std::span<LaneWork const> work, base::Instant now) override {
    std::vector<LaneItem<typename L::Request>> items;
    items.reserve(work.size());
    for (auto const& one : work) {
      items.push_back({*static_cast<typename L::Request const*>(one.request), *one.caller, now, one.trace_id});
    }
    auto batch = lane_->claim(tx, std::span<LaneItem<typename L::Request> const>{items});
    lane_->load(tx, batch);
    std::vector<base::Result<Answer>> results;
    results.reserve(work.size());
    for (std::size_t i = 0; i < work.size(); ++i) {
      auto decided = lane_->decide(batch, i);
      if (decided) {
        results.emplace_back(answer_of(decided.value(), status_doc_));
      } else {
        results.emplace_back(std::move(decided).error());
      }
    }
    lane_->write(tx, batch);
    return results;
  }

 private:
  std::shared_ptr<L> lane_;
  Doc status_doc_;  // only the status counts
};

}  // namespace weft::http
