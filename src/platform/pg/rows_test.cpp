// rows_test.cpp - every type goes to PostgreSQL and comes back as it was, alone, as NULL and in arrays.
#include "platform/pg/rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>

#include "platform/pg/pg.h"
#include "platform/pg/testing.h"

namespace weft::pg {
namespace {

using ::testing::HasSubstr;

struct Thing {
  static constexpr std::string_view kPrefix = "tng";
};

Connection& shared() {
  static testing::Database database{{}};
  static auto const connection = database.connect();
  return *connection;
}

template <class T>
struct Named;
#define NAMED(type, sql)                                                             \
  template <>                                                                        \
  struct Named<type> {                                                               \
    static constexpr Query kOne{"test.echo_" sql, "SELECT $1::" sql};                \
    static constexpr Query kMany{"test.echo_" sql "_array", "SELECT $1::" sql "[]"}; \
  };
NAMED(bool, "boolean")
NAMED(std::int16_t, "smallint")
NAMED(std::int32_t, "integer")
NAMED(std::int64_t, "bigint")
NAMED(double, "double precision")
NAMED(std::string, "text")
NAMED(base::Uuid, "uuid")
NAMED(base::Instant, "timestamptz")
NAMED(base::Date, "date")
#undef NAMED

template <class T>
T echo(T const& value) {
  return shared().run(Named<T>::kOne, value).one().template get<T>(0);
}

template <class T>
void round_trips(std::vector<T> const& values) {
  std::vector<std::optional<T>> gappy;
  for (T const& value : values) {
    RC_ASSERT(echo<T>(value) == value);
    gappy.emplace_back(value);
    gappy.emplace_back();
  }
  auto const row = shared().run(Named<T>::kOne, std::optional<T>{}).one();
  RC_ASSERT(row.is_null(0));
  RC_ASSERT(row.template get<std::optional<T>>(0) == std::nullopt);
  auto const many = shared().run(Named<T>::kMany, values);
  RC_ASSERT(many.one().template get<std::vector<T>>(0) == values);
  auto const gaps = shared().run(Named<T>::kMany, gappy);
  RC_ASSERT(gaps.one().template get<std::vector<std::optional<T>>>(0) == gappy);
}

std::string text_without_nul(std::string text) {
  std::erase_if(text, [](char letter) { return letter == '\0' || static_cast<unsigned char>(letter) > 0x7E; });
  return text;
}

RC_GTEST_PROP(Rows, RoundTripBooleans, (std::vector<bool> const& values)) { round_trips<bool>(values); }
RC_GTEST_PROP(Rows, RoundTripSmallIntegers, (std::vector<std::int16_t> const& values)) {
  round_trips<std::int16_t>(values);
}
RC_GTEST_PROP(Rows, RoundTripIntegers, (std::vector<std::int32_t> const& values)) { round_trips<std::int32_t>(values); }
RC_GTEST_PROP(Rows, RoundTripBigIntegers, (std::vector<std::int64_t> const& values)) {
  round_trips<std::int64_t>(values);
}
RC_GTEST_PROP(Rows, RoundTripDoubles, (std::vector<double> const& values)) { round_trips<double>(values); }
RC_GTEST_PROP(Rows, RoundTripTexts, (std::vector<std::string> values)) {
  for (auto& value : values) value = text_without_nul(value);
  round_trips<std::string>(values);
}
RC_GTEST_PROP(Rows, RoundTripUuids, (std::vector<std::array<std::uint8_t, 16>> const& bytes)) {
  std::vector<base::Uuid> values;
  for (auto const& each : bytes) values.push_back(base::Uuid{each});
  round_trips<base::Uuid>(values);
}
RC_GTEST_PROP(Rows, RoundTripInstantsOfTenThousandYears, ()) {
  auto const micros = *rc::gen::container<std::vector<std::int64_t>>(
      rc::gen::inRange<std::int64_t>(-62'135'596'800'000'000, 253'402'300'800'000'000));
  std::vector<base::Instant> values;
  for (auto const each : micros) values.emplace_back(std::chrono::microseconds{each});
  round_trips<base::Instant>(values);
}
RC_GTEST_PROP(Rows, RoundTripDatesOfTenThousandYears, ()) {
  auto const days = *rc::gen::container<std::vector<int>>(rc::gen::inRange(-719'162, 2'932'897));
  std::vector<base::Date> values;
  for (auto const each : days) values.emplace_back(std::chrono::sys_days{std::chrono::days{each}});
  round_trips<base::Date>(values);
}

constexpr Query kBytes{"test.bytes", "SELECT $1, octet_length($1)"};

RC_GTEST_PROP(Rows, RoundTripBytes, (std::string const& bytes)) {
  auto const rows = shared().run(kBytes, Bytes{bytes});
  RC_ASSERT(rows.one().get<std::string_view>(0) == bytes);
  RC_ASSERT(rows.one().get<std::int32_t>(1) == static_cast<std::int32_t>(bytes.size()));
}

constexpr Query kNumericText{"test.numeric", "SELECT $1::text::numeric, $1"};

RC_GTEST_PROP(Rows, ReadNumericAsPostgresqlWritesIt, (std::int64_t whole, std::uint16_t places)) {
  auto const scale = places % 25;
  auto text = std::to_string(whole);
  text += scale == 0 ? "" : "." + std::string(static_cast<std::size_t>(scale) - 1, places % 2 == 0 ? '0' : '7') + "3";
  auto const rows = shared().run(kNumericText, text);
  RC_ASSERT(rows.one().get<std::string>(0) == text);
}

TEST(Rows, ReadNumericsAtTheEdges) {
  for (char const* const text : {"0", "0.0001", "-0.00000000000000001", "10000", "100000000.00010000", "NaN",
                                 "Infinity", "-Infinity", "123456789012345678901234567890.5", "0.10"}) {
    EXPECT_EQ(shared().run(kNumericText, text).one().get<std::string>(0), text);
  }
  EXPECT_EQ(shared().run(kNumericText, "42.000").one().get<std::int64_t>(0), 42);
  EXPECT_EQ(shared().run(kNumericText, "-2.5").one().get<double>(0), -2.5);
  EXPECT_THROW((void)shared().run(kNumericText, "42.5").one().get<std::int64_t>(0), std::logic_error);
  EXPECT_THROW((void)shared().run(kNumericText, "99999999999999999999").one().get<std::int64_t>(0), std::logic_error);
}

constexpr Query kKinds{"test.kinds", R"sql(
  SELECT $1 AS id, $2::char(3) AS currency, $3 AS document, $3::json AS plain, 7::smallint AS small, $4::text[] AS tags,
         'x'::varchar(5) AS short)sql"};

struct Kinds {
  base::Id<Thing> id;
  base::Currency currency;
  std::string document;
  std::string plain;
  std::int64_t small;
  std::vector<std::string> tags;
  std::optional<std::string> short_;
};

TEST(Rows, ReadIdsMoneyJsonAndWidenNarrowColumns) {
  auto const id = base::Id<Thing>::make(base::SystemClock{}.now());
  std::vector<std::string_view> const tags{"a", "b,\"c"};
  auto const rows =
      shared().run(kKinds, id, *base::Currency::parse("EUR"), JsonText{R"({"a":[1,2]})"}, std::span{tags});
  auto const row = rows.one();
  EXPECT_EQ(row.get<base::Id<Thing>>("id"), id);
  EXPECT_THAT(id.text(), ::testing::StartsWith("tng_"));
  EXPECT_EQ(row.get<base::Currency>("currency").text(), "EUR");
  EXPECT_EQ(row.get<std::string>("document"), R"({"a": [1, 2]})");
  EXPECT_EQ(row.get<std::string_view>("plain"), R"({"a": [1, 2]})");
  EXPECT_EQ(row.get<std::int64_t>("small"), 7);
  EXPECT_EQ(row.get<std::vector<std::string>>("tags"), (std::vector<std::string>{"a", "b,\"c"}));
  EXPECT_EQ(row.get<std::optional<std::string>>("short"), "x");
}

struct Described {
  std::int64_t id = 0;
  std::optional<std::string> name;
};
BOOST_DESCRIBE_STRUCT(Described, (), (id, name))
struct DescribedMore : Described {
  bool open = false;
};
BOOST_DESCRIBE_STRUCT(DescribedMore, (Described), (open))

constexpr Query kDescribed{"test.described",
                           "SELECT n AS id, nullif('n' || n, 'n2') AS name FROM generate_series(1, $1) n"};
constexpr Query kDescribedMore{"test.described_more", "SELECT true AS open, 'x' AS name, 5::bigint AS id"};

TEST(Rows, BecomeDescribedStructs) {
  auto const all = shared().run(kDescribed, std::int64_t{3}).all<Described>();
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].name, "n1");
  EXPECT_EQ(all[1].name, std::nullopt);
  EXPECT_EQ(all[2].id, 3);
  EXPECT_EQ(shared().run(kDescribed, std::int64_t{0}).first<Described>().has_value(), false);
  auto const more = shared().run(kDescribedMore).first<DescribedMore>();
  ASSERT_TRUE(more);
  EXPECT_TRUE(more->open);
  EXPECT_EQ(more->id, 5);
}

template <class Act>
std::string refusal(Act act) {
  try {
    act();
  } catch (std::logic_error const& error) {
    return error.what();
  }
  return "";
}

constexpr Query kOneNull{"test.one_null", "SELECT NULL::bigint AS gap, 'x'::text AS word, 5::bigint AS big"};

TEST(Rows, NameTheColumnThatDoesNotFit) {
  auto const rows = shared().run(kOneNull);
  auto const row = rows.one();
  EXPECT_THAT(refusal([&] { (void)row.get<std::int64_t>("gap"); }), HasSubstr("\"gap\" is NULL"));
  EXPECT_THAT(refusal([&] { (void)row.get<std::int64_t>("word"); }), HasSubstr("\"word\" of type 25"));
  EXPECT_THAT(refusal([&] { (void)row.get<std::int32_t>("big"); }), HasSubstr("\"big\""));
  EXPECT_THAT(refusal([&] { (void)row.get<std::int64_t>("none"); }), HasSubstr("no column \"none\""));
  EXPECT_THAT(refusal([&] { (void)rows.all<Described>(); }), HasSubstr("\"id\""));
  EXPECT_THAT(refusal([&] { (void)shared().run(kDescribedMore).all<Described>(); }),
              HasSubstr("\"open\" has no member"));
  EXPECT_THAT(refusal([&] { (void)shared().run(kDescribed, std::int64_t{2}).one(); }), HasSubstr("gave 2"));
}

TEST(Rows, OfAScriptReadAsText) {
  auto const rows = shared().run_script("SELECT 1; SELECT 41 + 1 AS n, true AS yes, 'a' AS word");
  EXPECT_EQ(rows.one().get<std::int64_t>("n"), 42);
  EXPECT_TRUE(rows.one().get<bool>("yes"));
  EXPECT_EQ(rows.one().get<std::string>("word"), "a");
}

}  // namespace
}  // namespace weft::pg
