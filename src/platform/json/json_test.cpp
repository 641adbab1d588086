// json_test.cpp - what is read, what is refused and in which words, and that what was written reads back.
#include "platform/json/json.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <bit>
#include <boost/json/object.hpp>
#include <cmath>

namespace weft::json {
namespace {

using namespace std::string_literals;

struct Order {
  static constexpr std::string_view kPrefix = "ord";
};

enum class Channel { web, store, app };
BOOST_DESCRIBE_ENUM(Channel, web, store, app)

struct Tag {
  static bool ok(std::string_view text) {
    return !text.empty() && text.size() <= 8 && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == text.npos;
  }
  static constexpr std::string_view kPattern = "^[a-z]{1,8}$";
  static constexpr std::size_t kMaxLength = 8;
  static constexpr std::string_view kWords = "one to eight small letters";
};

struct Line {
  Text<1, 5> sku;
  Integer<1, 99> quantity_units;
  std::optional<base::Money> price;
  bool operator==(Line const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Line, (), (sku, quantity_units, price))

struct Origin {
  Channel channel{};
  bool operator==(Origin const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Origin, (), (channel))

struct Sale : Origin {
  static constexpr Note kNotes[] = {{"lines", "What was bought."}, {"memo", "Words of the till."}};
  std::string number;
  std::optional<std::string> memo;
  List<Line, 1, 3> lines;
  bool operator==(Sale const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Sale, (Origin), (number, memo, lines))

struct Everything : Origin {
  bool yes = false;
  std::int16_t small{};
  std::int32_t middle{};
  std::int64_t large{};
  double real{};
  std::string text;
  Text<0, 40> bounded;
  Matching<Tag> tag;
  base::Id<Order> order_id;
  base::Instant at{};
  base::Date on{};
  base::Money money;
  std::optional<std::int64_t> maybe;
  std::vector<std::string> texts;
  std::vector<std::optional<bool>> answers;
  std::map<std::string, std::int32_t> counts;
  std::optional<Line> line;
  base::Page<Line> page;
};
BOOST_DESCRIBE_STRUCT(Everything, (Origin),
                      (yes, small, middle, large, real, text, bounded, tag, order_id, at, on, money, maybe, texts,
                       answers, counts, line, page))

/// "pointer reason detail", one a line.
std::string told(std::vector<base::FieldError> const& fields) {
  std::string out;
  for (auto const& field : fields) out += fmt::format("{} {}: {}\n", field.pointer, field.reason, field.detail);
  return out;
}

template <class T>
std::string refused(std::string_view text, Limits const& limits = {}) {
  auto const result = decode<T>(text, limits);
  if (result) return "accepted";
  if (result.error().reason.name != kInvalid.name) return fmt::format("{}", result.error().detail);
  return told(result.error().fields);
}

template <class T>
struct Holder {
  T x;
};
using OfBool = Holder<bool>;
BOOST_DESCRIBE_STRUCT(OfBool, (), (x))
using OfInt16 = Holder<std::int16_t>;
BOOST_DESCRIBE_STRUCT(OfInt16, (), (x))
using OfInt64 = Holder<std::int64_t>;
BOOST_DESCRIBE_STRUCT(OfInt64, (), (x))
using OfDouble = Holder<double>;
BOOST_DESCRIBE_STRUCT(OfDouble, (), (x))
using OfString = Holder<std::string>;
BOOST_DESCRIBE_STRUCT(OfString, (), (x))
using OfText = Holder<Text<2, 3>>;
BOOST_DESCRIBE_STRUCT(OfText, (), (x))
using OfTag = Holder<Matching<Tag>>;
BOOST_DESCRIBE_STRUCT(OfTag, (), (x))
using OfId = Holder<base::Id<Order>>;
BOOST_DESCRIBE_STRUCT(OfId, (), (x))
using OfInstant = Holder<base::Instant>;
BOOST_DESCRIBE_STRUCT(OfInstant, (), (x))
using OfDate = Holder<base::Date>;
BOOST_DESCRIBE_STRUCT(OfDate, (), (x))
using OfCurrency = Holder<base::Currency>;
BOOST_DESCRIBE_STRUCT(OfCurrency, (), (x))
using OfMap = Holder<std::map<std::string, bool>>;
BOOST_DESCRIBE_STRUCT(OfMap, (), (x))
using OfAny = Holder<Any>;
BOOST_DESCRIBE_STRUCT(OfAny, (), (x))
using OfMaybe = Holder<std::optional<std::int64_t>>;
BOOST_DESCRIBE_STRUCT(OfMaybe, (), (x))

TEST(Decode, ReadsASale) {
  auto const sale = decode<Sale>(R"({"channel":"store","number":"T1-77","memo":null,
      "lines":[{"sku":"85123","quantity_units":6,"price":{"amount_minor":255,"currency":"GBP"}}]})");
  ASSERT_TRUE(sale.ok()) << told(sale.error().fields);
  EXPECT_EQ(sale->channel, Channel::store);
  EXPECT_FALSE(sale->memo);
  EXPECT_EQ(sale->lines.items.at(0).price->amount_minor, 255);
}

TEST(Decode, NamesEveryWrongFieldInDocumentOrder) {
  EXPECT_EQ(refused<Sale>(R"({"memo":7,"lines":[{"sku":"","quantity_units":0,"colour":"red"},
      {"sku":"toolong","quantity_units":1.0,"price":{"amount_minor":"1","currency":"eur"}}],"channel":"fax","a/b~c":1})"),
            "/memo json.wrong_type: must be a text, not a number\n"
            "/lines/0/sku json.too_short: must be at least 1 character long\n"
            "/lines/0/quantity_units json.out_of_range: must be 1 to 99\n"
            "/lines/0/colour json.unknown: is not a field here\n"
            "/lines/1/sku json.too_long: must be at most 5 characters long\n"
            "/lines/1/quantity_units json.wrong_type: must be a whole number, written without a point or an exponent\n"
            "/lines/1/price/amount_minor json.wrong_type: must be a whole number, not a text\n"
            "/lines/1/price/currency json.bad_format: must be three capital letters such as EUR (ISO 4217)\n"
            "/channel json.not_one_of: must be one of: web, store, app\n"
            "/a~1b~0c json.unknown: is not a field here\n"
            "/number json.missing: is missing\n");
}

TEST(Decode, RefusesMembersGivenTwiceAmongTheOthers) {
  EXPECT_EQ(refused<Sale>(R"({"memo":7,"number":"1","number":"2","lines":[{"sku":"a","quantity_units":1,"sku":"b"},
      {"sku":"a","quantity_units":1,"price":{"amount_minor":1,"amount_minor":1,"currency":"EUR","amount_minor":1}}]})"),
            "/memo json.wrong_type: must be a text, not a number\n"
            "/number json.duplicate: is given 2 times\n"
            "/lines/0/sku json.duplicate: is given 2 times\n"
            "/lines/1/price/amount_minor json.duplicate: is given 3 times\n"
            "/channel json.missing: is missing\n");
  EXPECT_EQ(refused<OfAny>(R"({"x":[[],{"y":[{"a\u0062":1},{"ab":1,"a\u0062":2}]}]})"),
            "/x/1/y/1/ab json.duplicate: is given 2 times\n");
}

