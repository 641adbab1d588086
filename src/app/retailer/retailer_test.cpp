// retailer_test.cpp - the made-up retailer as its files tell it: sizes, seeds, sums, habits, returns.
#include "app/retailer/retailer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "app/retailer/testing.h"

namespace weft::retailer {
namespace {

namespace fs = std::filesystem;

std::map<std::string, std::string> bytes_of(fs::path const& folder) {
  std::map<std::string, std::string> out;
  for (auto const& entry : fs::recursive_directory_iterator{folder}) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file{entry.path(), std::ios::binary};
    out[fs::relative(entry.path(), folder).string()] = {std::istreambuf_iterator<char>{file}, {}};
  }
  return out;
}

/// Cents of "12.34".
std::int64_t cents(std::string const& text) {
  auto const dot = text.find('.');
  return std::stoll(text.substr(0, dot)) * 100 + std::stoll(text.substr(dot + 1));
}

struct Order {
  std::string channel, person, day, customer;
  std::int64_t amount_minor{}, delivery_minor{}, paid_minor{};
  int lines{};
};

std::string day_of_till(std::string const& at) {
  return at.substr(6, 4) + "-" + at.substr(3, 2) + "-" + at.substr(0, 2);
}
std::string day_of_unix_ms(std::string const& at) {
  return base::text_of(base::Instant{std::chrono::milliseconds{std::stoll(at)}}).substr(0, 10);
}

/// A whole retailer read back.
struct Read {
  Folder folder;
  fs::path shop = folder.path() / "shop";
  MadeUp made;
  std::map<std::string, Order> orders;
  std::set<std::string> late;

  explicit Read(Wish const& wish) {
    auto const outcome = make_up(wish, shop);
    EXPECT_TRUE(outcome) << outcome.error().detail;
    made = *outcome;
    for (auto const& row : rows_of(shop / "truth/orders.csv")) {
      auto& order = orders[row.at("order")];
      order.channel = row.at("channel");
      order.person = row.at("person");
    }
    till(shop / "sales");
    till(shop / "late");
    web();
    lines("sales/app_orders.csv", {"orderId", "units", "unitPrice", "rebate"}, [](Order& order, Row const& row) {
      order.day = day_of_unix_ms(row.at("orderedAt"));
      order.customer = row.at("userId");
    });
    lines("sales/call_centre_orders.tsv", {"Order", "Qty", "Price", "Discount"}, [](Order& order, Row const& row) {
      order.day = row.at("Taken at").substr(0, 10);
      order.customer = row.at("Contact ID");
    });
  }

 private:
  template <class With>
  void lines(fs::path const& file, std::array<std::string, 4> const& columns, With const& with) {
    for (auto const& row : rows_of(shop / file)) {
      auto& order = orders.at(row.at(columns[0]));
      auto const price = cents(row.at(columns[2]));
      EXPECT_EQ(price % 100, 99) << "prices end in 99";
      order.amount_minor += std::stoll(row.at(columns[1])) * price - cents(row.at(columns[3]));
      ++order.lines;
      with(order, row);
    }
  }

  void till(fs::path const& where) {
    bool const is_late = where.filename() == "late";
    lines(where / "till_receipts.csv", {"RECEIPT_NO", "QTY", "PRICE", "DISCOUNT"}, [&](Order& order, Row const& row) {
      order.day = day_of_till(row.at("SOLD_AT"));
      order.customer = row.at("CUST_NO");
      if (is_late) late.insert(row.at("RECEIPT_NO"));
    });
    for (auto const& row : rows_of(where / "till_tenders.csv"))
      orders.at(row.at("RECEIPT_NO")).paid_minor += cents(row.at("AMOUNT"));
  }

