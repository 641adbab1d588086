// projection.h - this process's book of all sales, as fresh as the database when it is asked.
#pragma once

#include <functional>
#include <memory>

#include "base/result.h"
#include "insights/book.h"
#include "platform/outbox/outbox.h"
#include "platform/pg/pg.h"

namespace weft::insights {

/// Reads the facts once, then only the records that events name. A question first takes in every event that the
/// database holds and this process has not been told of, positioned or not, so an answer counts whatever was committed
/// before it was asked. Safe from any thread.
class Projection {
 public:
  /// Subscribes to `feed`, so: before feed.start(). Both outlive this.
  Projection(pg::Pool& pool, outbox::Feed& feed);
  ~Projection();  ///< stops

  /// Reads in, and takes in what events name, on a thread of its own, so that questions find little left to do.
  void start();
  void stop();

  /// Runs `look` over the book once it holds everything committed before the call. Errors: unavailable
  /// insights.not_ready when somebody is still reading the facts in at `deadline`. Throws DatabaseError.
  base::Result<void> look(pg::Deadline deadline, std::function<void(Book const&)> const& look);

  struct State;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace weft::insights
