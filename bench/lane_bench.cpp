// lane_bench.cpp - 256 clients that each add one to a row over HTTP, beside pgbench at its best on the same PostgreSQL.
#include <fmt/format.h>

#include <stdexcept>
#include <thread>

#include "load.h"
#include "stage.h"

namespace weft::bench {
namespace {

constexpr std::size_t kClients = 256;

/// What one buyer does in pgbench: the counter and the answer row in one commit, the best single statement for it.
std::string reference_script(int rows) {
  return fmt::format(
      "\\set r random(0, {})\n"
      "WITH counted AS (UPDATE bench.counter SET value = value + 1 WHERE row_id = :r RETURNING row_id, value)\n"
      "INSERT INTO bench.answer SELECT gen_random_uuid()::text, json_build_object('row', row_id, 'value', value)::text "
      "FROM counted;\n",
      rows - 1);
}

/// pgbench's rate with the number of clients that suits it best.
struct BestReference {
  double rate_per_s{};
  int clients{};
};
BestReference best_reference(Stage& stage, int rows) {
  BestReference best;
  for (int const clients : {1, 4, 32}) {
    auto const rate = run(stage.pgbench(reference_script(rows), clients), stage.folder).rate_per_s;
    if (rate > best.rate_per_s) best = {rate, clients};
  }
  return best;
}

/// The counting server on a port of its own.
class CounterServer {
 public:
  explicit CounterServer(Stage const& stage)
      : port_{free_port()},
        process_{std::vector<std::string>{stage.programs + "/weft_bench_server", stage.cluster->url(),
                                          std::to_string(port_)},
                 stage.folder.path() + "/counter.log"} {
    wait_for_port(port_, 20);
  }
  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] double cpu_seconds() const { return process_.cpu_seconds(); }

 private:
  std::uint16_t port_;
  Process process_;
};

std::int64_t sum_of_counters(Stage const& stage) {
  pg::Connection connection{{.url = stage.cluster->url()}};
  return connection.run(pg::Query{"bench.sum", "SELECT sum(value)::bigint FROM bench.counter"})
      .one()
      .get<std::int64_t>(0);
}

void write_request(std::string& out, std::int64_t row, std::string const& run_key, std::uint64_t sequence) {
  auto const body = fmt::format(R"({{"row":{}}})", row);
  fmt::format_to(std::back_inserter(out),
                 "POST /count HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nIdempotency-Key: {}-{}\r\n"
                 "Content-Length: {}\r\n\r\n{}",
                 run_key, sequence, body.size(), body);
}

Case lane_case(Stage& stage, std::string name, int rows) {
  std::vector<double> ours;
  std::vector<double> reference;
  std::vector<double> ratios;
  std::vector<double> cpu_us;
  std::uint32_t p99 = 0;
  double unexpected = 0;
  int best_clients = 0;
  for (int round = 0; round < stage.rounds; ++round) {
    auto const best = best_reference(stage, rows);
    best_clients = best.clients;
    CounterServer const server{stage};
    auto const before = sum_of_counters(stage);
    std::uint64_t asked = 0;
    ClosedLoop loop{.port = server.port(), .clients = kClients, .measured = std::chrono::seconds{stage.seconds}};
    loop.request = [&](std::string& out, std::size_t, std::uint64_t sequence) {
      asked = sequence + 1;
      write_request(out, static_cast<std::int64_t>(sequence * 7919 % static_cast<std::uint64_t>(rows)),
                    fmt::format("{}-{}", name, round), sequence);
    };
    double cpu_before = 0;
    double cpu_after = 0;
    auto const cpu = [&] { return server.cpu_seconds() + stage.postgres_cpu_seconds(); };
    auto const result = run(loop, [&] { cpu_before = cpu(); }, [&] { cpu_after = cpu(); });
    std::this_thread::sleep_for(std::chrono::milliseconds{300});
    // Every answered request is in the table, and nothing that was never asked for.
    auto const counted = static_cast<std::uint64_t>(sum_of_counters(stage) - before);
    if (counted < result.answered || counted > asked) {
      throw std::runtime_error{fmt::format("{} counted, {} answered, {} asked", counted, result.answered, asked)};
    }
    reference.push_back(best.rate_per_s);
    ours.push_back(result.rate_per_s());
    ratios.push_back(ours.back() / reference.back());
    cpu_us.push_back((cpu_after - cpu_before) / static_cast<double>(result.answered) * 1e6);
    p99 = result.latency_us(0.99);
    unexpected += static_cast<double>(result.unexpected);
  }
  return {.name = std::move(name),
          .ratio = median(ratios),
          .ours = median(ours),
          .reference = median(reference),
          .unit = "requests_per_s",
          .fields = {{"clients", static_cast<double>(kClients)},
                     {"rows", static_cast<double>(rows)},
                     {"reference_clients", static_cast<double>(best_clients)},
                     {"cpu_us_per_request", median(cpu_us)},
                     {"latency_p99_us", static_cast<double>(p99)},
                     {"unexpected_answers", unexpected}}};
}

}  // namespace

std::vector<Case> lane_bench(Stage& stage) {
  return {lane_case(stage, "one_row", 1), lane_case(stage, "spread", 10'000)};
}

}  // namespace weft::bench
