// store.h - the tables of jobs as its other files see them.
#pragma once

#include <string>
#include <vector>

#include "platform/jobs/jobs.h"

namespace weft::jobs::store {

/// Where there is work that may be done now.
struct Place {
  std::string queue;
  std::int16_t bucket{};
  friend auto operator<=>(Place const&, Place const&) = default;
};
std::vector<Place> places_due(pg::Connection& connection, std::vector<std::string> const& kinds, base::Instant now);

/// A job as its worker needs it.
struct Row {
  JobId job_id;
  std::string kind;
  std::string args;
  std::string cursor;
  State state{};
  std::string phase;
  std::int64_t done{};
  std::optional<std::int64_t> total;
  double rate_per_s{};
  std::int32_t attempts{};
  std::int64_t epoch{};
  bool cancel_requested{};
};
/// The job whose turn it is: due, and longest without a slice. Takes no lock: the lease already keeps others away.
std::optional<Row> next(pg::Tx& tx, Place const& place, std::vector<std::string> const& kinds, base::Instant now);

/// Notes that this reign has begun it.
void begin(pg::Tx& tx, Place const& place, JobId id, std::int64_t epoch, std::int32_t attempts, base::Instant now);
/// Notes what a slice achieved; forgets earlier failures.
void save(pg::Tx& tx, Place const& place, Row const& row, std::optional<base::Instant> resume_at, base::Instant now);
/// Back into the queue after a failure.
void put_back(pg::Tx& tx, Place const& place, JobId id, std::int32_t attempts, std::string_view error,
              base::Instant run_at);
/// `given_up`: others were told of its end, so that it cannot be taken up again.
void finish(pg::Tx& tx, Place const& place, JobId id, State state, std::string_view error, bool given_up,
            base::Instant now);

/// Makes the periodic job if it is due and its last one has ended. True if it did.
bool enqueue_if_due(pg::Tx& tx, Periodic const& periodic, base::Instant now);
/// Removes jobs that ended before `before`; at most `limit`. Returns how many.
std::int64_t purge(pg::Tx& tx, base::Instant before, std::int64_t limit);

}  // namespace weft::jobs::store
