// stream_test.cpp - server-sent events: resuming, heartbeats, slow readers, the end of a stream.
#include "platform/http/test_door.h"

namespace weft::http::testing {
namespace {

inline constexpr base::Reason kNoSuchTopic{"shop.no_such_topic", base::Code::not_found, "There is no such topic."};

class Streams : public DoorTest {
 protected:
  void SetUp() override {
    DoorTest::SetUp();
    router.stream("/v1/events", kTestRead,
                  [this](StreamRequest const& asked, StreamHandle handle) -> base::Result<void> {
                    if (asked.query.contains("topic") && asked.query.at("topic") == "none")
                      return base::Error{kNoSuchTopic};
                    // What the client has not seen yet comes first.
                    for (int i = asked.last_event_id.empty() ? 10 : std::stoi(asked.last_event_id) + 1; i < 10; ++i) {
                      handle.send(std::to_string(i), "tick", "old");
                    }
                    handle.on_close([this] { ++closed; });
                    std::lock_guard const lock{mutex};
                    handles.push_back(handle);
                    return {};
                  },
                  {});
  }
  StreamHandle opened() {
    for (int i = 0; i < 500; ++i) {
      {
        std::lock_guard const lock{mutex};
        if (!handles.empty()) return handles.back();
      }
      std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
    return {};
  }
  bool closed_soon() {
    for (int i = 0; i < 500 && closed == 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds{10});
    return closed == 1;
  }
  static std::string open(std::string_view more = {}, std::string_view target = "/v1/events") {
    return get(target, std::string{kWriter} + std::string{more});
  }

  std::mutex mutex;
  std::vector<StreamHandle> handles;
  std::atomic<int> closed{0};
};

TEST_F(Streams, CarryEventsFromAnyThread) {
  serve();
  Client client{port()};
  auto const head = client.ask(open());
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("content-type"), "text/event-stream");
  EXPECT_EQ(head.header("cache-control"), "no-store");
  auto const handle = opened();
  std::vector<std::thread> senders;
  for (int t = 0; t < 4; ++t) {
    senders.emplace_back([&, t] {
      for (int i = 0; i < 100; ++i) EXPECT_TRUE(handle.send(fmt::format("{}-{}", t, i), "sold", R"({"key":"a"})"));
    });
  }
  for (auto& sender : senders) sender.join();
  for (int i = 0; i < 400; ++i) {
    auto const event = client.read_until("}\n\n");
    EXPECT_NE(event.find("event: sold\ndata: {\"key\":\"a\"}\n\n"), std::string::npos) << event;
  }
  handle.send("x", "", "two\nlines");
  EXPECT_EQ(client.read_until("\n\n"), "id: x\ndata: two\ndata: lines\n\n");
  handle.close();
  EXPECT_TRUE(client.ended());
  EXPECT_TRUE(closed_soon());
  EXPECT_FALSE(handle.send("y", "", "late"));
}

TEST_F(Streams, ResumeAfterTheLastEventSeen) {
  serve();
  Client client{port()};
  EXPECT_EQ(client.ask(open("Last-Event-ID: 7\r\n")).status, 200);
  EXPECT_EQ(client.read_until("id: "), "retry: 2000\n\nid: ");
  EXPECT_EQ(client.read_until("\n\n"), "8\nevent: tick\ndata: old\n\n");
  EXPECT_EQ(client.read_until("\n\n"), "id: 9\nevent: tick\ndata: old\n\n");
  Client by_query{port()};
  by_query.ask(open({}, "/v1/events?last_event_id=8"));
  EXPECT_EQ(by_query.read_until("id: 9"), "retry: 2000\n\nid: 9");
}

TEST_F(Streams, RefuseLikeAnyOtherEndpoint) {
  serve();
  EXPECT_EQ(once(get("/v1/events")).status, 401);
  auto const reply = once(open({}, "/v1/events?topic=none"));
  EXPECT_EQ(reply.status, 404);
  EXPECT_EQ(reply.reason(), kNoSuchTopic.name);
}

TEST_F(Streams, BeatWhileNothingHappens) {
  options.heartbeat = std::chrono::milliseconds{200};
  serve();
  Client client{port()};
  client.ask(open());
  EXPECT_FALSE(client.read_until(": heartbeat\n\n").empty());
  EXPECT_FALSE(client.read_until(": heartbeat\n\n").empty());
}

TEST_F(Streams, DropWhoDoesNotRead) {
  options.stream_pending_bytes_max = 64 * 1024;
  serve();
  Client client{port(), 4096};
  client.ask(open());
  auto const handle = opened();
  std::string const data(8000, 'x');
  bool going = true;
  for (int i = 0; i < 20'000 && going; ++i) going = handle.send({}, {}, data);
  EXPECT_FALSE(going);
  EXPECT_TRUE(closed_soon());
}

TEST_F(Streams, NoticeThatTheClientHasGone) {
  serve();
  {
    Client client{port()};
    client.ask(open());
    opened();
  }
  EXPECT_TRUE(closed_soon());
  EXPECT_TRUE(opened().closed());
}

TEST_F(Streams, EndWithTheServer) {
  serve();
  Client draining{port()};
  draining.ask(open());
  auto const handle = opened();
  server->drain();
  EXPECT_TRUE(draining.ended());
  server->stop();
  EXPECT_TRUE(closed_soon());
  EXPECT_FALSE(handle.send({}, {}, "late"));
}

}  // namespace
}  // namespace weft::http::testing