TEST(Decode, SaysWhereABodyIsNoJson) {
  EXPECT_EQ(refused<Sale>(""), "line 1, byte 1: it ends too early");
  EXPECT_EQ(refused<Sale>("{\n\"memo\": tru}"), "line 2, byte 9: this is no JSON, or its text is not UTF-8");
  EXPECT_EQ(refused<Sale>("{} {}"), "line 1, byte 4: something follows the end of the value");
  EXPECT_EQ(refused<OfString>("{\"x\":\"\\ud800\"}").substr(0, 4), "line");
  EXPECT_EQ(refused<OfString>("{\"x\":\"\xff\"}").substr(0, 4), "line");
  EXPECT_EQ(decode<Sale>("{").error().reason.name, "json.malformed");
  EXPECT_EQ(base::http_status_of(decode<Sale>("{").error().reason), 400);
  EXPECT_EQ(decode<Sale>("{}").error().reason.name, "json.invalid");
  EXPECT_EQ(base::http_status_of(decode<Sale>("{}").error().reason), 422);
  EXPECT_EQ(refused<Sale>("[]"), " json.wrong_type: must be an object, not a list\n");
}

TEST(Decode, HoldsItsLimits) {
  auto const deep = std::string(40, '[') + std::string(40, ']');
  EXPECT_NE(refused<OfAny>(R"({"x":)" + deep + "}").find("nested too deeply"), std::string::npos);
  EXPECT_EQ(refused<OfAny>(R"({"x":[1,2,3]})", {.nodes_max = 4}), "it holds more than 4 values");
  EXPECT_EQ(refused<OfAny>(R"({"x":[1,2]})", {.nodes_max = 4}), "accepted");
  auto const many = decode<OfBool>(R"({"a":1,"b":1,"c":1,"d":1})", {.errors_max = 3});
  EXPECT_EQ(many.error().fields.size(), 3U);
  EXPECT_EQ(many.error().detail, "At least 3 fields are missing or wrong.");
}

