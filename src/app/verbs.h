// verbs.h - what the program does for each verb; every one returns an exit code (command_line.h).
#pragma once

#include "app/command_line.h"
#include "base/error.h"

namespace weft::app {

/// Runs the server until SIGTERM or SIGINT, then drains.
int serve(Place const& place, ServeOptions const& options);
/// Imports files and shows progress; a second import of the same files changes nothing.
int import_sales(Place const& place, ImportOptions const& options);
/// A shop with sales in it, made up or real: imports them when there are none yet, prints address, sign-in and the
/// answer in words, and serves until it is stopped (or ends, with --once).
int demo(Place const& place, ServeOptions const& serving, DemoOptions const& options);
/// Writes the files of a made-up retailer and says how many of what, and how to import them.
int make_up(MakeUpOptions const& options);
/// Asks the running server a question of the simple analysis and prints the answer as text, CSV or JSON.
int ask_insights(Place const& place, InsightsOptions const& options);
int draft_mapping(std::filesystem::path const& file);
/// Adds a person who signs in, and prints a made-up password once.
int add_staff(Place const& place, StaffOptions const& options);
/// Migrates and says which steps ran.
int migrate(Place const& place);
/// Backs the shop up while it runs, and prints the folder.
int back_up(Place const& place, BackupOptions const& options);
/// Restores a shop into an empty place, or only proves that it can be.
int restore(Place const& place, RestoreOptions const& options);
/// Holds every receipt of a day against what must stand behind it; exceptions are listed and mean kRefused.
int reconcile(Place const& place, ReconcileOptions const& options);
/// Prints openapi.json.
int print_openapi();

/// Prints a refusal as "weft: title: detail (reason)" to stderr and returns kRefused.
int refuse(base::Error const& error);

}  // namespace weft::app
