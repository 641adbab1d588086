// connection_test.cpp - what the door does with requests that are broken, slow, large, many or late.
#include "platform/http/test_door.h"

namespace weft::http::testing {
namespace {

struct Greeting {
  std::string words;
};
BOOST_DESCRIBE_STRUCT(Greeting, (), (words))
struct Named {
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Named, (), (name))
struct Note {
  std::string text;
};
BOOST_DESCRIBE_STRUCT(Note, (), (text))

class Door_ : public DoorTest {
 protected:
  void SetUp() override {
    DoorTest::SetUp();
    auto const hello = render(Greeting{"hello"}, 3);
    router.cached<None, Greeting>(
        "/v1/hello", kPublic, [hello](Caller const&, None const&) { return hello; },
        [](Call&, None const&) -> base::Result<Greeting> { return Greeting{"late"}; }, {.summary = "Says hello"});
    router.cached<Named, Greeting>(
        "/v1/names/{name}", kTestRead, [](Caller const&, Named const&) { return std::shared_ptr<Rendered const>{}; },
        [](Call& call, Named const& named) -> base::Result<Greeting> {
          call.etag(7);
          return Greeting{named.name};
        },
        {});
    router.route<Note, Note>(Method::put, "/v1/note", kPublic,
                             [](Call&, Note const& note) -> base::Result<Note> { return note; }, {});
    router.route<None, Greeting>(Method::get, "/v1/slow", kPublic,
                                 [](Call&, None const&) -> base::Result<Greeting> {
                                   std::this_thread::sleep_for(std::chrono::milliseconds{400});
                                   return Greeting{"slow"};
                                 },
                                 {});
    router.route<None, Greeting>(
        Method::get, "/v1/broken", kPublic,
        [](Call&, None const&) -> base::Result<Greeting> { throw std::runtime_error{"a bug"}; }, {});
    options.header_bytes_max = 4096;
    options.body_bytes_max = 64 * 1024;
    options.cors_origins = {"https://shop.example"};
  }
};

TEST_F(Door_, AnswersFromMemoryWithTheUsualHeaders) {
  serve();
  auto const reply = once(get("/v1/hello"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, R"({"words":"hello"})");
  EXPECT_EQ(reply.header("content-type"), "application/json");
  EXPECT_EQ(reply.header("etag"), "\"3\"");
  EXPECT_EQ(reply.header("x-content-type-options"), "nosniff");
  EXPECT_NE(reply.header("content-security-policy").find("frame-ancestors 'none'"), std::string::npos);
  EXPECT_EQ(reply.header("vary"), "Origin");
  EXPECT_EQ(reply.header("date").size(), 29U);
  EXPECT_TRUE(reply.header("strict-transport-security").empty());
  EXPECT_EQ(once(get("/v1/hello", "If-None-Match: \"3\"\r\n")).status, 304);
  EXPECT_EQ(once(get("/v1/hello", "If-None-Match: \"2\", W/\"3\"\r\n")).status, 304);
  EXPECT_EQ(once(get("/v1/hello", "If-None-Match: \"2\"\r\n")).status, 200);
}

TEST_F(Door_, HeadIsGetWithoutItsBody) {
  serve();
  Client client{port()};
  auto const head = client.ask(request("HEAD", "/v1/hello"), true);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("content-length"), "17");
  EXPECT_EQ(client.ask(get("/v1/hello")).body, R"({"words":"hello"})");
}

TEST_F(Door_, AnswersPipelinedRequestsInTheirOrder) {
  serve();
  Client client{port()};
  std::string many;
  for (int i = 0; i < 50; ++i) {
    many += get("/v1/hello");
    many += get("/v1/names/n" + std::to_string(i), kWriter);
    many += request("PUT", "/v1/note", R"({"text":"t)" + std::to_string(i) + "\"}");
  }
  client.send(many);
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(client.read().body, R"({"words":"hello"})");
    EXPECT_EQ(client.read().body, R"({"words":"n)" + std::to_string(i) + "\"}");
    EXPECT_EQ(client.read().body, R"({"text":"t)" + std::to_string(i) + "\"}");
  }
}

