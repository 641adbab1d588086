// route_test.cpp - one transaction a request: commit, rollback, kept facts, keys, versions, retries.
#include "platform/http/idempotency.h"
#include "platform/http/test_door.h"

namespace weft::http::testing {
namespace {

inline constexpr base::Reason kTooMany{"shop.too_many", base::Code::failed_precondition, "There are not so many."};
inline constexpr base::Reason kTooOften{"shop.too_often", base::Code::resource_exhausted, "Not so often."};

struct Count {
  std::string name;
  std::int64_t by = 0;
};
BOOST_DESCRIBE_STRUCT(Count, (), (name, by))
struct Counted {
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(Counted, (), (count))
struct FileName {
  std::string name;
};
BOOST_DESCRIBE_STRUCT(FileName, (), (name))
struct FileSeen {
  std::string name;
  std::int64_t size_bytes = 0;
  std::string first;
};
BOOST_DESCRIBE_STRUCT(FileSeen, (), (name, size_bytes, first))

constexpr pg::Query kAdd{"test.add", R"sql(
  INSERT INTO shop.counter AS c (name, count) VALUES ($1, $2)
  ON CONFLICT (name) DO UPDATE SET count = c.count + $2
  RETURNING count)sql"};
constexpr pg::Query kIncident{"test.incident", "INSERT INTO shop.incident (what) VALUES ($1)"};
constexpr pg::Query kSleep{"test.sleep", "SELECT pg_sleep(10)"};
constexpr pg::Query kKill{"test.kill", "SELECT pg_terminate_backend(pg_backend_pid())"};

class Routes : public DoorTest {
 protected:
  void SetUp() override {
    DoorTest::SetUp();
    router.route<Count, Counted>(Method::post, "/v1/counts", kTestWrite,
                                 [this](Call& call, Count const& asked) { return add(call, asked); }, {.status = 201});
    router.route<Count, Counted>(Method::put, "/v1/counts/{name}", kTestWrite,
                                 [this](Call& call, Count const& asked) -> base::Result<Counted> {
                                   if (auto allowed = call.require_version(5); !allowed)
                                     return std::move(allowed).error();
                                   call.etag(6);
                                   return add(call, asked);
                                 },
                                 {.needs_version = true});
    router.upload<FileName, FileSeen>(
        Method::put, "/v1/files/{name}", kTestWrite,
        [this](Call&, FileName const& asked, UploadedFile const& file) -> base::Result<FileSeen> {
          last_upload = file.path;
          std::FILE* in = std::fopen(file.path.c_str(), "rb");
          char first[4] = {};
          auto const got = std::fread(first, 1, 3, in);
          std::fclose(in);
          return FileSeen{asked.name, file.size_bytes, std::string{first, got}};
        },
        {}, {.bytes_max = 3'000'000});
    router.document("/v1/text", kPublic, "text/plain", [](Call&) { return Document{"ready\n", {}, 503}; }, {});
  }

  base::Result<Counted> add(Call& call, Count const& asked) {
    ++runs;
    auto const now = call.tx().run(kAdd, asked.name, asked.by).one().get<std::int64_t>(0);
    if (asked.name == "refused" || asked.name == "often") {
      call.keep([](pg::Tx& tx) { tx.run(kIncident, "refused"); });
      return base::Error{asked.name == "often" ? kTooOften : kTooMany};
    }
    if (asked.name == "kept") {
      call.keep([](pg::Tx& tx) { tx.run(kIncident, "kept"); });
    }
    if (asked.name == "serial" && runs < 3) throw pg::DatabaseError{"40001", "made up", "test.add"};
    if (asked.name == "unseen" && runs < 2) throw pg::DatabaseError{"08007", "the outcome is unknown", "test.add"};
    if (asked.name == "killed" && runs < 2) call.tx().run(kKill);
    if (asked.name == "slow") std::this_thread::sleep_for(std::chrono::milliseconds{400});
    if (asked.name == "stuck") {
      call.tx().run(kSleep);
    }
    call.header("Location", "/v1/counts/" + asked.name);
    return Counted{now};
  }
  Reply post(std::string_view with_key, std::string_view body) {
    return once(request("POST", "/v1/counts", body, std::string{kWriter} + key(with_key)));
  }

