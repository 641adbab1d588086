// decoder.cpp - feeds any bytes to the decoder as a body and as a parameter: what is accepted must read back the same.
#include <cstdint>
#include <cstdlib>

#include "platform/json/json.h"

namespace {

namespace json = weft::json;
namespace base = weft::base;

struct Order {
  static constexpr std::string_view kPrefix = "ord";
};
enum class Channel { web, store };
BOOST_DESCRIBE_ENUM(Channel, web, store)

struct Line {
  json::Text<1, 8> sku;
  json::Integer<1, 99> units;
  std::optional<double> weight;
};
BOOST_DESCRIBE_STRUCT(Line, (), (sku, units, weight))

struct Sale {
  base::Id<Order> order_id;
  std::optional<Channel> channel;
  std::optional<base::Instant> at;
  std::optional<base::Date> on;
  std::optional<base::Money> total;
  std::optional<json::List<Line, 0, 4>> lines;
  std::map<std::string, std::int32_t> counts;
  std::optional<json::Any> rest;
};
BOOST_DESCRIBE_STRUCT(Sale, (), (order_id, channel, at, on, total, lines, counts, rest))

struct Loose {
  std::optional<json::Any> a;
  std::optional<std::vector<std::map<std::string, std::string>>> b;
  std::optional<std::int64_t> c;
  std::optional<double> d;
};
BOOST_DESCRIBE_STRUCT(Loose, (), (a, b, c, d))

void must(bool holds) {
  if (!holds) std::abort();
}

template <class T>
void try_body(std::string_view text) {
  auto const read = json::decode<T>(text, {.depth_max = 8, .nodes_max = 500, .errors_max = 20});
  if (!read) {
    must(read.error().fields.size() <= 20);
    must(read.error().reason.name == json::kMalformed.name || !read.error().fields.empty());
    return;
  }
  auto const written = json::encode(*read);
  auto const again = json::decode<T>(written);
  must(again.ok());
  must(json::encode(*again) == written);
}

template <class T>
void try_parameter(std::string_view text) {
  std::vector<base::FieldError> wrong;
  auto const read = json::decode_parameter<T>(text, "?p", wrong);
  must(read.has_value() == wrong.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const text{reinterpret_cast<char const*>(data), size};
  try_body<Sale>(text);
  try_body<Loose>(text);
  try_parameter<std::int16_t>(text);
  try_parameter<double>(text);
  try_parameter<base::Instant>(text);
  try_parameter<json::Text<0, 10>>(text);
  std::string literal;
  json::encode_string(literal, text);
  must(json::parse(literal).ok());
  return 0;
}
