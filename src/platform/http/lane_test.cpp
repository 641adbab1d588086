// lane_test.cpp - many requests, one transaction: batches, refusals, poison, replays, retries, full queues, lost
// backends.
#include <sys/un.h>

#include "platform/http/idempotency.h"
#include "platform/http/test_door.h"

namespace weft::http::testing {
namespace {

inline constexpr base::Reason kNotMore{"shop.not_more", base::Code::failed_precondition, "There is no more."};

struct Add {
  std::string name;
  std::int64_t by = 0;
};
BOOST_DESCRIBE_STRUCT(Add, (), (name, by))
struct Added {
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(Added, (), (count))

constexpr pg::Query kOpen{"test.lane_open", R"sql(
  INSERT INTO shop.counter (name, count) SELECT DISTINCT name, 0 FROM unnest($1::text[]) AS t (name) ORDER BY name
  ON CONFLICT (name) DO NOTHING)sql"};
constexpr pg::Query kLock{"test.lane_lock", R"sql(
  SELECT name, count FROM shop.counter WHERE name = ANY($1::text[]) ORDER BY name FOR UPDATE)sql"};
constexpr pg::Query kWrite{"test.lane_write", R"sql(
  UPDATE shop.counter AS c SET count = given.count FROM unnest($1::text[], $2::bigint[]) AS given (name, count)
  WHERE c.name = given.name)sql"};
constexpr pg::Query kKillSelf{"test.lane_kill", "SELECT pg_terminate_backend(pg_backend_pid())"};

/// What the tests turn.
struct Switches {
  std::atomic<int> serialization_failures{0};
  std::atomic<int> kills{0};
  std::atomic<int> delay_ms{0};
  std::atomic<int> batches{0};
  std::atomic<std::size_t> largest{0};
};

/// Adds to counters. 666 in all is refused by a CHECK, negative ones by us; a name of "throws" is a bug.
struct Adder {
  using Request = Add;
  using Response = Added;
  struct Batch {
    std::span<LaneItem<Add> const> items;
    std::map<std::string, std::int64_t> counts;
  };
  std::shared_ptr<Switches> switches;

  Batch claim(pg::Tx& tx, std::span<LaneItem<Add> const> items) {
    ++switches->batches;
    if (items.size() > switches->largest) switches->largest = items.size();
    std::this_thread::sleep_for(std::chrono::milliseconds{switches->delay_ms.load()});
    std::vector<std::string> names;
    for (auto const& item : items) names.push_back(item.request.name);
    tx.run(kOpen, names);
    return {items, {}};
  }
  void load(pg::Tx& tx, Batch& batch) {
    std::vector<std::string> names;
    for (auto const& item : batch.items) names.push_back(item.request.name);
    for (auto const row : tx.run(kLock, names)) batch.counts[row.get<std::string>(0)] = row.get<std::int64_t>(1);
    if (switches->serialization_failures-- > 0) throw pg::DatabaseError{"40001", "made up", "test.lane"};
    if (switches->kills-- > 0) tx.run(kKillSelf);
  }
  base::Result<Added> decide(Batch& batch, std::size_t item) {
    auto const& request = batch.items[item].request;
    if (request.name == "throws") throw std::runtime_error{"a bug"};
    if (request.by < 0) return base::Error{kNotMore, "Nothing can be taken away."};
    return Added{batch.counts[request.name] += request.by};
  }
  void write(pg::Tx& tx, Batch& batch) {
    std::vector<std::string> names;
    std::vector<std::int64_t> counts;
    for (auto const& [name, count] : batch.counts) {
      names.push_back(name);
      counts.push_back(count);
    }
    tx.defer(kWrite, names, counts);
  }
  std::size_t settler(Add const& request) const { return std::hash<std::string>{}(request.name); }
};

class Lanes : public DoorTest {
 protected:
  void mount(LaneOptions lane_options = {}) {
    router.lane<Adder>(Method::post, "/v1/adds", kTestWrite, Adder{switches}, {.status = 201}, lane_options);
    router.lane<Adder>(Method::post, "/v1/own", kPublic, std::make_shared<Adder>(switches), {.claim = Claim::own});
  }
  static std::string add(std::string_view with_key, std::string_view name, int by) {
    return request("POST", "/v1/adds", fmt::format(R"({{"name":"{}","by":{}}})", name, by),
                   std::string{kWriter} + key(with_key));
  }
  static std::int64_t count_of(std::string const& name) {
    return number("SELECT count FROM shop.counter WHERE name = '" + name + "'");
  }
  /// Holds the lane while `count` requests gather behind it; then lets them go as one batch.
  std::vector<std::unique_ptr<Client>> gather(int count, std::function<std::string(int)> const& text,
                                              int hold_ms = 600) {
    switches->delay_ms = hold_ms;
    first_ = std::make_unique<Client>(port());
    first_->send(add("first", "first", 1));
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < count; ++i) {
      clients.push_back(std::make_unique<Client>(port()));
      clients.back()->send(text(i));
    }
    switches->delay_ms = 0;
    return clients;
  }

