// book.cpp - laying rows down in chains, and taking them up again.
#include "insights/book.h"

#include <algorithm>
#include <stdexcept>
#include <tuple>

namespace weft::insights {

namespace {

constexpr std::string_view kOther = "other";

/// Lays `row` down at a free place of `rows`, or at the end; returns where.
template <class Row>
std::uint32_t lay(std::vector<Row>& rows, std::uint32_t& free, Row const& row) {
  if (free == Book::kEnd) {
    if (rows.size() >= Book::kEnd) throw std::length_error{"insights: more rows than a book holds"};
    rows.push_back(row);
    return static_cast<std::uint32_t>(rows.size() - 1);
  }
  auto const at = free;
  free = rows[at].next;
  rows[at] = row;
  return at;
}

/// The whole chain from `first` becomes free.
template <class Row>
void take_up(std::vector<Row>& rows, std::uint32_t& free, std::uint32_t first) {
  if (first == Book::kEnd) return;
  auto last = first;
  while (rows[last].next != Book::kEnd) last = rows[last].next;
  rows[last].next = free;
  free = first;
}

}  // namespace

std::uint8_t Book::channel_no(std::string const& channel) {
  auto const found = std::find(channels_.begin(), channels_.end(), channel);
  if (found != channels_.end()) return static_cast<std::uint8_t>(found - channels_.begin());
  if (channels_.size() == kChannelsMax) return kChannelsMax - 1;
  channels_.push_back(channels_.size() + 1 == kChannelsMax ? std::string{kOther} : channel);
  return static_cast<std::uint8_t>(channels_.size() - 1);
}

std::optional<std::uint8_t> Book::currency_no(std::string_view currency) const {
  auto const found = std::find(currencies_.begin(), currencies_.end(), currency);
  if (found == currencies_.end()) return {};
  return static_cast<std::uint8_t>(found - currencies_.begin());
}

std::uint8_t Book::make_currency_no(std::string const& currency) {
  if (auto const known = currency_no(currency)) return *known;
  if (currencies_.size() == kCurrenciesMax) throw std::length_error{"insights: more currencies than a book holds"};
  currencies_.push_back(currency);
  orders_on_.emplace_back();
  return static_cast<std::uint8_t>(currencies_.size() - 1);
}

std::vector<std::string> Book::names_of(Channels mix) const {
  std::vector<std::string> names;
  for (std::size_t channel = 0; channel < channels_.size(); ++channel) {
    if ((mix >> channel & 1) != 0) names.push_back(channels_[channel]);
  }
  std::sort(names.begin(), names.end());
  return names;
}

void Book::count_order(std::uint8_t currency, Day day, std::int64_t by) {
  auto& days = orders_on_[currency];
  auto const at = days.try_emplace(day, 0).first;
  at->second += by;
  if (at->second == 0) days.erase(at);
}

std::vector<Book::Span> Book::spans() const {
  std::vector<Span> out;
  for (std::size_t at = 0; at < currencies_.size(); ++at) {
    auto const& days = orders_on_[at];
    if (days.empty()) continue;
    Span span{currencies_[at], days.begin()->first, days.rbegin()->first, 0};
    for (auto const& [day, orders] : days) span.orders += orders;
    out.push_back(std::move(span));
  }
  std::sort(out.begin(), out.end(), [](Span const& left, Span const& right) { return left.currency < right.currency; });
  return out;
}

std::uint32_t Book::place_of(base::Uuid const& record) {
  auto const found = record_at_.find(record);
  if (found != record_at_.end()) return found->second;
  std::uint32_t at{};
  if (free_records_.empty()) {
    at = static_cast<std::uint32_t>(records_.size());
    records_.emplace_back();
  } else {
    at = free_records_.back();
    free_records_.pop_back();
  }
  record_at_.emplace(record, at);
  return at;
}

void Book::forget_rows(Record& record) {
  for (auto at = record.purchases; at != kEnd; at = purchases_[at].next) {
    auto const& purchase = purchases_[at].purchase;
    if (purchase.opens) count_order(purchase.currency, purchase.day, -1);
  }
  for (auto const& watched : record.watches) {
    auto const [first, last] = watchers_.equal_range(watched);
    watchers_.erase(std::find_if(first, last, [&](auto const& watcher) { return watcher.second == record.record_id; }));
  }
  record.watches.clear();
  take_up(purchases_, free_purchase_, record.purchases);
  take_up(comebacks_, free_comeback_, record.comebacks);
  record.purchases = record.comebacks = kEnd;
}

void Book::leave_customer(std::uint32_t at) {
  auto const head = head_at_.find(records_[at].customer_id);
  auto* link = &heads_[head->second];
  mark_stale(head->second);
  while (*link != at) link = &records_[*link].next_of_customer;
  *link = records_[at].next_of_customer;
  if (heads_[head->second] != kEnd) return;
  free_heads_.push_back(head->second);
  head_at_.erase(head);
}

void Book::enter_customer(std::uint32_t at) {
  auto const [head, is_new] = head_at_.try_emplace(records_[at].customer_id, 0);
  if (is_new && free_heads_.empty()) {
    head->second = static_cast<std::uint32_t>(heads_.size());
    heads_.push_back(kEnd);
  } else if (is_new) {
    head->second = free_heads_.back();
    free_heads_.pop_back();
  }
  mark_stale(head->second);
  auto* link = &heads_[head->second];
  if (!records_[at].identified && *link != kEnd) link = &records_[*link].next_of_customer;
  records_[at].next_of_customer = *link;
  *link = at;
}

void Book::mark_stale(std::uint32_t head) {
  if (is_stale_.size() < heads_.size()) {
    is_stale_.resize(heads_.size(), 0);
    packed_at_.resize(heads_.size(), kEnd);
  }
  if (is_stale_[head] != 0) return;
  is_stale_[head] = 1;
  stale_heads_.push_back(head);
  auto const at = packed_at_[head];
  if (at != kEnd) stale_packed_.insert(std::lower_bound(stale_packed_.begin(), stale_packed_.end(), at), at);
}

void Book::pack() {
  struct Place {
    std::string_view source_id;
    base::Uuid const* id;
    std::uint32_t head;
  };
  std::array<std::vector<Place>, 2> places;  // identified, the others
  for (std::uint32_t head = 0; head < heads_.size(); ++head) {
    auto const first = heads_[head];
    if (first == kEnd) continue;
    auto const customer = Customer::laid(*this, first);
    places.at(records_[first].identified ? 0 : 1).push_back({customer.source_id(), &customer.id(), head});
  }
  packed_.clear();
  packed_at_.assign(heads_.size(), kEnd);
  packed_purchases_.clear();
  packed_quantities_.clear();
  packed_comebacks_.clear();
  auto const size = [](auto const& rows) { return static_cast<std::uint32_t>(rows.size()); };
  for (auto& some : places) {
    std::sort(some.begin(), some.end(), [](Place const& left, Place const& right) {
      return std::tie(left.source_id, *left.id) < std::tie(right.source_id, *right.id);
    });
    for (auto const& place : some) {
      packed_at_[place.head] = size(packed_);
      packed_.push_back({place.head, size(packed_purchases_), size(packed_comebacks_)});
      auto const customer = Customer::laid(*this, heads_[place.head]);
      customer.laid_purchases([&](LaidPurchase const& row) {
        packed_purchases_.push_back(row.purchase);
        packed_quantities_.push_back(row.quantity());
        packed_.back().note(row.purchase);
      });
      customer.comebacks([&](Comeback const& row) { packed_comebacks_.push_back(row); });
    }
  }
  packed_identified_ = size(places[0]);
  packed_.push_back({kEnd, size(packed_purchases_), size(packed_comebacks_)});
  is_stale_.assign(heads_.size(), 0);
  stale_heads_.clear();
  stale_packed_.clear();
}

void Book::put(RecordRow const& row, std::span<PurchaseRow const> purchases, std::span<ComebackRow const> comebacks) {
  auto const at = place_of(row.record_id);
  if (records_[at].known) {
    forget_rows(records_[at]);
    leave_customer(at);
  }
  auto& record = records_[at];
  record.record_id = row.record_id;
  record.customer_id = row.customer_id;
  record.source_id = row.source_id;
  record.identified = row.identified;
  record.known = true;
  enter_customer(at);
  auto last_order = base::Uuid{};
  std::uint32_t tail = kEnd;
  for (auto const& one : purchases) {
    auto const currency = make_currency_no(one.currency);
    bool const opens = tail == kEnd || one.order_id != last_order;
    auto const laid =
        lay(purchases_, free_purchase_,
            LaidPurchase{{one.amount_minor, day_of(one.business_on), channel_no(one.channel), currency, opens},
                         one.units,
                         static_cast<std::uint32_t>(one.lines),
                         kEnd});
    (tail == kEnd ? record.purchases : purchases_[tail].next) = laid;
    tail = laid;
    last_order = one.order_id;
    if (opens) count_order(currency, day_of(one.business_on), 1);
  }
  tail = kEnd;
  for (auto const& one : comebacks) {
    auto const sold_on = one.sold_on ? day_of(*one.sold_on) : Comeback::kNeverSold;
    auto const channel = channel_no(one.channel);
    auto const laid = lay(comebacks_, free_comeback_,
                          Comeback{one.amount_minor, one.units, one.order_id.value_or(base::Uuid{}),
                                   day_of(one.business_on), sold_on, static_cast<std::uint32_t>(one.lines), kEnd,
                                   channel, one.sold_channel ? channel_no(*one.sold_channel) : channel,
                                   make_currency_no(one.currency), one.cancelled});
    (tail == kEnd ? record.comebacks : comebacks_[tail].next) = laid;
    tail = laid;
    auto const watched = one.sold_record ? one.sold_record : one.order_id;
    if (!watched || *watched == row.record_id) continue;
    record.watches.push_back(*watched);
    watchers_.emplace(*watched, row.record_id);
  }
}

void Book::drop(base::Uuid const& id) {
  auto const found = record_at_.find(id);
  if (found == record_at_.end()) return;
  auto const at = found->second;
  forget_rows(records_[at]);
  leave_customer(at);
  record_at_.erase(found);
  records_[at] = Record{};
  free_records_.push_back(at);
}

std::vector<base::Uuid> Book::watchers_of(base::Uuid const& record, std::span<PurchaseRow const> purchases) const {
  std::vector<base::Uuid> out;
  auto const add = [&](base::Uuid const& watched) {
    auto const [first, last] = watchers_.equal_range(watched);
    for (auto watcher = first; watcher != last; ++watcher) out.push_back(watcher->second);
  };
  add(record);
  for (auto const& one : purchases) add(one.order_id);
  return out;
}

std::optional<Day> Book::Customer::first_order(std::uint8_t currency) const {
  if (is_packed()) {
    auto const& packed = book_->packed_[packed_];
    if (packed.currency != kSeveral)
      return packed.currency == currency && packed.first <= packed.last ? std::optional{packed.first} : std::nullopt;
  }
  std::optional<Day> first;
  purchases([&](Purchase const& row) {
    if (row.currency == currency && (!first || row.day < *first)) first = row.day;
  });
  return first;
}

std::string_view Book::Customer::source_id() const {
  std::string_view smallest;
  each_record([&](Record const& record) {
    if (smallest.empty() || (!record.source_id.empty() && record.source_id < smallest)) smallest = record.source_id;
  });
  return smallest;
}

}  // namespace weft::insights