TEST(Decode, TakesWholeNumbersOnlyAsDigits) {
  EXPECT_EQ(refused<OfInt16>(R"({"x":32767})"), "accepted");
  EXPECT_EQ(refused<OfInt16>(R"({"x":-32769})"), "/x json.out_of_range: must be -32768 to 32767\n");
  EXPECT_EQ(refused<OfInt64>(R"({"x":-9223372036854775808})"), "accepted");
  auto const outside = "/x json.out_of_range: must be -9223372036854775808 to 9223372036854775807\n";
  for (auto const* number : {"9223372036854775808", "-9223372036854775809", "99999999999999999999999", "1e300"}) {
    EXPECT_EQ(refused<OfInt64>(fmt::format(R"({{"x":{}}})", number)), outside) << number;
  }
  for (auto const* number : {"1.0", "1e3", "1.5"}) {
    EXPECT_EQ(refused<OfInt64>(fmt::format(R"({{"x":{}}})", number)),
              "/x json.wrong_type: must be a whole number, written without a point or an exponent\n")
        << number;
  }
  EXPECT_EQ(refused<OfMaybe>(R"({"x":null})"), "accepted");
  EXPECT_EQ(refused<OfMaybe>("{}"), "accepted");
  EXPECT_EQ(refused<OfInt64>(R"({"x":null})"), "/x json.wrong_type: must be a whole number, not null\n");
}

TEST(Decode, ReadsDoublesExactly) {
  EXPECT_EQ(decode<OfDouble>(R"({"x":3})")->x, 3.0);
  EXPECT_EQ(decode<OfDouble>(R"({"x":0.1})")->x, 0.1);
  EXPECT_EQ(decode<OfDouble>(R"({"x":8.2180063087176e+107})")->x, 8.2180063087176e+107);
  EXPECT_NE(refused<OfDouble>(R"({"x":1e400})"), "accepted");
  EXPECT_NE(refused<OfAny>(R"({"x":1e400})"), "accepted");
  EXPECT_EQ(refused<OfDouble>(R"({"x":true})"), "/x json.wrong_type: must be a number, not true or false\n");
}

TEST(Decode, RefusesTextsThatCannotBeStored) {
  EXPECT_EQ(refused<OfString>(R"({"x":"a\tb\r\nc é 😀"})"), "accepted");
  EXPECT_EQ(refused<OfString>(R"({"x":"\u0000"})"),
            "/x json.bad_format: holds the control character U+0000; only tab and line breaks are allowed\n");
  EXPECT_EQ(refused<OfString>("{\"x\":\"\\u0085\"}"),
            "/x json.bad_format: holds the control character U+0085; only tab and line breaks are allowed\n");
  EXPECT_EQ(refused<OfText>(R"({"x":"😀é"})"), "accepted");
  EXPECT_EQ(refused<OfText>(R"({"x":"😀"})"), "/x json.too_short: must be at least 2 characters long\n");
  EXPECT_EQ(refused<OfMap>(R"({"x":{"\u0000":true}})").substr(0, 5), "/x/\0 "s.substr(0, 5));
  EXPECT_NE(refused<OfAny>(R"({"x":{"y":["\u0000"]}})"), "accepted");
}

TEST(Decode, ReadsFormats) {
  EXPECT_EQ(refused<OfTag>(R"({"x":"abc"})"), "accepted");
  EXPECT_EQ(refused<OfTag>(R"({"x":"Abc"})"), "/x json.bad_format: must be one to eight small letters\n");
  EXPECT_EQ(refused<OfTag>(R"({"x":"abcdefghi"})"), "/x json.too_long: must be at most 8 characters long\n");
  EXPECT_EQ(refused<OfId>(R"({"x":"cus_01jd3m8z4e7qk9v5w2x6y8a1bc"})"),
            "/x json.bad_format: must be an id such as ord_ and 26 letters and digits\n");
  EXPECT_EQ(refused<OfInstant>(R"({"x":"2026-02-30T00:00:00Z"})"),
            "/x json.bad_format: must be a moment such as 2026-11-24T17:17:05Z (RFC 3339)\n");
  EXPECT_EQ(refused<OfDate>(R"({"x":"2026-2-3"})"), "/x json.bad_format: must be a day such as 2026-11-24\n");
  EXPECT_EQ(refused<OfCurrency>(R"({"x":"EUR"})"), "accepted");
  EXPECT_EQ(refused<OfBool>(R"({"x":"true"})"), "/x json.wrong_type: must be true or false, not a text\n");
}

