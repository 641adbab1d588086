// test_door.h - for this folder's tests: a real server on a loopback port, and a client made of a raw socket.
#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <charconv>

#include "platform/http/http.h"
#include "platform/pg/testing.h"

namespace weft::embedded {
std::span<pg::Migration const> http_migrations();
}

namespace weft::http::testing {

/// A response as it came.
struct Reply {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
  bool cut = false;  // the connection ended before it was whole

  [[nodiscard]] std::string header(std::string const& name) const {
    auto const found = headers.find(name);
    return found == headers.end() ? std::string{} : found->second;
  }
  /// The reason in a problem document.
  [[nodiscard]] std::string reason() const {
    auto const at = body.find("\"reason\":\"");
    return at == std::string::npos ? std::string{} : body.substr(at + 10, body.find('"', at + 10) - at - 10);
  }
};

/// A blocking client with its own idea of what to send.
class Client {
 public:
  explicit Client(std::uint16_t port, int receive_buffer_bytes = 0) {
    socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
    if (receive_buffer_bytes > 0) {
      ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer_bytes, sizeof receive_buffer_bytes);
    }
    timeval const patience{.tv_sec = 15, .tv_usec = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_port = htons(port);
    ::inet_pton(AF_INET, "127.0.0.1", &at.sin_addr);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&at), sizeof at) == 0;
  }
  ~Client() { ::close(socket_); }
  Client(Client const&) = delete;
  Client& operator=(Client const&) = delete;

  [[nodiscard]] bool connected() const { return connected_; }
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      auto const sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  /// The next response; of HEAD's there is no body to wait for.
  Reply read(bool head_only = false) {
    Reply reply;
    std::size_t end = 0;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
      if (!fill()) {
        reply.cut = true;
        return reply;
      }
    }
    parse_head(reply, buffer_.substr(0, end));
    buffer_.erase(0, end + 4);
    if (head_only || reply.status == 204 || reply.status == 304 || reply.status == 100) return reply;
    auto const length = reply.header("content-length");
    if (length.empty()) return reply;
    auto const wanted = static_cast<std::size_t>(std::stoul(length));
    while (buffer_.size() < wanted) {
      if (!fill()) {
        reply.cut = true;
        return reply;
      }
    }
    reply.body = buffer_.substr(0, wanted);
    buffer_.erase(0, wanted);
    return reply;
  }
  Reply ask(std::string_view bytes, bool head_only = false) {
    send(bytes);
    return read(head_only);
  }
  /// Reads until the text has come; what was read up to its end.
  std::string read_until(std::string_view text) {
    std::size_t at = 0;
    while ((at = buffer_.find(text)) == std::string::npos) {
      if (!fill()) return {};
    }
    auto out = buffer_.substr(0, at + text.size());
    buffer_.erase(0, at + text.size());
    return out;
  }
  /// True when the server ends the connection (and sends nothing more).
  bool ended() {
    while (fill()) {}
    return gone_;
  }

 private:
  bool fill() {
    char chunk[16384];
    auto const got = ::recv(socket_, chunk, sizeof chunk, 0);
    if (got <= 0) {
      gone_ = got == 0 || errno == ECONNRESET;
      return false;
    }
    buffer_.append(chunk, static_cast<std::size_t>(got));
    return true;
  }
  static void parse_head(Reply& reply, std::string_view head) {
    auto line_end = head.find("\r\n");
    auto const line = head.substr(0, line_end);
    if (line.size() >= 12) std::from_chars(line.data() + 9, line.data() + 12, reply.status);
    while (line_end != std::string_view::npos) {
      head.remove_prefix(line_end + 2);
      line_end = head.find("\r\n");
      auto const field = head.substr(0, line_end);
      auto const colon = field.find(": ");
      if (colon == std::string_view::npos) continue;
      std::string name{field.substr(0, colon)};
      for (auto& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      reply.headers[name] = std::string{field.substr(colon + 2)};
    }
  }

  int socket_ = -1;
  bool connected_ = false;
  bool gone_ = false;
  std::string buffer_;
};

