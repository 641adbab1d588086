// store.cpp - the only SQL of jobs.
#include "platform/jobs/store.h"

#include <algorithm>
#include <cmath>

namespace weft::jobs {
namespace {

constexpr std::int16_t kBuckets = 4;
constexpr std::int64_t kLimitMax = 200;
constexpr std::string_view kCursorList = "jobs";

/// A public id finds its shard by itself.
std::int16_t bucket_of(JobId id) { return static_cast<std::int16_t>(id.uuid().bytes[15] % kBuckets); }

State state_of(std::string_view text) {
  State state{};
  if (!boost::describe::enum_from_string(std::string{text}.c_str(), state))
    throw std::logic_error{"unknown state of a job"};
  return state;
}

constexpr pg::Query kInsertJob{"jobs.insert_job", R"sql(
  INSERT INTO jobs.job (bucket, job_id, queue, kind, args, principal, state, created_at, run_at, turn_at)
  VALUES ($1, $2, $3, $4, $5, $6, 'queued', $7, $8, $8))sql"};

void insert_job(pg::Tx& tx, JobId id, NewJob const& job, base::Instant now) {
  tx.defer(kInsertJob, bucket_of(id), id, job.queue, job.kind, pg::JsonText{job.args}, job.principal, now,
           job.run_at.value_or(now));
}

}  // namespace

JobId enqueue(pg::Tx& tx, NewJob const& job, base::Instant now) {
  auto const id = JobId::make(now);
  insert_job(tx, id, job, now);
  return id;
}

namespace {

constexpr pg::Query kRequestCancel{"jobs.request_cancel", R"sql(
  UPDATE jobs.job SET cancel_requested = true
  WHERE bucket = $1 AND job_id = $2 AND state IN ('queued', 'running')
  RETURNING job_id)sql"};

}  // namespace

base::Result<void> request_cancel(pg::Tx& tx, JobId id, base::Instant /*now*/) {
  if (!tx.run(kRequestCancel, bucket_of(id), id).empty()) return {};
  if (find_job(tx, id)) return base::Error{kJobEnded, "What has ended cannot be cancelled."};
  return base::Error{kJobNotFound, id.text()};
}

namespace {

constexpr pg::Query kRetry{"jobs.retry", R"sql(
  UPDATE jobs.job
  SET state = 'queued', attempts = 0, cancel_requested = false, last_error = NULL, finished_at = NULL, run_at = $3,
      turn_at = $3
  WHERE bucket = $1 AND job_id = $2 AND state IN ('failed', 'cancelled') AND NOT given_up
  RETURNING job_id)sql"};

}  // namespace

base::Result<void> retry(pg::Tx& tx, JobId id, base::Instant now) {
  if (!tx.run(kRetry, bucket_of(id), id, now).empty()) return {};
  auto const job = find_job(tx, id);
  if (!job) return base::Error{kJobNotFound, id.text()};
  bool const ended = job->state == State::failed || job->state == State::cancelled;
  return base::Error{kCannotRetry, ended ? "What it worked on was given up when it ended; begin it anew where it began."
                                         : "Only what failed or was cancelled can be taken up again."};
}

namespace {

constexpr pg::Query kFindJob{"jobs.find_job", R"sql(
  SELECT job_id, queue, kind, state, phase, done, total, rate_per_s, attempts, cancel_requested, last_error, created_at,
         run_at, started_at, finished_at, given_up
  FROM jobs.job WHERE bucket = $1 AND job_id = $2)sql"};

JobView view_of(pg::Row const& row) {
  JobView view{.job_id = row.get<JobId>("job_id"),
               .queue = row.get<std::string>("queue"),
               .kind = row.get<std::string>("kind"),
               .state = state_of(row.get<std::string_view>("state")),
               .progress = {.phase = row.get<std::string>("phase"),
                            .done = row.get<std::int64_t>("done"),
                            .total = row.get<std::optional<std::int64_t>>("total"),
                            .rate_per_s = row.get<double>("rate_per_s")},
               .attempts = row.get<std::int32_t>("attempts"),
               .cancel_requested = row.get<bool>("cancel_requested"),
               .last_error = row.get<std::optional<std::string>>("last_error"),
               .created_at = row.get<base::Instant>("created_at"),
               .run_at = row.get<base::Instant>("run_at"),
               .started_at = row.get<std::optional<base::Instant>>("started_at"),
               .finished_at = row.get<std::optional<base::Instant>>("finished_at"),
               .can_retry = false};
  view.can_retry = (view.state == State::failed || view.state == State::cancelled) && !row.get<bool>("given_up");
  auto& progress = view.progress;
  if (view.state == State::running && progress.total && progress.rate_per_s > 0) {
    auto const left = std::max<std::int64_t>(0, *progress.total - progress.done);
    progress.eta_seconds = static_cast<std::int64_t>(std::ceil(static_cast<double>(left) / progress.rate_per_s));
  }
  return view;
}

}  // namespace

std::optional<JobView> find_job(pg::Tx& tx, JobId id) {
  auto const rows = tx.run(kFindJob, bucket_of(id), id);
  if (rows.empty()) return {};
  return view_of(rows[0]);
}

namespace {

constexpr pg::Query kListJobs{"jobs.list_jobs", R"sql(
  SELECT job_id, queue, kind, state, phase, done, total, rate_per_s, attempts, cancel_requested, last_error, created_at,
         run_at, started_at, finished_at, given_up
  FROM jobs.job WHERE (created_at, job_id) < ($1, $2)
  ORDER BY created_at DESC, job_id DESC
  LIMIT $3)sql"};

}  // namespace

base::Result<base::Page<JobView>> list_jobs(pg::Tx& tx, std::optional<std::string> const& cursor, std::int64_t limit) {
  limit = std::clamp<std::int64_t>(limit, 1, kLimitMax);
  auto const after = base::place_of_cursor(kCursorList, cursor);
  if (!after) return after.error();
  std::vector<JobView> views;
  for (auto const row : tx.run(kListJobs, after->at, after->id, limit + 1)) views.push_back(view_of(row));
  return base::cut_page(std::move(views), limit, [](auto const& last) {
    return base::cursor_of_place(kCursorList, {last.created_at, last.job_id.uuid()});
  });
}

namespace store {
namespace {

constexpr pg::Query kPlacesDue{"jobs.places_due", R"sql(
  SELECT DISTINCT queue, bucket
  FROM jobs.job
  WHERE state IN ('queued', 'running') AND kind = ANY ($1) AND (run_at <= $2 OR cancel_requested))sql"};

}  // namespace

std::vector<Place> places_due(pg::Connection& connection, std::vector<std::string> const& kinds, base::Instant now) {
  std::vector<Place> places;
  auto const rows = connection.run(kPlacesDue, kinds, now);
  for (auto const row : rows) places.push_back({row.get<std::string>(0), row.get<std::int16_t>(1)});
  return places;
}

namespace {

constexpr pg::Query kNext{"jobs.next", R"sql(
  SELECT job_id, kind, args, cursor, state, phase, done, total, rate_per_s, attempts, epoch, cancel_requested
  FROM jobs.job
  WHERE queue = $1 AND bucket = $2 AND state IN ('queued', 'running') AND kind = ANY ($3)
    AND (run_at <= $4 OR cancel_requested)
  ORDER BY turn_at, job_id
  LIMIT 1)sql"};

}  // namespace

std::optional<Row> next(pg::Tx& tx, Place const& place, std::vector<std::string> const& kinds, base::Instant now) {
  auto const rows = tx.run(kNext, place.queue, place.bucket, kinds, now);
  if (rows.empty()) return {};
  auto const row = rows[0];
  return Row{.job_id = row.get<JobId>("job_id"),
             .kind = row.get<std::string>("kind"),
             .args = row.get<std::string>("args"),
             .cursor = row.get<std::string>("cursor"),
             .state = state_of(row.get<std::string_view>("state")),
             .phase = row.get<std::string>("phase"),
             .done = row.get<std::int64_t>("done"),
             .total = row.get<std::optional<std::int64_t>>("total"),
             .rate_per_s = row.get<double>("rate_per_s"),
             .attempts = row.get<std::int32_t>("attempts"),
             .epoch = row.get<std::int64_t>("epoch"),
             .cancel_requested = row.get<bool>("cancel_requested")};
}

namespace {

constexpr pg::Query kBegin{"jobs.begin", R"sql(
  UPDATE jobs.job
  SET state = 'running', epoch = $3, attempts = $4, started_at = coalesce(started_at, $5)
  WHERE bucket = $1 AND job_id = $2)sql"};

}  // namespace

void begin(pg::Tx& tx, Place const& place, JobId id, std::int64_t epoch, std::int32_t attempts, base::Instant now) {
  tx.defer(kBegin, place.bucket, id, epoch, attempts, now);
}

namespace {

constexpr pg::Query kSave{"jobs.save", R"sql(
  UPDATE jobs.job
  SET cursor = $3, phase = $4, done = $5, total = $6, rate_per_s = $7, attempts = 0, turn_at = $8,
      run_at = coalesce($9, run_at)
  WHERE bucket = $1 AND job_id = $2)sql"};

}  // namespace

void save(pg::Tx& tx, Place const& place, Row const& row, std::optional<base::Instant> resume_at, base::Instant now) {
  tx.defer(kSave, place.bucket, row.job_id, pg::JsonText{row.cursor}, row.phase, row.done, row.total, row.rate_per_s,
           now, resume_at);
}

namespace {

constexpr pg::Query kPutBack{"jobs.put_back", R"sql(
  UPDATE jobs.job
  SET state = 'queued', attempts = $3, last_error = $4, run_at = $5
  WHERE bucket = $1 AND job_id = $2)sql"};

}  // namespace

void put_back(pg::Tx& tx, Place const& place, JobId id, std::int32_t attempts, std::string_view error,
              base::Instant run_at) {
  tx.defer(kPutBack, place.bucket, id, attempts, error, run_at);
}

namespace {

constexpr pg::Query kFinish{"jobs.finish", R"sql(
  UPDATE jobs.job
  SET state = $3, last_error = nullif($4, ''), finished_at = $5, given_up = $6
  WHERE bucket = $1 AND job_id = $2)sql"};

}  // namespace

void finish(pg::Tx& tx, Place const& place, JobId id, State state, std::string_view error, bool given_up,
            base::Instant now) {
  tx.defer(kFinish, place.bucket, id, std::string_view{boost::describe::enum_to_string(state, "failed")}, error, now,
           given_up);
}

namespace {

constexpr pg::Query kInsertPeriodic{"jobs.insert_periodic", R"sql(
  INSERT INTO jobs.periodic (key, due_at) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING)sql"};

/// Two processes that find it due line up at the row, and the second finds that it is not.
constexpr pg::Query kClaimPeriodic{"jobs.claim_periodic", R"sql(
  UPDATE jobs.periodic
  SET due_at = $3, bucket = $4, job_id = $5
  WHERE key = $1 AND due_at <= $2
    AND NOT EXISTS (SELECT FROM jobs.job AS last
                    WHERE last.bucket = periodic.bucket AND last.job_id = periodic.job_id
                      AND last.state IN ('queued', 'running'))
  RETURNING key)sql"};

}  // namespace

bool enqueue_if_due(pg::Tx& tx, Periodic const& periodic, base::Instant now) {
  auto const id = JobId::make(now);
  tx.defer(kInsertPeriodic, periodic.key, now);
  if (tx.run(kClaimPeriodic, periodic.key, now, now + periodic.period, bucket_of(id), id).empty()) return false;
  insert_job(tx, id, {.queue = periodic.queue, .kind = periodic.kind, .args = periodic.args}, now);
  return true;
}

namespace {

constexpr pg::Query kPurge{"jobs.purge", R"sql(
  DELETE FROM jobs.job
  WHERE ctid = ANY (ARRAY (SELECT ctid FROM jobs.job WHERE finished_at < $1 ORDER BY finished_at LIMIT $2)))sql"};

}  // namespace

std::int64_t purge(pg::Tx& tx, base::Instant before, std::int64_t limit) {
  return tx.run(kPurge, before, limit).affected();
}

}  // namespace store
}  // namespace weft::jobs
