// command_line.cpp - the verbs as one table over CLI11.
#include "app/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <numeric>

namespace weft::app {
namespace {

/// All that a command line may say; each verb reads its part.
struct Told {
  Place place{.data_dir = usual_data_dir()};
  ServeOptions serving{};
  std::string listen = "127.0.0.1:8080";
  ImportOptions importing{};
  StaffOptions joining{};
  DemoOptions showing{};
  std::filesystem::path drafted{};
  MakeUpOptions making{};
  InsightsOptions asking{};
  BackupOptions backing_up{};
  RestoreOptions restoring{};
  ReconcileOptions reconciling{};
};

void add_place(CLI::App& verb, Place& place) {
  verb.add_option("--data-dir", place.data_dir, "Where the shop's data lies")->capture_default_str();
  verb.add_option("--database-url", place.database_url, "Your own PostgreSQL instead of the private one")
      ->envname("WEFT_DATABASE_URL");
}

void add_door(CLI::App& verb, Told& told) {
  verb.add_option("--listen", told.listen, "Address and port to listen on")->capture_default_str();
  verb.add_option("--web-dir", told.serving.web_dir, "The built console");
}

CLI::App* add_serve(CLI::App& app, Told& told) {
  auto* const verb = app.add_subcommand("serve", "Runs the server");
  add_place(*verb, told.place);
  add_door(*verb, told);
  verb->add_option("--workers", told.serving.workers, "Threads that run routes")->check(CLI::Range(1, 256));
  auto* const certificate = verb->add_option("--tls-cert", told.serving.tls_certificate, "PEM certificate chain");
  auto* const key = verb->add_option("--tls-key", told.serving.tls_key, "PEM private key");
  certificate->needs(key);
  key->needs(certificate);
  verb->add_option("--cors-origin", told.serving.cors_origins,
                   "A web origin that may call the API; may be given again");
  verb->add_option("--disk-reserve", told.serving.disk_reserve_mb,
                   "MB of the disk that requests may not use up; below it writes are refused")
      ->check(CLI::Range(0, 1'000'000))
      ->capture_default_str();
  verb->add_flag("--test-clock", told.serving.test_clock, "Opens a door that moves the clock (tests)");
  verb->add_flag("--production", told.serving.production, "Refuses what only tests may do");
  return verb;
}

CLI::App* add_import(CLI::App& app, Told& told) {
  auto* const verb = app.add_subcommand("import", "Imports files: sales, customers, the organisation");
  add_place(*verb, told.place);
  verb->add_option("--mapping", told.importing.mapping,
                   "How to read the files: orders, customers, .., or a mapping file of yours (mine.toml)")
      ->required();
  verb->add_option("--as-of", told.importing.as_of, "What moment the files speak for (RFC 3339)");
  verb->add_flag("--dry-run", told.importing.dry_run, "Reads everything, says what would come of it, writes nothing");
  verb->add_option("--rejects", told.importing.rejects,
                   "A folder for the rows that do not go in, to mend and give again");
  verb->add_option("files", told.importing.files, "CSV or JSON lines, plain, .gz or .zst; one set")
      ->required()
      ->check(CLI::ExistingFile);
  return verb;
}

CLI::App* add_demo(CLI::App& app, Told& told) {
  auto* const verb = app.add_subcommand("demo", "A shop with sales in it, and the answer in words");
  add_place(*verb, told.place);
  add_door(*verb, told);
  verb->add_flag("--once", told.showing.once, "Prints the answer and ends");
  auto* const real =
      verb->add_flag("--real", told.showing.real, "A web shop's real sales instead of a made-up retailer");
  auto* const file =
      verb->add_option("--file", told.showing.file, "Other real sales (mapping uci)")->check(CLI::ExistingFile);
  verb->add_option("--people", told.showing.people, "How many people the made-up retailer has")
      ->capture_default_str()
      ->excludes(real)
      ->excludes(file);
  return verb;
}

CLI::App* add_make_up(CLI::App& app, Told& told) {
  auto* const verb = app.add_subcommand("make-up", "Writes the files of a made-up retailer");
  auto& wish = told.making.wish;
  verb->add_option("--out", told.making.folder, "Where to write: a new or an empty folder")->required();
  verb->add_option("--people", wish.people, "How many people; they leave 31 records for 20 of them")
      ->capture_default_str();
  verb->add_option("--orders", wish.orders, "How many orders; without it six for each of the people");
  verb->add_option("--seed", wish.seed, "The same seed gives the same files")->capture_default_str();
  verb->add_option("--first-day", told.making.first_day, "YYYY-MM-DD; the sales span two years from here")
      ->default_str(base::text_of(wish.first_day));
  return verb;
}

CLI::App* add_insights(CLI::App& app, Told& told) {
  auto* const verb = app.add_subcommand("insights", "Asks the running server who bought where and who came back");
  auto& asked = told.asking;
  add_place(*verb, told.place);
  verb->add_option("question", asked.topic, "mix, retention, returns, rfm, clv, cross-channel, benchmarks or targets")
      ->required()
      ->check(CLI::IsMember(insights_topics()));
  verb->add_option("--from", asked.from, "First business day counted, YYYY-MM-DD; default: the first with a sale");
  verb->add_option("--to", asked.to, "First day not counted; default: the day after the last sale");
  verb->add_option("--currency", asked.currency, "Needed where sales are recorded in several");
  verb->add_option("--basis", asked.basis, "rfm: net of what came back (the default), or gross")
      ->check(CLI::IsMember({"net", "gross"}));
  auto* const json = verb->add_flag("--json", asked.json, "The whole answer as JSON");
  auto* const csv = verb->add_flag("--csv", asked.csv, "The answer's main list as CSV");
  verb->add_option("--list", asked.list, "Another list of the answer, as CSV")->excludes(json);
  csv->excludes(json);
  verb->add_option("--server", asked.asking.server, "Another server than the one of the data directory")
      ->envname("WEFT_SERVER");
  verb->add_option("--key", asked.asking.key, "An API key that may read insights; without it one is made here")
      ->envname("WEFT_KEY");
  return verb;
}

CLI::App* add_mapping(CLI::App& app, Told& told) {
  auto* const mapping = app.add_subcommand("mapping", "Draws up how a file of yours is to be read");
  mapping->require_subcommand(1);
  auto* const verb = mapping->add_subcommand("draft", "Looks at a file's first rows and prints a mapping for it");
  verb->footer(
      "Keep what it prints, look at each line, and import with it:\n"
      "  weft mapping draft orders.csv > mine.toml\n"
      "  weft import orders.csv --mapping mine.toml --dry-run");
  verb->add_option("file", told.drafted, "A CSV file, plain, .gz or .zst")->required()->check(CLI::ExistingFile);
  return verb;
}

CLI::App* add_staff(CLI::App& app, Told& told) {
  auto* const staff = app.add_subcommand("staff", "People who sign in");
  staff->require_subcommand(1);
  auto* const verb = staff->add_subcommand("add", "Adds a person and prints a password for them");
  add_place(*verb, told.place);
  verb->add_option("--email", told.joining.email)->required();
  verb->add_option("--name", told.joining.name)->required();
  verb->add_option("--role", told.joining.role)->capture_default_str();
  return verb;
}

CLI::App* add_backup(CLI::App& app, Told& told) {
  auto* const verb = app.add_subcommand("backup", "Backs the shop up while it runs, and reads the backup back");
  add_place(*verb, told.place);
  verb->add_option("--to", told.backing_up.to, "The folder in which the backup's own folder is made")->required();
  verb->add_flag("--verify", told.backing_up.verify, "Restores it into a database beside, and compares every table");
  return verb;
}

CLI::App* add_restore(CLI::App& app, Told& told) {
  auto* const verb = app.add_subcommand("restore", "Brings a backup back into an empty data directory or database");
  add_place(*verb, told.place);
  verb->add_option("--from", told.restoring.from, "The backup's folder")->required()->check(CLI::ExistingDirectory);
  auto* const replace = verb->add_flag("--replace", told.restoring.replace, "Drops the shop that is there");
  verb->add_flag("--verify", told.restoring.verify, "Changes nothing: restores into a database beside, and compares")
      ->excludes(replace);
  return verb;
}

CLI::App* add_reconcile(CLI::App& app, Told& told) {
  auto* const verb = app.add_subcommand("reconcile", "Holds every receipt of a day against what must stand behind it");
  add_place(*verb, told.place);
  verb->add_option_function<std::string>(
          "--day",
          [&told](std::string const& text) {
            auto const day = base::parse_date(text);
            if (!day) throw CLI::ValidationError{"--day", text + " is no day such as 2026-11-29"};
            told.reconciling.day = *day;
          },
          "The business day, YYYY-MM-DD")
      ->required();
  verb->add_flag("--json", told.reconciling.json, "Prints JSON instead of a table");
  return verb;
}

/// "127.0.0.1:8080", "[::1]:8080" or ":8080". False when it is none of them.
bool read_listen(std::string const& text, ServeOptions& options) {
  auto const colon = text.rfind(':');
  if (colon == std::string::npos) return false;
  char* end = nullptr;
  auto const port = std::strtoul(text.c_str() + colon + 1, &end, 10);
  if (colon + 1 == text.size() || *end != '\0' || port > 65'535) return false;
  options.port = static_cast<std::uint16_t>(port);
  if (colon == 0) return true;
  auto address = text.substr(0, colon);
  if (address.starts_with('[') && address.ends_with(']')) address = address.substr(1, address.size() - 2);
  options.address = address;
  return true;
}

std::size_t edits(std::string const& a, std::string const& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      auto const changed = diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
    }
  }
  return row[b.size()];
}

/// Every verb, and every flag of the verb that was meant.
std::vector<std::string> words_of(CLI::App const& app) {
  std::vector<std::string> out;
  for (auto const* verb : app.get_subcommands([](CLI::App const*) { return true; })) out.push_back(verb->get_name());
  auto const* meant = app.get_subcommands().empty() ? &app : app.get_subcommands().front();
  for (auto const* option : meant->get_options()) {
    for (auto const& name : option->get_lnames()) out.push_back("--" + name);
  }
  return out;
}

int explain(CLI::App const& app, CLI::ParseError const& error, std::vector<std::string> const& given) {
  std::fputs(fmt::format("weft: {}\n", error.what()).c_str(), stderr);
  auto const known = words_of(app);
  for (auto const& word : given) {
    if (word.find('=') == std::string::npos && std::ranges::find(known, word) != known.end()) continue;
    auto const near = nearest(word.substr(0, word.find('=')), known);
    if (!near.empty() && near != word) std::fputs(fmt::format("Did you mean {}?\n", near).c_str(), stderr);
  }
  std::fputs("weft help shows every verb, weft VERB --help its options.\n", stderr);
  return kWrongUsage;
}

}  // namespace

