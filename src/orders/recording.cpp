// recording.cpp - how a span of documents is claimed, settled against what is recorded, and written as a whole.
#include "orders/recording.h"

#include <algorithm>
#include <cassert>
#include <set>
#include <unordered_map>

#include "orders/amount.h"

namespace weft::orders {
namespace {

void add_codes(SaleFacts const& sale, std::set<std::string>& channels, std::set<std::string>& locations) {
  auto const order_tags = [&](OrderTags const& tags) {
    channels.insert({tags.origin_channel, tags.fulfilment_channel});
    locations.insert({tags.origin_location, tags.fulfilment_location});
  };
  auto const return_tags = [&](ReturnTags const& tags) {
    channels.insert(tags.return_channel);
    locations.insert(tags.return_location);
  };
  if (!sale.lines.empty()) order_tags(sale.tags);
  if (!sale.return_lines.empty()) return_tags(sale.return_tags);
  for (auto const& line : sale.lines) {
    if (line.tags) order_tags(*line.tags);
  }
  for (auto const& line : sale.return_lines) {
    if (line.tags) return_tags(*line.tags);
  }
}

template <class Line>
std::int64_t amount_of(Line const& line) {
  auto amount = line_amount(money_of(line));
  assert(amount);
  return amount.value();
}

template <class Line>
std::int64_t sum_of(std::vector<Line> const& lines) {
  std::int64_t sum = 0;
  for (auto const& line : lines) sum += amount_of(line);
  return sum;
}

store::OrderLineRow row_of(SaleFacts const& sale, std::size_t at, store::Claim const& claim,
                           org::Places const& places) {
  auto const& line = sale.lines[at];
  auto const& tags = line.tags ? *line.tags : sale.tags;
  return {.record_id = claim.record_id,
          .order_id = claim.order_id,
          .line_no = static_cast<std::int32_t>(at + 1),
          .origin_location = places.location(tags.origin_location).value(),
          .fulfilment_location = places.location(tags.fulfilment_location).value(),
          .origin_channel = tags.origin_channel,
          .fulfilment_channel = tags.fulfilment_channel,
          .event_at = sale.event_at,
          .amount_minor = amount_of(line),
          .currency = sale.currency,
          .source = sale.source,
          .line = &line};
}

store::ReturnLineRow return_row_of(SaleFacts const& sale, std::size_t at, store::Claim const& claim,
                                   org::Places const& places) {
  auto const& line = sale.return_lines[at];
  auto const& tags = line.tags ? *line.tags : sale.return_tags;
  return {.record_id = claim.record_id,
          .return_id = claim.return_id,
          .line_no = static_cast<std::int32_t>(at + 1),
          .return_location = places.location(tags.return_location).value(),
          .return_channel = tags.return_channel,
          .event_at = sale.event_at,
          .amount_minor = amount_of(line),
          .currency = sale.currency,
          .source = sale.source,
          .line = &line};
}

}  // namespace

Recording::Recording(std::span<SaleFacts const> sales, base::Instant now)
    : sales_{sales},
      now_{now},
      outcomes_(sales.size()),
      fact_of_(sales.size(), kNone),
      entry_of_(sales.size(), kNone),
      said_(sales.size()),
      returned_(sales.size()) {}

void Recording::check(pg::Tx& tx) {
  std::set<std::string> channels;
  std::set<std::string> locations;
  for (auto const& sale : sales_) add_codes(sale, channels, locations);
  places_ = org::find_places(tx, std::vector<std::string>(channels.begin(), channels.end()),
                             std::vector<std::string>(locations.begin(), locations.end()));
  for (std::size_t i = 0; i < sales_.size(); ++i) {
    if (refused(i)) continue;
    outcomes_[i].wrong = check_sale(sales_[i], places_, now_);
    if (!outcomes_[i].wrong.empty()) outcomes_[i].state = SaleState::refused;
  }
}

void Recording::claim(pg::Tx& tx) {
  check(tx);
  for (std::size_t i = 0; i < sales_.size(); ++i) {
    if (refused(i)) continue;
    said_[i] = {content_hash(sales_[i]), sales_[i].as_of};
    fact_of_[i] = facts_.size();
    auto& facts = facts_.emplace_back(sales_[i].customer);
    facts.source = sales_[i].source;
    if (facts.seen_at == base::Instant{}) facts.seen_at = sales_[i].event_at;
  }
  records_ = customer::claim_records(tx, facts_, now_);
  claim_entries(tx);
}

void Recording::claim_entries(pg::Tx& tx) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < sales_.size(); ++i) {
    if (!refused(i)) order.push_back(i);
  }
  auto const document = [&](std::size_t i) { return store::Document{sales_[i].number, sales_[i].source}; };
  std::sort(order.begin(), order.end(),
            [&](std::size_t l, std::size_t r) { return std::pair{document(l), l} < std::pair{document(r), r}; });
  std::vector<store::Claim> offered;
  for (auto const i : order) {
    if (entries_.empty() || entries_.back().claim.document != document(i)) {
      bool const anonymous = records_->is_guest(fact_of_[i]);
      offered.push_back({document(i), record_of(i), OrderId::make(now_), ReturnId::make(now_), anonymous, said_[i]});
      entries_.push_back({.claim = offered.back(), .before = offered.back(), .guest = anonymous ? i : kNone});
    }
    entry_of_[i] = entries_.size() - 1;
  }
  auto const won = store::insert_claims(tx, offered);
  for (std::size_t e = 0; e < entries_.size(); ++e) {
    entries_[e].stored = !won[e];  // then load() reads it
  }
}