/// A request's text.
inline std::string request(std::string_view method, std::string_view target, std::string_view body = {},
                           std::string_view headers = {}) {
  std::string out = fmt::format("{} {} HTTP/1.1\r\nHost: weft.test\r\n{}", method, target, headers);
  if (!body.empty()) out += fmt::format("Content-Type: application/json\r\nContent-Length: {}\r\n", body.size());
  return out + "\r\n" + std::string{body};
}
inline std::string get(std::string_view target, std::string_view headers = {}) {
  return request("GET", target, {}, headers);
}
inline std::string key(std::string_view value) { return fmt::format("Idempotency-Key: {}\r\n", value); }

/// Knows the tokens "reader" and "writer" from memory, "stored" from the database; refuses "bad".
class Tokens final : public Authenticator {
 public:
  std::optional<Answer> recall(Credentials const& credentials) override {
    auto const given = credentials.authorization;
    if (given.empty()) return Answer{anonymous()};
    if (given == "Bearer reader") return Answer{reader_};
    if (given == "Bearer writer") return Answer{writer_};
    if (given == "Bearer stored") return {};
    return Answer{base::Error{kUnauthenticated, "That key is not known."}};
  }
  Answer look_up(pg::Connection& connection, Credentials const&) override {
    connection.run_script("SELECT 1");
    return writer_;
  }

 private:
  static std::shared_ptr<Caller const> with(std::string principal, std::vector<std::string> scopes) {
    Caller caller;
    caller.principal = std::move(principal);
    caller.kind = "key";
    caller.scopes = std::move(scopes);
    return std::make_shared<Caller const>(std::move(caller));
  }
  std::shared_ptr<Caller const> reader_ = with("key_reader", {"test.read"});
  std::shared_ptr<Caller const> writer_ = with("key_writer", {"test.read", "test.write"});
};

inline constexpr Permission kTestRead{"test.read"};
inline constexpr Permission kTestWrite{"test.write"};
inline constexpr std::string_view kWriter = "Authorization: Bearer writer\r\n";

/// This folder's tables and the tests' own.
inline std::vector<pg::Migration> migrations() {
  std::vector<pg::Migration> all;
  for (auto const& one : pg::platform_migrations()) all.push_back(one);
  for (auto const& one : embedded::http_migrations()) all.push_back(one);
  all.push_back({"shop", "0001_tables", R"sql(
    CREATE SCHEMA shop;
    CREATE TABLE shop.counter (name text PRIMARY KEY, count bigint NOT NULL CHECK (count <> 666));
    CREATE TABLE shop.incident (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, what text NOT NULL);
    CREATE TABLE shop.sale (number text PRIMARY KEY, units bigint NOT NULL CHECK (units <> 13));
  )sql"});
  return all;
}

/// A database for all tests of one program, and a server a test.
class DoorTest : public ::testing::Test {
 protected:
  static pg::testing::Database& database() {
    static auto const steps = migrations();
    static pg::testing::Database one{steps};
    return one;
  }
  void SetUp() override {
    database().connect()->run_script("TRUNCATE shop.counter, shop.incident, shop.sale, http.idempotency");
  }
  /// Before the members of the test itself go, which handlers use.
  void TearDown() override { server.reset(); }
  void serve() {
    options.io_threads = 2;
    server = std::make_unique<Server>(options, std::move(router), database().pool(), clock, tokens);
    server->start();
  }
  [[nodiscard]] std::uint16_t port() const { return server->port(); }
  /// One request on a connection of its own.
  Reply once(std::string_view bytes) { return Client{port()}.ask(bytes); }
  static std::int64_t number(std::string const& sql) {
    return database().connect()->run_script("SELECT (" + sql + ")::bigint").one().get<std::int64_t>(0);
  }

  ServerOptions options;
  Router router;
  base::SystemClock clock;
  Tokens tokens;
  std::unique_ptr<Server> server;
};

}  // namespace weft::http::testing