TEST(Decode, KeepsAnythingBeyondTheParsing) {
  auto const long_text = std::string(100, 'x');
  auto const body = fmt::format(R"({{"x":{{"a":[1,"{}",null,2.5],"b":{{}}}}}})", long_text);
  auto const any = decode<OfAny>(body);
  EXPECT_EQ(encode(*any), body);
}

TEST(Decode, CountsTheItemsOfAList) {
  EXPECT_EQ(refused<Sale>(R"({"channel":"web","number":"1","lines":[]})"),
            "/lines json.too_short: must hold at least 1 item\n");
  EXPECT_EQ(refused<Sale>(R"({"channel":"web","number":"1","lines":[{},{},{},{}]})"),
            "/lines json.too_long: must hold at most 3 items\n");
}

TEST(DecodeBody, LeavesOutWhatThePathGives) {
  Origin into;
  std::vector<base::FieldError> wrong;
  constexpr std::string_view elsewhere[] = {"channel"};
  EXPECT_TRUE(decode_body(into, "{}", elsewhere, wrong).ok());
  EXPECT_TRUE(wrong.empty());
  EXPECT_TRUE(decode_body(into, R"({"channel":"web"})", elsewhere, wrong).ok());
  EXPECT_EQ(told(wrong), "/channel json.unknown: is not a field here\n");
  EXPECT_FALSE(decode_body(into, "{", elsewhere, wrong).ok());
}

template <class T>
std::string parameter(std::string_view text) {
  std::vector<base::FieldError> wrong;
  auto const read = decode_parameter<T>(text, "?p", wrong);
  return read ? encode(*read) : told(wrong);
}

TEST(DecodeParameter, ReadsByTheRulesOfTheBody) {
  EXPECT_EQ(parameter<std::int64_t>("-12"), "-12");
  EXPECT_EQ(parameter<std::int64_t>("1.0"),
            "?p json.wrong_type: must be a whole number, written without a point or an exponent\n");
  for (auto const* text : {"", " 1", "1 ", "+1", "0x1", "[1]", "\"1\"", "01"}) {
    EXPECT_EQ(parameter<std::int64_t>(text), "?p json.wrong_type: must be a whole number, not a text\n") << text;
  }
  EXPECT_EQ(parameter<bool>("true"), "true");
  EXPECT_EQ(parameter<std::string>("12"), "\"12\"");
  EXPECT_EQ(parameter<std::string>("\xc0\xaf"), "?p json.bad_format: is not valid UTF-8\n");
  EXPECT_EQ(parameter<Channel>("web"), "\"web\"");
  EXPECT_EQ(parameter<std::optional<base::Date>>("2026-11-24"), "\"2026-11-24\"");
  EXPECT_EQ((parameter<Integer<1, 200>>("201")), "?p json.out_of_range: must be 1 to 200\n");
}

TEST(DecodeParameter, FindsTheMember) {
  Sale sale;
  std::vector<base::FieldError> wrong;
  EXPECT_TRUE(decode_parameter_of(sale, "memo", "hello", "?memo", wrong));
  EXPECT_EQ(sale.memo, "hello");
  EXPECT_TRUE(decode_parameter_of(sale, "channel", "app", "{channel}", wrong));
  EXPECT_EQ(sale.channel, Channel::app);
  EXPECT_FALSE(decode_parameter_of(sale, "lines", "1", "?lines", wrong));
  EXPECT_FALSE(decode_parameter_of(sale, "nothing", "1", "?nothing", wrong));
  EXPECT_TRUE(wrong.empty());
  auto const members = members_of<Sale>();
  ASSERT_EQ(members.size(), 4U);
  EXPECT_EQ(members[0].name, "channel");
  EXPECT_FALSE(members[2].required);
  EXPECT_FALSE(members[3].scalar);
}

TEST(Encode, WritesInOrderOfDeclarationAndLeavesOutWhatIsEmpty) {
  Sale const sale{{Channel::web}, "7", {}, {{{{"85123"}, {6}, {}}}}};
  EXPECT_EQ(encode(sale), R"({"channel":"web","number":"7","lines":[{"sku":"85123","quantity_units":6}]})");
  EXPECT_EQ(encode(std::vector<std::optional<bool>>{true, {}}), "[true,null]");
}