void Recording::load(pg::Tx& tx) {
  std::vector<store::Document> taken;
  for (auto const& entry : entries_) {
    if (entry.stored) taken.push_back(entry.claim.document);
  }
  auto const claims = store::lock_claims(tx, taken);
  std::size_t at = 0;
  for (auto& entry : entries_) {
    if (!entry.stored) continue;
    entry.guest = kNone;
    entry.claim = entry.before = claims[at++];
    entry.said = entry.claim.said;
  }
  find_returned_orders(tx);
}

void Recording::find_returned_orders(pg::Tx& tx) {
  std::vector<store::Document> wanted;
  std::vector<std::size_t> askers;
  for (std::size_t i = 0; i < sales_.size(); ++i) {
    if (refused(i) || sales_[i].return_lines.empty() || sales_[i].returns_number.empty()) continue;
    wanted.push_back({sales_[i].returns_number, sales_[i].source});
    askers.push_back(i);
  }
  // Claims of this span are in the answer too: they are written, if not committed.
  auto const found = store::find_orders(tx, wanted);
  for (std::size_t i = 0; i < askers.size(); ++i) returned_[askers[i]] = found[i];
}

SaleState Recording::decide(std::size_t i) {
  auto& outcome = outcomes_[i];
  if (refused(i)) return outcome.state;
  auto& entry = entries_[entry_of_[i]];
  outcome.state = standing(entry.said, said_[i]);
  bool const guest = records_->is_guest(fact_of_[i]);
  switch (outcome.state) {
    case SaleState::recorded:
      entry.said = said_[i];
      entry.standing = i;
      break;
    case SaleState::replaced:
      refile(entry, i);
      entry.said = said_[i];
      entry.standing = i;
      break;
    case SaleState::unchanged: entry.said->as_of = as_of_after(*entry.said, said_[i]); [[fallthrough]];
    case SaleState::older:
      if (guest) records_->drop_guest(fact_of_[i]);
      break;
    case SaleState::refused: break;
  }
  outcome.record_id = entry.claim.record_id;
  if (!sales_[i].lines.empty()) outcome.order_id = entry.claim.order_id;
  if (!sales_[i].return_lines.empty()) outcome.return_id = entry.claim.return_id;
  return outcome.state;
}

/// A document said anew may name another buyer: it is filed under that one's record. Nobody known stays who they were.
void Recording::refile(Entry& entry, std::size_t i) {
  bool const guest = records_->is_guest(fact_of_[i]);
  if (guest && entry.claim.anonymous) {
    records_->drop_guest(fact_of_[i]);
    return;
  }
  if (entry.guest != kNone) records_->drop_guest(fact_of_[entry.guest]);
  entry.guest = guest ? i : kNone;
  entry.claim.record_id = record_of(i);
  entry.claim.anonymous = guest;
}

void Recording::settle_customers(pg::Tx& tx) {
  customer::write_records(tx, *records_, now_);
  std::vector<customer::RecordId> abandoned;
  for (auto const& entry : entries_) {
    bool const moved = entry.before.record_id != entry.claim.record_id;
    if (entry.stored && entry.before.anonymous && moved) abandoned.push_back(entry.before.record_id);
  }
  customer::remove_guests(tx, abandoned, now_);
}

void Recording::write(pg::Tx& tx) {
  write_claims(tx);
  write_documents(tx);
}

void Recording::write_claims(pg::Tx& tx) {
  std::vector<store::Claim> changed;
  std::vector<store::Claim> rewritten;
  std::vector<store::Home> made;
  std::vector<store::Home> moved;
  for (auto& entry : entries_) {
    entry.claim.said = *entry.said;
    store::Home const home{entry.claim.order_id, entry.claim.record_id};
    bool const refiled = entry.before.record_id != entry.claim.record_id;
    if (refiled || entry.before.said != entry.claim.said) changed.push_back(entry.claim);
    if (!entry.stored) {
      made.push_back(home);
      continue;
    }
    if (refiled) moved.push_back(home);
    if (entry.standing != kNone) rewritten.push_back(entry.before);
  }
  store::insert_homes(tx, made);
  store::update_homes(tx, moved);
  store::update_claims(tx, changed);
  store::delete_documents(tx, rewritten);
}

