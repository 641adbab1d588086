// routes.cpp - customer's doors: a record from memory, a customer with all its records and why they are one.
#include <unordered_map>

#include "customer/record_cache.h"
#include "customer/store.h"
#include "platform/http/http.h"
#include "platform/json/json.h"

namespace weft::customer {

constexpr http::Permission kCustomersRead{"customers.read"};

struct RecordIdentifier {
  IdentifierKind kind{};
  std::string value;
};
BOOST_DESCRIBE_STRUCT(RecordIdentifier, (), (kind, value))

struct Record {
  RecordId record_id;
  CustomerId customer_id;
  std::string source;
  std::optional<std::string> source_id;
  bool guest{};
  bool identified{};
  std::string name;
  std::string country;
  std::vector<RecordIdentifier> identifiers;
  base::Instant seen_at;
  base::Instant received_at;
  static constexpr json::Note kNotes[] = {
      {"customer_id", "The person: every record that evidence joins to this one has the same."},
      {"source_id", "The account at the source; left out where there is none."},
      {"guest", "Bought without an account."},
      {"identified", "An account, a loyalty number or an e-mail says who it is."},
      {"identifiers", "In the form they are compared in."},
      {"seen_at", "The earliest event that named this record."},
      {"received_at", "When Weft first heard of it."},
  };
};
BOOST_DESCRIBE_STRUCT(Record, (),
                      (record_id, customer_id, source, source_id, guest, identified, name, country, identifiers,
                       seen_at, received_at))

struct RecordJoin {
  RecordId record_a;
  RecordId record_b;
  IdentifierKind kind{};
  std::string value;
  bool joined{};
  base::Instant at;
  static constexpr json::Note kNotes[] = {
      {"record_a", "The record that showed the identifier first."},
      {"record_b", "The record that showed it too."},
      {"joined", "False where the customer has no room for more records; record_b then is somebody else's."},
      {"at", "When Weft saw it."},
  };
};
BOOST_DESCRIBE_STRUCT(RecordJoin, (), (record_a, record_b, kind, value, joined, at))

struct Customer {
  CustomerId customer_id;
  std::vector<Record> records;
  std::vector<RecordJoin> joins;
  static constexpr json::Note kNotes[] = {
      {"customer_id", "The present id; an id from before two customers joined leads here too."},
      {"records", "One source's view of the person each, oldest id first."},
      {"joins", "Why the records are one person, by time."},
  };
};
BOOST_DESCRIBE_STRUCT(Customer, (), (customer_id, records, joins))

struct RecordRequest {
  RecordId record_id;
};
BOOST_DESCRIBE_STRUCT(RecordRequest, (), (record_id))

struct CustomerRequest {
  CustomerId customer_id;
};
BOOST_DESCRIBE_STRUCT(CustomerRequest, (), (customer_id))

namespace {

std::vector<Record> read(pg::Tx& tx, std::span<RecordId const> ids) {
  auto rows = store::read_records(tx, ids);
  std::unordered_map<RecordId, std::vector<RecordIdentifier>> shown;
  for (auto& row : store::read_identifiers(tx, ids)) {
    shown[row.record_id].push_back(
        {row.kind == "loyalty" ? IdentifierKind::loyalty : IdentifierKind::email, std::move(row.value)});
  }
  std::vector<Record> out;
  out.reserve(rows.size());
  for (auto& row : rows) {
    out.push_back({row.record_id, row.customer_id, std::move(row.source), std::move(row.account), row.guest,
                   row.identified, std::move(row.name), std::move(row.country), std::move(shown[row.record_id]),
                   row.seen_at, row.received_at});
  }
  return out;
}

/// A record changes by itself, by its identifiers and by its neighbours; what it reads like is its version (FNV-1a).
std::int64_t version_of(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (char const byte : text) hash = (hash ^ static_cast<std::uint8_t>(byte)) * 1099511628211ULL;
  return static_cast<std::int64_t>(hash >> 1);
}

base::Result<Record> get_record(http::Call& call, RecordCache& cache, RecordRequest const& request) {
  auto const ticket = cache.ticket(request.record_id);
  auto found = read(call.tx(), std::span{&request.record_id, 1});
  if (found.empty()) {
    return base::Error{kRecordNotFound, fmt::format("No record {} is known.", request.record_id.text())};
  }
  auto const version = version_of(json::encode(found.front()));
  cache.put(request.record_id, http::render(found.front(), version), ticket);
  call.etag(version);
  return std::move(found.front());
}

base::Result<Customer> get_customer(http::Call& call, CustomerRequest const& request) {
  auto component = get_component(call.tx(), request.customer_id);
  if (!component) return std::move(component).error();
  Customer out{component->customer_id, read(call.tx(), component->records), {}};
  for (auto& join : joins_of(call.tx(), component->records)) {
    out.joins.push_back(
        {join.record_a, join.record_b, join.identifier.kind, std::move(join.identifier.value), join.joined, join.at});
  }
  return out;
}

}  // namespace

void mount(http::Router& router, outbox::Feed& feed) {
  auto const cache = std::make_shared<RecordCache>(feed);
  router.cached<RecordRequest, Record>(
      "/v1/records/{record_id}", kCustomersRead,
      [cache](http::Caller const&, RecordRequest const& request) { return cache->find(request.record_id); },
      [cache](http::Call& call, RecordRequest const& request) { return get_record(call, *cache, request); },
      {.summary = "One source's view of a person",
       .description = "Answered from memory where it can be; at most a second behind what was written.",
       .tag = "Customers",
       .reasons = {kRecordNotFound}});
  router.route<CustomerRequest, Customer>(
      http::Method::get, "/v1/customers/{customer_id}", kCustomersRead, get_customer,
      {.summary = "A customer with all records",
       .description = "A customer is every record that shared identifiers join. An id from before a join answers with "
                      "the present customer.",
       .tag = "Customers",
       .reasons = {kCustomerNotFound}});
}

}  // namespace weft::customer