  std::shared_ptr<Switches> switches = std::make_shared<Switches>();
  std::unique_ptr<Client> first_;
};

TEST_F(Lanes, SettleOneRequestAsABatchOfOne) {
  mount();
  serve();
  auto const reply = once(add("k1", "a", 2));
  EXPECT_EQ(reply.status, 201);
  EXPECT_EQ(reply.body, R"({"count":2})");
  EXPECT_EQ(once(add("k2", "a", 3)).body, R"({"count":5})");
  EXPECT_EQ(once(request("POST", "/v1/own", R"({"name":"a","by":1})")).body, R"({"count":6})");
  EXPECT_EQ(once(request("POST", "/v1/own", R"({"name":"a"})")).status, 422);
  auto const from_database =
      once(request("POST", "/v1/adds", R"({"name":"a","by":1})", "Authorization: Bearer stored\r\n" + key("k9")));
  EXPECT_EQ(from_database.body, R"({"count":7})");
}

TEST_F(Lanes, RefuseOneAndAcceptTheOthers) {
  mount();
  serve();
  auto clients = gather(20, [](int i) { return add("k" + std::to_string(i), "a", i % 2 == 0 ? 1 : -1); });
  for (std::size_t i = 0; i < clients.size(); ++i) EXPECT_EQ(clients[i]->read().status, i % 2 == 0 ? 201 : 422);
  EXPECT_EQ(count_of("a"), 10);
  EXPECT_EQ(first_->read().status, 201);
  // A refusal is an answer too, and is kept.
  auto const again = once(add("k1", "a", -1));
  EXPECT_EQ(again.reason(), kNotMore.name);
  EXPECT_EQ(again.header("idempotency-replayed"), "true");
}

TEST_F(Lanes, FailThePoisonAlone) {
  mount();
  serve();
  auto clients = gather(
      256, [](int i) { return add("k" + std::to_string(i), i == 99 ? "throws" : "n" + std::to_string(i % 7), 1); });
  int accepted = 0;
  for (std::size_t i = 0; i < clients.size(); ++i) {
    auto const reply = clients[i]->read();
    if (i == 99) {
      EXPECT_EQ(reply.status, 500);
      EXPECT_EQ(reply.reason(), kInternal.name);
    } else if (reply.status == 201) {
      ++accepted;
    }
  }
  EXPECT_EQ(accepted, 255);
  EXPECT_EQ(switches->largest, 256U);
  EXPECT_EQ(number("SELECT sum(count) FROM shop.counter WHERE name LIKE 'n%'"), 255);
  // The broken one left no claim behind: it may be asked again.
  EXPECT_EQ(once(add("k99", "n1", 1)).status, 201);
}

TEST_F(Lanes, FailTheOneThatTheDatabaseRefuses) {
  mount();
  serve();
  auto clients =
      gather(64, [](int i) { return add("k" + std::to_string(i), "n" + std::to_string(i), i == 5 ? 666 : 1); });
  for (std::size_t i = 0; i < clients.size(); ++i) EXPECT_EQ(clients[i]->read().status, i == 5 ? 500 : 201);
}

TEST_F(Lanes, RunAgainAfterARetryableError) {
  mount();
  serve();
  switches->serialization_failures = 2;
  EXPECT_EQ(once(add("k1", "a", 1)).body, R"({"count":1})");
  EXPECT_EQ(switches->batches, 3);
  switches->serialization_failures = 0;
  switches->kills = 1;
  EXPECT_EQ(once(add("k2", "a", 1)).body, R"({"count":2})");
  EXPECT_EQ(number("SELECT count(*) FROM http.idempotency"), 2);
}

TEST_F(Lanes, SurviveABackendKilledInTheMiddleOfABatch) {
  mount();
  serve();
  auto clients = gather(100, [this](int i) {
    if (i == 50) switches->kills = 1;
    return add("k" + std::to_string(i), "a", 1);
  });
  for (auto& client : clients) EXPECT_EQ(client->read().status, 201);
  EXPECT_EQ(count_of("a"), 100);
}

TEST_F(Lanes, AnswerKeysOnce) {
  mount();
  serve();
  auto const first = once(add("k1", "a", 1));
  auto const again = once(add("k1", "a", 1));
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(once(add("k1", "a", 2)).reason(), kIdempotencyKeyReused.name);
  EXPECT_EQ(once(request("POST", "/v1/adds", R"({"name":"a","by":1})", kWriter)).reason(), kIdempotencyKeyMissing.name);
  switches->delay_ms = 400;
  Client slow{port()};
  slow.send(add("k2", "a", 1));
  std::this_thread::sleep_for(std::chrono::milliseconds{150});
  auto const second = once(add("k2", "a", 1));
  EXPECT_EQ(second.status, 409);
  EXPECT_EQ(second.reason(), kIdempotencyInFlight.name);
  EXPECT_EQ(slow.read().status, 201);
  EXPECT_EQ(count_of("a"), 2);
}

TEST_F(Lanes, TurnAwayAtOnceWhenTheQueueIsFull) {
  mount({.batch_max = 4, .queue_max = 10});
  serve();
  auto clients = gather(30, [](int i) { return add("k" + std::to_string(i), "a", 1); });
  int served = 0;
  int refused = 0;
  for (auto& client : clients) {
    auto const reply = client->read();
    if (reply.status == 201) ++served;
    if (reply.reason() == kOverloaded.name && reply.header("retry-after") == "1") ++refused;
  }
  EXPECT_EQ(served, 10);
  EXPECT_EQ(refused, 20);
  EXPECT_LE(switches->largest, 4U);
  EXPECT_EQ(count_of("a"), 10);
}

TEST_F(Lanes, GiveUpOnWhoWaitedTooLong) {
  mount({.deadline = std::chrono::milliseconds{300}});
  serve();
  // Held far longer than the deadline, so that they wait too long however late a busy machine sends them.
  auto clients = gather(3, [](int i) { return add("k" + std::to_string(i), "a", 1); }, 3'000);
  for (auto& client : clients) EXPECT_EQ(client->read().reason(), kDeadlineExceeded.name);
}

TEST_F(Lanes, SpreadOverTheirSettlers) {
  mount({.settlers = 3});
  serve();
  std::vector<std::thread> tills;
  std::atomic<int> good{0};
  for (int t = 0; t < 8; ++t) {
    tills.emplace_back([&, t] {
      Client client{port()};
      for (int i = 0; i < 50; ++i) {
        if (client.ask(add(fmt::format("t{}-{}", t, i), "n" + std::to_string(i % 5), 1)).status == 201) ++good;
      }
    });
  }
  for (auto& till : tills) till.join();
  EXPECT_EQ(good, 400);
  EXPECT_EQ(number("SELECT sum(count) FROM shop.counter"), 400);
}

/// Stands between a client and PostgreSQL's socket. Once armed, it swallows the next answer to a COMMIT and hangs up.
class LosingProxy {
 public:
  explicit LosingProxy(std::string const& url)
      : folder_{std::filesystem::temp_directory_path() / fmt::format("weft-proxy-{}", ::getpid())} {
    auto const from = url.find("host='") + 6;
    target_ = url.substr(from, url.find('\'', from) - from);
    for (auto const& entry : std::filesystem::directory_iterator{target_}) {
      auto const name = entry.path().filename().string();
      if (name.starts_with(".s.PGSQL.") && !name.ends_with(".lock")) name_ = name;
    }
    std::filesystem::create_directories(folder_);
    std::filesystem::remove(folder_ / name_);
    listener_ = ::socket(AF_UNIX, SOCK_STREAM, 0);
    auto const at = address(folder_ / name_);
    ::bind(listener_, reinterpret_cast<sockaddr const*>(&at), sizeof at);
    ::listen(listener_, 16);
    acceptor_ = std::thread{[this] {
      for (int client = 0; (client = ::accept(listener_, nullptr, nullptr)) >= 0;) serve(client);
    }};
    url_ = url;
    url_.replace(from, target_.size(), folder_.string());
  }
  ~LosingProxy() {
    ::shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    for (auto const socket : sockets_) ::shutdown(socket, SHUT_RDWR);
    for (auto& thread : threads_) thread.join();
    for (auto const socket : sockets_) ::close(socket);
    ::close(listener_);
    std::filesystem::remove_all(folder_);
  }
  LosingProxy(LosingProxy const&) = delete;
  LosingProxy& operator=(LosingProxy const&) = delete;
  [[nodiscard]] std::string const& url() const { return url_; }
  std::atomic<int> armed{0};

 private:
  static sockaddr_un address(std::filesystem::path const& path) {
    sockaddr_un at{};
    at.sun_family = AF_UNIX;
    path.string().copy(at.sun_path, sizeof at.sun_path - 1);
    return at;
  }
  void serve(int client) {
    int const server = ::socket(AF_UNIX, SOCK_STREAM, 0);
    auto const at = address(std::filesystem::path{target_} / name_);
    ::connect(server, reinterpret_cast<sockaddr const*>(&at), sizeof at);
    sockets_.push_back(client);
    sockets_.push_back(server);
    threads_.emplace_back([this, client, server] { pass(client, server, false); });
    threads_.emplace_back([this, client, server] { pass(server, client, true); });
  }
  void pass(int from, int to, bool answers) {
    char chunk[16384];
    for (;;) {
      auto const got = ::recv(from, chunk, sizeof chunk, 0);
      if (got <= 0) break;
      std::string_view const bytes{chunk, static_cast<std::size_t>(got)};
      if (answers && bytes.find("COMMIT") != std::string_view::npos && armed.load() > 0) {
        --armed;
        break;
      }
      if (::send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL) < 0) break;
    }
    ::shutdown(from, SHUT_RDWR);
    ::shutdown(to, SHUT_RDWR);
  }

  std::filesystem::path folder_;
  std::string target_;
  std::string name_;
  std::string url_;
  int listener_ = -1;
  std::vector<int> sockets_;  // of the accepting thread, until it has ended
  std::thread acceptor_;
  std::vector<std::thread> threads_;  // the same
};

TEST_F(Lanes, AnswerByTheClaimsAfterALostCommit) {
  LosingProxy proxy{database().url()};
  pg::Pool pool{{.url = proxy.url()}, 4};
  mount();
  router.route<Add, Added>(Method::post, "/v1/routed", kTestWrite,
                           [](Call& call, Add const& asked) -> base::Result<Added> {
                             call.tx().run(kOpen, std::vector<std::string>{asked.name});
                             call.tx().run(kWrite, std::vector<std::string>{asked.name},
                                           std::vector<std::int64_t>{asked.by});
                             return Added{asked.by};
                           },
                           {.status = 201});
  server = std::make_unique<Server>(options, std::move(router), pool, clock, tokens);
  server->start();
  EXPECT_EQ(once(add("k0", "a", 1)).status, 201);
  proxy.armed = 1;
  auto clients = gather(50, [](int i) { return add("k1-" + std::to_string(i), "a", 1); });
  for (auto& client : clients) EXPECT_EQ(client->read().status, 201);
  EXPECT_EQ(first_->read().status, 201);
  EXPECT_EQ(proxy.armed, 0);
  EXPECT_EQ(count_of("a"), 51);
  proxy.armed = 1;
  auto const routed = once(request("POST", "/v1/routed", R"({"name":"r","by":7})", std::string{kWriter} + key("r")));
  EXPECT_EQ(routed.status, 201);
  EXPECT_EQ(routed.body, R"({"count":7})");
  EXPECT_EQ(routed.header("idempotency-replayed"), "true");
  EXPECT_EQ(proxy.armed, 0);
  server.reset();
}

}  // namespace
}  // namespace weft::http::testing
