// rfm.cpp - how lately, how often, for how much: fifths of the customers.
#include <algorithm>
#include <array>
#include <future>
#include <numeric>

#include "insights/measures.h"
#include "insights/tally.h"

namespace weft::insights {

namespace {

constexpr std::size_t kScores = 5;

struct Buyer {
  Book::Customer customer;
  Channels mix{};
  std::int64_t amount_minor{};
  Day days{};
  std::int32_t orders{};
  std::int8_t recency{}, frequency{}, monetary{};  // scores
};

/// Of equals the smaller source id has the lower place, so that the same sales give the same fifths on every machine.
bool goes_before(Buyer const& left, Buyer const& right) {
  return std::pair{left.customer.source_id(), left.customer.id()} <
         std::pair{right.customer.source_id(), right.customer.id()};
}

/// Those that the book has in order come first; puts the others into their places among them.
std::vector<Buyer> in_order(std::vector<Buyer> buyers) {
  auto const rest =
      std::find_if(buyers.begin(), buyers.end(), [](Buyer const& one) { return !one.customer.is_packed(); });
  if (rest == buyers.end()) return buyers;
  std::sort(rest, buyers.end(), goes_before);
  std::vector<Buyer> out;
  out.reserve(buyers.size());
  auto from = buyers.begin();
  for (auto one = rest; one != buyers.end(); ++one) {
    auto const to = std::upper_bound(from, rest, *one, goes_before);
    out.insert(out.end(), from, to);
    out.push_back(*one);
    from = to;
  }
  out.insert(out.end(), from, rest);
  return out;
}

std::vector<Buyer> buyers_in(Book const& book, Window const& window, Basis basis) {
  std::vector<Buyer> out;
  out.reserve(book.customers_max());  // memory that is never touched costs nothing
  auto const counts = [&](auto const& row) { return row.currency == window.currency && window.holds(row.day); };
  book.customers([&](Book::Customer const& customer) {
    if (!customer.may_have_bought(window.currency, window.from, window.to)) return;
    Buyer buyer{.customer = customer};
    Day last{};
    Channels mix = 0;  // of the order whose rows are being read
    Day day{};
    std::int64_t amount = 0;
    auto const close_order = [&] {
      if (amount <= 0) return;  // what was given for nothing is no purchase
      last = buyer.mix == 0 ? day : std::max(last, day);
      buyer.mix |= mix;
      buyer.orders += 1;
      buyer.amount_minor += amount;
    };
    customer.purchases([&](Purchase const& row) {
      if (!counts(row)) return;
      if (row.opens) {
        close_order();
        mix = 0;
        amount = 0;
      }
      mix |= Channels{1} << row.channel;
      day = row.day;
      amount += row.amount_minor;
    });
    close_order();
    if (buyer.mix == 0) return;
    if (basis == Basis::net)
      customer.comebacks([&](Comeback const& row) { buyer.amount_minor -= counts(row) ? row.amount_minor : 0; });
    buyer.days = window.to - last;
    out.push_back(buyer);
  });
  return in_order(std::move(out));
}

using Score = std::int8_t Buyer::*;

/// Fifths by rank, the worst first: as many in each, one more in the first ones where it does not divide.
class Fifths {
 public:
  explicit Fifths(std::size_t count) {
    std::size_t end = 0;
    for (std::size_t at = 0; at < ends_.size(); ++at)
      ends_[at] = end += count / kScores + (at < count % kScores ? 1 : 0);
  }
  [[nodiscard]] std::int8_t of(std::size_t rank) const {
    return static_cast<std::int8_t>(1 + (std::upper_bound(ends_.begin(), ends_.end(), rank) - ends_.begin()));
  }
  [[nodiscard]] std::array<std::size_t, kScores> const& ends() const { return ends_; }

