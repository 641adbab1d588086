// returns.cpp - what came back, by the channel of its sale and by the channel that took it back.
#include <algorithm>

#include "insights/measures.h"

namespace weft::insights {

namespace {

/// All but the orders: one may have been sold through several channels.
void add(SoldRow& to, SoldRow const& from) {
  to.lines += from.lines;
  to.units += from.units;
  to.amount_minor += from.amount_minor;
  to.returned_lines += from.returned_lines;
  to.returned_units += from.returned_units;
  to.returned_minor += from.returned_minor;
  to.cancelled_lines += from.cancelled_lines;
  to.cancelled_minor += from.cancelled_minor;
}

void rate(SoldRow& row) {
  row.line_rate_bps = bps_of(row.returned_lines, row.lines);
  row.unit_rate_bps = bps_of(row.returned_units, row.units);
  row.value_rate_bps = bps_of(row.returned_minor, row.amount_minor);
  row.order_rate_bps = bps_of(row.orders_with_return, row.orders);
}

/// How many different orders there are among `orders`, which come back sorted and once each.
std::int64_t distinct(std::vector<base::Uuid>& orders) {
  std::sort(orders.begin(), orders.end());
  orders.erase(std::unique(orders.begin(), orders.end()), orders.end());
  return std::ssize(orders);
}

/// By number of the channel, and everything together. An order of two channels counts in both, and once in the whole.
struct Sold {
  std::vector<SoldRow> channels = std::vector<SoldRow>(Book::kChannelsMax);
  SoldRow all;
};

Sold sold_in(Book const& book, Window const& window) {
  Sold sold;
  std::int64_t orders = 0;
  book.all_purchases([&](Purchase const& row, Quantity const& quantity) {
    if (row.currency != window.currency || !window.holds(row.day)) return;
    auto& channel = sold.channels[row.channel];
    channel.lines += quantity.lines;
    channel.units += quantity.units;
    channel.amount_minor += row.amount_minor;
    channel.orders += 1;
    orders += row.opens ? 1 : 0;
  });
  std::vector<std::vector<base::Uuid>> returned(Book::kChannelsMax);
  book.all_comebacks([&](Comeback const& row) {
    if (row.currency != window.currency || row.sold_on == Comeback::kNeverSold || !window.holds(row.sold_on)) return;
    auto& channel = sold.channels[row.sold_channel];
    if (row.cancelled) {
      channel.cancelled_lines += row.lines;
      channel.cancelled_minor += row.amount_minor;
      return;
    }
    channel.returned_lines += row.lines;
    channel.returned_units += row.units;
    channel.returned_minor += row.amount_minor;
    returned[row.sold_channel].push_back(row.order);
  });
  std::vector<base::Uuid> returned_of_all;
  for (std::size_t at = 0; at < sold.channels.size(); ++at) {
    auto& channel = sold.channels[at];
    channel.orders_with_return = distinct(returned[at]);
    returned_of_all.insert(returned_of_all.end(), returned[at].begin(), returned[at].end());
    add(sold.all, channel);
    rate(channel);
  }
  sold.all.orders = orders;
  sold.all.orders_with_return = distinct(returned_of_all);
  rate(sold.all);
  return sold;
}

std::vector<TakenBackRow> taken_back_in(Book const& book, Window const& window) {
  std::vector<TakenBackRow> taken(Book::kChannelsMax);
  book.all_comebacks([&](Comeback const& row) {
    if (row.currency != window.currency || row.cancelled || !window.holds(row.day)) return;
    auto& channel = taken[row.channel];
    channel.lines += row.lines;
    channel.units += row.units;
    channel.amount_minor += row.amount_minor;
    if (row.sold_on == Comeback::kNeverSold) {
      channel.unknown_order_lines += row.lines;
    } else if (row.sold_channel != row.channel) {
      channel.sold_elsewhere_lines += row.lines;
    }
  });
  return taken;
}

}  // namespace

Returns returns_in(Book const& book, Window const& window) {
  auto sold = sold_in(book, window);
  auto taken = taken_back_in(book, window);
  Returns out;
  out.all = std::move(sold.all);
  for (std::size_t at = 0; at < book.channels().size(); ++at) {
    auto& row = sold.channels[at];
    auto& back = taken[at];
    row.channel = back.channel = book.channels()[at];
    back.sold_elsewhere_bps = bps_of(back.sold_elsewhere_lines, back.lines - back.unknown_order_lines);
    if (row.orders > 0) out.sold.push_back(std::move(row));
    if (back.lines > 0) out.taken_back.push_back(std::move(back));
  }
  auto const by_channel = [](auto const& left, auto const& right) { return left.channel < right.channel; };
  std::sort(out.sold.begin(), out.sold.end(), by_channel);
  std::sort(out.taken_back.begin(), out.taken_back.end(), by_channel);
  return out;
}

}  // namespace weft::insights
