// main.cpp - the program `weft`.
#include <fmt/format.h>
#include <malloc.h>

#include <cstdio>
#include <exception>

#include "app/verbs.h"

int main(int count, char** words) {
  namespace app = weft::app;
  // Slices of an import and answers take some MB and give them back, again and again: what is given back is kept.
  ::mallopt(M_MMAP_THRESHOLD, 64 << 20);
  ::mallopt(M_TRIM_THRESHOLD, 64 << 20);
  ::mallopt(M_TOP_PAD, 4 << 20);
  try {
    return app::run_command_line(count, words,
                                 {.serve = app::serve,
                                  .import = app::import_sales,
                                  .demo = app::demo,
                                  .make_up = app::make_up,
                                  .insights = app::ask_insights,
                                  .staff_add = app::add_staff,
                                  .mapping_draft = app::draft_mapping,
                                  .migrate = app::migrate,
                                  .backup = app::back_up,
                                  .restore = app::restore,
                                  .reconcile = app::reconcile,
                                  .openapi = app::print_openapi});
  } catch (std::exception const& error) {
    std::fputs(fmt::format("weft: {}\n", error.what()).c_str(), stderr);
    return app::kRefused;
  }
}
