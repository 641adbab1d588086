// reference.cpp - starting nginx and pgbench, and reading what they say.
#include "reference.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <vector>

#include "report.h"

namespace weft::bench {
namespace {

std::string nginx_configuration(std::string const& folder, std::uint16_t port, std::string const& json_body) {
  return fmt::format(R"(daemon off;
worker_processes auto;
pid {0}/nginx.pid;
error_log {0}/nginx.log error;
events {{ worker_connections 4096; multi_accept on; use epoll; }}
http {{
  access_log off;
  keepalive_requests 1000000000;
  keepalive_timeout 600s;
  default_type application/json;
  client_body_temp_path {0}/body; proxy_temp_path {0}/proxy; fastcgi_temp_path {0}/fastcgi;
  uwsgi_temp_path {0}/uwsgi; scgi_temp_path {0}/scgi;
  server {{
    listen 127.0.0.1:{1} reuseport backlog=4096;
    location / {{ return 200 '{2}'; }}
  }}
}}
)",
                     folder, port, json_body);
}

double figure_behind(std::string const& text, std::string const& label) {
  auto const at = text.find(label);
  if (at == std::string::npos) throw std::runtime_error{"pgbench said nothing of " + label + ": " + text};
  return std::strtod(text.c_str() + at + label.size(), nullptr);
}

}  // namespace

std::unique_ptr<Nginx> Nginx::start(ScratchFolder const& folder, std::string const& json_body) {
  auto const program = find_program("nginx", {"/usr/sbin"});
  if (program.empty()) return nullptr;
  auto out = std::make_unique<Nginx>();
  out->port_ = free_port();
  auto const configuration = folder.path() + "/nginx.conf";
  std::ofstream{configuration} << nginx_configuration(folder.path(), out->port_, json_body);
  out->process_ = std::make_unique<Process>(
      std::vector<std::string>{program, "-e", folder.path() + "/nginx.log", "-p", folder.path(), "-c", configuration},
      folder.path() + "/nginx.out");
  wait_for_port(out->port_, 10);
  return out;
}

PgBenchResult run(PgBench const& bench, ScratchFolder const& folder) {
  auto const program = find_program("pgbench", {"/usr/lib/postgresql/15/bin"});
  if (program.empty()) throw std::runtime_error{"pgbench is not installed"};
  auto const script = folder.path() + "/script.sql";
  std::ofstream{script} << bench.script;
  auto const said = output_of({program, "-h", bench.socket_folder, "-p", bench.port, "-U", bench.user, "-n", "-M",
                               "prepared", "-f", script, "-c", std::to_string(bench.clients), "-j",
                               std::to_string(bench.threads), "-T", std::to_string(bench.seconds), bench.database});
  return {figure_behind(said, "tps = "), figure_behind(said, "latency average = ")};
}

double fsync_us(std::string const& folder) {
  auto const path = folder + "/fsync";
  int const file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) throw std::runtime_error{"cannot write to " + folder};
  std::vector<char> const block(8192, 'x');
  std::vector<double> took;
  for (int i = 0; i < 200; ++i) {
    auto const begin = std::chrono::steady_clock::now();
    if (::write(file, block.data(), block.size()) < 0 || ::fdatasync(file) != 0) break;
    took.push_back(std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin).count());
  }
  ::close(file);
  ::unlink(path.c_str());
  return median(took);
}

}  // namespace weft::bench
