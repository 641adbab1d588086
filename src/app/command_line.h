// command_line.h - the verbs of the program and what each was told.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/asking.h"
#include "app/config.h"
#include "app/retailer/retailer.h"
#include "base/clock.h"

namespace weft::app {

/// Exit codes of every verb.
inline constexpr int kGood = 0;
inline constexpr int kRefused = 1;
inline constexpr int kWrongUsage = 2;

struct ImportOptions {
  std::string mapping{};  ///< a name, or the path of a .toml file, which is then saved under its name
  std::vector<std::filesystem::path> files{};
  std::string as_of{};              ///< RFC 3339; empty = now
  std::filesystem::path rejects{};  ///< the folder for files of rows to mend; empty = none are written
  bool dry_run = false;             ///< says what would come of it, and writes nothing
};

struct StaffOptions {
  std::string email{};
  std::string name{};
  std::string role = "director";
};

struct BackupOptions {
  std::filesystem::path to{};  ///< the folder in which the backup's own is made
  bool verify = false;         ///< restore it into a database beside, and compare
};

struct RestoreOptions {
  std::filesystem::path from{};
  bool replace = false;  ///< what is there already is dropped
  bool verify = false;   ///< only prove that it can be restored, in a database beside
};

struct ReconcileOptions {
  base::Date day{};
  bool json = false;
};

struct DemoOptions {
  bool once = false;                               ///< print the answer and end
  bool real = false;                               ///< the real sales that are shipped instead of a made-up retailer
  std::filesystem::path file{};                    ///< other real sales (mapping uci)
  std::uint32_t people = retailer::Wish{}.people;  ///< of the made-up retailer
};

struct MakeUpOptions {
  retailer::Wish wish{};
  std::string first_day{};  ///< YYYY-MM-DD; empty = the wish's own
  std::filesystem::path folder{};
};

struct InsightsOptions {
  std::string topic{};  ///< one of insights_topics()
  std::string from{}, to{}, currency{}, basis{};
  bool json = false;
  bool csv = false;
  std::string list{};  ///< which list of the answer, as CSV; empty = its main one
  Asking asking{};
};
/// mix, retention, returns, rfm, clv, cross-channel.
std::vector<std::string> insights_topics();

/// What each verb does; returns an exit code.
struct Verbs {
  std::function<int(Place const&, ServeOptions const&)> serve;
  std::function<int(Place const&, ImportOptions const&)> import;
  std::function<int(Place const&, ServeOptions const&, DemoOptions const&)> demo;
  std::function<int(MakeUpOptions const&)> make_up;
  std::function<int(Place const&, InsightsOptions const&)> insights;
  std::function<int(Place const&, StaffOptions const&)> staff_add;
  std::function<int(std::filesystem::path const&)> mapping_draft;
  std::function<int(Place const&)> migrate;
  std::function<int(Place const&, BackupOptions const&)> backup;
  std::function<int(Place const&, RestoreOptions const&)> restore;
  std::function<int(Place const&, ReconcileOptions const&)> reconcile;
  std::function<int()> openapi;
};

/// Reads the command line and runs one verb. Wrong usage names the nearest right word on stderr and returns 2.
int run_command_line(int count, char const* const* words, Verbs const& verbs);

/// The word of `known` that is fewest edits away from `word`, or empty when none is near (more than a third of it).
std::string nearest(std::string const& word, std::vector<std::string> const& known);

}  // namespace weft::app
