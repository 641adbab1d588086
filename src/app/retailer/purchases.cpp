// purchases.cpp - fills visits with baskets, strangers with the rest, and brings some of it back.
#include "app/retailer/purchases.h"

#include <algorithm>
#include <array>

#include "app/retailer/chance.h"
#include "app/retailer/stores.h"
#include "app/retailer/visits.h"

namespace weft::retailer {
namespace {

/// Orders of a hundred that people with a record place; the rest are strangers in stores.
constexpr std::uint64_t kKnownPercent = 80;
/// Purchases in a store at which a known customer shows no card, in a thousand.
constexpr std::uint32_t kForgotCardPermille = 70;
/// Delivery costs this much below that much.
constexpr std::int32_t kDeliveryMinor = 4'95;
constexpr std::int64_t kFreeFromMinor = 50'00;

/// The tills of the busiest store were cut off for some weeks before Christmas.
constexpr std::uint8_t kOfflineStore = 0;
constexpr int kOfflineFrom = 320;
constexpr int kOfflineDays = 28;

constexpr std::array<std::uint32_t, kChannels> kMoreLinesPermille{500, 560, 460, 420};
constexpr std::array<std::uint32_t, kChannels> kReturnedPermille{55, 190, 170, 130};

constexpr std::string_view kReasons[] = {"too small", "too large", "changed my mind", "not as shown", "damaged"};

base::LocalTime local(base::Date date, int second) {
  return base::LocalTime{std::chrono::local_days{date}} + std::chrono::seconds{second};
}

/// The largest mean gap at which everybody together comes at least `wanted` times, found by halving.
std::int64_t fitting_gap(People const& people, Calendar const& calendar, std::uint64_t wanted, std::uint64_t seed) {
  auto const visits = [&](std::int64_t gap) {
    std::uint64_t out = 0;
    for (std::uint32_t person = 0; person < people.all.size(); ++person)
      out += visits_of(*people.all[person].habit, calendar, gap, Chance{seed, "visits", person}).size();
    return out;
  };
  std::int64_t low = 1;
  std::int64_t high = 24 * 3'000;
  while (high - low > std::max<std::int64_t>(1, low / 64)) {
    auto const middle = low + (high - low) / 2;
    (visits(middle) > wanted ? low : high) = middle;
  }
  return high;
}

class Till {
 public:
  Till(People const& people, Records& records, std::vector<Model> const& models, Calendar const& calendar,
       std::uint64_t seed)
      : people_{people}, records_{records}, models_{models}, calendar_{calendar}, seed_{seed} {}

  void serve(std::uint32_t number, std::vector<Visit> const& visits) {
    Chance chance{seed_, "baskets", number};
    auto const& person = people_.all[number];
    auto const first = sales_.orders.size();
    for (auto const& visit : visits) {
      Order order{.person = number, .channel = visit.channel, .store = person.store};
      order.sold_at = local(calendar_.date(visit.day), calendar_.second_of_day(visit.day, visit.channel, chance));
      fill(order, visit.day, person.habit->channels.size(), chance);
      sales_.orders.push_back(order);
    }
    say_as_whom(number, std::span{sales_.orders}.subspan(first), chance);
  }

  void serve_strangers(std::size_t count) {
    Chance chance{seed_, "strangers"};
    auto const& all = stores();
    for (std::size_t i = 0; i < count; ++i) {
      auto day = static_cast<int>(chance.below(static_cast<std::uint32_t>(calendar_.days())));
      while (!chance.happens(calendar_.busy(day, Channel::store)))
        day = static_cast<int>(chance.below(static_cast<std::uint32_t>(calendar_.days())));
      Order order{.channel = Channel::store};
      order.store = static_cast<std::uint8_t>(&chance.weighted(all) - all.data());
      order.sold_at = local(calendar_.date(day), calendar_.second_of_day(day, Channel::store, chance));
      fill(order, day, 1, chance);
      sales_.orders.push_back(order);
    }
  }

  Sales take() { return std::move(sales_); }

