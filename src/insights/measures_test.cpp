// measures_test.cpp - every measure against plain loops over the same random rows.
#include "insights/measures.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <map>
#include <set>

namespace weft::insights {
namespace {

constexpr Day kFirst = 19'358;  // 2023-01-01
std::array<std::string, 3> const kChannels{"web", "store", "app"};
std::array<std::string, 2> const kCurrencies{"EUR", "SEK"};

base::Uuid uuid_of(std::uint64_t number) {
  base::Uuid out{};
  for (std::size_t byte = 0; byte < 8; ++byte) out.bytes[15 - byte] = static_cast<std::uint8_t>(number >> (8 * byte));
  return out;
}

/// One order's lines in one channel, or what came back of them.
struct Fact {
  int customer{};  // 0 = nobody known
  int order{};
  Day day{};
  std::size_t channel{};
  std::size_t currency{};
  std::int64_t lines{}, units{}, amount{};
  bool comes_back{};
  Day back_on{};
  std::size_t back_channel{};
  bool cancelled{};
};

rc::Gen<std::vector<Fact>> facts() {
  return rc::gen::exec([] {
    std::vector<Fact> out;
    auto const orders = *rc::gen::inRange(0, 60);
    for (int order = 1; order <= orders; ++order) {
      Fact fact{.customer = *rc::gen::inRange(0, 9), .order = order};
      fact.day = kFirst + *rc::gen::oneOf(rc::gen::inRange(0, 200), rc::gen::inRange(0, 1'200),
                                          rc::gen::element(0, 89, 90, 454, 455, 544, 545));
      fact.currency = *rc::gen::weightedElement<std::size_t>({{9, 0}, {1, 1}});
      std::set<std::size_t> const channels{*rc::gen::inRange<std::size_t>(0, 3), *rc::gen::inRange<std::size_t>(0, 3)};
      for (auto const channel : channels) {
        fact.channel = channel;
        fact.lines = *rc::gen::inRange(1, 4);
        fact.units = fact.lines * *rc::gen::inRange(1, 3);
        fact.amount = *rc::gen::inRange(-100, 9'000);
        fact.comes_back = *rc::gen::weightedElement<bool>({{3, false}, {1, true}});
        fact.back_on = fact.day + *rc::gen::inRange(0, 60);
        fact.back_channel = *rc::gen::inRange<std::size_t>(0, 3);
        fact.cancelled = *rc::gen::weightedElement<bool>({{3, false}, {1, true}});
        out.push_back(fact);
      }
    }
    return out;
  });
}

/// A person's facts lie on one or two records; a sale without a person on one of its own.
std::uint64_t record_of(Fact const& fact) {
  if (fact.customer == 0) return 1'000 + static_cast<std::uint64_t>(fact.order);
  return static_cast<std::uint64_t>(fact.customer) * 2 + static_cast<std::uint64_t>(fact.order % 2);
}

/// `pack_after` so many records: what is put then is told by chains, the rest lies packed.
void put_all(Book& book, std::vector<Fact> const& all, std::size_t pack_after) {
  std::map<std::uint64_t, std::vector<Fact>> by_record;
  for (auto const& fact : all) by_record[record_of(fact)].push_back(fact);
  for (auto const& [number, some] : by_record) {
    bool const known = some.front().customer != 0;
    RecordRow const row{uuid_of(number), uuid_of(known ? static_cast<std::uint64_t>(some.front().customer) : number),
                        known, known ? "c" + std::to_string(some.front().customer) : ""};
    std::vector<PurchaseRow> bought;
    std::vector<ComebackRow> back;
    for (auto const& fact : some) {
      auto const order = uuid_of(10'000 + static_cast<std::uint64_t>(fact.order));
      bought.push_back({row.record_id, order, date_of(fact.day), kCurrencies[fact.currency], kChannels[fact.channel],
                        fact.lines, fact.units, fact.amount});
      if (!fact.comes_back) continue;
      back.push_back({row.record_id, order, row.record_id, date_of(fact.day), kChannels[fact.channel],
                      date_of(fact.back_on), kCurrencies[fact.currency], kChannels[fact.back_channel], fact.cancelled,
                      fact.lines, fact.units, fact.amount});
    }
    if (pack_after-- == 0) book.pack();
    book.put(row, bought, back);
  }
}

struct Case {
  std::vector<Fact> facts;  // in EUR
  Book book;
  Window window;
};

/// A book, a window into it, and the facts of its currency; nothing where there are none.
std::optional<Case> any_case() {
  auto const all = *facts();
  Case out;
  put_all(out.book, all, *rc::gen::inRange<std::size_t>(0, 30));
  if (*rc::gen::inRange(0, 3) == 0) out.book.pack();
  for (auto const& fact : all) {
    if (fact.currency == 0) out.facts.push_back(fact);
  }
  if (out.facts.empty()) return {};
  auto const by_day = [](Fact const& left, Fact const& right) { return left.day < right.day; };
  auto const [first, last] = std::minmax_element(out.facts.begin(), out.facts.end(), by_day);
  out.window = {.from = first->day,
                .to = last->day + 1,
                .currency = *out.book.currency_no("EUR"),
                .first = first->day,
                .end = last->day + 1};
  if (*rc::gen::arbitrary<bool>()) {
    out.window.from = kFirst + *rc::gen::inRange(0, 600);
    out.window.to = out.window.from + *rc::gen::inRange(1, 800);
  }
  return out;
}

template <class Check>
void for_all(char const* what, Check check) {
  EXPECT_TRUE(rc::check(what, [&] {
    auto const one = any_case();
    if (one) check(*one);
  }));
}

std::string name_of(std::set<std::size_t> const& channels) {
  std::set<std::string> names;
  for (auto const channel : channels) names.insert(kChannels[channel]);
  std::string out;
  for (auto const& name : names) out += (out.empty() ? "" : "+") + name;
  return out;
}
std::string name_of(std::vector<std::string> const& mix) {
  std::string out;
  for (auto const& channel : mix) out += (out.empty() ? "" : "+") + channel;
  return out;
}

TEST(Measures, MixEqualsPlainLoops) {
  for_all("mix", [](Case const& one) {
    std::map<std::string, MixFacts> wanted;
    Totals totals;
    std::set<int> nobody;
    for (auto const& fact : one.facts) {
      bool const back = fact.comes_back && one.window.holds(fact.back_on);
      if (back && fact.customer == 0) totals.anonymous_returned_minor += fact.amount;
      if (back && fact.customer != 0) totals.returned_minor += fact.amount;
      if (fact.customer != 0 || !one.window.holds(fact.day)) continue;
      nobody.insert(fact.order);
      totals.anonymous_amount_minor += fact.amount;
    }
    for (int customer = 1; customer < 9; ++customer) {
      std::set<std::size_t> channels;
      std::set<int> orders;
      MixFacts sums;
      for (auto const& fact : one.facts) {
        if (fact.customer != customer) continue;
        if (fact.comes_back && one.window.holds(fact.back_on)) sums.returned_minor += fact.amount;
        if (!one.window.holds(fact.day)) continue;
        channels.insert(fact.channel);
        orders.insert(fact.order);
        sums.amount_minor += fact.amount;
      }
      if (channels.empty()) continue;
      auto& mix = wanted[name_of(channels)];
      mix.customers += 1;
      mix.orders += static_cast<std::int64_t>(orders.size());
      mix.amount_minor += sums.amount_minor;
      mix.returned_minor += sums.returned_minor;
      totals.customers_two_channels += channels.size() > 1 ? 1 : 0;
      totals.customers_two_orders += orders.size() > 1 ? 1 : 0;
    }
    auto const found = mixes_in(one.book, one.window);
    RC_ASSERT(found.mixes.size() == wanted.size());
    for (auto const& mix : found.mixes) {
      auto const& same = wanted.at(name_of(one.book.names_of(mix.mix)));
      RC_ASSERT(std::tie(mix.customers, mix.orders, mix.amount_minor, mix.returned_minor) ==
                std::tie(same.customers, same.orders, same.amount_minor, same.returned_minor));
    }
    RC_ASSERT(found.totals.customers_two_channels == totals.customers_two_channels);
    RC_ASSERT(found.totals.customers_two_orders == totals.customers_two_orders);
    RC_ASSERT(found.totals.anonymous_orders == static_cast<std::int64_t>(nobody.size()));
    RC_ASSERT(found.totals.anonymous_amount_minor == totals.anonymous_amount_minor);
    RC_ASSERT(found.totals.anonymous_returned_minor == totals.anonymous_returned_minor);
    RC_ASSERT(found.totals.returned_minor == totals.returned_minor);
  });
}

TEST(Measures, MonthsEqualPlainLoops) {
  for_all("months", [](Case const& one) {
    std::map<std::string, std::set<int>> buyers, orders;
    std::map<std::string, std::int64_t> amounts;
    for (auto const& fact : one.facts) {
      if (fact.customer == 0 || !one.window.holds(fact.day)) continue;
      auto const month = base::text_of(date_of(fact.day)).substr(0, 7);
      buyers[month].insert(fact.customer);
      orders[month].insert(fact.order);
      amounts[month] += fact.amount;
    }
    std::size_t met = 0;
    for (auto const& month : months_in(one.book, one.window)) {
      RC_ASSERT(month.customers == static_cast<std::int64_t>(buyers[month.month].size()));
      RC_ASSERT(month.orders == static_cast<std::int64_t>(orders[month.month].size()));
      RC_ASSERT(month.amount_minor == amounts[month.month]);
      met += month.customers > 0 ? 1 : 0;
    }
    std::erase_if(buyers, [](auto const& month) { return month.second.empty(); });
    RC_ASSERT(met == buyers.size());
  });
}

/// Days of all orders of each customer, with their channels.
std::map<int, std::map<Day, std::set<std::size_t>>> bought_in(Case const& one) {
  std::map<int, std::map<Day, std::set<std::size_t>>> out;
  for (auto const& fact : one.facts) {
    if (fact.customer != 0) out[fact.customer][fact.day].insert(fact.channel);
  }
  return out;
}

TEST(Measures, RollingRetentionEqualsPlainLoops) {
  for_all("rolling retention", [](Case const& one) {
    std::map<std::string, RetentionFacts> wanted;
    for (auto const& [customer, days] : bought_in(one)) {
      auto const first = days.begin()->first;
      if (!one.window.holds(first)) continue;
      std::set<std::size_t> channels;
      bool back = false, so_far = false;
      for (auto const& [day, some] : days) {
        if (day < first + 90) channels.insert(some.begin(), some.end());
        back = back || (day >= first + 90 && day < first + 455);
        so_far = so_far || day >= first + 90;
      }
      auto& group = wanted[name_of(channels)];
      auto const followed = one.window.end - first;
      if (followed >= 455) {
        group.eligible += 1;
        group.retained += back ? 1 : 0;
      }
      if (followed < 90) continue;
      group.young += 1;
      group.young_retained += so_far ? 1 : 0;
      group.observed_days = std::max<std::int64_t>(group.observed_days, std::min(followed, 455));
    }
    auto const found = rolling_retention(one.book, one.window);
    RC_ASSERT(found.size() == wanted.size());
    for (auto const& group : found) {
      auto const& same = wanted.at(name_of(one.book.names_of(group.mix)));
      RC_ASSERT(std::tie(group.eligible, group.retained, group.young, group.young_retained, group.observed_days) ==
                std::tie(same.eligible, same.retained, same.young, same.young_retained, same.observed_days));
    }
  });
}

TEST(Measures, CalendarRetentionAndCohortsEqualPlainLoops) {
  for_all("calendar retention and cohorts", [](Case const& one) {
    auto const year_of = [](Day day) { return int{date_of(day).year()}; };
    std::map<std::pair<std::int64_t, std::string>, std::pair<std::int64_t, std::int64_t>> years;
    std::map<std::string, std::vector<std::int64_t>> cohorts;
    auto const lowest = year_of(std::max(one.window.from, one.window.first));
    auto const highest = year_of(std::min(one.window.to, one.window.end) - 1);
    for (auto const& [customer, days] : bought_in(one)) {
      std::map<int, std::set<std::size_t>> by_year;
      for (auto const& [day, some] : days) by_year[year_of(day)].insert(some.begin(), some.end());
      for (auto const& [year, channels] : by_year) {
        if (year < lowest || year > highest) continue;
        auto& counts = years[{year, name_of(channels)}];
        ++counts.first;
        counts.second += by_year.contains(year + 1) ? 1 : 0;
      }
      if (!one.window.holds(days.begin()->first)) continue;
      std::set<std::int32_t> months;
      for (auto const& [day, some] : days) months.insert(month_of(day) - month_of(days.begin()->first));
      auto& cohort = cohorts[text_of_month(month_of(days.begin()->first))];
      cohort.resize(25);
      for (auto const month : months) {
        if (month <= 24) ++cohort[static_cast<std::size_t>(month)];
      }
    }
    auto const calendar = calendar_retention(one.book, one.window);
    RC_ASSERT(calendar.size() == years.size());
    for (auto const& row : calendar) {
      RC_ASSERT((std::pair{row.customers, row.retained}) == (years.at({row.year, name_of(row.mix)})));
      RC_ASSERT(row.complete ==
                (one.window.end >=
                 day_of(base::Date{std::chrono::year{static_cast<int>(row.year)} / 1 / 1 + std::chrono::years{2}})));
    }
    for (auto const& cohort : cohorts_in(one.book, one.window)) {
      auto const& wanted = cohorts[cohort.month];
      RC_ASSERT(cohort.customers == (wanted.empty() ? 0 : wanted[0]));
      for (std::size_t month = 0; month < cohort.bought.size(); ++month)
        RC_ASSERT(cohort.bought[month] == (wanted.empty() ? 0 : wanted[month]));
    }
  });
}

TEST(Measures, ReturnsEqualPlainLoops) {
  for_all("returns", [](Case const& one) {
    std::map<std::string, SoldRow> sold;
    std::map<std::string, TakenBackRow> taken;
    std::map<std::string, std::set<int>> orders, returned;
    for (auto const& fact : one.facts) {
      auto const& channel = kChannels[fact.channel];
      if (fact.comes_back && !fact.cancelled && one.window.holds(fact.back_on)) {
        auto& row = taken[kChannels[fact.back_channel]];
        row.lines += fact.lines;
        row.units += fact.units;
        row.amount_minor += fact.amount;
        row.sold_elsewhere_lines += fact.channel != fact.back_channel ? fact.lines : 0;
      }
      if (!one.window.holds(fact.day)) continue;
      for (auto const& name : {channel, std::string{}}) {
        auto& row = sold[name];
        row.lines += fact.lines;
        row.units += fact.units;
        row.amount_minor += fact.amount;
        orders[name].insert(fact.order);
        if (!fact.comes_back) continue;
        (fact.cancelled ? row.cancelled_lines : row.returned_lines) += fact.lines;
        (fact.cancelled ? row.cancelled_minor : row.returned_minor) += fact.amount;
        row.returned_units += fact.cancelled ? 0 : fact.units;
        if (!fact.cancelled) returned[name].insert(fact.order);
      }
    }
    auto const found = returns_in(one.book, one.window);
    auto rows = found.sold;
    RC_ASSERT(rows.size() == (sold.empty() ? 0 : sold.size() - 1));
    if (!sold.empty()) rows.push_back(found.all);
    for (auto const& row : rows) {
      auto const& same = sold.at(row.channel);
      RC_ASSERT(std::tie(row.lines, row.units, row.amount_minor, row.returned_lines, row.returned_units,
                         row.returned_minor, row.cancelled_lines, row.cancelled_minor) ==
                std::tie(same.lines, same.units, same.amount_minor, same.returned_lines, same.returned_units,
                         same.returned_minor, same.cancelled_lines, same.cancelled_minor));
      RC_ASSERT(row.orders == static_cast<std::int64_t>(orders.at(row.channel).size()));
      RC_ASSERT(row.orders_with_return == static_cast<std::int64_t>(returned[row.channel].size()));
      RC_ASSERT(row.line_rate_bps == bps_of(row.returned_lines, row.lines));
    }
    RC_ASSERT(found.taken_back.size() == taken.size());
    for (auto const& row : found.taken_back) {
      auto const& same = taken.at(row.channel);
      RC_ASSERT(std::tie(row.lines, row.units, row.amount_minor, row.sold_elsewhere_lines) ==
                std::tie(same.lines, same.units, same.amount_minor, same.sold_elsewhere_lines));
    }
  });
}

TEST(Measures, LifetimeEqualsPlainLoops) {
  for_all("lifetime", [](Case const& one) {
    std::map<std::string, std::vector<std::int64_t>> worth;
    for (int customer = 1; customer < 9; ++customer) {
      std::set<std::size_t> channels;
      std::int64_t net = 0;
      for (auto const& fact : one.facts) {
        if (fact.customer != customer) continue;
        if (fact.comes_back && one.window.holds(fact.back_on)) net -= fact.amount;
        if (!one.window.holds(fact.day)) continue;
        net += fact.amount;
        channels.insert(fact.channel);
      }
      if (channels.empty()) continue;
      worth[name_of(channels)].push_back(net);
      worth[channels.size() > 1 ? "several" : "one"].push_back(net);
      worth["all"].push_back(net);
    }
    LifetimeAnswer found;
    lifetime_in(one.book, one.window, found);
    auto rows = found.mixes;
    for (auto [name, row] :
         {std::pair{"all", found.all}, {"one", found.one_channel}, {"several", found.several_channels}}) {
      row.mix = {name};
      rows.push_back(row);
    }
    for (auto const& row : rows) {
      auto values = worth[name_of(row.mix)];
      std::sort(values.begin(), values.end());
      RC_ASSERT(row.customers == static_cast<std::int64_t>(values.size()));
      if (values.empty()) continue;
      std::int64_t sum = 0;
      for (auto const value : values) sum += value;
      RC_ASSERT(row.average_minor == average_of(sum, row.customers));
      auto const middle = values.size() / 2;
      RC_ASSERT(row.median_minor ==
                (values.size() % 2 == 1 ? values[middle] : average_of(values[middle - 1] + values[middle], 2)));
      RC_ASSERT(row.low_minor.has_value() == (values.size() > 1));
      if (values.size() < 2) continue;
      double squares = 0;
      auto const mean = static_cast<double>(sum) / static_cast<double>(values.size());
      for (auto const value : values) squares += std::pow(static_cast<double>(value) - mean, 2);
      auto const error =
          std::sqrt(squares / static_cast<double>(values.size() - 1)) / std::sqrt(static_cast<double>(values.size()));
      RC_ASSERT(std::abs(*row.high_minor - std::llround(mean + 1.96 * error)) <= 1);
    }
  });
}

TEST(Measures, CrossChannelEqualsPlainLoops) {
  for_all("cross-channel", [](Case const& one) {
    CrossChannelAnswer found;
    cross_channel_in(one.book, one.window, found);
    auto month = month_of(one.window.from);
    for (auto const& point : found.points) {
      std::int64_t customers = 0, cross = 0;
      for (auto const& [customer, days] : bought_in(one)) {
        std::set<std::size_t> channels;
        for (auto const& [day, some] : days) {
          if (month_of(day) <= month && month_of(day) > month - 12) channels.insert(some.begin(), some.end());
        }
        customers += channels.empty() ? 0 : 1;
        cross += channels.size() > 1 ? 1 : 0;
      }
      RC_ASSERT(point.month == text_of_month(month));
      RC_ASSERT((std::pair{point.customers, point.cross}) == (std::pair{customers, cross}));
      ++month;
    }
    RC_ASSERT(month == month_of(one.window.to - 1) + 1);
  });
}

TEST(Measures, FifthsFollowTheRanks) {
  for_all("rfm", [](Case const& one) {
    struct Person {
      std::string id;
      Day last{};
      std::set<int> orders;
      std::int64_t net{}, gross{};
    };
    std::vector<Person> people;
    for (int customer = 1; customer < 9; ++customer) {
      Person person;
      person.id = "c" + std::to_string(customer);
      std::map<int, std::int64_t> orders;
      for (auto const& fact : one.facts) orders[fact.order] += fact.amount;
      for (auto const& fact : one.facts) {
        if (fact.customer != customer) continue;
        if (fact.comes_back && one.window.holds(fact.back_on)) person.net -= fact.amount;
        if (!one.window.holds(fact.day) || orders[fact.order] <= 0) continue;
        person.last = std::max(person.last, fact.day);
        person.orders.insert(fact.order);
        person.net += fact.amount;
        person.gross += fact.amount;
      }
      if (!person.orders.empty()) people.push_back(person);
    }
    auto const fifths = [&](auto key) {
      std::vector<std::size_t> order(people.size());
      for (std::size_t at = 0; at < order.size(); ++at) order[at] = at;
      std::sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
        return std::pair{key(people[left]), people[left].id} < std::pair{key(people[right]), people[right].id};
      });
      std::vector<std::size_t> score(people.size());
      std::size_t const size = people.size() / 5, more = people.size() % 5;
      for (std::size_t at = 0, fifth = 1, left = size + (more > 0 ? 1 : 0); at < order.size(); ++at) {
        while (left == 0) left = size + (++fifth <= more ? 1 : 0);
        score[order[at]] = fifth;
        --left;
      }
      return score;
    };
    for (auto const basis : {Basis::net, Basis::gross}) {
      auto const worth = [&](Person const& person) { return basis == Basis::net ? person.net : person.gross; };
      auto const recency = fifths([](Person const& person) { return static_cast<std::int64_t>(person.last); });
      auto const frequency =
          fifths([](Person const& person) { return static_cast<std::int64_t>(person.orders.size()); });
      auto const monetary = fifths(worth);
      RfmAnswer found;
      rfm_in(one.book, one.window, basis, found);
      RC_ASSERT(found.customers == static_cast<std::int64_t>(people.size()));
      std::vector<std::vector<std::int64_t>> cells(6, std::vector<std::int64_t>(6)), money = cells;
      std::vector<std::int64_t> highest(6, std::numeric_limits<std::int64_t>::min());
      for (std::size_t at = 0; at < people.size(); ++at) {
        ++cells[recency[at]][frequency[at]];
        money[recency[at]][frequency[at]] += worth(people[at]);
        highest[monetary[at]] = std::max(highest[monetary[at]], worth(people[at]));
      }
      for (std::size_t r = 1; r <= 5; ++r) {
        for (std::size_t f = 1; f <= 5; ++f) {
          RC_ASSERT(found.recency[r - 1].by_frequency[f - 1] == cells[r][f]);
          RC_ASSERT(found.recency[r - 1].by_frequency_minor[f - 1] == money[r][f]);
        }
        if (found.monetary[r - 1].customers > 0) RC_ASSERT(found.monetary[r - 1].highest_minor == highest[r]);
      }
    }
  });
}

TEST(Measures, ABookPutTogetherBitByBitReadsLikeOnePutAtOnce) {
  for_all("book", [](Case const& one) {
    Book other;
    // Every person first with half of what is known of them and somewhere else, then as they are; some forgotten
    // between.
    for (std::uint64_t number = 2; number < 20; ++number) {
      PurchaseRow const wrong{
          uuid_of(number), uuid_of(99'000 + number), date_of(kFirst - 400), "EUR", "store", 1, 1, 1};
      other.put({uuid_of(number), uuid_of(number % 3), true, "z"}, std::array{wrong}, {});
      if (number % 4 == 0) other.drop(uuid_of(number));
    }
    other.pack();
    put_all(other, one.facts, 5);
    for (std::uint64_t number = 2; number < 20; ++number) {
      bool const known =
          std::any_of(one.facts.begin(), one.facts.end(), [&](Fact const& fact) { return record_of(fact) == number; });
      if (!known) other.drop(uuid_of(number));
    }
    auto window = one.window;
    window.currency = *other.currency_no("EUR");
    auto const left = mixes_in(one.book, one.window).totals;
    auto const right = mixes_in(other, window).totals;
    RC_ASSERT(
        std::tie(left.customers, left.orders, left.amount_minor, left.returned_minor, left.anonymous_orders) ==
        std::tie(right.customers, right.orders, right.amount_minor, right.returned_minor, right.anonymous_orders));
    auto const span_of_euro = [](Book const& book) {
      auto const spans = book.spans();
      return *std::find_if(spans.begin(), spans.end(), [](auto const& span) { return span.currency == "EUR"; });
    };
    RC_ASSERT(span_of_euro(one.book).orders == span_of_euro(other).orders);
    RC_ASSERT(span_of_euro(one.book).first == span_of_euro(other).first);
  });
}

}  // namespace
}  // namespace weft::insights