TEST(Encode, EscapesAndMendsTexts) {
  EXPECT_EQ(encode("a\"\\\n\r\t\x01\x7f é😀"s), "\"a\\\"\\\\\\n\\r\\t\\u0001\\u007f é😀\"");
  EXPECT_EQ(encode("a\xff\xc3"s), "\"a\xEF\xBF\xBD\xEF\xBF\xBD\"");
  EXPECT_EQ(encode(std::string{"\0", 1}), "\"\\u0000\"");
}

TEST(Encode, ThrowsOnWhatIsNoNumber) {
  EXPECT_EQ(encode(-0.0), "-0.0");
  EXPECT_THROW((void)encode(std::numeric_limits<double>::quiet_NaN()), std::logic_error);
  EXPECT_THROW((void)encode(static_cast<Channel>(9)), std::logic_error);
}

TEST(Encode, PrettyPutsOneMemberOnALine) {
  std::string out;
  encode_pretty(out, parse(R"({"a":[1,{"b":null}],"c":{},"d":[]})")->value);
  EXPECT_EQ(out, "{\n  \"a\": [\n    1,\n    {\n      \"b\": null\n    }\n  ],\n  \"c\": {},\n  \"d\": []\n}");
}

std::string any_text(std::size_t max) {
  static constexpr std::string_view kPieces[] = {"a",  "Z", " ", "\"", "\\", "/", "\n",
                                                 "\t", "é", "ß", "中", "😀", "~1"};
  std::string out;
  auto const length = *rc::gen::inRange<std::size_t>(0, max);
  for (std::size_t i = 0; i < length; ++i) out += kPieces[*rc::gen::inRange<std::size_t>(0, std::size(kPieces))];
  return out;
}

double any_double() {
  for (;;) {
    auto const number = std::bit_cast<double>(*rc::gen::arbitrary<std::uint64_t>());
    if (std::isfinite(number)) return number;
  }
}

Line any_line() {
  Line out;
  out.sku.value = *rc::gen::element("a"s, "85123"s, "é中"s);
  out.quantity_units.value = *rc::gen::inRange<std::int64_t>(1, 100);
  if (*rc::gen::arbitrary<bool>()) out.price = {*rc::gen::arbitrary<std::int64_t>(), *base::Currency::parse("EUR")};
  return out;
}

Everything any_thing() {
  Everything out;
  out.channel = *rc::gen::element(Channel::web, Channel::store, Channel::app);
  out.yes = *rc::gen::arbitrary<bool>();
  out.small = *rc::gen::arbitrary<std::int16_t>();
  out.middle = *rc::gen::arbitrary<std::int32_t>();
  out.large = *rc::gen::arbitrary<std::int64_t>();
  out.real = any_double();
  out.text = any_text(30);
  out.bounded.value = any_text(20);  // a piece is one or two characters
  out.tag.value = *rc::gen::element("a"s, "abcdefgh"s);
  out.order_id = base::Id<Order>{base::Uuid{{std::uint8_t{*rc::gen::arbitrary<std::uint8_t>()}}}};
  out.at = base::Instant{
      std::chrono::microseconds{*rc::gen::inRange<std::int64_t>(-1'000'000'000'000'000, 4'000'000'000'000'000)}};
  out.on = base::Date{std::chrono::sys_days{std::chrono::days{*rc::gen::inRange(-10'000, 40'000)}}};
  out.money = {*rc::gen::arbitrary<std::int64_t>(), *base::Currency::parse("GBP")};
  if (*rc::gen::arbitrary<bool>()) out.maybe = *rc::gen::arbitrary<std::int64_t>();
  out.texts = {any_text(5), any_text(5)};
  out.answers = {true, {}, false};
  out.counts = {{any_text(5), *rc::gen::arbitrary<std::int32_t>()}, {any_text(5), 1}};
  if (*rc::gen::arbitrary<bool>()) out.line = any_line();
  out.page.items = {any_line()};
  if (*rc::gen::arbitrary<bool>()) out.page.next_cursor = any_text(9);
  return out;
}

