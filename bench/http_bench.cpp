// http_bench.cpp - the product's own door beside nginx: CPU per request for a static JSON and for a customer record out
// of memory, asked for with an API key.
#include <fmt/format.h>

#include <stdexcept>
#include <thread>

#include "load.h"
#include "stage.h"

namespace weft::bench {
namespace {

constexpr std::size_t kClients = 64;

/// The text behind "name":" in a JSON answer.
std::string member(std::string const& answer, std::string const& name) {
  auto const mark = '"' + name + "\":\"";
  auto const at = answer.find(mark);
  if (at == std::string::npos) throw std::runtime_error{"no " + name + " in: " + answer};
  auto const begin = at + mark.size();
  return answer.substr(begin, answer.find('"', begin) - begin);
}

std::string request(std::string const& method, std::string const& path, std::string const& headers,
                    std::string const& body) {
  return fmt::format("{} {} HTTP/1.1\r\nHost: bench\r\n{}{}Content-Length: {}\r\n\r\n{}", method, path, headers,
                     body.empty() ? "" : "Content-Type: application/json\r\n", body.size(), body);
}

/// The product as it is shipped, on the bench's cluster, with one customer record and a key that may read it.
class Product {
 public:
  explicit Product(Stage const& stage) : stage_{stage}, port_{free_port()} {
    auto const weft = stage.programs + "/../src/app/weft";
    auto const data = stage.folder.path() + "/shop";
    std::vector<std::string> const place = {"--data-dir", data, "--database-url", stage.cluster->url()};
    auto const with_place = [&place](std::vector<std::string> words) {
      words.insert(words.end(), place.begin(), place.end());
      return words;
    };
    auto const said = output_of(with_place({weft, "staff", "add", "--email", "bench@weft.example", "--name", "Bench"}));
    auto const mark = said.rfind("password ");
    password_ = said.substr(mark + 9, said.find('\n', mark) - mark - 9);
    process_ = std::make_unique<Process>(with_place({weft, "serve", "--listen", fmt::format("127.0.0.1:{}", port_)}),
                                         stage.folder.path() + "/weft.log");
    wait_for_port(port_, 20);
    sign_in();
    record_a_sale();
  }

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] std::string record_request() const { return request("GET", "/v1/records/" + record_id_, bearer_, ""); }
  [[nodiscard]] double cpu_seconds() const { return process_->cpu_seconds() + stage_.postgres_cpu_seconds(); }

 private:
  void sign_in() {
    auto const session =
        ask_once(port_, request("PUT", "/v1/session", "",
                                fmt::format(R"({{"email":"bench@weft.example","password":"{}"}})", password_)));
    auto const csrf = member(session, "csrf_token");
    auto const cookie_at = session.find("weft_session=");
    if (cookie_at == std::string::npos) throw std::runtime_error{"no session: " + session};
    auto const cookie = session.substr(cookie_at, session.find(';', cookie_at) - cookie_at);
    auto const key = ask_once(
        port_, request("POST", "/v1/api-keys",
                       fmt::format("Cookie: {}\r\nX-CSRF-Token: {}\r\nIdempotency-Key: bench-key\r\n", cookie, csrf),
                       R"({"name":"bench","scopes":["customers.read","orders.write"],"source":"bench"})"));
    bearer_ = fmt::format("Authorization: Bearer {}\r\n", member(key, "secret"));
    auto const channel = [&](std::string const& path, std::string const& body) {
      ask_once(
          port_,
          request("POST", path,
                  fmt::format("Cookie: {}\r\nX-CSRF-Token: {}\r\nIdempotency-Key: {}\r\n", cookie, csrf, path), body));
    };
    channel("/v1/channels", R"({"channel":"web","name":"Web","kind":"web"})");
    channel("/v1/locations", R"({"code":"web-1","name":"Web","kind":"online","zone":"UTC"})");
  }

  void record_a_sale() {
    auto const sale = ask_once(port_, request("POST", "/v1/sales", bearer_, R"({"source":"bench","number":"1",
      "event_at":"2026-01-01T10:00:00Z","currency":"EUR","customer":{"source_id":"1","name":"A. Customer"},
      "tags":{"origin_channel":"web","origin_location":"web-1","fulfilment_channel":"web","fulfilment_location":"web-1"},
      "lines":[{"sku":"A","quantity_units":1,"unit_price_minor":100}]})"));
    record_id_ = member(sale, "record_id");
  }

  Stage const& stage_;
  std::uint16_t port_;
  std::string password_;
  std::unique_ptr<Process> process_;
  std::string bearer_;
  std::string record_id_;
};

struct CpuRun {
  double cpu_us{};
  double rate_per_s{};
  std::uint32_t p99_us{};
};

CpuRun cpu_per_request(Stage const& stage, std::uint16_t port, std::string const& text,
                       std::function<double()> const& cpu) {
  ClosedLoop loop{.port = port, .clients = kClients, .measured = std::chrono::seconds{stage.seconds}};
  loop.request = [&text](std::string& out, std::size_t, std::uint64_t) { out = text; };
  double before = 0;
  double after = 0;
  auto const result = run(loop, [&] { before = cpu(); }, [&] { after = cpu(); });
  if (result.unexpected > 0) throw std::runtime_error{"unexpected answer: " + result.first_unexpected};
  return {(after - before) / static_cast<double>(result.answered) * 1e6, result.rate_per_s(), result.latency_us(0.99)};
}

Case beside_nginx(Stage& stage, Product const& product, std::string name, std::string const& text) {
  std::string const answer = ask_once(product.port(), text);
  auto const body = answer.substr(answer.find("\r\n\r\n") + 4);
  auto const nginx = Nginx::start(stage.folder, body);
  if (!nginx) return {.name = std::move(name), .skipped = "nginx is not installed"};
  std::string const plain = "GET / HTTP/1.1\r\nHost: bench\r\n\r\n";
  std::vector<double> ours;
  std::vector<double> reference;
  std::vector<double> ratios;
  CpuRun last;
  for (int round = 0; round < stage.rounds; ++round) {
    auto const theirs = cpu_per_request(stage, nginx->port(), plain, [&] { return nginx->cpu_seconds(); });
    last = cpu_per_request(stage, product.port(), text, [&] { return product.cpu_seconds(); });
    ours.push_back(last.cpu_us);
    reference.push_back(theirs.cpu_us);
    ratios.push_back(last.cpu_us / theirs.cpu_us);
  }
  return {.name = std::move(name),
          .ratio = median(ratios),
          .ours = median(ours),
          .reference = median(reference),
          .unit = "cpu_us_per_request",
          .fields = {{"clients", static_cast<double>(kClients)},
                     {"body_bytes", static_cast<double>(body.size())},
                     {"rate_per_s", last.rate_per_s},
                     {"latency_p99_us", static_cast<double>(last.p99_us)}}};
}

}  // namespace

std::vector<Case> http_bench(Stage& stage) {
  Product const product{stage};
  ask_once(product.port(), product.record_request());  // now it is in memory
  std::this_thread::sleep_for(std::chrono::milliseconds{500});
  return {beside_nginx(stage, product, "static_json", "GET /healthz HTTP/1.1\r\nHost: bench\r\n\r\n"),
          beside_nginx(stage, product, "record_cached", product.record_request())};
}

}  // namespace weft::bench
