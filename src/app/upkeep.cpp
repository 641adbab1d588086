// upkeep.cpp - what is swept up, and how often.
#include "app/upkeep.h"

#include "platform/http/http.h"

namespace weft::app {

void add_upkeep(jobs::Runner& runner) {
  static constexpr std::string_view kind = "http.purge_answers";
  static constexpr std::int32_t slice_rows = 5'000;
  runner.add(
      {.queue = "upkeep", .name = std::string{kind}, .handler = [](jobs::Work& work) -> base::Result<jobs::Slice> {
         auto const removed = http::purge_expired_answers(work.tx(), work.now(), slice_rows);
         return removed < slice_rows ? jobs::Slice::done : jobs::Slice::more;
       }});
  runner.every(
      {.key = std::string{kind}, .queue = "upkeep", .kind = std::string{kind}, .period = std::chrono::minutes{10}});
}

}  // namespace weft::app
