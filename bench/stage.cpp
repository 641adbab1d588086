// stage.cpp - setting the stage and measuring the machine under it.
#include "stage.h"

#include <fmt/format.h>

#include <stdexcept>

#include "load.h"

namespace weft::bench {

Stage::Stage(std::string programs_folder) : programs{std::move(programs_folder)} {
  auto opened = pg::Cluster::open({.data_dir = folder.path() + "/data"});
  if (!opened) throw std::runtime_error{opened.error().detail};
  cluster = std::move(*opened);
  pg::Connection connection{{.url = cluster->url()}};
  connection.run_script(R"sql(
    CREATE SCHEMA bench;
    CREATE TABLE bench.counter (row_id bigint PRIMARY KEY, value bigint NOT NULL);
    CREATE TABLE bench.answer (key text PRIMARY KEY, answer text NOT NULL);
    INSERT INTO bench.counter SELECT n, 0 FROM generate_series(0, 9999) AS n;)sql");
  connection.run_script("VACUUM ANALYZE bench.counter");
}

Stage::~Stage() { cluster->stop(); }

PgBench Stage::pgbench(std::string script, int clients) const {
  auto const url = cluster->url();
  auto const part = [&url](std::string const& name) {
    auto const at = url.find(name + "=");
    if (at == std::string::npos) throw std::runtime_error{"no " + name + " in the connection string"};
    auto const begin = at + name.size() + 1;
    auto text = url.substr(begin, url.find(' ', begin) - begin);
    if (text.starts_with('\'')) text = text.substr(1, text.size() - 2);
    return text;
  };
  return {.socket_folder = part("host"),
          .port = part("port"),
          .database = part("dbname"),
          .user = part("user"),
          .script = std::move(script),
          .clients = clients,
          .threads = clients >= 2 ? 2 : 1,
          .seconds = seconds};
}

std::vector<std::pair<std::string, double>> calibrate(Stage& stage) {
  std::vector<std::pair<std::string, double>> out;
  out.emplace_back("fsync_us", fsync_us(stage.folder.path()));
  if (auto const nginx = Nginx::start(stage.folder, R"({"status":"ok"})")) {
    ClosedLoop loop{.port = nginx->port(), .clients = 64, .measured = std::chrono::milliseconds{1'500}};
    loop.request = [](std::string& request, std::size_t, std::uint64_t) {
      request = "GET / HTTP/1.1\r\nHost: bench\r\n\r\n";
    };
    out.emplace_back("static_json_per_s", run(loop).rate_per_s());
  }
  auto bench = stage.pgbench("\\set r random(0, 9999)\nSELECT value FROM bench.counter WHERE row_id = :r;\n", 4);
  bench.seconds = 2;
  out.emplace_back("point_select_per_s", run(bench, stage.folder).rate_per_s);
  return out;
}

}  // namespace weft::bench
