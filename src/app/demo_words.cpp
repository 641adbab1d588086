// demo_words.cpp - the made-up retailer in one sentence, from the product's own figures.
#include "app/demo_words.h"

#include <fmt/format.h>

#include "base/number.h"

namespace weft::app {
namespace {

/// One part of so many, in per cent with one decimal, half rounded up.
std::string percent(std::int64_t part, std::int64_t whole) {
  auto const tenths = (part * 2'000 + whole) / (whole * 2);
  return fmt::format("{}.{} %", tenths / 10, tenths % 10);
}

/// Customers of one kind together.
struct Group {
  std::int64_t customers{}, amount_minor{}, followed{}, stayed{};

  void add(insights::MixRow const& row) {
    customers += row.customers;
    amount_minor += row.amount_minor;
    if (!row.retention.complete) return;  // whole and unfinished figures are never added up
    followed += row.retention.eligible;
    stayed += row.retention.retained;
  }
  /// Sales to one of them, in whole units of the currency.
  [[nodiscard]] std::string worth(insights::ChannelMix const& answer) const {
    std::int64_t unit = 1;
    for (int digit = 0; answer.currency && digit < answer.currency->minor_digits(); ++digit) unit *= 10;
    auto const each = customers == 0 ? 0 : amount_minor / customers / unit;
    return fmt::format("{} {}", answer.currency ? answer.currency->text() : "", base::grouped(each));
  }
};

}  // namespace

std::string of_channels(insights::ChannelMix const& answer, std::uint64_t people_in_truth) {
  Group several;
  Group one;
  for (auto const& row : answer.mixes) (row.mix.size() > 1 ? several : one).add(row);
  auto text = fmt::format(
      "Of {} customers (records joined so far by loyalty number and e-mail alone; the truth kept for scoring says {}) "
      "{} bought in more than one channel; they are worth {} each, the others {}",
      base::grouped(answer.customers), base::grouped(static_cast<std::int64_t>(people_in_truth)),
      percent(several.customers, answer.customers), several.worth(answer), one.worth(answer));
  if (several.followed > 0 && one.followed > 0) {
    text += fmt::format("; {} of them were still there after 12 months, against {} (n = {} and {})",
                        percent(several.stayed, several.followed), percent(one.stayed, one.followed),
                        base::grouped(several.followed), base::grouped(one.followed));
  }
  return text + ".";
}

}  // namespace weft::app