  void web() {
    for (auto const& row : rows_of(shop / "sales/web_orders.csv")) {
      orders.at(row.at("order_id")).day = row.at("placed_at").substr(0, 10);
      orders.at(row.at("order_id")).customer = row.at("account_id");
    }
    lines("sales/web_order_lines.csv", {"order_id", "quantity", "unit_price", "line_discount"},
          [](Order& order, Row const& row) { order.delivery_minor += cents(row.at("shipping")); });
    for (auto const& row : rows_of(shop / "sales/web_payments.csv"))
      orders.at(row.at("order_id")).paid_minor += cents(row.at("paid"));
  }
};

Read const& usual() {
  static Read const read{{.people = 3'000, .seed = 5}};
  return read;
}

TEST(MadeUpRetailer, IsTheSameForTheSameSeedAndAnotherForAnother) {
  Folder const folder;
  ASSERT_TRUE(make_up({.people = 400, .seed = 3}, folder.path() / "a"));
  ASSERT_TRUE(make_up({.people = 400, .seed = 3}, folder.path() / "b"));
  ASSERT_TRUE(make_up({.people = 400, .seed = 4}, folder.path() / "c"));
  auto const a = bytes_of(folder.path() / "a");
  auto const c = bytes_of(folder.path() / "c");
  ASSERT_EQ(a.size(), 20U);
  EXPECT_TRUE(a == bytes_of(folder.path() / "b"));
  for (auto const& [name, bytes] : a) {
    if (name != "stores.csv") EXPECT_TRUE(bytes != c.at(name)) << name << " is the same for another seed";
  }
}

TEST(MadeUpRetailer, IsAsLargeAsItIsTold) {
  Read const read{{.people = 500, .orders = 4'321, .seed = 2}};
  EXPECT_EQ(read.made.people, 500U);
  EXPECT_EQ(read.made.records, 775U);
  EXPECT_EQ(read.made.orders, 4'321U);
  EXPECT_EQ(read.orders.size(), 4'321U);
  EXPECT_TRUE(std::all_of(read.orders.begin(), read.orders.end(), [](auto const& e) { return e.second.lines > 0; }));
  EXPECT_EQ(usual().made.orders, 18'000U) << "six orders for each of the people, unless told";
  std::set<std::string> people;
  for (auto const& [number, order] : read.orders) people.insert(order.person);
  people.erase("");
  EXPECT_EQ(people.size(), 500U) << "everybody buys";
}

TEST(MadeUpRetailer, KnowsHowManyPeopleThereAreInTruth) {
  EXPECT_EQ(people_in_truth(usual().shop), 3'000U);
  EXPECT_EQ(people_in_truth(usual().folder.path()), std::nullopt);
}

TEST(MadeUpRetailer, RefusesSizesItCannotBe) {
  Folder const folder;
  auto const reason = [&](Wish const& wish) { return make_up(wish, folder.path() / "shop").error().reason.name; };
  EXPECT_EQ(reason({.people = 99}), kBadSize.name);
  EXPECT_EQ(reason({.people = 1'000'001}), kBadSize.name);
  EXPECT_EQ(reason({.people = 1'000, .orders = 1'999}), kBadSize.name);
  EXPECT_EQ(reason({.people = 1'000, .orders = 100'001}), kBadSize.name);
  EXPECT_EQ(reason({.people = 1'000, .first_day = std::chrono::year{1900} / 1 / 1}), kBadSize.name);
  EXPECT_FALSE(fs::exists(folder.path() / "shop")) << "nothing is written";
}

TEST(MadeUpRetailer, OverwritesNothingAndSaysWhatCannotBeWritten) {
  Folder const folder;
  std::ofstream{folder.path() / "kept.txt"} << "mine";
  auto const full = make_up({.people = 100}, folder.path());
  ASSERT_FALSE(full);
  EXPECT_EQ(full.error().reason.name, kFolderNotEmpty.name);
  auto const under_a_file = make_up({.people = 100}, folder.path() / "kept.txt" / "shop");
  ASSERT_FALSE(under_a_file);
  EXPECT_EQ(under_a_file.error().reason.name, kCannotWrite.name);
  EXPECT_NE(under_a_file.error().detail.find("kept.txt"), std::string::npos) << under_a_file.error().detail;
}

TEST(MadeUpRetailer, IsPaidWhatItsLinesCost) {
  for (auto const& [number, order] : usual().orders) {
    EXPECT_GT(order.amount_minor, 0) << number;
    if (order.channel == "store" || order.channel == "web")
      EXPECT_EQ(order.paid_minor, order.amount_minor + order.delivery_minor) << number;
  }
}

TEST(MadeUpRetailer, SellsForTwoYearsInSeasonsAndWeeks) {
  std::map<std::string, int> months;
  std::map<std::string, std::array<int, 7>> weekdays;
  std::set<std::string> days;
  for (auto const& [number, order] : usual().orders) {
    days.insert(order.day);
    ++months[order.day.substr(0, 7)];
    auto const day = std::chrono::sys_days{*base::parse_date(order.day)};
    ++weekdays[order.channel][std::chrono::weekday{day}.c_encoding()];
    if (order.channel == "store") EXPECT_NE(order.day.substr(5), "12-25") << "stores are closed at Christmas";
  }
  EXPECT_EQ(months.size(), 24U);
  EXPECT_EQ(*days.begin(), "2024-01-01");
  EXPECT_EQ(*days.rbegin(), "2025-12-31");
  EXPECT_GT(months.at("2025-12"), months.at("2025-02") * 5 / 4);
  EXPECT_GT(weekdays.at("store")[6], weekdays.at("store")[1] * 5 / 4) << "Saturday is the day of the stores";
  EXPECT_EQ(weekdays.at("phone")[0], 0) << "nobody answers the phone on Sunday";
}

/// What somebody did, by the truth.
struct Customer {
  std::set<std::string> channels;
  std::vector<std::chrono::sys_days> days;
  std::int64_t amount_minor{};
};

std::map<std::string, Customer> customers() {
  std::map<std::string, Customer> out;
  for (auto const& [number, order] : usual().orders) {
    if (order.person.empty()) continue;
    auto& customer = out[order.person];
    customer.channels.insert(order.channel);
    customer.days.emplace_back(*base::parse_date(order.day));
    customer.amount_minor += order.amount_minor;
  }
  return out;
}

TEST(MadeUpRetailer, HasCustomersOfOneChannelAndOfSeveral) {
  std::map<std::string, int> mixes;
  for (auto const& [person, customer] : customers())
    ++mixes[customer.channels.size() > 1 ? "several" : *customer.channels.begin()];
  EXPECT_NEAR(mixes["web"] / 3'000.0, 0.40, 0.02);
  EXPECT_NEAR(mixes["store"] / 3'000.0, 0.35, 0.02);
  EXPECT_NEAR(mixes["several"] / 3'000.0, 0.23, 0.02);
}

TEST(MadeUpRetailer, IsWorthMoreToThoseWhoUseSeveralChannelsAndTheyStay) {
  struct Group {
    double people{}, orders{}, amount{}, followed{}, stayed{};
  };
  std::map<bool, Group> groups;
  auto const end = std::chrono::sys_days{std::chrono::year{2026} / 1 / 1};
  for (auto& [person, customer] : customers()) {
    auto& group = groups[customer.channels.size() > 1];
    group.people += 1;
    group.orders += static_cast<double>(customer.days.size());
    group.amount += static_cast<double>(customer.amount_minor);
    auto const first = *std::min_element(customer.days.begin(), customer.days.end());
    if (end - first < std::chrono::days{455}) continue;
    group.followed += 1;
    group.stayed += std::any_of(customer.days.begin(), customer.days.end(), [&](auto const day) {
      return day - first >= std::chrono::days{90} && day - first < std::chrono::days{455};
    });
  }
  auto const& one = groups[false];
  auto const& several = groups[true];
  EXPECT_GT(several.orders / several.people, 1.8 * one.orders / one.people);
  EXPECT_GT(several.amount / several.orders, 1.1 * one.amount / one.orders);
  EXPECT_NEAR(one.stayed / one.followed, 0.39, 0.05);
  EXPECT_NEAR(several.stayed / several.followed, 0.78, 0.05);
  EXPECT_GT(one.followed + several.followed, 1'000);
}

TEST(MadeUpRetailer, SellsToStrangersAndToCustomersWithoutTheirCard) {
  int strangers = 0;
  int without_card = 0;
  for (auto const& [number, order] : usual().orders) {
    if (order.person.empty()) {
      ++strangers;
      EXPECT_EQ(order.channel, "store");
      EXPECT_TRUE(order.customer.empty());
    } else if (order.customer.empty()) {
      ++without_card;
      EXPECT_EQ(order.channel, "store");
    }
  }
  EXPECT_NEAR(strangers / 18'000.0, 0.2, 0.01);
  EXPECT_GT(without_card, 100);
}

TEST(MadeUpRetailer, TakesBackInAnotherChannelWithoutReceiptAndBeforeTheSaleIsKnown) {
  auto const& read = usual();
  int across = 0;
  int lost = 0;
  int never_seen = 0;
  int of_late_receipts = 0;
  std::set<std::string> numbers;
  auto const look = [&](std::string const& file, std::string const& number, std::string const& bought_as) {
    for (auto const& row : rows_of(read.shop / "sales" / file)) {
      if (!numbers.insert(row.at(number)).second) continue;
      auto const& reference = row.at(bought_as);
      auto const order = read.orders.find(reference);
      if (reference.empty()) {
        ++lost;
      } else if (order == read.orders.end()) {
        ++never_seen;
      } else {
        of_late_receipts += read.late.contains(reference) ? 1 : 0;
        across += (order->second.channel == "store") != file.starts_with("till") ? 1 : 0;
      }
    }
  };
  look("till_returns.csv", "RETURN_NO", "BOUGHT_AS");
  look("parcel_returns.csv", "return_id", "order_ref");
  EXPECT_EQ(numbers.size(), read.made.returns);
  EXPECT_GT(across, 50);
  EXPECT_GT(lost, 5);
  EXPECT_GT(never_seen, 5);
  EXPECT_GT(read.late.size(), 5U);
  EXPECT_GT(of_late_receipts, 0);
}

TEST(MadeUpRetailer, NamesTheFilesOfEachSet) {
  EXPECT_EQ(usual().made.files.size(), 13U);
  EXPECT_EQ(usual().made.late_files.size(), 2U);
  for (auto const& file : usual().made.files) EXPECT_TRUE(fs::exists(file)) << file;
  for (auto const& file : usual().made.late_files) EXPECT_TRUE(fs::exists(file)) << file;
}

}  // namespace
}  // namespace weft::retailer
