// http.cpp - feeds any bytes to the HTTP glue: the head parser in pieces, the path, the query, the headers that are
// lists.
#include <cstdint>
#include <cstdlib>
#include <memory>

#include "platform/http/authenticator.h"
#include "platform/http/match.h"
#include "platform/http/parser.h"
#include "platform/http/problem.h"
#include "platform/http/wire.h"

namespace {

using namespace weft::http;  // NOLINT: this file is about nothing else

struct Search {
  std::string name;
  std::optional<std::int32_t> limit;
};
BOOST_DESCRIBE_STRUCT(Search, (), (name, limit))

struct Kept : BodySink {
  std::string body;
  void body_arrived(std::string_view bytes) override { body += bytes; }
};

void must(bool holds) {
  if (!holds) std::abort();
}

/// One request as the connection would see it when its bytes come in two pieces.
struct Request {
  std::unique_ptr<char[]> buffer;
  RequestHead head;
  Kept kept;
  bool refused = false;
  bool whole = false;

  Request(std::string_view bytes, std::size_t first) : buffer{new char[bytes.size() + 1]} {
    std::copy(bytes.begin(), bytes.end(), buffer.get());
    HeadParser parser{head, kept};
    parser.header_limit(4096);
    parser.body_limit(4096);
    parser.eager(true);
    std::size_t begin = 0;
    for (auto const end : {first, bytes.size()}) {
      while (begin < end && !refused && !parser.is_done()) {
        boost::system::error_code ec;
        parser.within(buffer.get() + begin, buffer.get() + end);
        auto const used = parser.put(boost::asio::const_buffer{buffer.get() + begin, end - begin}, ec);
        begin += used;
        if (ec == boost::beast::http::error::need_more) break;
        refused = ec.failed();
        if (used == 0) break;
      }
    }
    whole = parser.is_done() && !refused;
  }
};

Matcher const& matcher() {
  static auto const endpoints = [] {
    std::vector<std::shared_ptr<Endpoint>> out;
    for (auto const* pattern : {"/v1/orders", "/v1/orders/{order_id}", "/v1/orders/{order_id}/returns", "/healthz"}) {
      auto& one = *out.emplace_back(std::make_shared<Endpoint>());
      one.pattern = pattern;
    }
    return out;
  }();
  static Matcher const made{endpoints};
  return made;
}

void try_request(RequestHead const& head) {
  Match match;
  matcher().find(head.path, match);
  must(match.values_count <= kPathParametersMax);
  (void)percent_decode(head.path, false);
  std::string_view const names[] = {"name"};
  std::string_view const values[] = {head.path};
  Incoming const incoming{Method::get, names, values, head.query, {}};
  (void)read_request<Search>(incoming, false);
  (void)lists_tag(head[Field::if_none_match], "\"7\"");
  (void)accepts_encoding(head[Field::accept_encoding], "br");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  if (size < 2 || size > 16384) return 0;
  std::string_view const bytes{reinterpret_cast<char const*>(data) + 1, size - 1};
  Request const at_once{bytes, bytes.size()};
  Request const in_two{bytes, data[0] % (bytes.size() + 1)};
  if (at_once.whole && in_two.whole) {
    // Where the network cuts the bytes changes nothing.
    must(at_once.head.target == in_two.head.target && at_once.head.method == in_two.head.method);
    must(at_once.head.fields == in_two.head.fields);
    must(at_once.kept.body == in_two.kept.body);
  }
  if (at_once.whole) try_request(at_once.head);

  RequestHead raw;
  raw.target = bytes;
  if (raw.split_target()) try_request(raw);
  weft::base::Error error{weft::json::kInvalid, std::string{bytes}, {{std::string{bytes}, "json.unknown", ""}}};
  error.facts = {{"fact", std::string{bytes}}};
  auto const problem = problem_of(error, "r");
  must(weft::json::parse(problem.body).ok());
  std::string out;
  WireContext context;
  context.may_be_304 = true;
  context.if_none_match = bytes;
  write_answer(out, problem, context);
  return 0;
}
