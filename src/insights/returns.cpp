// returns.cpp - what came back, by the channel of its sale and by the channel that took it back.
#include <algorithm>

#include "insights/measures.h"

namespace weft::insights {

namespace {

void add(SoldRow& to, SoldRow const& from) {
  to.lines += from.lines;
  to.units += from.units;
  to.amount_minor += from.amount_minor;
  to.orders += from.orders;
  to.returned_lines += from.returned_lines;
  to.returned_units += from.returned_units;
  to.returned_minor += from.returned_minor;
  to.orders_with_return += from.orders_with_return;
  to.cancelled_lines += from.cancelled_lines;
  to.cancelled_minor += from.cancelled_minor;
}

void rate(SoldRow& row) {
  row.line_rate_bps = bps_of(row.returned_lines, row.lines);
  row.unit_rate_bps = bps_of(row.returned_units, row.units);
  row.value_rate_bps = bps_of(row.returned_minor, row.amount_minor);
  row.order_rate_bps = bps_of(row.orders_with_return, row.orders);
}

/// How many different orders there are among `orders`.
std::int64_t distinct(std::vector<base::Uuid>& orders) {
  std::sort(orders.begin(), orders.end());
  return std::unique(orders.begin(), orders.end()) - orders.begin();
}

std::vector<SoldRow> sold_in(Book const& book, Window const& window) {
  std::vector<SoldRow> sold(Book::kChannelsMax);
  std::vector<std::vector<base::Uuid>> returned(Book::kChannelsMax);
  book.all_purchases([&](Purchase const& row) {
    if (row.currency != window.currency || !window.holds(row.day)) return;
    auto& channel = sold[row.channel];
    channel.lines += row.lines;
    channel.units += row.units;
    channel.amount_minor += row.amount_minor;
    channel.orders += 1;
  });
  book.all_comebacks([&](Comeback const& row) {
    if (row.currency != window.currency || row.sold_on == Comeback::kNeverSold || !window.holds(row.sold_on)) return;
    auto& channel = sold[row.sold_channel];
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
  for (std::size_t at = 0; at < sold.size(); ++at) sold[at].orders_with_return = distinct(returned[at]);
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
  for (std::size_t at = 0; at < book.channels().size(); ++at) {
    auto& row = sold[at];
    add(out.all, row);
    row.channel = taken[at].channel = book.channels()[at];
    rate(row);
    if (row.orders > 0) out.sold.push_back(row);
    auto& back = taken[at];
    back.sold_elsewhere_bps = bps_of(back.sold_elsewhere_lines, back.lines - back.unknown_order_lines);
    if (back.lines > 0) out.taken_back.push_back(back);
  }
  // An order of two channels counts in both, and in the sum of all once.
  std::int64_t orders = 0;
  book.all_purchases([&](Purchase const& row) {
    orders += row.opens && row.currency == window.currency && window.holds(row.day) ? 1 : 0;
  });
  std::vector<base::Uuid> returned;
  book.all_comebacks([&](Comeback const& row) {
    bool const counts = row.currency == window.currency && row.sold_on != Comeback::kNeverSold &&
                        window.holds(row.sold_on) && !row.cancelled;
    if (counts) returned.push_back(row.order);
  });
  out.all.orders = orders;
  out.all.orders_with_return = distinct(returned);
  rate(out.all);
  auto const by_channel = [](auto const& left, auto const& right) { return left.channel < right.channel; };
  std::sort(out.sold.begin(), out.sold.end(), by_channel);
  std::sort(out.taken_back.begin(), out.taken_back.end(), by_channel);
  return out;
}

}  // namespace weft::insights
