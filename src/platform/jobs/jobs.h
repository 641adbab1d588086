// jobs.h - durable background work in slices: one leased worker a bucket, progress, retries, cancel and take-over.
#pragma once

#include <boost/describe.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/id.h"
#include "base/page.h"
#include "base/result.h"
#include "platform/pg/pg.h"

namespace weft::http {
class Router;
}

namespace weft::jobs {

struct JobKind {
  static constexpr std::string_view kPrefix = "job";
};
using JobId = base::Id<JobKind>;

inline constexpr base::Reason kJobNotFound{"jobs.not_found", base::Code::not_found, "There is no such job."};
inline constexpr base::Reason kJobEnded{"jobs.already_ended", base::Code::conflict, "The job has already ended."};
inline constexpr base::Reason kCannotRetry{"jobs.cannot_retry", base::Code::failed_precondition,
                                           "The job cannot be taken up again."};
inline constexpr base::Reason kWorkerLost{"jobs.worker_lost", base::Code::internal,
                                          "The job's worker died each time before it got anywhere."};

// ---- Asking for work
// --------------------------------------------------------------------------------------------------
/// A job to be done after this transaction has committed.
struct NewJob {
  std::string queue;                      ///< "import", "mail": queues never wait for one another
  std::string kind;                       ///< what a Runner has registered: "connectors.import"
  std::string args = "{}";                ///< a JSON object; personal values only sealed (history::seal)
  std::string principal{};                ///< who asked for it; empty = the program
  std::optional<base::Instant> run_at{};  ///< not before this instant
};
/// Durable with the transaction's commit; starts within about half a second after it. Returns the id. Takes no lock.
JobId enqueue(pg::Tx& tx, NewJob const& job, base::Instant now);

/// Asks for the end of a job: between two slices its worker stops, and its on_end hook runs with End::cancelled. A job
/// that waits is cancelled as soon as a worker sees it. Errors: not_found jobs.not_found; conflict jobs.already_ended.
base::Result<void> request_cancel(pg::Tx& tx, JobId id, base::Instant now);

/// Takes a job up again that failed or was cancelled, where its last slice left it, with its failures forgotten.
/// Errors: not_found jobs.not_found; failed_precondition jobs.cannot_retry when it has not ended so, or its kind has an
/// on_end hook: what it worked on was given up then.
base::Result<void> retry(pg::Tx& tx, JobId id, base::Instant now);

// ---- Looking
// ----------------------------------------------------------------------------------------------------------
enum class State { queued, running, done, failed, cancelled };
BOOST_DESCRIBE_ENUM(State, queued, running, done, failed, cancelled)

/// How far a job is. `done` and `total` count what the phase counts (rows, files, events).
struct Progress {
  std::string phase;
  std::int64_t done{};
  std::optional<std::int64_t> total{};
  double rate_per_s{};                        ///< of late, from the slices' own times
  std::optional<std::int64_t> eta_seconds{};  ///< only while running, with a total and a rate
};
BOOST_DESCRIBE_STRUCT(Progress, (), (phase, done, total, rate_per_s, eta_seconds))

/// A job as people and clients see it.
struct JobView {
  JobId job_id;
  std::string queue;
  std::string kind;
  State state{};
  Progress progress;
  std::int32_t attempts{};  ///< failures in a row without progress in between
  bool cancel_requested{};
  std::optional<std::string> last_error;
  base::Instant created_at;
  base::Instant run_at;
  std::optional<base::Instant> started_at;
  std::optional<base::Instant> finished_at;
  bool can_retry{};  ///< it failed or was cancelled, and can be taken up again
};
BOOST_DESCRIBE_STRUCT(JobView, (),
                      (job_id, queue, kind, state, progress, attempts, cancel_requested, last_error, created_at, run_at,
                       started_at, finished_at, can_retry))

std::optional<JobView> find_job(pg::Tx& tx, JobId id);
/// Newest first; `limit` 1..200. Errors: invalid_argument page.bad_cursor.
base::Result<base::Page<JobView>> list_jobs(pg::Tx& tx, std::optional<std::string> const& cursor, std::int64_t limit);

// ---- Doing it
// ---------------------------------------------------------------------------------------------------------
/// What one slice of a job sees. Everything it writes through tx() commits together with the progress it reports.
class Work {
 public:
  virtual ~Work() = default;
  /// The slice's transaction. Its first lock is the lease of (queue, bucket): if this process has lost it, the slice
  /// has not begun. PostgreSQL ends it when it is left idle for the ttl (2 s): reckon between statements less than
  /// that, or keep_awake().
  virtual pg::Tx& tx() = 0;
  [[nodiscard]] virtual JobId id() const = 0;
  [[nodiscard]] virtual base::Instant now() const = 0;
  [[nodiscard]] virtual std::string const& args() const = 0;
  /// What the last slice left here: a JSON object, "{}" at first. Survives the worker.
  [[nodiscard]] virtual std::string const& cursor() const = 0;
  virtual void set_cursor(std::string json) = 0;
  /// False once the slice has run for about a second: finish the row at hand and return Slice::more.
  [[nodiscard]] virtual bool time_left() const = 0;
  /// Which reign of the lease this is; grows with each take-over. Names of files written outside the transaction carry
  /// it, so that a worker that was stopped and wakes up cannot spoil those of its successor.
  [[nodiscard]] virtual std::int64_t epoch() const = 0;
  /// A new phase starts its count and its rate from zero.
  virtual void set_phase(std::string phase) = 0;
  virtual void set_done(std::int64_t done) = 0;
  virtual void set_total(std::optional<std::int64_t> total) = 0;
  /// With Slice::more: not before this instant.
  virtual void resume_at(base::Instant at) = 0;
  /// Does `other` beside `own`: in a thread and a transaction of its own, under the same lease. That transaction
  /// commits apart from the slice's, so `other` leaves a note by which a slice that is done again knows what is done
  /// already. Gives whether it committed; if not, all of `other` is rolled back and is the slice's to do: it waits for
  /// a lock no longer than half a second, since the slice waits for it. Rethrows what `own` throws once `other` has
  /// ended, and what `other` throws but for a refusal of the database that leaves the connection alive.
  virtual bool beside(std::function<void(pg::Tx& tx)> const& other, std::function<void()> const& own) = 0;
  /// Tells PostgreSQL that the slice is alive, at most every quarter of the ttl: for those who reckon for long between
  /// two statements.
  virtual void keep_awake() = 0;
};

enum class Slice {
  more,  ///< commit, and come back after the other jobs of the bucket had their turn
  done,  ///< commit, and the job has ended well
};

/// One slice of some second of work; called from several threads at once for different jobs. A refusal ends the job as
/// failed, its detail as last error, and rolls the slice back. An exception rolls the slice back and is tried again
/// with growing waits (1 s, 2 s, 4 s .. 5 min), at most attempts_max times in a row; a retryable DatabaseError is tried
/// again at once. May run twice over the same input when a COMMIT's answer was lost only if the commit did not happen.
using Handler = std::function<base::Result<Slice>(Work& work)>;

enum class End { done, failed, cancelled };
/// Runs in the transaction that ends the job; `error` says why it failed, else empty. With End::done, what it throws
/// rolls the last slice back as the handler's own exception would; else it is logged, and the job ends all the same.
using OnEnd = std::function<void(Work& work, End end, std::string const& error)>;

struct Kind {
  std::string queue;
  std::string name;
  Handler handler;
  OnEnd on_end{};
  std::int32_t attempts_max = 5;
};

/// Work that comes again: at most one job of a key is waiting or running in all processes together.
struct Periodic {
  std::string key;  ///< unique in the shop: "outbox.archive"
  std::string queue;
  std::string kind;
  std::chrono::seconds period{3'600};
  std::string args = "{}";
};

/// The workers of one process. Any number of processes share the work: each (queue, bucket) is held by one at a time
/// under the lease "jobs.<queue>.<bucket>", taken over 2 s after its holder was last heard of.
class Runner {
 public:
  struct Options {
    std::int32_t workers_max = 4;  ///< threads; also the connections it keeps
    std::chrono::milliseconds ttl{2'000};
    std::chrono::milliseconds slice{1'000};        ///< when time_left() turns false
    std::chrono::milliseconds poll{250};           ///< between two looks for work
    std::chrono::milliseconds retry_first{1'000};  ///< doubles with each failure in a row, up to 5 min
    std::chrono::hours keep_ended{24 * 30};        ///< ended jobs are purged after that; 0 = never
    std::function<bool()> may_work{};              ///< asked before each slice; false = jobs wait. Empty = always
  };
  Runner(pg::Pool& pool, base::Clock const& clock, Options options);
  Runner(pg::Pool& pool, base::Clock const& clock) : Runner{pool, clock, Options{}} {}
  ~Runner();  ///< stops

  /// Before start(). A job of a kind that nobody registered waits.
  void add(Kind kind);
  void every(Periodic periodic);
  void start();
  /// Looks for work now and not at the next poll: for who has just committed a job and waits for it.
  void look();
  /// Lets running slices commit, ends the threads and gives the leases up.
  void stop();

  struct Core;

 private:
  std::unique_ptr<Core> core_;
};

/// GET /v1/jobs, GET /v1/jobs/{job_id} (jobs.read), POST /v1/jobs/{job_id}/cancel and /retry
/// (jobs.write).
void mount(http::Router& router);

}  // namespace weft::jobs