RC_GTEST_PROP(Json, ReadsBackWhatItWrote, ()) {
  auto const thing = any_thing();
  auto const text = encode(thing);
  auto const back = decode<Everything>(text);
  if (!back) RC_FAIL(told(back.error().fields) + back.error().detail + text);
  RC_ASSERT(encode(*back) == text);
  RC_ASSERT(std::bit_cast<std::uint64_t>(back->real) == std::bit_cast<std::uint64_t>(thing.real));
  RC_ASSERT(back->text == thing.text);
  RC_ASSERT(back->counts == thing.counts);
  RC_ASSERT(back->line == thing.line);
  RC_ASSERT(back->page.items == thing.page.items);
  RC_ASSERT(back->at == thing.at);
}

RC_GTEST_PROP(Json, AnswersAnyBytesWithoutFalling, (std::string const& bytes)) {
  (void)decode<Everything>(bytes);
  (void)decode<OfAny>("{\"x\":" + bytes + "}");
  std::string out;
  encode_string(out, bytes);
  RC_ASSERT(parse(out).ok());
}

TEST(Schema, TellsWhatTheReaderAccepts) {
  SchemaBook book;
  EXPECT_EQ(encode(Any{book.schema_of<Sale>()}), R"({"$ref":"#/components/schemas/Sale"})");
  EXPECT_EQ(
      encode(Any{book.schemas().at("Sale")}),
      R"({"type":"object","properties":{"channel":{"$ref":"#/components/schemas/Channel"},)"
      R"("number":{"type":"string"},"memo":{"type":["string","null"],"description":"Words of the till."},)"
      R"("lines":{"type":"array","items":{"$ref":"#/components/schemas/Line"},"minItems":1,"maxItems":3,)"
      R"("description":"What was bought."}},"required":["channel","number","lines"],"additionalProperties":false})");
  EXPECT_EQ(encode(Any{book.schemas().at("Channel")}), R"({"type":"string","enum":["web","store","app"]})");
  EXPECT_EQ(encode(Any{book.schemas().at("Line")}),
            R"({"type":"object","properties":{"sku":{"type":"string","minLength":1,"maxLength":5,)"
            R"("pattern":"^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f]*$"},)"
            R"("quantity_units":{"type":"integer","format":"int64","minimum":1,"maximum":99},)"
            R"("price":{"anyOf":[{"$ref":"#/components/schemas/Money"},{"type":"null"}]}},)"
            R"("required":["sku","quantity_units"],"additionalProperties":false})");
  EXPECT_EQ(encode(Any{book.schema_of<base::Page<Line>>()}), R"({"$ref":"#/components/schemas/LinePage"})");
  EXPECT_EQ(encode(Any{book.schema_of<base::Id<Order>>()}),
            R"({"type":"string","pattern":"^ord_[0-7][0-9a-hjkmnp-tv-z]{25}$"})");
}

TEST(Schema, HasOneForEveryKindOfMember) {
  SchemaBook book;
  (void)book.schema_of<Everything>();
  auto const text = encode(Any{book.schemas().at("Everything")});
  for (auto const* part :
       {R"("tag":{"type":"string","maxLength":8,"pattern":"^[a-z]{1,8}$","description":"one to eight small letters"})",
        R"("at":{"type":"string","format":"date-time"},"on":{"type":"string","format":"date"})",
        R"("answers":{"type":"array","items":{"type":["boolean","null"]}})",
        R"("counts":{"type":"object","additionalProperties":{"type":"integer","format":"int32",)",
        R"("small":{"type":"integer","minimum":-32768,"maximum":32767})",
        R"("real":{"type":"number","format":"double"})"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  }
}

TEST(Schema, LeavesOutMembersFromElsewhere) {
  SchemaBook book;
  constexpr std::string_view elsewhere[] = {"channel", "lines", "memo"};
  EXPECT_EQ(encode(Any{book.body_schema_of<Sale>(elsewhere)}),
            R"({"type":"object","properties":{"number":{"type":"string"}},"required":["number"],)"
            R"("additionalProperties":false})");
  auto const members = book.member_schemas_of<Sale>();
  EXPECT_EQ(members.at(2).name, "memo");
  EXPECT_FALSE(members.at(2).required);
  EXPECT_EQ(encode(Any{members.at(2).schema}), R"({"type":"string"})");
}

namespace other {
struct Line {
  bool x;
};
BOOST_DESCRIBE_STRUCT(Line, (), (x))
}  // namespace other

TEST(Schema, RefusesTwoStructsOfOneName) {
  SchemaBook book;
  (void)book.schema_of<Line>();
  EXPECT_NO_THROW((void)book.schema_of<Line>());
  EXPECT_THROW((void)book.schema_of<other::Line>(), std::logic_error);
}

}  // namespace
}  // namespace weft::json