TEST_F(Door_, ReadsARequestThatComesByteByByte) {
  serve();
  Client client{port()};
  for (char const c : request("PUT", "/v1/note", R"({"text":"slowly"})")) client.send({&c, 1});
  EXPECT_EQ(client.read().body, R"({"text":"slowly"})");
  std::string_view const chunked =
      "PUT /v1/note HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
      "5;ext=1\r\n{\"tex\r\nc\r\nt\":\"chunked\"\r\n1\r\n}\r\n0\r\nTrailer: x\r\n\r\n";
  EXPECT_EQ(client.ask(chunked).body, R"({"text":"chunked"})");
  for (char const c : chunked) client.send({&c, 1});
  EXPECT_EQ(client.read().body, R"({"text":"chunked"})");
  EXPECT_EQ(client.ask(get("/v1/hello")).status, 200);
}

TEST_F(Door_, RefusesWhatIsNoRequest) {
  serve();
  std::vector<std::string> const broken{
      "\x16\x03\x01\x02\r\n\r\n",
      "GET\r\n\r\n",
      "GET /v1/hello\r\n\r\n",
      "GET /v1/hello HTTP/2.0\r\nHost: x\r\n\r\n",
      "GET /v1/hello HTTP/1.1\r\n\r\n",
      "GET /v1/hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
      "GET /v1/hello HTTP/1.1\r\nHost : a\r\n\r\n",
      "GET /v1/hello HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer\r\n reader\r\n\r\n",
      "GET v1/hello HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET /v1/hello#x HTTP/1.1\r\nHost: a\r\n\r\n",
      "PUT /v1/note HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
      "PUT /v1/note HTTP/1.1\r\nHost: a\r\nContent-Length: -2\r\n\r\n{}",
      "PUT /v1/note HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
      "PUT /v1/note HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n{}",
      "PUT /v1/note HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
      "PUT /v1/note HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
      "PUT /v1/note HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;" + std::string(100'000, 'x'),
  };
  for (auto const& bytes : broken) {
    Client client{port()};
    auto const reply = client.ask(bytes);
    EXPECT_EQ(reply.status, 400) << bytes;
    EXPECT_EQ(reply.reason(), kMalformedRequest.name) << bytes;
    EXPECT_EQ(reply.header("content-type"), "application/problem+json");
    EXPECT_EQ(reply.header("connection"), "close");
    EXPECT_TRUE(client.ended());
  }
  EXPECT_EQ(once(get("/v1/names/a%zz", kWriter)).reason(), kMalformedRequest.name);
  EXPECT_EQ(once(get("/v1/names/a%00", kWriter)).reason(), kMalformedRequest.name);
  EXPECT_EQ(once(get("/v1/hello", "Expect: tea\r\n")).reason(), kExpectationFailed.name);
}

TEST_F(Door_, HoldsItsLimits) {
  serve();
  auto const header = once(get("/v1/hello", "X-Large: " + std::string(5000, 'x') + "\r\n"));
  EXPECT_EQ(header.status, 431);
  EXPECT_EQ(header.reason(), kHeaderTooLarge.name);
  auto const endless = once("GET /" + std::string(8000, 'x'));
  EXPECT_EQ(endless.reason(), kHeaderTooLarge.name);
  auto const body = once(request("PUT", "/v1/note", R"({"text":")" + std::string(70'000, 'x') + "\"}"));
  EXPECT_EQ(body.status, 413);
  EXPECT_EQ(body.reason(), kBodyTooLarge.name);
  std::string chunked =
      "PUT /v1/note HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (int i = 0; i < 40; ++i) chunked += "800\r\n" + std::string(2048, 'x') + "\r\n";
  EXPECT_EQ(once(chunked).reason(), kBodyTooLarge.name);
  // Just below both limits all is well.
  EXPECT_EQ(once(request("PUT", "/v1/note", R"({"text":")" + std::string(60'000, 'x') + "\"}")).status, 200);
}

TEST_F(Door_, CutsOffSlowClients) {
  options.header_time_max = std::chrono::milliseconds{300};
  options.body_time_max = std::chrono::milliseconds{300};
  options.idle_time_max = std::chrono::milliseconds{300};
  serve();
  Client loris{port()};
  loris.send("GET /v1/hello HTTP/1.1\r\nHo");
  auto const late = loris.read();
  EXPECT_EQ(late.status, 408);
  EXPECT_EQ(late.reason(), kRequestTimeout.name);
  EXPECT_TRUE(loris.ended());
  Client trickle{port()};
  trickle.send("PUT /v1/note HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 40\r\n\r\n");
  std::thread drip{[&] {
    for (int i = 0; i < 8; ++i) {
      trickle.send("x");
      std::this_thread::sleep_for(std::chrono::milliseconds{100});
    }
  }};
  EXPECT_EQ(trickle.read().status, 408);
  drip.join();
  Client idle{port()};
  EXPECT_EQ(idle.ask(get("/v1/hello")).status, 200);
  EXPECT_TRUE(idle.ended());
  Client silent{port()};
  EXPECT_TRUE(silent.ended());
}