 private:
  std::array<std::size_t, kScores> ends_{};
};

/// By a figure that has few values (days, orders): how many have less says where those of a value begin.
template <class Figure>
void score_by_count(std::vector<Buyer>& buyers, Figure figure, Score into) {
  if (buyers.empty()) return;
  auto low = figure(buyers.front());
  auto high = low;
  for (auto const& buyer : buyers) {
    low = std::min(low, figure(buyer));
    high = std::max(high, figure(buyer));
  }
  auto const value = [&](Buyer const& buyer) { return static_cast<std::size_t>(figure(buyer) - low); };
  std::vector<std::uint32_t> begins(static_cast<std::size_t>(high - low) + 2);
  for (auto const& buyer : buyers) ++begins[value(buyer) + 1];
  std::partial_sum(begins.begin(), begins.end(), begins.begin());
  Fifths const fifths{buyers.size()};
  for (auto& buyer : buyers) buyer.*into = fifths.of(begins[value(buyer)]++);
}

void score_by_amount(std::vector<Buyer>& buyers) {
  std::vector<std::pair<std::int64_t, std::uint32_t>> ranked;
  ranked.reserve(buyers.size());
  for (std::uint32_t at = 0; at < buyers.size(); ++at) ranked.emplace_back(buyers[at].amount_minor, at);
  auto begin = ranked.begin();
  std::int8_t fifth = 0;
  Fifths const fifths{buyers.size()};
  for (auto const rank : fifths.ends()) {
    // Who is among the lowest that are left is all that counts, not in which order.
    auto const end = ranked.begin() + static_cast<std::ptrdiff_t>(rank);
    if (end != ranked.end()) std::nth_element(begin, end, ranked.end());
    ++fifth;
    for (; begin != end; ++begin) buyers[begin->second].monetary = fifth;
  }
}

template <class Figure>
std::vector<ScoreRow> ranges_of(std::vector<Buyer> const& buyers, Score scored, Figure figure) {
  std::vector<ScoreRow> rows(kScores);
  for (auto const& buyer : buyers) {
    auto& row = rows[static_cast<std::size_t>(buyer.*scored - 1)];
    row.lowest = row.customers == 0 ? figure(buyer) : std::min(row.lowest, figure(buyer));
    row.highest = row.customers == 0 ? figure(buyer) : std::max(row.highest, figure(buyer));
    ++row.customers;
  }
  for (std::size_t at = 0; at < kScores; ++at) rows[at].score = static_cast<std::int64_t>(at + 1);
  return rows;
}

std::vector<RecencyRow> recency_rows(std::vector<Buyer> const& buyers) {
  std::vector<RecencyRow> rows(kScores);
  auto const ranges = ranges_of(buyers, &Buyer::recency, [](Buyer const& buyer) { return std::int64_t{buyer.days}; });
  for (std::size_t at = 0; at < rows.size(); ++at) {
    rows[at].score = ranges[at].score;
    rows[at].customers = ranges[at].customers;
    rows[at].days_min = ranges[at].lowest;
    rows[at].days_max = ranges[at].highest;
    rows[at].by_frequency.resize(kScores);
    rows[at].by_frequency_minor.resize(kScores);
  }
  for (auto const& buyer : buyers) {
    auto& row = rows[static_cast<std::size_t>(buyer.recency - 1)];
    auto const cell = static_cast<std::size_t>(buyer.frequency - 1);
    ++row.by_frequency[cell];
    row.by_frequency_minor[cell] += buyer.amount_minor;
    row.amount_minor += buyer.amount_minor;
  }
  return rows;
}

std::vector<RfmMixRow> mixes_of(Book const& book, std::vector<Buyer> const& buyers) {
  struct Sums {
    Channels mix{};
    std::int64_t customers{}, recency{}, frequency{}, monetary{}, best{};
  };
  Tally<Sums> tally;
  for (auto const& buyer : buyers) {
    auto& sums = tally.of(buyer.mix);
    ++sums.customers;
    sums.recency += buyer.recency;
    sums.frequency += buyer.frequency;
    sums.monetary += buyer.monetary;
    sums.best += buyer.recency + buyer.frequency + buyer.monetary == static_cast<int>(3 * kScores) ? 1 : 0;
  }
  std::vector<RfmMixRow> out;
  for (auto const& sums : tally.rows()) {
    out.push_back({.mix = book.names_of(sums.mix),
                   .customers = sums.customers,
                   .recency_milli = average_of(1'000 * sums.recency, sums.customers),
                   .frequency_milli = average_of(1'000 * sums.frequency, sums.customers),
                   .monetary_milli = average_of(1'000 * sums.monetary, sums.customers),
                   .best = sums.best});
  }
  std::sort(out.begin(), out.end(), [](auto const& left, auto const& right) {
    return std::pair{right.customers, left.mix} < std::pair{left.customers, right.mix};
  });
  return out;
}

}  // namespace

void rfm_in(Book const& book, Window const& window, Basis basis, RfmAnswer& answer) {
  auto buyers = buyers_in(book, window, basis);
  // Beside the other two: each writes a member of its own.
  auto monetary = std::async(std::launch::async, [&] { score_by_amount(buyers); });
  score_by_count(buyers, [](Buyer const& buyer) { return -buyer.days; }, &Buyer::recency);
  score_by_count(buyers, [](Buyer const& buyer) { return buyer.orders; }, &Buyer::frequency);
  monetary.get();
  answer.basis = basis == Basis::net ? "net" : "gross";
  answer.customers = static_cast<std::int64_t>(buyers.size());
  answer.recency = recency_rows(buyers);
  answer.frequency =
      ranges_of(buyers, &Buyer::frequency, [](Buyer const& buyer) { return std::int64_t{buyer.orders}; });
  for (auto const& row : ranges_of(buyers, &Buyer::monetary, [](Buyer const& buyer) { return buyer.amount_minor; }))
    answer.monetary.push_back({row.score, row.customers, row.lowest, row.highest});
  answer.mixes = mixes_of(book, buyers);
}

}  // namespace weft::insights
