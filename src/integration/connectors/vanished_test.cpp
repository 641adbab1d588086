// vanished_test.cpp - rows that a later set of their document has no more, on a real database.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "integration/connectors/testing.h"

namespace weft::connectors {
namespace {

constexpr pg::Query kStanding{"test.standing", R"sql(
  SELECT string_agg(fact, E'\n' ORDER BY fact) FROM (
    SELECT concat_ws(' ', o.number, l.sku, l.quantity_units, l.amount_minor, l.line_no, to_char(l.last_told_at, 'DD'),
             o.amount_minor, o.line_count) AS fact
    FROM orders.sales_order o JOIN orders.order_line l USING (record_id, order_id)
    UNION ALL
    SELECT concat_ws(' ', o.number, l.kind, l.sku, l.quantity_units, l.amount_minor, l.return_channel, o.amount_minor,
             o.line_count, h.order_id IS NOT NULL)
    FROM orders.sales_return o JOIN orders.return_line l USING (record_id, return_id)
    LEFT JOIN orders.sales_order h USING (record_id, order_id)) all_of_it)sql"};

TEST(Vanished, RowsThatALaterSetHasNoMoreAreCancelledOrKeptAsTheMappingSaysInAnyOrderOfTheSets) {
  auto const folder = std::filesystem::temp_directory_path() / fmt::format("weft-vanished-{}", ::getpid());
  std::filesystem::create_directories(folder);
  for (auto const* const vanished : {"removed", "kept", "cancelled"}) {
    std::string text{kShopMapping};
    text.insert(text.find("[fields]"), fmt::format("vanished = \"{}\"\n", vanished));
    std::ofstream{folder / fmt::format("{}.toml", vanished)} << text;
  }
  std::string const header = "no;at;sku;qty;price;customer.id;customer.name\n";
  auto const row = [](std::string_view sku, int units) {
    return fmt::format("A-1;01.07.2026 14:30;{};{};2,00;ann;\n", sku, units);
  };
  // Two equal cups, of which one goes; the hat goes and its last telling is the second; the cap is there from then on.
  std::array const sets{header + row("CUP", 1) + row("CUP", 1) + row("HAT", 3) + row("PEN", 1),
                        header + row("CUP", 1) + row("HAT", 4) + row("CAP", 5), header + row("CUP", 1) + row("CAP", 6)};
  auto const standing = [&](std::string_view vanished, std::array<std::size_t, 3> const& order, ImportCounts& counts) {
    pg::testing::Database database{migrations()};
    auto connectors = Connectors::open({.spool_dir = folder / "spool", .mappings_dir = folder}).value();
    for (auto const at : order) {
      auto const file = folder / fmt::format("set-{}.csv", at);
      std::ofstream{file} << sets[at];
      auto const done = import_to_end(database, *connectors, vanished, {file},
                                      base::parse_instant(fmt::format("2026-08-0{}T00:00:00Z", at + 1)));
      EXPECT_EQ(done.state, ImportState::done) << done.last_error.value_or("");
      counts = done.counts;
    }
    return database.connect()->run(kStanding).one().get<std::string>(0);
  };
  std::array<std::pair<std::string_view, std::string_view>, 3> const expected{{
      {"removed", "A-1 CAP 6 1200 1 1400 2\nA-1 CUP 1 200 2 1400 2"},
      {"kept",
       "A-1 CAP 6 1200 1 2600 5\nA-1 CUP 1 200 2 2600 5\nA-1 CUP 1 200 3 01 2600 5\nA-1 HAT 4 800 4 02 2600 5\n"
       "A-1 PEN 1 200 5 01 2600 5"},
      {"cancelled",
       "A-1 CAP 6 1200 1 2600 5\nA-1 CUP 1 200 2 2600 5\nA-1 CUP 1 200 3 01 2600 5\nA-1 HAT 4 800 4 02 2600 5\n"
       "A-1 PEN 1 200 5 01 2600 5\nA-1 cancellation CUP 1 200 web 1200 3 t\nA-1 cancellation HAT 4 800 web 1200 3 t\n"
       "A-1 cancellation PEN 1 200 web 1200 3 t"},
  }};
  for (auto const& [vanished, facts] : expected) {
    std::array<std::size_t, 3> order{0, 1, 2};
    do {
      ImportCounts last;
      EXPECT_EQ(standing(vanished, order, last), facts) << vanished << ' ' << order[0] << order[1] << order[2];
      if (order != std::array<std::size_t, 3>{0, 1, 2}) continue;
      EXPECT_EQ(last.lines_kept, vanished == "kept" ? 1 : 0);
      EXPECT_EQ(last.lines_cancelled, vanished == "cancelled" ? 1 : 0);
    } while (std::next_permutation(order.begin(), order.end()));
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace weft::connectors