TEST_F(Door_, KnowsItsAddressesAndMethods) {
  serve();
  EXPECT_EQ(once(get("/v1/nothing")).reason(), kNoSuchAddress.name);
  EXPECT_EQ(once(get("/v1/hello/")).status, 404);
  EXPECT_EQ(once(get("/")).status, 404);
  Client client{port()};
  auto const wrong = client.ask(request("DELETE", "/v1/hello"));
  EXPECT_EQ(wrong.status, 405);
  EXPECT_EQ(wrong.reason(), kMethodNotAllowed.name);
  EXPECT_EQ(wrong.header("allow"), "GET, HEAD, OPTIONS");
  EXPECT_EQ(client.ask(request("BREW", "/v1/hello")).status, 405);
  // A refused body is dropped, and the connection goes on.
  EXPECT_EQ(client.ask(request("POST", "/v1/hello", R"({"a":1})")).status, 405);
  EXPECT_EQ(client.ask("GET http://weft.test/v1/hello HTTP/1.1\r\nHost: weft.test\r\n\r\n").status, 200);
  EXPECT_EQ(client.ask(get("/v1/names/a%20b%2Fc", kWriter)).body, R"({"words":"a b/c"})");
  auto const broken =
      client.ask(get("/v1/broken", "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n"));
  EXPECT_EQ(broken.status, 500);
  EXPECT_EQ(broken.reason(), kInternal.name);
  EXPECT_NE(broken.body.find(R"("request_id":"0af7651916cd43dd8448eb211c80319c")"), std::string::npos);
  EXPECT_EQ(broken.header("x-request-id"), "0af7651916cd43dd8448eb211c80319c");
}

TEST_F(Door_, AsksWhoItIs) {
  serve();
  auto const nobody = once(get("/v1/names/a"));
  EXPECT_EQ(nobody.status, 401);
  EXPECT_EQ(nobody.reason(), kUnauthenticated.name);
  EXPECT_FALSE(nobody.header("www-authenticate").empty());
  EXPECT_EQ(once(get("/v1/names/a", "Authorization: Bearer bad\r\n")).status, 401);
  EXPECT_EQ(once(get("/v1/hello", "Authorization: Bearer bad\r\n")).status, 200);
  EXPECT_EQ(once(get("/v1/names/a", "Authorization: Bearer reader\r\n")).status, 200);
  EXPECT_EQ(once(get("/v1/names/a", "Authorization: Bearer stored\r\n")).status, 200);
}

TEST_F(Door_, ReadsJsonOnlyAsJson) {
  serve();
  auto const text = once("PUT /v1/note HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}");
  EXPECT_EQ(text.status, 415);
  EXPECT_EQ(text.reason(), kUnsupportedMediaType.name);
  auto const wrong = once(request("PUT", "/v1/note", R"({"tekst":1})"));
  EXPECT_EQ(wrong.status, 422);
  EXPECT_EQ(wrong.reason(), json::kInvalid.name);
  EXPECT_NE(wrong.body.find(R"("pointer":"/tekst")"), std::string::npos);
  EXPECT_NE(wrong.body.find(R"("pointer":"/text")"), std::string::npos);
  EXPECT_EQ(once(request("PUT", "/v1/note", "{")).status, 400);
  EXPECT_EQ(once(get("/v1/slow?x=1")).reason(), json::kInvalid.name);
}

TEST_F(Door_, LetsAllowedOriginsIn) {
  serve();
  std::string const preflight = "Access-Control-Request-Method: PUT\r\n";
  auto const allowed = once(request("OPTIONS", "/v1/note", {}, preflight + "Origin: https://shop.example\r\n"));
  EXPECT_EQ(allowed.status, 204);
  EXPECT_EQ(allowed.header("access-control-allow-origin"), "https://shop.example");
  EXPECT_EQ(allowed.header("access-control-allow-methods"), "PUT, OPTIONS");
  EXPECT_NE(allowed.header("access-control-allow-headers").find("Idempotency-Key"), std::string::npos);
  auto const stranger = once(request("OPTIONS", "/v1/note", {}, preflight + "Origin: https://evil.example\r\n"));
  EXPECT_TRUE(stranger.header("access-control-allow-origin").empty());
  EXPECT_EQ(once(get("/v1/hello", "Origin: https://shop.example\r\n")).header("access-control-allow-credentials"),
            "true");
  EXPECT_TRUE(once(get("/v1/hello", "Origin: https://evil.example\r\n")).header("access-control-allow-origin").empty());
}