std::string nearest(std::string const& word, std::vector<std::string> const& known) {
  std::string best;
  auto best_edits = word.size() / 3 + 2;
  for (auto const& candidate : known) {
    if (auto const distance = edits(word, candidate); distance < best_edits) {
      best_edits = distance;
      best = candidate;
    }
  }
  return best;
}

int run_command_line(int count, char const* const* words, Verbs const& verbs) {
  Told told;
  CLI::App app{"Weft: one picture of customer, stock, price and order for every channel.", "weft"};
  app.set_version_flag("--version", "weft " WEFT_VERSION);
  app.require_subcommand(1);
  auto const* const serve = add_serve(app, told);
  auto const* const import = add_import(app, told);
  auto const* const demo = add_demo(app, told);
  auto const* const make_up = add_make_up(app, told);
  auto const* const insights = add_insights(app, told);
  auto const* const mapping_draft = add_mapping(app, told);
  auto const* const staff_add = add_staff(app, told);
  auto* const migrate = app.add_subcommand("migrate", "Brings the database up to this program's schema");
  add_place(*migrate, told.place);
  auto const* const backup = add_backup(app, told);
  auto const* const restore = add_restore(app, told);
  auto const* const reconcile = add_reconcile(app, told);
  auto const* const openapi = app.add_subcommand("openapi", "Prints the API's description (OpenAPI 3.1)");
  auto const* const version = app.add_subcommand("version", "Prints the version");
  app.add_subcommand("help", "Prints this");

  try {
    app.parse(count, words);
  } catch (CLI::Success const& wanted) {  // --help, --version
    return app.exit(wanted);
  } catch (CLI::ParseError const& error) {
    return explain(app, error, {words + 1, words + count});
  }
  if (!read_listen(told.listen, told.serving)) {
    std::fputs(fmt::format("weft: --listen {}: wanted ADDRESS:PORT, such as 127.0.0.1:8080\n", told.listen).c_str(),
               stderr);
    return kWrongUsage;
  }
  if (serve->parsed()) return verbs.serve(told.place, told.serving);
  if (import->parsed()) return verbs.import(told.place, told.importing);
  if (demo->parsed()) return verbs.demo(told.place, told.serving, told.showing);
  if (make_up->parsed()) return verbs.make_up(told.making);
  if (insights->parsed()) return verbs.insights(told.place, told.asking);
  if (mapping_draft->parsed()) return verbs.mapping_draft(told.drafted);
  if (staff_add->parsed()) return verbs.staff_add(told.place, told.joining);
  if (migrate->parsed()) return verbs.migrate(told.place);
  if (backup->parsed()) return verbs.backup(told.place, told.backing_up);
  if (restore->parsed()) return verbs.restore(told.place, told.restoring);
  if (reconcile->parsed()) return verbs.reconcile(told.place, told.reconciling);
  if (openapi->parsed()) return verbs.openapi();
  std::fputs(version->parsed() ? "weft " WEFT_VERSION "\n" : app.help().c_str(), stdout);
  return kGood;
}

}  // namespace weft::app
