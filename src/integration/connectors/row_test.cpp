// row_test.cpp - rows through a mapping: types, rules, every fault with its column, and the staged form there and back.
#include "integration/connectors/row.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "integration/connectors/connectors.h"

namespace weft::connectors {
namespace {

Mapping mapping_of(std::string_view name) {
  for (auto const& shipped : shipped_mappings()) {
    if (shipped.name == name) return parse_mapping(name, shipped.text).value();
  }
  throw std::logic_error{"no such mapping"};
}

using Fields = std::vector<std::string_view>;
Fields const kHeader{"invoice_no", "stock_code", "description", "quantity",
                     "invoice_ts", "unit_price", "customer_id", "country"};

struct Read {
  RowReader::Outcome outcome{};
  MappedRow row;
  std::vector<std::pair<std::string, std::string>> faults;  // reason, column
};

class Uci : public testing::Test {
 protected:
  Mapping mapping_ = mapping_of("uci");
  RowReader reader_{mapping_, find_part(mapping_, kHeader).value(), kHeader};

  Read read(Fields const& fields) {
    Read out;
    std::vector<RowFault> faults;
    out.outcome = reader_.read(fields, out.row, faults);
    for (auto const& fault : faults) out.faults.emplace_back(fault.reason.name, fault.column);
    return out;
  }
};

TEST_F(Uci, ASaleIsASale) {
  auto const got = read({"536371", "22086", "PAPER CHAIN ", "80", "2010-12-01 09:00:00", "2.55", "13748", "EIRE"});
  ASSERT_EQ(got.outcome, RowReader::Outcome::row);
  EXPECT_EQ(got.row.text(Field::kind), "sale");
  EXPECT_EQ(got.row.text(Field::description), "PAPER CHAIN ");
  EXPECT_EQ(got.row.number(Field::quantity), 80);
  EXPECT_EQ(got.row.number(Field::unit_price), 255);
  EXPECT_EQ(got.row.text(Field::country), "Ireland");
  EXPECT_EQ(got.row.text(Field::channel), "web");
  EXPECT_EQ(base::Instant{std::chrono::microseconds{got.row.number(Field::sold_at)}},
            base::parse_instant("2010-12-01T09:00:00Z"));
}

TEST_F(Uci, NegativeRowsAreCancellationsOrAdjustments) {
  auto const cancelled = read({"C536379", "D", "Discount", "-1", "2010-12-01 09:41:00", "27.5", "14527", "France"});
  ASSERT_EQ(cancelled.outcome, RowReader::Outcome::row);
  EXPECT_EQ(cancelled.row.text(Field::kind), "cancellation");
  EXPECT_EQ(cancelled.row.number(Field::quantity), 1);
  auto const adjusted = read({"536589", "21777", "", "-10", "2010-12-01 16:50:00", "0.0", "", "United Kingdom"});
  ASSERT_EQ(adjusted.outcome, RowReader::Outcome::row);
  EXPECT_EQ(adjusted.row.text(Field::kind), "adjustment");
  EXPECT_EQ(adjusted.row.number(Field::quantity), 10);
  EXPECT_FALSE(adjusted.row.holds(Field::customer_id));
}

TEST_F(Uci, NamesEveryFaultOfARowAtOnce) {
  auto const got = read({"", "22086", "caf\xe9", "many", "2011-02-30 10:00:00", "2.55", "1", "France"});
  EXPECT_EQ(got.outcome, RowReader::Outcome::rejected);
  EXPECT_EQ(got.faults, (std::vector<std::pair<std::string, std::string>>{{"connectors.missing_value", "invoice_no"},
                                                                          {"connectors.wrong_encoding", "description"},
                                                                          {"connectors.not_a_number", "quantity"},
                                                                          {"connectors.no_such_date", "invoice_ts"}}))
      << testing::PrintToString(got.faults);
  EXPECT_EQ(read({"1", "2", "", "1", "2011-02-28 10:00:00", "2.555", "", "France"}).faults,
            (std::vector<std::pair<std::string, std::string>>{{"connectors.not_a_number", "unit_price"}}));
  EXPECT_EQ(read({"1", "2", "", "1", "28.02.2011", "2.55", "", "France"}).faults,
            (std::vector<std::pair<std::string, std::string>>{{"connectors.not_a_time", "invoice_ts"}}));
  EXPECT_EQ(read({"1", std::string(101, 'x'), "", "1", "2011-02-28 10:00:00", "2.55", "", "France"}).faults,
            (std::vector<std::pair<std::string, std::string>>{{"connectors.value_too_long", "stock_code"}}));
  EXPECT_EQ(read({"1", "2", "", "#N/A", "2011-02-28 10:00:00", "2.55", "", "France"}).faults,
            (std::vector<std::pair<std::string, std::string>>{{"connectors.spreadsheet_error", "quantity"}}));
  EXPECT_EQ(read({"1", "2"}).faults,
            (std::vector<std::pair<std::string, std::string>>{{"connectors.wrong_width", ""}}));
}

TEST_F(Uci, AHeaderThatLacksColumnsIsRefusedWithTheirNames) {
  auto const opened = find_part(
      mapping_, Fields{"invoice_no", "StockCode", "description", "quantity", "invoice_ts", "unit_price", "country"});
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().reason.name, kMissingColumns.name);
  EXPECT_NE(opened.error().detail.find("stock_code, customer_id"), std::string::npos) << opened.error().detail;
}

TEST(Orders, RulesAndLookupsReject) {
  auto const mapping = mapping_of("orders");
  RowReader reader{
      mapping, 0,
      Fields{"order_number", "sold_at", "channel", "location", "sku", "quantity", "unit_price", "currency", "kind"}};
  auto faults_of = [&](Fields const& fields) {
    MappedRow row;
    std::vector<RowFault> faults;
    reader.read(fields, row, faults);
    std::vector<std::string> out;
    for (auto const& fault : faults) out.emplace_back(fault.reason.name);
    return out;
  };
  using Reasons = std::vector<std::string>;
  EXPECT_EQ(faults_of({"1", "2026-03-28T14:05:00+01:00", "web", "dc", "a", "1", "9.99", "EUR", ""}), Reasons{});
  EXPECT_EQ(faults_of({"1", "2026-03-28", "web", "dc", "a", "0", "9.99", "EUR", ""}),
            Reasons{"connectors.rejected_by_rule"});
  EXPECT_EQ(faults_of({"1", "2026-03-28", "web", "dc", "a", "1", "9.99", "EUR", "gift"}),
            Reasons{"connectors.not_in_lookup"});
  EXPECT_EQ(faults_of({"1", "2026-03-28", "web", "dc", "a", "1", "9.99", "euro", ""}),
            (Reasons{"connectors.value_too_long", "connectors.bad_currency"}));
  EXPECT_EQ(faults_of({"1", "2026-03-28", "web", "dc", "a", "1", "9.9", "JPY", ""}),
            Reasons{"connectors.not_a_number"});
}

TEST(TimeColumn, IsATimeOfThatDayInThatPlace) {
  auto const mapping = parse_mapping("m", R"toml(
title = "t"
target = "sales"
source = "till"
[read]
zone = "Europe/Berlin"
[columns]
no    = { type = "text", required = true }
day   = { type = "date" }
time  = { type = "integer" }
price = { type = "decimal" }
[document]
number = "no"
[fields]
kind       = "sale"
sold_at    = { column = "day", time_column = "time" }
sku        = "A"
quantity   = 1
unit_price = { column = "price" }
currency   = "EUR"
channel    = "store"
location   = "s1"
)toml")
                           .value();
  RowReader reader{mapping, 0, Fields{"no", "day", "time", "price"}};
  auto const at = [&](std::string_view day, std::string_view time) -> std::string {
    MappedRow row;
    std::vector<RowFault> faults;
    reader.read(Fields{"1", day, time, "1"}, row, faults);
    if (!faults.empty()) return std::string{faults.front().reason.name} + " " + faults.front().column;
    return base::text_of(base::Instant{std::chrono::microseconds{row.number(Field::sold_at)}});
  };
  EXPECT_EQ(at("2026-01-15", "36000"), "2026-01-15T09:00:00Z");
  EXPECT_EQ(at("2026-03-29", "36000"), "2026-03-29T08:00:00Z") << "ten o'clock on a day of 23 hours";
  EXPECT_EQ(at("2026-01-15", ""), "2026-01-14T23:00:00Z");
  EXPECT_EQ(at("2026-03-29", "9000"), "connectors.no_such_date time") << "half past two, which that night had not";
  EXPECT_EQ(at("2026-01-15", "86400"), "connectors.no_such_date time");
  EXPECT_EQ(at("2026-01-15", "-1"), "connectors.no_such_date time");
}

TEST(ParseTime, FormsAndMomentsThatDoNotExist) {
  auto const parsed = [](std::string_view text, std::string_view format, std::string_view zone = "UTC") {
    return parse_time(text, format, base::Zone::find(zone).value());
  };
  auto const instant = [](std::string_view text) { return base::parse_instant(text); };
  EXPECT_EQ(parsed("2026-03-28 14:05", "").at, instant("2026-03-28T14:05:00Z"));
  EXPECT_EQ(parsed("2026-03-28T14:05:06.25+02:00", "").at, instant("2026-03-28T12:05:06.25Z"));
  EXPECT_EQ(parsed("2026-03-28", "").at, instant("2026-03-28T00:00:00Z"));
  EXPECT_EQ(parsed("1/9/2011 8:05", "DD/MM/YYYY hh:mm").at, instant("2011-09-01T08:05:00Z"));
  EXPECT_TRUE(parsed("31/06/2011", "DD/MM/YYYY").no_such);
  EXPECT_TRUE(parsed("2026-03-28 24:05", "").no_such);
  EXPECT_FALSE(parsed("yesterday", "").at);
  EXPECT_FALSE(parsed("2026-03-28 14:05 CET", "").at);
  EXPECT_EQ(parsed("2026-07-28 14:05", "", "Europe/London").at, instant("2026-07-28T13:05:00Z"));
  EXPECT_EQ(parsed("2026-07-28T14:05:00Z", "", "Europe/London").at, instant("2026-07-28T14:05:00Z"));
  EXPECT_TRUE(parsed("2026-03-29 01:30", "", "Europe/London").no_such) << "the clocks jumped over it";
  EXPECT_EQ(parsed("2450815", "julian").at, instant("1998-01-01T00:00:00Z"));
  EXPECT_EQ(parsed("2450815", "julian", "Asia/Tokyo").at, instant("1997-12-31T15:00:00Z"));
  EXPECT_TRUE(parsed("7", "julian").no_such);
  EXPECT_EQ(parsed("884000000", "unix").at, instant("1998-01-05T11:33:20Z"));
  EXPECT_EQ(parsed("884000000250", "unix_ms").at, instant("1998-01-05T11:33:20.25Z"));
  EXPECT_FALSE(parsed("soon", "unix").at);
}

RC_GTEST_PROP(Staged, ARowComesBackAsItWas, ()) {
  static std::array const mappings{mapping_of("uci"), mapping_of("customers"), mapping_of("stores"),
                                   mapping_of("shifts")};
  auto const& mapping = mappings[*rc::gen::inRange<std::size_t>(0, mappings.size())];
  auto const fields = fields_of(mapping.parts.front().target);
  auto const text = rc::gen::container<std::string>(rc::gen::inRange('a', 'f'));
  MappedRow row;
  std::array<std::string, kFields> texts;
  row.set_text(Field::number, texts[0] = *rc::gen::nonEmpty(text));
  row.set_text(Field::line_key, texts[1] = *rc::gen::nonEmpty(text));
  for (std::size_t at = 2; at < fields; ++at) {
    auto const field = static_cast<Field>(at);
    if (!*rc::gen::arbitrary<bool>()) continue;
    if (kind_of(field) == FieldKind::text)
      row.set_text(field, texts[at] = *rc::gen::nonEmpty(text));
    else
      row.set_number(field, *rc::gen::arbitrary<std::int64_t>());
  }
  std::string packed;
  pack(row, mapping, packed);
  MappedRow back;
  RC_ASSERT(unpack(packed, mapping, back));
  RC_ASSERT(back.has == row.has);
  RC_ASSERT(target_of(key_of(packed)) == mapping.parts.front().target);
  for (std::size_t at = 0; at < fields; ++at) {
    if (!row.has[at]) continue;
    if (kind_of(static_cast<Field>(at)) == FieldKind::text)
      RC_ASSERT(back.texts[at] == row.texts[at]);
    else
      RC_ASSERT(back.numbers[at] == row.numbers[at]);
  }
}

TEST(Staged, TheOrganisationIsWrittenFirstLocationsBeforeTheirStaffAndStaffBeforeTheirShifts) {
  auto const hash = [](char letter, int number) { return document_hash(letter + std::to_string(number)); };
  for (std::string_view const order : {"lp", "pr", "rf", "fs", "fc"}) {
    for (int number = 0; number < 2'000; ++number) EXPECT_LT(hash(order[0], number), hash(order[1], 1'999 - number));
  }
}

}  // namespace
}  // namespace weft::connectors
