// answer_text_test.cpp - an answer as a person and as a spreadsheet reads it.
#include "app/answer_text.h"

#include <gtest/gtest.h>

namespace weft::app {
namespace {

constexpr std::string_view kAnswer = R"({
  "from":"2024-01-01","to":"2025-01-01","currency":"EUR","generated_at":"2026-11-24T12:00:00Z","definition":"mix.2: so.",
  "customers":12345,"amount_minor":-123456,"slope_milli_bps":1234567,
  "mixes":[{"mix":["app","web"],"customers":7,"share_bps":1234,"retention":{"rate_bps":null,"complete":true}},
           {"mix":["store"],"customers":12000,"share_bps":5,"retention":{"rate_bps":6000,"complete":false}}],
  "months":[]})";

TEST(AnswerText, APersonReadsUnitsAndPerCent) {
  EXPECT_EQ(text_of_answer(kAnswer),
            "from       2024-01-01\n"
            "to         2025-01-01\n"
            "currency   EUR\n"
            "customers  12,345\n"
            "amount     -1,234.56\n"
            "slope      12.34567 %\n"
            "\n"
            "mixes\n"
            "mix      customers    share  retention rate  retention complete\n"
            "app+web          7  12.34 %                  yes\n"
            "store       12,000   0.05 %         60.00 %  no\n"
            "\n"
            "mix.2: so.\n");
}

TEST(AnswerText, YenHaveNoDigitsBehindThePoint) {
  EXPECT_EQ(text_of_answer(R"({"currency":"JPY","amount_minor":1234})"), "currency  JPY\namount    1,234\n");
}

TEST(AnswerText, ASpreadsheetReadsWhatStandsThere) {
  EXPECT_EQ(csv_of_answer(kAnswer, "mixes"),
            "mix,customers,share_bps,retention.rate_bps,retention.complete\r\n"
            "app+web,7,1234,,yes\r\n"
            "store,12000,5,6000,no\r\n");
  EXPECT_EQ(csv_of_answer(kAnswer, "months"), "");
  EXPECT_EQ(csv_of_answer(kAnswer, "nothing"), "");
  EXPECT_EQ(csv_of_answer(R"({"a":[{"b":"say \"no\", twice"}]})", "a"), "b\r\n\"say \"\"no\"\", twice\"\r\n");
  EXPECT_EQ(lists_of_answer(kAnswer), (std::vector<std::string>{"mixes", "months"}));
}

TEST(AnswerText, WhatARowDoesNotHaveIsAnEmptyCellUnderItsHeading) {
  constexpr std::string_view kUneven = R"({"a":[{"b":1,"d_bps":200},{"b":3,"c":"x","d_bps":500},{"c":"y"}]})";
  EXPECT_EQ(csv_of_answer(kUneven, "a"), "b,d_bps,c\r\n1,200,\r\n3,500,x\r\n,,y\r\n");
  EXPECT_EQ(text_of_answer(kUneven),
            "\n"
            "a\n"
            "b       d  c\n"
            "1  2.00 %\n"
            "3  5.00 %  x\n"
            "           y\n");
}

TEST(AnswerText, ARowThatNamesACurrencyHasItsAmountsInThat) {
  EXPECT_EQ(text_of_answer(R"({"currency":"EUR","a":[{"currency":"JPY","b_minor":1234},{"b_minor":1234}]})"),
            "currency  EUR\n"
            "\n"
            "a\n"
            "currency      b\n"
            "JPY       1,234\n"
            "          12.34\n");
}

}  // namespace
}  // namespace weft::app
