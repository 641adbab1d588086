// routes.cpp - jobs as clients see them: the list, one, and the wish that it end.
#include "platform/history/history.h"
#include "platform/http/http.h"
#include "platform/jobs/jobs.h"
#include "platform/json/json.h"

namespace weft::jobs {

constexpr http::Permission kJobsRead{"jobs.read"};
constexpr http::Permission kJobsWrite{"jobs.write"};

struct JobListRequest {
  std::optional<json::Text<1, 512>> cursor;
  std::optional<json::Integer<1, 200>> limit;
  static constexpr json::Note kNotes[] = {
      {"cursor", "next_cursor of the page before."},
      {"limit", "Jobs a page; 50 when left out."},
  };
};
BOOST_DESCRIBE_STRUCT(JobListRequest, (), (cursor, limit))

struct JobRequest {
  JobId job_id;
};
BOOST_DESCRIBE_STRUCT(JobRequest, (), (job_id))

namespace {

base::Result<base::Page<JobView>> list(http::Call& call, JobListRequest const& request) {
  std::optional<std::string> cursor;
  if (request.cursor) cursor = request.cursor->value;
  return list_jobs(call.tx(), cursor, request.limit ? request.limit->value : 50);
}

base::Result<JobView> get(http::Call& call, JobRequest const& request) {
  auto job = find_job(call.tx(), request.job_id);
  if (!job) return base::Error{kJobNotFound, request.job_id.text()};
  return *job;
}

base::Result<JobView> cancel(http::Call& call, JobRequest const& request) {
  if (auto asked = request_cancel(call.tx(), request.job_id, call.now()); !asked) return asked.error();
  history::record(call.tx(), history::actor_of(call.caller()),
                  {.subject_kind = "job",
                   .subject_id = request.job_id.text(),
                   .action = "jobs.cancel_requested",
                   .after = R"({"cancel_requested":true})"},
                  call.now());
  return get(call, request);
}

base::Result<JobView> take_up(http::Call& call, JobRequest const& request) {
  if (auto taken = retry(call.tx(), request.job_id, call.now()); !taken) return taken.error();
  history::record(call.tx(), history::actor_of(call.caller()),
                  {.subject_kind = "job", .subject_id = request.job_id.text(), .action = "jobs.retried"}, call.now());
  return get(call, request);
}

}  // namespace

void mount(http::Router& router) {
  router.route<JobListRequest, base::Page<JobView>>(
      http::Method::get, "/v1/jobs", kJobsRead, list,
      {.summary = "Background work, newest first", .tag = "Jobs", .reasons = {base::kBadCursor}});
  router.route<JobRequest, JobView>(http::Method::get, "/v1/jobs/{job_id}", kJobsRead, get,
                                    {.summary = "One job and how far it is", .tag = "Jobs", .reasons = {kJobNotFound}});
  router.route<JobRequest, JobView>(
      http::Method::post, "/v1/jobs/{job_id}/cancel", kJobsWrite, cancel,
      {.summary = "Ask for the end of a job",
       .description = "The worker stops between two slices of some second; until then the job still shows as running.",
       .tag = "Jobs",
       .reasons = {kJobNotFound, kJobEnded}});
  router.route<JobRequest, JobView>(
      http::Method::post, "/v1/jobs/{job_id}/retry", kJobsWrite, take_up,
      {.summary = "Take up a job again that failed or was cancelled",
       .description = "It goes on where its last slice left it. One whose work was given up at its end (an import) is "
                      "begun anew where it began.",
       .tag = "Jobs",
       .reasons = {kJobNotFound, kCannotRetry}});
}

}  // namespace weft::jobs
