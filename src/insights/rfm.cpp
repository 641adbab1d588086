// rfm.cpp - how lately, how often, for how much: fifths of the customers.
#include <algorithm>

#include "insights/measures.h"
#include "insights/tally.h"

namespace weft::insights {

namespace {

constexpr std::int64_t kScores = 5;

struct Buyer {
  std::string_view source_id;
  base::Uuid id;
  Channels mix{};
  std::int64_t days{}, orders{}, amount_minor{};
  std::int64_t recency{}, frequency{}, monetary{};  // scores
};

std::vector<Buyer> buyers_in(Book const& book, Window const& window, Basis basis) {
  std::vector<Buyer> out;
  auto const counts = [&](auto const& row) { return row.currency == window.currency && window.holds(row.day); };
  book.customers([&](Book::Customer const& customer) {
    Buyer buyer;
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
    buyer.source_id = customer.source_id();
    buyer.id = customer.id();
    out.push_back(buyer);
  });
  // Of equals the smaller source id has the lower place, so that the same sales give the same fifths on every machine.
  std::sort(out.begin(), out.end(), [](Buyer const& left, Buyer const& right) {
    return std::pair{left.source_id, left.id} < std::pair{right.source_id, right.id};
  });
  return out;
}

/// Fifths by a figure, the worst first: as many in each, one more in the first ones where it does not divide.
template <class Figure>
void score(std::vector<Buyer>& buyers, Figure figure, std::int64_t Buyer::* into) {
  std::vector<std::uint32_t> order(buyers.size());
  for (std::uint32_t at = 0; at < order.size(); ++at) order[at] = at;
  std::sort(order.begin(), order.end(), [&](std::uint32_t left, std::uint32_t right) {
    return std::pair{figure(buyers[left]), left} < std::pair{figure(buyers[right]), right};
  });
  auto const count = static_cast<std::int64_t>(order.size());
  std::size_t at = 0;
  for (std::int64_t fifth = 1; fifth <= kScores; ++fifth) {
    auto const size = count / kScores + (fifth <= count % kScores ? 1 : 0);
    for (std::int64_t n = 0; n < size; ++n) buyers[order[at++]].*into = fifth;
  }
}

template <class Figure>
std::vector<ScoreRow> ranges_of(std::vector<Buyer> const& buyers, std::int64_t Buyer::* scored, Figure figure) {
  std::vector<ScoreRow> rows(kScores);
  for (auto const& buyer : buyers) {
    auto& row = rows[static_cast<std::size_t>(buyer.*scored - 1)];
    row.lowest = row.customers == 0 ? figure(buyer) : std::min(row.lowest, figure(buyer));
    row.highest = row.customers == 0 ? figure(buyer) : std::max(row.highest, figure(buyer));
    ++row.customers;
  }
  for (std::int64_t at = 0; at < kScores; ++at) rows[static_cast<std::size_t>(at)].score = at + 1;
  return rows;
}

std::vector<RecencyRow> recency_rows(std::vector<Buyer> const& buyers) {
  std::vector<RecencyRow> rows(kScores);
  auto const ranges = ranges_of(buyers, &Buyer::recency, [](Buyer const& buyer) { return buyer.days; });
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
    sums.best += buyer.recency + buyer.frequency + buyer.monetary == 3 * kScores ? 1 : 0;
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
  score(buyers, [](Buyer const& buyer) { return -buyer.days; }, &Buyer::recency);
  score(buyers, [](Buyer const& buyer) { return buyer.orders; }, &Buyer::frequency);
  score(buyers, [](Buyer const& buyer) { return buyer.amount_minor; }, &Buyer::monetary);
  answer.basis = basis == Basis::net ? "net" : "gross";
  answer.customers = static_cast<std::int64_t>(buyers.size());
  answer.recency = recency_rows(buyers);
  answer.frequency = ranges_of(buyers, &Buyer::frequency, [](Buyer const& buyer) { return buyer.orders; });
  for (auto const& row : ranges_of(buyers, &Buyer::monetary, [](Buyer const& buyer) { return buyer.amount_minor; }))
    answer.monetary.push_back({row.score, row.customers, row.lowest, row.highest});
  answer.mixes = mixes_of(book, buyers);
}

}  // namespace weft::insights
