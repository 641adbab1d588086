// routes_test.cpp - customer's doors without the server: what is shown of records and customers, and what is not found.
#include <gtest/gtest.h>

#include "customer/customer.h"
#include "platform/http/http.h"
#include "platform/outbox/outbox.h"
#include "platform/pg/testing.h"

namespace weft::embedded {
std::span<pg::Migration const> outbox_migrations();
std::span<pg::Migration const> org_migrations();
std::span<pg::Migration const> customer_migrations();
}  // namespace weft::embedded

namespace weft::customer {
namespace {

using namespace std::chrono_literals;

std::vector<pg::Migration> migrations() {
  std::vector<pg::Migration> all;
  for (auto const& some : {pg::platform_migrations(), embedded::outbox_migrations(), embedded::org_migrations(),
                           embedded::customer_migrations()}) {
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

base::Instant const kNow = base::parse_instant("2026-11-24T12:00:00Z").value();

/// A request as a door sees it, without the door.
class FakeCall final : public http::Call {
 public:
  explicit FakeCall(pg::Tx& tx) : tx_{tx} {}
  pg::Tx& tx() override { return tx_; }
  [[nodiscard]] pg::Deadline deadline() const override { return pg::in(std::chrono::seconds{10}); }
  [[nodiscard]] http::Caller const& caller() const override { return caller_; }
  [[nodiscard]] base::Instant now() const override { return kNow; }
  [[nodiscard]] std::string_view trace_id() const override { return {}; }
  [[nodiscard]] std::string_view request_id() const override { return {}; }
  [[nodiscard]] std::string_view peer() const override { return {}; }
  [[nodiscard]] std::string_view user_agent() const override { return {}; }
  [[nodiscard]] std::optional<std::string> cookie(std::string_view) const override { return {}; }
  void keep(std::function<void(pg::Tx&)>) override {}
  void etag(std::int64_t) override {}
  base::Result<void> require_version(std::int64_t) override { return {}; }
  void header(std::string, std::string) override {}

 private:
  pg::Tx& tx_;
  http::Caller caller_;
};

class Doors : public testing::Test {
 protected:
  Doors() { mount(router_, feed_); }

  std::shared_ptr<http::Endpoint> door(std::string_view pattern) {
    for (auto const& one : router_.endpoints()) {
      if (one->pattern == pattern) return one;
    }
    return nullptr;
  }
  http::Incoming incoming(http::Endpoint const& endpoint, std::vector<std::string_view> const& values,
                          std::string_view query) {
    return {http::Method::get, endpoint.path_names, values, query, {}};
  }
  std::string get(std::string_view pattern, std::string const& id, std::string_view query = {}) {
    auto const endpoint = door(pattern);
    std::vector<std::string_view> values;
    if (!id.empty()) values.push_back(id);
    auto const request = endpoint->decode(incoming(*endpoint, values, query));
    EXPECT_TRUE(request.ok());
    return pg::transact(database_.pool(), pg::in(30s), [&](pg::Tx& tx) {
      FakeCall call{tx};
      auto const answer = endpoint->run(call, request.value().get());
      return answer.ok() ? answer.value().body : std::string{answer.error().reason.name};
    });
  }
  RecordId settle(RecordFacts facts) {
    return pg::transact(database_.pool(), pg::in(30s),
                        [&](pg::Tx& tx) { return settle_records(tx, std::span{&facts, 1}, kNow)[0].record_id; });
  }

  pg::testing::Database database_{migrations()};
  outbox::Feed feed_{database_.pool()};
  http::Router router_;
};

TEST_F(Doors, ShowARecordAndTheCustomerItBelongsTo) {
  auto const web = settle({.source = "web",
                           .source_id = "7",
                           .identifiers = {{IdentifierKind::email, "Ann@Shop.example"}},
                           .name = "Ann",
                           .seen_at = kNow});
  auto const till =
      settle({.source = "till", .identifiers = {{IdentifierKind::email, "ann@shop.example"}}, .seen_at = kNow});
  auto const record = get("/v1/records/{record_id}", till.text());
  EXPECT_NE(record.find(fmt::format(R"("customer_id":"{}")", CustomerId{web.uuid()}.text())), std::string::npos)
      << record;
  EXPECT_NE(record.find(R"("identifiers":[{"kind":"email","value":"ann@shop.example"}])"), std::string::npos) << record;
  EXPECT_EQ(record.find("source_id"), std::string::npos) << "an e-mail is no account";
  auto const customer = get("/v1/customers/{customer_id}", CustomerId{till.uuid()}.text());
  EXPECT_NE(customer.find(web.text()), std::string::npos);
  EXPECT_NE(customer.find(till.text()), std::string::npos);
  EXPECT_NE(customer.find(R"("kind":"email","value":"ann@shop.example","joined":true)"), std::string::npos) << customer;
}

TEST_F(Doors, SayWhatIsNotThere) {
  EXPECT_EQ(get("/v1/records/{record_id}", RecordId::make(kNow).text()), "customer.record_not_found");
  EXPECT_EQ(get("/v1/customers/{customer_id}", CustomerId::make(kNow).text()), "customer.customer_not_found");
}

TEST_F(Doors, NothingIsRecalledWhileNoPassWasSeen) {
  auto const record = settle({.source = "web", .source_id = "7", .seen_at = kNow});
  get("/v1/records/{record_id}", record.text());
  auto const endpoint = door("/v1/records/{record_id}");
  auto const text = record.text();
  std::vector<std::string_view> const values{text};
  EXPECT_EQ(endpoint->recall({}, incoming(*endpoint, values, {})), nullptr);
}

}  // namespace
}  // namespace weft::customer