void Recording::write_documents(pg::Tx& tx) {
  std::vector<store::Header> orders;
  std::vector<store::Header> returns;
  std::vector<store::OrderLineRow> order_lines;
  std::vector<store::ReturnLineRow> return_lines;
  std::vector<store::TenderRow> tenders;
  for (auto const& entry : entries_) {
    if (entry.standing == kNone) continue;
    auto const& sale = sales_[entry.standing];
    store::Header header{.record_id = entry.claim.record_id,
                         .id = {},
                         .event_at = sale.event_at,
                         .currency = sale.currency,
                         .source = sale.source,
                         .number = sale.number};
    if (!sale.lines.empty()) {
      header.id = entry.claim.order_id.uuid();
      header.amount_minor = sum_of(sale.lines);
      header.line_count = static_cast<std::int32_t>(sale.lines.size());
      orders.push_back(header);
    }
    if (!sale.return_lines.empty()) {
      header.id = entry.claim.return_id.uuid();
      header.amount_minor = sum_of(sale.return_lines);
      header.line_count = static_cast<std::int32_t>(sale.return_lines.size());
      header.returned_order_id = returned_[entry.standing];
      if (!sale.returns_number.empty()) header.returned_number = sale.returns_number;
      returns.push_back(header);
    }
    for (std::size_t i = 0; i < sale.lines.size(); ++i) order_lines.push_back(row_of(sale, i, entry.claim, places_));
    for (std::size_t i = 0; i < sale.return_lines.size(); ++i) {
      return_lines.push_back(return_row_of(sale, i, entry.claim, places_));
    }
    for (std::size_t i = 0; i < sale.tenders.size(); ++i) {
      tenders.push_back({entry.claim.record_id, entry.claim.order_id, static_cast<std::int32_t>(i + 1), sale.currency,
                         &sale.tenders[i]});
    }
  }
  store::insert_orders(tx, orders, now_);
  store::insert_returns(tx, returns, now_);
  store::insert_tenders(tx, tenders);
  store::insert_order_lines(tx, order_lines, now_);
  store::insert_return_lines(tx, return_lines, now_);
}

std::vector<Recording::Written> Recording::written() const {
  std::vector<Written> out;
  for (auto const& entry : entries_) {
    if (entry.standing == kNone) continue;
    auto const state = entry.stored ? SaleState::replaced : SaleState::recorded;
    out.push_back({entry.standing, state, entry.claim.order_id, entry.claim.return_id, entry.claim.record_id});
  }
  std::sort(out.begin(), out.end(), [](auto const& left, auto const& right) { return left.sale < right.sale; });
  return out;
}

SaleCounts Recording::counts() const {
  SaleCounts out;
  out.records = records_ ? records_->created() : 0;
  for (std::size_t i = 0; i < sales_.size(); ++i) {
    auto const state = outcomes_[i].state;
    if (state == SaleState::refused) {
      ++out.refused;
      continue;
    }
    auto const lines = static_cast<std::int64_t>(sales_[i].lines.size());
    auto const return_lines = static_cast<std::int64_t>(sales_[i].return_lines.size());
    auto const count = [&](std::int64_t& recorded, std::int64_t& unchanged, std::int64_t& replaced,
                           std::int64_t& older) {
      ++(state == SaleState::recorded    ? recorded
         : state == SaleState::unchanged ? unchanged
         : state == SaleState::replaced  ? replaced
                                         : older);
    };
    if (lines > 0) count(out.orders_recorded, out.orders_unchanged, out.orders_replaced, out.orders_older);
    if (return_lines > 0) count(out.returns_recorded, out.returns_unchanged, out.returns_replaced, out.returns_older);
    out.order_lines += lines;
    out.return_lines += return_lines;
    if (state == SaleState::recorded || state == SaleState::replaced) out.lines_written += lines + return_lines;
  }
  return out;
}

SaleCounts& SaleCounts::operator+=(SaleCounts const& other) {
  auto const add = [&](auto... members) { ((this->*members += other.*members), ...); };
  add(&SaleCounts::orders_recorded, &SaleCounts::orders_unchanged, &SaleCounts::orders_replaced,
      &SaleCounts::orders_older, &SaleCounts::returns_recorded, &SaleCounts::returns_unchanged,
      &SaleCounts::returns_replaced, &SaleCounts::returns_older, &SaleCounts::refused, &SaleCounts::order_lines,
      &SaleCounts::return_lines, &SaleCounts::lines_written, &SaleCounts::records);
  return *this;
}

}  // namespace weft::orders
