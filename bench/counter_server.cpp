// counter_server.cpp - a server with one lane that adds one to a row: what the lane bench measures.
#include <csignal>
#include <cstdlib>

#include "platform/http/http.h"
#include "platform/pg/pg.h"

namespace weft::embedded {
std::span<pg::Migration const> http_migrations();
}

namespace weft::bench {
namespace {

struct CountRequest {
  std::int64_t row{};
};
BOOST_DESCRIBE_STRUCT(CountRequest, (), (row))

struct CountAnswer {
  std::int64_t row{};
  std::int64_t value{};
};
BOOST_DESCRIBE_STRUCT(CountAnswer, (), (row, value))

inline constexpr base::Reason kNoRow{"bench.no_row", base::Code::not_found, "There is no such row."};

constexpr pg::Query kLockRows{"bench.lock_rows", R"sql(
SELECT row_id, value FROM bench.counter WHERE row_id = ANY($1) ORDER BY row_id FOR UPDATE)sql"};

constexpr pg::Query kWriteRows{"bench.write_rows", R"sql(
UPDATE bench.counter AS c SET value = u.value FROM unnest($1::bigint[], $2::bigint[]) AS u(row_id, value)
WHERE c.row_id = u.row_id)sql"};

/// Adds one to a row for each request.
struct Count {
  using Request = CountRequest;
  using Response = CountAnswer;
  struct Batch {
    std::span<http::LaneItem<CountRequest> const> items;
    std::unordered_map<std::int64_t, std::int64_t> values;
  };

  Batch claim(pg::Tx&, std::span<http::LaneItem<CountRequest> const> items) { return {.items = items, .values = {}}; }

  void load(pg::Tx& tx, Batch& batch) {
    std::vector<std::int64_t> rows;
    for (auto const& item : batch.items) rows.push_back(item.request.row);
    std::ranges::sort(rows);
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    for (auto const row : tx.run(kLockRows, rows))
      batch.values.emplace(row.get<std::int64_t>(0), row.get<std::int64_t>(1));
  }

  base::Result<CountAnswer> decide(Batch& batch, std::size_t item) {
    auto const row = batch.items[item].request.row;
    auto const found = batch.values.find(row);
    if (found == batch.values.end()) return base::Error{kNoRow};
    return CountAnswer{row, ++found->second};
  }

  void write(pg::Tx& tx, Batch& batch) {
    std::vector<std::int64_t> rows;
    std::vector<std::int64_t> values;
    for (auto const& [row, value] : batch.values) {
      rows.push_back(row);
      values.push_back(value);
    }
    if (!rows.empty()) tx.defer(kWriteRows, rows, values);
  }
};

int run(std::string const& url, std::uint16_t port) {
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  pg::Pool pool{{.url = url}, 16};
  {
    auto connection = pool.borrow();
    std::vector<pg::Migration> all{pg::platform_migrations().begin(), pg::platform_migrations().end()};
    for (auto const& step : embedded::http_migrations()) all.push_back(step);
    if (auto const done = pg::migrate(*connection, all); !done) return 1;
  }
  http::Router router;
  router.lane<Count>(http::Method::post, "/count", http::kPublic, Count{},
                     {.summary = "Adds one to a row", .tag = "Bench"});
  base::SystemClock const clock;
  http::NobodyKnown nobody;
  http::Server server{{.port = port}, std::move(router), pool, clock, nobody};
  server.start();
  int signal = 0;
  sigwait(&ends, &signal);
  server.drain();
  return 0;
}

}  // namespace
}  // namespace weft::bench

int main(int count, char** words) {
  if (count != 3) return 2;
  return weft::bench::run(words[1], static_cast<std::uint16_t>(std::atoi(words[2])));
}
