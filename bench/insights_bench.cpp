// insights_bench.cpp - the simple analysis over half a million made-up orders, beside DuckDB over the same facts.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "stage.h"

namespace weft::bench {
namespace {

namespace fs = std::filesystem;

constexpr int kCalls = 300;

/// What was bought and brought back by customers, a row for an order's channel or a return.
constexpr std::string_view kFacts = R"sql(
  SELECT m.customer_id AS customer, l.order_id::text AS order_id, o.business_on AS day, l.origin_channel AS channel,
         sum(l.amount_minor) AS amount, NULL::bigint AS returned
  FROM orders.order_line l JOIN orders.sales_order o USING (record_id, order_id)
  JOIN customer.record r USING (record_id) JOIN customer.member m USING (record_id)
  WHERE r.identified AND l.currency = 'EUR' GROUP BY 1, 2, 3, 4
  UNION ALL
  SELECT m.customer_id, NULL, b.business_on, NULL, NULL, sum(l.amount_minor)
  FROM orders.return_line l JOIN orders.sales_return b USING (record_id, return_id)
  JOIN customer.record r USING (record_id) JOIN customer.member m USING (record_id)
  WHERE r.identified AND l.kind <> 'adjustment' AND l.currency = 'EUR' GROUP BY 1, 3)sql";

std::vector<std::string> files_in(fs::path const& folder) {
  std::vector<std::string> out;
  for (auto const& file : fs::recursive_directory_iterator{folder}) {
    if (file.is_regular_file()) out.push_back(file.path().string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

/// The word after the last space of a line: the password that `weft staff add` prints.
std::string last_word(std::string text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back()))) text.pop_back();
  return text.substr(text.rfind(' ') + 1);
}

struct Shop {
  std::string weft, url;
  fs::path data_dir;

  [[nodiscard]] std::vector<std::string> words(std::string verb, std::vector<std::string> const& more) const {
    std::vector<std::string> out{weft, std::move(verb)};
    out.insert(out.end(), more.begin(), more.end());
    for (auto const& word : {std::string{"--database-url"}, url, std::string{"--data-dir"}, data_dir.string()})
      out.push_back(word);
    return out;
  }
};

Shop open_shop(Stage& stage) {
  pg::Connection{{.url = stage.cluster->url()}}.run_script("CREATE DATABASE insights");
  Shop shop{fs::weakly_canonical(stage.programs + "/../src/app/weft").string(), stage.cluster->url_of("insights"),
            stage.folder.path() + "/shop"};
  auto const files = fs::path{stage.folder.path()} / "made-up";
  run_to_end({shop.weft, "make-up", "--out", files.string(), "--people", "83000", "--orders", "500000"});
  auto first = files_in(files / "customers");
  auto const sales = files_in(files / "sales");
  first.insert(first.end(), sales.begin(), sales.end());
  for (auto set : {first, files_in(files / "late")}) {
    set.insert(set.begin(), {"--mapping", "made_up"});
    run_to_end(shop.words("import", set));
  }
  fs::remove_all(files);
  return shop;
}

std::string export_facts(Stage& stage, Shop const& shop) {
  auto const file = stage.folder.path() + "/facts.csv";
  std::ofstream{file} << output_of(
      {find_program("psql"), shop.url, "-qc", fmt::format("COPY ({}) TO STDOUT (FORMAT csv, HEADER)", kFacts)});
  return file;
}

}  // namespace

std::vector<Case> insights_bench(Stage& stage) {
  auto const script = fs::weakly_canonical(stage.programs + "/../../../bench/insights");
  if (!fs::exists(script / "node_modules/@duckdb/node-api")) {
    Case missing{.name = "mix"};
    missing.skipped = "DuckDB is not installed: npm ci in bench/insights";
    return {missing};
  }
  auto const shop = open_shop(stage);
  auto const password = last_word(output_of(
      shop.words("staff", {"add", "--email", "bench@weft.example", "--name", "Bench", "--role", "director"})));
  auto const facts = export_facts(stage, shop);
  auto const port = free_port();
  auto const address = fmt::format("127.0.0.1:{}", port);
  Process const server{shop.words("serve", {"--listen", address}), stage.folder.path() + "/serve.log"};
  wait_for_port(port, 60);
  auto const printed = output_of({find_program("node"), (script / "measure.js").string(), "http://" + address,
                                  "bench@weft.example", password, facts, std::to_string(kCalls)});
  auto const answer = boost::json::parse(printed.substr(printed.rfind("{\"orders\"")));
  auto const number = [](boost::json::value const& value) { return value.to_number<double>(); };
  std::vector<Case> out;
  for (auto const* const name : {"mix", "retention", "rfm"}) {
    auto const& one = answer.at(name);
    Case measured{.name = name,
                  .ratio = number(one.at("theirs")) / number(one.at("ours")),
                  .ours = 1'000 / number(one.at("ours")),
                  .reference = 1'000 / number(one.at("theirs")),
                  .unit = "answers/s over HTTP, each after a sale, beside DuckDB in one process"};
    measured.fields = {{"p99_ms", number(one.at("p99"))},
                       {"stale_answers", number(answer.at("stale_answers"))},
                       {"orders", number(answer.at("orders"))},
                       {"calls", number(one.at("calls"))}};
    out.push_back(std::move(measured));
  }
  return out;
}

}  // namespace weft::bench
