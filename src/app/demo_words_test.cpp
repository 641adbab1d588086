// demo_words_test.cpp - the demo's sentence says the figures it was given, and leaves out what is not known yet.
#include <gtest/gtest.h>

#include "app/demo_words.h"

namespace weft::app {
namespace {

insights::MixRow row(std::vector<std::string> mix, std::int64_t customers, std::int64_t amount_minor,
                     std::int64_t eligible, std::int64_t retained, bool complete = true) {
  insights::MixRow out;
  out.mix = std::move(mix);
  out.customers = customers;
  out.amount_minor = amount_minor;
  out.retention = {.eligible = eligible, .retained = retained, .complete = complete};
  return out;
}

insights::ChannelMix answer(bool complete) {
  insights::ChannelMix out;
  out.currency = base::Currency::parse("EUR");
  out.customers = 4'000;
  out.mixes = {
      row({"web"}, 2'000, 100'000'000, 1'000, 400, complete), row({"store"}, 1'250, 62'500'000, 500, 100, complete),
      row({"store", "web"}, 700, 105'000'000, 300, 240, complete), row({"app", "web"}, 50, 7'500'000, 0, 0, complete)};
  return out;
}

TEST(DemoWords, SayWhatThoseWhoUseSeveralChannelsAreWorthAndHowManyStayed) {
  EXPECT_EQ(of_channels(answer(true), 3'500),
            "Of 4,000 customers (records joined so far by loyalty number and e-mail alone; the truth kept for scoring "
            "says 3,500) 18.8 % bought in more than one channel; they are worth EUR 1,500 each, the others EUR 500; "
            "80.0 % of them were still there after 12 months, against 33.3 % (n = 300 and 1,500).");
}

TEST(DemoWords, LeaveOutWhoStayedWhereNobodyWasFollowedLongEnough) {
  auto const text = of_channels(answer(false), 3'500);
  EXPECT_EQ(text.find("12 months"), std::string::npos);
  EXPECT_TRUE(text.ends_with("the others EUR 500.")) << text;
}

}  // namespace
}  // namespace weft::app
