// command_line_test.cpp - what a command line means, and what a wrong one is told.
#include <gtest/gtest.h>

#include "app/command_line.h"

namespace weft::app {
namespace {

/// Runs a command line against verbs that only note what they were told.
struct Line {
  int code = -1;
  std::string verb;
  Place place;
  ServeOptions serving;
  ImportOptions importing;
  MakeUpOptions making;
  InsightsOptions asking;
  std::filesystem::path drafted;

  explicit Line(std::vector<char const*> words) {
    words.insert(words.begin(), "weft");
    testing::internal::CaptureStderr();
    testing::internal::CaptureStdout();
    code = run_command_line(static_cast<int>(words.size()), words.data(),
                            {.serve =
                                 [this](Place const& where, ServeOptions const& told) {
                                   verb = "serve", place = where, serving = told;
                                   return kGood;
                                 },
                             .import =
                                 [this](Place const& where, ImportOptions const& told) {
                                   verb = "import", place = where, importing = told;
                                   return kRefused;
                                 },
                             .demo = [](Place const&, ServeOptions const&, DemoOptions const&) { return kGood; },
                             .make_up =
                                 [this](MakeUpOptions const& told) {
                                   verb = "make-up", making = told;
                                   return kGood;
                                 },
                             .insights =
                                 [this](Place const& where, InsightsOptions const& told) {
                                   verb = "insights", place = where, asking = told;
                                   return kGood;
                                 },
                             .staff_add = [](Place const&, StaffOptions const&) { return kGood; },
                             .mapping_draft =
                                 [this](std::filesystem::path const& file) {
                                   verb = "mapping draft", drafted = file;
                                   return kGood;
                                 },
                             .migrate = [](Place const&) { return kGood; },
                             .backup = [](Place const&, BackupOptions const&) { return kGood; },
                             .restore =
                                 [this](Place const&, RestoreOptions const& told) {
                                   restoring = told;
                                   return kGood;
                                 },
                             .reconcile =
                                 [this](Place const&, ReconcileOptions const& told) {
                                   reconciling = told;
                                   return kGood;
                                 },
                             .openapi = [] { return kGood; }});
    err = testing::internal::GetCapturedStderr();
    out = testing::internal::GetCapturedStdout();
  }
  RestoreOptions restoring;
  ReconcileOptions reconciling;
  std::string err;
  std::string out;
};

TEST(CommandLine, DraftsAMappingForAFileThatIsThere) {
  Line const run{{"mapping", "draft", "/dev/null"}};
  EXPECT_EQ(run.verb, "mapping draft");
  EXPECT_EQ(run.drafted, "/dev/null");
  EXPECT_EQ(Line({"mapping", "draft", "/no/such/file"}).code, kWrongUsage);
  EXPECT_EQ(Line({"mapping"}).code, kWrongUsage);
}

TEST(CommandLine, ReadsWhereToListenAndWhereTheDataLies) {
  Line const run{{"serve", "--data-dir", "/srv/weft", "--listen", "[::1]:9000", "--test-clock"}};
  EXPECT_EQ(run.code, kGood);
  EXPECT_EQ(run.place.data_dir, "/srv/weft");
  EXPECT_EQ(run.serving.address, "::1");
  EXPECT_EQ(run.serving.port, 9000);
  EXPECT_TRUE(run.serving.test_clock);
}

TEST(CommandLine, PassesTheVerbsOwnExitCodeOn) {
  Line const run{{"import", "--mapping", "uci", "/dev/null"}};
  EXPECT_EQ(run.code, kRefused);
  EXPECT_EQ(run.importing.mapping, "uci");
}

TEST(CommandLine, ReadsHowLargeTheMadeUpRetailerIs) {
  Line const run{{"make-up", "--out", "shop", "--people", "500", "--orders", "4000", "--seed", "7"}};
  EXPECT_EQ(run.code, kGood);
  EXPECT_EQ(run.making.folder, "shop");
  EXPECT_EQ(run.making.wish.people, 500U);
  EXPECT_EQ(run.making.wish.orders, 4'000U);
  EXPECT_EQ(run.making.wish.seed, 7U);
  EXPECT_EQ(Line({"make-up"}).code, kWrongUsage);
  EXPECT_EQ(Line({"make-up", "--out", "shop", "--people", "many"}).code, kWrongUsage);
}

TEST(CommandLine, ReadsAQuestion) {
  Line const run{{"insights", "retention", "--from", "2024-01-01", "--to", "2025-01-01", "--list", "calendar",
                  "--server", "https://shop.example"}};
  EXPECT_EQ(run.code, kGood);
  EXPECT_EQ(run.asking.topic, "retention");
  EXPECT_EQ(run.asking.from, "2024-01-01");
  EXPECT_EQ(run.asking.list, "calendar");
  EXPECT_EQ(run.asking.asking.server, "https://shop.example");
  EXPECT_EQ(Line({"insights"}).code, kWrongUsage);
  EXPECT_EQ(Line({"insights", "weather"}).code, kWrongUsage);
  EXPECT_EQ(Line({"insights", "mix", "--json", "--csv"}).code, kWrongUsage);
}

TEST(CommandLine, NamesTheNearestVerbAndFlag) {
  Line const verb{{"sevre"}};
  EXPECT_EQ(verb.code, kWrongUsage);
  EXPECT_NE(verb.err.find("Did you mean serve?"), std::string::npos) << verb.err;
  Line const flag{{"serve", "--lisen", ":1"}};
  EXPECT_EQ(flag.code, kWrongUsage);
  EXPECT_NE(flag.err.find("Did you mean --listen?"), std::string::npos) << flag.err;
}

TEST(CommandLine, RefusesWhatCannotBeMeant) {
  EXPECT_EQ(Line({}).code, kWrongUsage);
  EXPECT_EQ(Line({"serve", "--listen", "8080"}).code, kWrongUsage);
  EXPECT_EQ(Line({"serve", "--listen", ":99999"}).code, kWrongUsage);
  EXPECT_EQ(Line({"serve", "--tls-cert", "a.pem"}).code, kWrongUsage);
  EXPECT_EQ(Line({"import", "/dev/null"}).code, kWrongUsage);
  EXPECT_EQ(Line({"import", "--mapping", "uci", "/no/such/file"}).code, kWrongUsage);
}

TEST(CommandLine, RestoresFromAFolderThatIsThere) {
  Line const run{{"restore", "--from", "/tmp", "--verify"}};
  EXPECT_EQ(run.code, kGood);
  EXPECT_EQ(run.restoring.from, "/tmp");
  EXPECT_TRUE(run.restoring.verify);
  EXPECT_EQ(Line({"restore"}).code, kWrongUsage);
  EXPECT_EQ(Line({"restore", "--from", "/no/such/folder"}).code, kWrongUsage);
  EXPECT_EQ(Line({"restore", "--from", "/tmp", "--verify", "--replace"}).code, kWrongUsage);
  EXPECT_EQ(Line({"backup"}).code, kWrongUsage);
}

TEST(CommandLine, ReconcilesADayThatExists) {
  Line const run{{"reconcile", "--day", "2026-02-28", "--json"}};
  EXPECT_EQ(run.code, kGood);
  EXPECT_EQ(base::text_of(run.reconciling.day), "2026-02-28");
  EXPECT_TRUE(run.reconciling.json);
  Line const never{{"reconcile", "--day", "2026-02-30"}};
  EXPECT_EQ(never.code, kWrongUsage);
  EXPECT_NE(never.err.find("2026-02-30 is no day"), std::string::npos) << never.err;
  EXPECT_EQ(Line({"reconcile"}).code, kWrongUsage);
}

TEST(CommandLine, SaysItsVersionBothWays) {
  EXPECT_EQ(Line({"version"}).out, "weft " WEFT_VERSION "\n");
  EXPECT_EQ(Line({"--version"}).code, kGood);
  EXPECT_EQ(Line({"help"}).code, kGood);
}

}  // namespace
}  // namespace weft::app
