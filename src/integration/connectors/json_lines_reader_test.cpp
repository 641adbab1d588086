// json_lines_reader_test.cpp - objects into rows, whatever the pieces; each fault costs its own line.
#include "integration/connectors/json_lines_reader.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace weft::connectors {
namespace {

using Row = std::vector<std::string>;
struct Got {
  Row header;
  std::vector<std::pair<std::int64_t, Row>> rows;
  std::vector<std::pair<std::int64_t, JsonLinesReader::Fault>> faults;
  friend bool operator==(Got const&, Got const&) = default;
};

Got read(std::string_view text, std::size_t piece, Row const& want = {}) {
  Got got;
  JsonLinesReader* self = nullptr;
  JsonLinesReader reader{
      [&](std::span<std::string_view const> names) {
        got.header.assign(names.begin(), names.end());
        if (!want.empty()) self->want(want);
      },
      [&](std::int64_t line, std::span<std::string_view const> fields) {
        got.rows.emplace_back(line, Row(fields.begin(), fields.end()));
      },
      [&](std::int64_t line, JsonLinesReader::Fault fault, std::string_view) { got.faults.emplace_back(line, fault); }};
  self = &reader;
  for (std::size_t at = 0; at < text.size(); at += piece) reader.push(text.substr(at, piece));
  reader.finish();
  return got;
}

TEST(JsonLines, MembersAreColumnsAndInnerOnesHavePaths) {
  auto const got = read(
      "{\"no\":\"A-1\",\"customer\":{\"email\":\"a@x.ie\",\"id\":null},\"qty\":2,\"price\":9.50,\"gift\":true,"
      "\"tags\":[1,2]}\r\n\n{\"qty\":3,\"no\":\"A \\u00e9\\n2\"}",
      1'000);
  EXPECT_EQ(got.header, (Row{"no", "customer.email", "customer.id", "qty", "price", "gift", "tags"}));
  ASSERT_EQ(got.rows.size(), 2U);
  EXPECT_EQ(got.rows[0].second, (Row{"A-1", "a@x.ie", "", "2", "9.5", "true", "[1,2]"}));
  EXPECT_EQ(got.rows[1], (std::pair<std::int64_t, Row>{3, {"A \xc3\xa9\n2", "", "", "3", "", "", ""}}));
}

TEST(JsonLines, GivesTheColumnsThatAreWanted) {
  auto const got = read("{\"a\":1}\n{\"b\":2,\"c\":3}\n", 3, {"c", "b"});
  EXPECT_EQ(got.header, Row{"a"});
  ASSERT_EQ(got.rows.size(), 2U);
  EXPECT_EQ(got.rows[0].second, (Row{"", ""}));
  EXPECT_EQ(got.rows[1].second, (Row{"3", "2"}));
}

TEST(JsonLines, AFaultCostsItsOwnLine) {
  using enum JsonLinesReader::Fault;
  auto const long_line = "{\"a\":\"" + std::string(JsonLinesReader::kLineBytesMax, 'x') + "\"}";
  auto const got =
      read("\xef\xbb\xbf{\"a\":1}\n[1]\n{\"a\":\n" + long_line + "\n{\"a\":2}\n{\"a\":3} {\"a\":4}\n", 70'000);
  EXPECT_EQ(got.faults, (std::vector<std::pair<std::int64_t, JsonLinesReader::Fault>>{
                            {2, not_json}, {3, not_json}, {4, line_too_long}, {6, not_json}}));
  ASSERT_EQ(got.rows.size(), 2U);
  EXPECT_EQ(got.rows[1], (std::pair<std::int64_t, Row>{5, {"2"}}));
}

RC_GTEST_PROP(JsonLines, PiecesDoNotMatter, ()) {
  auto const line =
      rc::gen::element<std::string>("{\"a\":1,\"b\":{\"c\":\"x\"}}", "", "{", "null", "{\"b\":2}", " {} ");
  auto const lines = *rc::gen::container<std::vector<std::string>>(line);
  std::string text;
  for (auto const& one : lines) text += one + (*rc::gen::arbitrary<bool>() ? "\n" : "\r\n");
  RC_ASSERT(read(text, *rc::gen::inRange<std::size_t>(1, 9)) == read(text, 1'000'000));
}

}  // namespace
}  // namespace weft::connectors