  std::atomic<int> runs{0};
  std::filesystem::path last_upload;
};

TEST_F(Routes, NeedAKeyToPost) {
  serve();
  auto const missing = once(request("POST", "/v1/counts", R"({"name":"a","by":1})", kWriter));
  EXPECT_EQ(missing.status, 400);
  EXPECT_EQ(missing.reason(), kIdempotencyKeyMissing.name);
  EXPECT_EQ(post("with a blank", R"({"name":"a","by":1})").reason(), kIdempotencyKeyMalformed.name);
  EXPECT_EQ(post(std::string(129, 'k'), R"({"name":"a","by":1})").reason(), kIdempotencyKeyMalformed.name);
  EXPECT_EQ(runs, 0);
}

TEST_F(Routes, AnswerTheSameKeyWithTheSameAnswer) {
  serve();
  auto const first = post("k1", R"({"name":"a","by":2})");
  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(first.body, R"({"count":2})");
  EXPECT_EQ(first.header("location"), "/v1/counts/a");
  auto const again = post("k1", R"({"name":"a","by":2})");
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(again.header("location"), "/v1/counts/a");
  EXPECT_EQ(again.header("idempotency-replayed"), "true");
  auto const other = post("k1", R"({"name":"a","by":3})");
  EXPECT_EQ(other.status, 422);
  EXPECT_EQ(other.reason(), kIdempotencyKeyReused.name);
  EXPECT_EQ(post("k2", R"({"name":"a","by":2})").body, R"({"count":4})");
  // A body that was never read claims nothing.
  EXPECT_EQ(post("k3", R"({"name":"a"})").status, 422);
  EXPECT_EQ(post("k3", R"({"name":"a","by":1})").body, R"({"count":5})");
  EXPECT_EQ(number("SELECT count FROM shop.counter WHERE name = 'a'"), 5);
}

TEST_F(Routes, KeepFactsAndTheAnswerOfARefusal) {
  serve();
  auto const first = post("k1", R"({"name":"refused","by":1})");
  EXPECT_EQ(first.status, 422);
  EXPECT_EQ(first.reason(), kTooMany.name);
  EXPECT_EQ(number("SELECT count(*) FROM shop.counter"), 0);
  EXPECT_EQ(number("SELECT count(*) FROM shop.incident"), 1);
  auto const again = post("k1", R"({"name":"refused","by":1})");
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(number("SELECT count(*) FROM shop.incident"), 1);
  EXPECT_EQ(runs, 1);
  // 429 is not kept: the same key may succeed later. Its facts are.
  EXPECT_EQ(post("k2", R"({"name":"often","by":1})").status, 429);
  EXPECT_EQ(post("k2", R"({"name":"often","by":1})").reason(), kTooOften.name);
  EXPECT_EQ(number("SELECT count(*) FROM shop.incident"), 3);
  EXPECT_EQ(post("k3", R"({"name":"kept","by":1})").status, 201);
  EXPECT_EQ(number("SELECT count(*) FROM shop.incident WHERE what = 'kept'"), 1);
}

TEST_F(Routes, RunAgainWhenTheDatabaseAsks) {
  serve();
  EXPECT_EQ(post("k1", R"({"name":"serial","by":1})").body, R"({"count":1})");
  EXPECT_EQ(runs, 3);
  runs = 0;
  EXPECT_EQ(post("k2", R"({"name":"killed","by":1})").body, R"({"count":1})");
  EXPECT_EQ(runs, 2);
}

TEST_F(Routes, SayThatAKeyIsInFlight) {
  serve();
  Client first{port()};
  first.send(request("POST", "/v1/counts", R"({"name":"slow","by":1})", std::string{kWriter} + key("k1")));
  std::this_thread::sleep_for(std::chrono::milliseconds{150});
  auto const second = post("k1", R"({"name":"slow","by":1})");
  EXPECT_EQ(second.status, 409);
  EXPECT_EQ(second.reason(), kIdempotencyInFlight.name);
  EXPECT_EQ(second.header("retry-after"), "1");
  EXPECT_EQ(first.read().status, 201);
  EXPECT_EQ(post("k1", R"({"name":"slow","by":1})").status, 201);
  EXPECT_EQ(runs, 1);
}

TEST_F(Routes, WaitForAnotherProcessAndReplayItsAnswer) {
  serve();
  // Another process, seen from the database.
  auto const claimed = key_claim_of("k1", "key_writer", Method::post, "/v1/counts", "", R"({"name":"a","by":1})");
  auto const elsewhere = database().connect();
  pg::Tx tx{*elsewhere};
  ASSERT_TRUE(claim_keys(tx, std::span{&claimed.value(), 1}, clock.now()).front());
  Client waiting{port()};
  waiting.send(request("POST", "/v1/counts", R"({"name":"a","by":1})", std::string{kWriter} + key("k1")));
  std::this_thread::sleep_for(std::chrono::milliseconds{150});
  Answer theirs;
  theirs.status = 201;
  theirs.body = R"({"count":99})";
  Answer const* stored = &theirs;
  store_answers(tx, std::span{&claimed->claim, 1}, std::span{&stored, 1});
  tx.commit();
  EXPECT_EQ(waiting.read().body, R"({"count":99})");
  EXPECT_EQ(runs, 0);
}

TEST_F(Routes, GiveUpAtTheirDeadline) {
  options.request_time_max = std::chrono::milliseconds{400};
  serve();
  auto const reply = post("k1", R"({"name":"stuck","by":1})");
  EXPECT_EQ(reply.status, 503);
  EXPECT_EQ(reply.reason(), kDeadlineExceeded.name);
  EXPECT_EQ(number("SELECT count(*) FROM http.idempotency"), 0);
}

TEST_F(Routes, SayThatTheDatabaseIsAway) {
  options.request_time_max = std::chrono::milliseconds{500};
  pg::Pool nowhere{{.url = "host=/nonexistent user=weft dbname=weft"}, 2};
  server = std::make_unique<Server>(options, std::move(router), nowhere, clock, tokens);
  server->start();
  auto const reply = post("k1", R"({"name":"a","by":1})");
  EXPECT_EQ(reply.status, 503);
  EXPECT_EQ(reply.reason(), kDatabaseUnavailable.name);
  EXPECT_EQ(reply.header("retry-after"), "1");
  server.reset();
}

TEST_F(Routes, HoldVersions) {
  serve();
  std::string const body = R"({"by":1})";
  auto const missing = once(request("PUT", "/v1/counts/a", body, kWriter));
  EXPECT_EQ(missing.status, 428);
  EXPECT_EQ(missing.reason(), kIfMatchMissing.name);
  auto const old = once(request("PUT", "/v1/counts/a", body, std::string{kWriter} + "If-Match: \"4\"\r\n"));
  EXPECT_EQ(old.status, 412);
  EXPECT_EQ(old.reason(), kVersionMismatch.name);
  EXPECT_NE(old.body.find(R"("current_version":5)"), std::string::npos);
  auto const right = once(request("PUT", "/v1/counts/a", body, std::string{kWriter} + "If-Match: \"5\"\r\n"));
  EXPECT_EQ(right.status, 200);
  EXPECT_EQ(right.header("etag"), "\"6\"");
}

// A second try would meet the version that the first may have made, and say that somebody else had.
TEST_F(Routes, SayThatAVersionMayHaveBeenWritten) {
  serve();
  auto const put =
      once(request("PUT", "/v1/counts/unseen", R"({"by":1})", std::string{kWriter} + "If-Match: \"5\"\r\n"));
  EXPECT_EQ(put.status, 503);
  EXPECT_EQ(put.reason(), kOutcomeUnknown.name);
  EXPECT_EQ(runs, 1);
  // With a key the claim tells: it is done again, once.
  runs = 0;
  EXPECT_EQ(post("unseen", R"({"name":"unseen","by":1})").status, 201);
  EXPECT_EQ(runs, 2);
}

TEST_F(Routes, SayWhichPermissionIsMissing) {
  serve();
  auto const reply =
      once(request("POST", "/v1/counts", R"({"name":"a","by":1})", "Authorization: Bearer reader\r\n" + key("k")));
  EXPECT_EQ(reply.status, 403);
  EXPECT_EQ(reply.reason(), kPermissionDenied.name);
  EXPECT_NE(reply.body.find(R"("permission":"test.write")"), std::string::npos);
}

TEST_F(Routes, SpoolUploads) {
  serve();
  std::string const large(2'500'000, 'u');
  for (auto const* who : {"Authorization: Bearer writer\r\n", "Authorization: Bearer stored\r\n"}) {
    auto const reply = once(fmt::format("PUT /v1/files/sales.csv HTTP/1.1\r\nHost: x\r\n{}Content-Length: {}\r\n\r\n{}",
                                        who, large.size(), large));
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body, R"({"name":"sales.csv","size_bytes":2500000,"first":"uuu"})");
    EXPECT_FALSE(std::filesystem::exists(last_upload));
  }
  auto const empty =
      once("PUT /v1/files/none HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer writer\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(empty.body, R"({"name":"none","size_bytes":0,"first":""})");
  auto const too_large =
      once("PUT /v1/files/x HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer writer\r\nContent-Length: 3000001\r\n\r\n");
  EXPECT_EQ(too_large.reason(), kBodyTooLarge.name);
  auto const nobody = once("PUT /v1/files/x HTTP/1.1\r\nHost: x\r\nContent-Length: 3000000\r\n\r\n");
  EXPECT_EQ(nobody.status, 401);
}

TEST_F(Routes, ServeDocuments) {
  serve();
  auto const reply = once(get("/v1/text"));
  EXPECT_EQ(reply.status, 503);
  EXPECT_EQ(reply.body, "ready\n");
  EXPECT_EQ(reply.header("content-type"), "text/plain");
}

TEST_F(Routes, PurgeExpiredAnswersInBounds) {
  serve();
  for (int i = 0; i < 5; ++i) post("k" + std::to_string(i), R"({"name":"a","by":1})");
  auto const connection = database().connect();
  pg::Tx tx{*connection};
  EXPECT_EQ(purge_expired_answers(tx, clock.now(), 3), 0);
  auto const later = clock.now() + kIdempotencyKept + std::chrono::minutes{1};
  EXPECT_EQ(purge_expired_answers(tx, later, 3), 3);
  EXPECT_EQ(purge_expired_answers(tx, later, 3), 2);
}

}  // namespace
}  // namespace weft::http::testing
