// telemetry_test.cpp - log lines are JSON, trace headers are W3C's, metrics and health say what was told.
#include "platform/telemetry/telemetry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>
#include <stdexcept>
#include <thread>

namespace weft::telemetry {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// Collects log lines while it lives.
struct Captured {
  std::vector<std::string> lines;
  Captured() {
    capture_logs([this](std::string_view line) { lines.emplace_back(line); });
  }
  ~Captured() { capture_logs({}); }
};

TEST(Log, IsOneLineOfJsonWithItsFields) {
  Captured captured;
  warning("slow \"statement\"\n", {{"query", "orders.list"}, {"duration_ms", 12}, {"retry", true}, {"share", 0.5}});
  ASSERT_EQ(captured.lines.size(), 1U);
  EXPECT_THAT(captured.lines[0], testing::StartsWith(R"({"time":"20)"));
  EXPECT_THAT(captured.lines[0],
              testing::EndsWith(R"(Z","level":"warning","message":"slow \"statement\"\n",)"
                                R"("query":"orders.list","duration_ms":12,"retry":true,"share":0.5})"));
}

TEST(Log, ReplacesWhatIsNotTextAndNumbersThatAreNone) {
  Captured captured;
  info("\xff\xc0\xaf ok \xc3\xa9 \x01 \xed\xa0\x80", {{"x", std::numeric_limits<double>::infinity()}});
  EXPECT_THAT(captured.lines[0], HasSubstr("\\ufffd\\ufffd\\ufffd ok \xc3\xa9 \\u0001 \\ufffd\\ufffd\\ufffd"));
  EXPECT_THAT(captured.lines[0], HasSubstr(R"("x":null)"));
}

TEST(Log, DropsWhatIsBelowTheLevel) {
  Captured captured;
  debug("not shown");
  set_level(Level::debug);
  debug("shown");
  set_level(Level::error);
  warning("not shown");
  set_level(Level::info);
  EXPECT_EQ(captured.lines.size(), 1U);
  EXPECT_EQ(parse_level("warning"), Level::warning);
  EXPECT_EQ(parse_level("loud"), std::nullopt);
}

TEST(Log, CarriesTheTraceOfItsThread) {
  Captured captured;
  auto const outer = TraceContext::make();
  {
    TraceScope const scope{outer};
    {
      TraceScope const inner{std::string_view{"short"}};
      EXPECT_EQ(current_trace_id(), "short");
    }
    EXPECT_EQ(current_trace_id(), outer.trace_id());
    info("inside");
    std::thread{[] { EXPECT_EQ(current_trace_id(), ""); }}.join();
  }
  info("outside");
  EXPECT_THAT(captured.lines[0], HasSubstr(R"("trace_id":")" + outer.trace_id() + '"'));
  EXPECT_THAT(captured.lines[1], Not(HasSubstr("trace_id")));
}

TEST(Trace, ReadsTheStandardsExample) {
  auto const read = TraceContext::parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->trace_id(), "4bf92f3577b34da6a3ce929d0e0e4736");
  EXPECT_TRUE(read->sampled);
  EXPECT_EQ(read->text(), "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
  EXPECT_TRUE(TraceContext::parse("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00-later"));
}

TEST(Trace, RefusesWhatIsMalformed) {
  for (std::string_view const text : {
           "",
           "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
           "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
           "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
           "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
           "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
           "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
           "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00.later",
           "00x4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
       }) {
    EXPECT_FALSE(TraceContext::parse(text)) << text;
  }
}

RC_GTEST_PROP(Trace, ReadsWhatItWroteAndNeverFails, (std::string const& noise)) {
  auto const made = TraceContext::make();
  auto const read = TraceContext::parse(made.text());
  RC_ASSERT(read && read->trace == made.trace && read->span == made.span);
  RC_ASSERT(made.child().trace == made.trace && made.child().span != made.span);
  (void)TraceContext::parse(noise);
}

TEST(Metrics, AreShownInPrometheusText) {
  auto const asked = counter("weft_test_asked_total", "Asked.", {{"route", "a"}});
  asked.add();
  counter("weft_test_asked_total", "Asked.", {{"route", "a"}}).add(2);
  gauge("weft_test_waiting", "Waiting.").set(7);
  histogram("weft_test_seconds", "Took.", {}, {0.1, 1}).observe(std::chrono::milliseconds{500});
  EXPECT_EQ(asked.value(), 3);
  auto const text = metrics_text();
  EXPECT_THAT(text, HasSubstr("weft_test_asked_total{route=\"a\"} 3"));
  EXPECT_THAT(text, HasSubstr("weft_test_waiting 7"));
  EXPECT_THAT(text, HasSubstr("weft_test_seconds_bucket{le=\"0.1\"} 0"));
  EXPECT_THAT(text, HasSubstr("weft_test_seconds_bucket{le=\"1\"} 1"));
}

TEST(HealthChecks, ReportsEachAndIsReadyOnlyWhenAllAre) {
  HealthChecks checks;
  checks.add("database", [] { return Health{true, "connected"}; });
  checks.add("feed", []() -> Health { throw std::runtime_error{"no pass for 12 s"}; });
  auto reports = checks.run();
  ASSERT_EQ(reports.size(), 2U);
  EXPECT_EQ(reports[0].name, "database");
  EXPECT_FALSE(reports[1].ok);
  EXPECT_EQ(reports[1].detail, "no pass for 12 s");
  EXPECT_FALSE(HealthChecks::ready(reports));
  checks.add("feed", [] { return Health{}; });
  EXPECT_TRUE(HealthChecks::ready(checks.run()));
  checks.remove("feed");
  EXPECT_EQ(checks.run().size(), 1U);
}

}  // namespace
}  // namespace weft::telemetry
