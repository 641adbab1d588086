// retailer.cpp - people, their records, their purchases, then the files.
#include "app/retailer/retailer.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>

#include "app/retailer/files.h"

namespace weft::retailer {
namespace {

namespace fs = std::filesystem;

std::optional<base::Error> refused(Wish const& wish, std::uint64_t orders) {
  if (wish.people < kPeopleMin || wish.people > kPeopleMax)
    return base::Error{kBadSize, fmt::format("{} people: they are {} to {}.", wish.people, kPeopleMin, kPeopleMax)};
  auto const least = std::uint64_t{wish.people} * kOrdersPerPersonMin;
  auto const most = std::uint64_t{wish.people} * kOrdersPerPersonMax;
  if (orders < least || orders > most)
    return base::Error{kBadSize,
                       fmt::format("{} orders by {} people: they are {} to {}.", orders, wish.people, least, most)};
  if (!wish.first_day.ok() || wish.first_day.year() < std::chrono::year{1980} ||
      wish.first_day.year() > std::chrono::year{2200})
    return base::Error{kBadSize, "The first day is one of the years 1980 to 2200."};
  return std::nullopt;
}

Retailer put_together(Wish const& wish, std::uint32_t orders) {
  Retailer out;
  out.wish = wish;
  out.people = make_people(wish.people, wish.seed, wish.first_day);
  out.records = make_records(out.people, wish.seed);
  out.models = make_models(wish.seed);
  out.sales = make_sales(out.people, out.records, out.models, orders, wish.first_day, wish.seed);
  return out;
}

MadeUp write_all(Retailer const& retailer, fs::path const& folder) {
  MadeUp made;
  for (auto const* name : {"customers", "sales", "late", "truth"}) fs::create_directories(folder / name);
  write_customers(retailer, folder / "customers", made);
  write_orders(retailer, folder, made);
  write_returns(retailer, folder / "sales", made);
  write_places(retailer, folder);
  write_truth(retailer, folder / "truth");
  made.people = retailer.people.all.size();
  made.records = retailer.records.all.size();
  made.orders = retailer.sales.orders.size();
  made.order_lines = retailer.sales.lines.size();
  made.returns = retailer.sales.returns.size();
  return made;
}

}  // namespace

base::Result<MadeUp> make_up(Wish const& wish, fs::path const& folder) {
  auto const orders = wish.orders == 0 ? std::uint64_t{wish.people} * kOrdersPerPerson : wish.orders;
  if (auto error = refused(wish, orders)) return *error;
  try {
    if (fs::exists(folder) && !(fs::is_directory(folder) && fs::is_empty(folder)))
      return base::Error{kFolderNotEmpty,
                         fmt::format("{} holds something already; name one that is empty or new.", folder.string())};
    fs::create_directories(folder);
    return write_all(put_together(wish, static_cast<std::uint32_t>(orders)), folder);
  } catch (std::system_error const& error) {
    return base::Error{kCannotWrite, error.what()};
  }
}

std::optional<std::uint64_t> people_in_truth(fs::path const& folder) {
  std::ifstream file{folder / "truth" / "people.csv"};
  if (!file) return std::nullopt;
  auto const lines = std::count(std::istreambuf_iterator<char>{file}, {}, '\n');
  return static_cast<std::uint64_t>(std::max<std::ptrdiff_t>(0, lines - 1));  // the first is the header
}

}  // namespace weft::retailer