 private:
  void fill(Order& order, int day, std::size_t channels, Chance& chance) {
    order.first_line = static_cast<std::uint32_t>(sales_.lines.size());
    auto const more = kMoreLinesPermille[static_cast<std::size_t>(order.channel)] + (channels - 1) * 60;
    std::int64_t total = 0;
    do {
      auto const line = line_of(day, channels, chance);
      total += amount_of(line, models_);
      sales_.lines.push_back(line);
      ++order.lines;
    } while (order.lines < 12 && chance.happens(static_cast<std::uint32_t>(more)));
    if (order.channel == Channel::store) {
      order.tender = chance.happens(240) ? Tender::cash : Tender::card;
      if (chance.happens(40))
        order.gift_card_minor = static_cast<std::int32_t>(std::min<std::int64_t>(total / 2, 25'00));
      order.offline = order.store == kOfflineStore && day >= kOfflineFrom && day < kOfflineFrom + kOfflineDays;
      return;
    }
    order.tender = chance.happens(620) ? Tender::card : chance.happens(700) ? Tender::wallet : Tender::invoice;
    order.picked_up = order.channel != Channel::phone && chance.happens(channels > 1 ? 260 : 60);
    if (!order.picked_up && total < kFreeFromMinor) order.delivery_minor = kDeliveryMinor;
  }

  Line line_of(int day, std::size_t channels, Chance& chance) {
    auto const draw = [&] { return chance.favouring_low(static_cast<std::uint32_t>(models_.size())); };
    auto model = draw();
    // People who use several channels know the range, and buy its dearer half more often.
    if (channels > 1 && chance.happens(300)) {
      auto const other = draw();
      if (models_[other].price_minor > models_[model].price_minor) model = other;
    }
    Line line{.model = static_cast<std::uint16_t>(model)};
    line.colour = static_cast<std::uint8_t>(chance.favouring_low(static_cast<std::uint32_t>(colours().size())));
    line.size = static_cast<std::uint8_t>(chance.below(static_cast<std::uint32_t>(sizes().size())));
    line.quantity = chance.happens(900) ? 1 : chance.happens(800) ? 2 : 3;
    line.discount_minor =
        models_[model].price_minor * line.quantity * markdown_percent(model, calendar_.date(day)) / 100;
    return line;
  }

  /// Each purchase is made as one of the person's records of its channel: the first one, and from some day on the next.
  /// A record is registered when it is first used; one that never is, on some day.
  void say_as_whom(std::uint32_t number, std::span<Order> orders, Chance& chance) {
    std::sort(orders.begin(), orders.end(), [](auto const& a, auto const& b) { return a.sold_at < b.sold_at; });
    auto const own = records_.of(number);
    for (std::size_t channel = 0; channel < kChannels; ++channel) {
      std::vector<std::uint32_t> known;
      for (auto& record : own) {
        if (static_cast<std::size_t>(record.source) == channel)
          known.push_back(static_cast<std::uint32_t>(&record - records_.all.data()));
      }
      std::vector<Order*> here;
      for (auto& order : orders) {
        if (static_cast<std::size_t>(order.channel) == channel) here.push_back(&order);
      }
      for (std::size_t i = 0; i < here.size(); ++i) {
        auto const record = known[i * known.size() / here.size()];
        if (i > 0 && here[i]->channel == Channel::store && chance.happens(kForgotCardPermille)) continue;
        here[i]->record = record;
        register_before(records_.all[record], here[i]->sold_at - std::chrono::minutes{chance.between(2, 15)});
      }
      for (auto const record : known) register_before(records_.all[record], calendar_time(chance));
    }
  }

  base::LocalTime calendar_time(Chance& chance) {
    auto const day = static_cast<int>(chance.below(static_cast<std::uint32_t>(calendar_.days())));
    return local(calendar_.date(day), calendar_.second_of_day(day, Channel::store, chance));
  }

  static void register_before(Record& record, base::LocalTime at) {
    if (record.registered_at == base::LocalTime{}) record.registered_at = at;
  }

  People const& people_;
  Records& records_;
  std::vector<Model> const& models_;
  Calendar const& calendar_;
  std::uint64_t seed_;
  Sales sales_;
};

/// Where what was bought in one place comes back: mostly there; those who use several channels bring parcels to a
/// store.
Channel comes_back_to(Order const& order, Habit const* habit, Chance& chance) {
  if (habit == nullptr) return Channel::store;
  bool const mixed = habit->channels.size() > 1;
  if (order.channel != Channel::store) return chance.happens(mixed ? 420 : 70) ? Channel::store : order.channel;
  return mixed && chance.happens(60) ? Channel::web : Channel::store;
}

void bring_back(Sales& sales, People const& people, Calendar const& calendar, std::uint64_t seed) {
  Chance chance{seed, "returns"};
  for (std::uint32_t number = 0; number < sales.orders.size(); ++number) {
    auto const& order = sales.orders[number];
    if (!chance.happens(kReturnedPermille[static_cast<std::size_t>(order.channel)])) continue;
    Return back{.order = number, .store = order.store};
    back.channel = comes_back_to(order, order.person == kNobody ? nullptr : people.all[order.person].habit, chance);
    auto const sold_on = std::chrono::floor<std::chrono::days>(order.sold_at);
    auto const sold_day = static_cast<int>(
        (std::chrono::sys_days{sold_on.time_since_epoch()} - std::chrono::sys_days{calendar.date(0)}).count());
    auto day = sold_day + chance.between(2, 30);
    while (day < calendar.days() && calendar.busy(day, back.channel) == 0) ++day;
    if (day >= calendar.days()) continue;
    back.at = local(calendar.date(day), calendar.second_of_day(day, back.channel, chance));
    back.first_line = static_cast<std::uint32_t>(sales.back_lines.size());
    for (std::uint32_t line = order.first_line; line < order.first_line + order.lines; ++line) {
      bool const last_chance = line + 1 == order.first_line + order.lines && back.lines == 0;
      if (!last_chance && !chance.happens(450)) continue;
      sales.back_lines.push_back({line, static_cast<std::uint8_t>(chance.between(1, sales.lines[line].quantity))});
      ++back.lines;
    }
    back.reason = static_cast<std::uint8_t>(chance.below(static_cast<std::uint32_t>(std::size(kReasons))));
    back.reference = chance.happens(970)   ? Reference::given
                     : chance.happens(700) ? Reference::lost
                                           : Reference::before_the_record;
    back.known = order.record != kNobody && chance.happens(back.channel == Channel::store ? 850 : 1'000);
    sales.returns.push_back(back);
  }
}

/// Sorts by time and numbers each channel's from 1; what happens in the same second stays in the order it was made.
template <class Document>
void number(std::vector<Document>& documents, base::LocalTime Document::* at) {
  std::sort(documents.begin(), documents.end(), [&](auto const& a, auto const& b) {
    return std::pair{a.*at, a.first_line} < std::pair{b.*at, b.first_line};
  });
  std::array<std::uint32_t, kChannels> last{};
  for (auto& document : documents) document.number = ++last[static_cast<std::size_t>(document.channel)];
}

/// Numbers the records of each source in the order in which they were registered.
void number_records(Records& records) {
  std::vector<Record*> by_time;
  by_time.reserve(records.all.size());
  for (auto& record : records.all) by_time.push_back(&record);
  std::sort(by_time.begin(), by_time.end(), [](auto const* a, auto const* b) {
    return std::pair{a->registered_at, a} < std::pair{b->registered_at, b};
  });
  std::array<std::uint32_t, kChannels> last{};
  for (auto* record : by_time) record->number = ++last[static_cast<std::size_t>(record->source)];
}

}  // namespace

std::int64_t amount_of(Line const& line, std::vector<Model> const& models) {
  return std::int64_t{models[line.model].price_minor} * line.quantity - line.discount_minor;
}

std::int64_t amount_of(BackLine const& back, Sales const& sales, std::vector<Model> const& models) {
  auto const& line = sales.lines[back.line];
  return amount_of(line, models) * back.quantity / line.quantity;
}

std::span<std::string_view const> return_reasons() { return kReasons; }

Sales make_sales(People const& people, Records& records, std::vector<Model> const& models, std::uint32_t orders,
                 base::Date first_day, std::uint64_t seed) {
  Calendar const calendar{first_day, kDays};
  auto const gap = fitting_gap(people, calendar, orders * kKnownPercent / 100, seed);
  Till till{people, records, models, calendar, seed};
  std::size_t known = 0;
  for (std::uint32_t person = 0; person < people.all.size(); ++person) {
    auto const visits = visits_of(*people.all[person].habit, calendar, gap, Chance{seed, "visits", person});
    known += visits.size();
    till.serve(person, visits);
  }
  till.serve_strangers(orders - known);
  auto sales = till.take();
  number_records(records);
  number(sales.orders, &Order::sold_at);
  bring_back(sales, people, calendar, seed);
  number(sales.returns, &Return::at);
  return sales;
}

}  // namespace weft::retailer
