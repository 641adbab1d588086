// csv_reader_test.cpp - rows, line numbers and faults of CSV text, however it is cut into pieces.
#include "integration/connectors/csv_reader.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace weft::connectors {
namespace {

struct Seen {
  std::vector<std::pair<std::int64_t, std::vector<std::string>>> rows;
  std::vector<std::pair<std::int64_t, CsvFault>> faults;
  friend bool operator==(Seen const&, Seen const&) = default;
};

Seen read(std::string_view text, std::size_t piece = 7, CsvReader::Options options = {}) {
  Seen seen;
  CsvReader reader{options,
                   [&](std::int64_t line, std::span<std::string_view const> fields) {
                     seen.rows.emplace_back(line, std::vector<std::string>{fields.begin(), fields.end()});
                   },
                   [&](std::int64_t line, CsvFault fault, std::string_view) { seen.faults.emplace_back(line, fault); }};
  for (std::size_t at = 0; at < text.size(); at += piece) reader.push(text.substr(at, piece));
  reader.finish();
  return seen;
}

using Fields = std::vector<std::string>;

TEST(CsvReader, ReadsRowsWithTheLineTheyStartOn) {
  auto const seen = read("a,b\n1,\"x\ny\"\n\n2, z \n");
  ASSERT_EQ(seen.rows.size(), 3U);
  EXPECT_EQ(seen.rows[0], (std::pair{std::int64_t{1}, Fields{"a", "b"}}));
  EXPECT_EQ(seen.rows[1], (std::pair{std::int64_t{2}, Fields{"1", "x\ny"}}));
  EXPECT_EQ(seen.rows[2], (std::pair{std::int64_t{5}, Fields{"2", " z "}}));
  EXPECT_TRUE(seen.faults.empty());
}

TEST(CsvReader, TakesMarkCrlfAndAMissingLastLineEnd) {
  auto const seen = read(
      "\xef\xbb\xbf"
      "a,b\r\n\"1\r\n2\",\"say \"\"hi\"\"\"\r\nx,");
  ASSERT_EQ(seen.rows.size(), 3U);
  EXPECT_EQ(seen.rows[0].second, (Fields{"a", "b"}));
  EXPECT_EQ(seen.rows[1].second, (Fields{"1\r\n2", "say \"hi\""}));
  EXPECT_EQ(seen.rows[2], (std::pair{std::int64_t{4}, Fields{"x", ""}}));
}

TEST(CsvReader, ABadQuoteCostsItsLineOnly) {
  auto const seen = read("a,b\n5\" nail,1\n\"x\"y,2\nok,3\n");
  EXPECT_EQ(seen.faults, (std::vector{std::pair{std::int64_t{2}, CsvFault::bad_quote},
                                      std::pair{std::int64_t{3}, CsvFault::bad_quote}}));
  ASSERT_EQ(seen.rows.size(), 2U);
  EXPECT_EQ(seen.rows[1], (std::pair{std::int64_t{4}, Fields{"ok", "3"}}));
}

TEST(CsvReader, AQuoteThatNeverClosesCostsItsLineOnly) {
  std::string text = "a,b\n\"open,1\n";
  for (int at = 0; at < 30; ++at) text += "r" + std::to_string(at) + ",2\n";
  auto const seen = read(text, 5, {.row_lines_max = 10});
  EXPECT_EQ(seen.faults, (std::vector{std::pair{std::int64_t{2}, CsvFault::quote_not_closed}}));
  ASSERT_EQ(seen.rows.size(), 31U);
  EXPECT_EQ(seen.rows[1], (std::pair{std::int64_t{3}, Fields{"r0", "2"}}));
  EXPECT_EQ(seen.rows[30], (std::pair{std::int64_t{32}, Fields{"r29", "2"}}));
  // The same at the end of the file, where no limit is met.
  EXPECT_EQ(read(text), seen);
}

TEST(CsvReader, ALineOverTheLimitIsAFaultAndTheNextIsRead) {
  auto const seen =
      read("a\n" + std::string(300, 'x') + "\nb\n\"q\n" + std::string(300, 'y') + "\nc\n", 64, {.line_bytes_max = 100});
  EXPECT_EQ(seen.faults, (std::vector{std::pair{std::int64_t{2}, CsvFault::line_too_long},
                                      std::pair{std::int64_t{4}, CsvFault::quote_not_closed},
                                      std::pair{std::int64_t{5}, CsvFault::line_too_long}}));
  ASSERT_EQ(seen.rows.size(), 3U);
  EXPECT_EQ(seen.rows[2], (std::pair{std::int64_t{6}, Fields{"c"}}));
}

RC_GTEST_PROP(CsvReader, ReadsBackWhatWasWrittenHoweverItIsCut, ()) {
  auto const rows = *rc::gen::container<std::vector<Fields>>(rc::gen::nonEmpty(rc::gen::container<Fields>(
      rc::gen::container<std::string>(rc::gen::element('a', ',', '"', '\n', '\r', ' ', '\xc3')))));
  std::string text;
  for (auto const& row : rows) {
    for (std::size_t at = 0; at < row.size(); ++at) {
      text += at == 0 ? "\"" : ",\"";
      for (char const letter : row[at]) text += letter == '"' ? std::string{"\"\""} : std::string{letter};
      text += '"';
    }
    text += *rc::gen::element(std::string{"\n"}, std::string{"\r\n"});
  }
  auto const seen = read(text, *rc::gen::inRange<std::size_t>(1, 9));
  RC_ASSERT(seen.faults.empty());
  RC_ASSERT(seen.rows.size() == rows.size());
  for (std::size_t at = 0; at < rows.size(); ++at) RC_ASSERT(seen.rows[at].second == rows[at]);
}

RC_GTEST_PROP(CsvReader, QuotesThatNobodyNeedsChangeNothing, ()) {
  auto const rows = *rc::gen::container<std::vector<Fields>>(rc::gen::nonEmpty(
      rc::gen::container<Fields>(rc::gen::container<std::string>(rc::gen::element('a', ' ', '\r', '\0', '\xc3')))));
  std::string bare;
  std::string quoted;
  for (auto const& row : rows) {
    if (row == Fields{""}) continue;  // without its quotes an empty line
    for (std::size_t at = 0; at < row.size(); ++at) {
      bare += (at == 0 ? "" : ",") + row[at];
      quoted += (at == 0 ? "\"" : ",\"") + row[at] + '"';
    }
    // A return before a bare line's end is a part of the end.
    auto const* const end = bare.ends_with('\r') ? "\r\n" : "\n";
    bare += end;
    quoted += end;
  }
  RC_ASSERT(read(bare, 7) == read(quoted, 7));
}

RC_GTEST_PROP(CsvReader, AnyTextGivesTheSameHoweverItIsCut, ()) {
  auto const text = *rc::gen::container<std::string>(rc::gen::element('a', 'b', ',', '"', '\n', '\n', '\r', '\0'));
  CsvReader::Options const options{.line_bytes_max = 20, .row_lines_max = 4};
  RC_ASSERT(read(text, 1, options) == read(text, *rc::gen::inRange<std::size_t>(2, 40), options));
}

}  // namespace
}  // namespace weft::connectors