TEST_F(Door_, ContinuesWhereAskedTo) {
  serve();
  Client client{port()};
  client.send(
      "PUT /v1/note HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 12\r\nExpect: "
      "100-continue\r\n\r\n");
  EXPECT_EQ(client.read().status, 100);
  client.send(R"({"text":"x"})");
  EXPECT_EQ(client.read().status, 200);
  auto const refused =
      client.ask("PUT /v1/note HTTP/1.1\r\nHost: x\r\nContent-Length: 999999\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(refused.status, 413);
}

TEST_F(Door_, KeepsAndClosesConnectionsAsAsked) {
  serve();
  Client old{port()};
  EXPECT_EQ(old.ask("GET /v1/hello HTTP/1.0\r\n\r\n").status, 200);
  EXPECT_TRUE(old.ended());
  Client kept{port()};
  EXPECT_EQ(kept.ask("GET /v1/hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").header("connection"), "keep-alive");
  EXPECT_EQ(kept.ask(get("/v1/hello", "Connection: close\r\n")).header("connection"), "close");
  EXPECT_TRUE(kept.ended());
}

TEST_F(Door_, TurnsAwayWhatTheWorkersCannotTake) {
  options.workers = 1;
  options.worker_queue_max = 1;
  serve();
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 6; ++i) {
    clients.push_back(std::make_unique<Client>(port()));
    clients.back()->send(get("/v1/slow"));
    if (i == 0) std::this_thread::sleep_for(std::chrono::milliseconds{100});
  }
  int served = 0;
  int refused = 0;
  for (auto& client : clients) {
    auto const reply = client->read();
    if (reply.status == 200) ++served;
    if (reply.status == 503 && reply.reason() == kOverloaded.name && reply.header("retry-after") == "1") ++refused;
  }
  EXPECT_EQ(served, 2);
  EXPECT_EQ(refused, 4);
}

TEST_F(Door_, DrainsWithoutLosingAnAnswer) {
  serve();
  Client busy{port()};
  Client idle{port()};
  EXPECT_EQ(idle.ask(get("/v1/hello")).status, 200);
  busy.send(get("/v1/slow"));
  std::this_thread::sleep_for(std::chrono::milliseconds{100});
  std::thread drain{[&] { server->drain(); }};
  std::this_thread::sleep_for(std::chrono::milliseconds{50});
  auto const late = idle.ask(get("/v1/hello"));
  EXPECT_EQ(late.status, 503);
  EXPECT_EQ(late.reason(), kDraining.name);
  EXPECT_EQ(late.header("connection"), "close");
  EXPECT_FALSE(late.header("retry-after").empty());
  EXPECT_TRUE(idle.ended());
  auto const slow = busy.read();
  EXPECT_EQ(slow.status, 200);
  EXPECT_EQ(slow.header("connection"), "close");
  drain.join();
  server->stop();
  EXPECT_FALSE(Client{port()}.connected());
}

TEST_F(Door_, RefusesAPortThatIsTaken) {
  serve();
  options.port = port();
  Server second{options, Router{}, database().pool(), clock, tokens};
  EXPECT_THROW(second.start(), std::runtime_error);
}

TEST(Router_, RefusesContradictions) {
  Router router;
  auto const handler = [](Call&, Named const&) -> base::Result<void> { return {}; };
  router.route<Named, None>(Method::put, "/v1/a/{name}", kPublic, handler, {});
  EXPECT_THROW((router.route<Named, None>(Method::put, "/v1/a/{name}", kPublic, handler, {})), std::logic_error);
  EXPECT_THROW((router.route<Named, None>(Method::get, "/v1/b/{other}", kPublic, handler, {})), std::logic_error);
  EXPECT_THROW((router.route<Named, None>(Method::get, "v1/c", kPublic, handler, {})), std::logic_error);
}

}  // namespace
}  // namespace weft::http::testing
