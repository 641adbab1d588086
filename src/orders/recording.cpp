// recording.cpp - how a span of documents is claimed, settled against what is recorded, and written as a whole.
#include "orders/recording.h"

#include <algorithm>
#include <cassert>
#include <set>
#include <unordered_map>

#include "orders/amount.h"
#include "orders/tellings.h"
#include "orders/unit_runs.h"

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
  if (!sale.lines.empty() || sale.return_lines.empty()) order_tags(sale.tags);
  if (!sale.return_lines.empty()) return_tags(sale.return_tags);
  for (auto const& line : sale.lines) {
    if (line.tags) order_tags(*line.tags);
  }
  for (auto const& line : sale.return_lines) {
    if (line.tags) return_tags(*line.tags);
  }
}

template <class Line>
std::optional<std::int64_t> amount_of(Line const& line) {
  auto amount = line_amount(money_of(line));
  assert(amount);
  return amount.value();
}

/// Sums of what is known.
struct Totals {
  std::int64_t amount_minor{}, tax_minor{}, shipping_minor{};
};
template <class Line>
Totals totals_of(std::vector<Line> const& lines) {
  Totals totals;
  for (auto const& line : lines) {
    totals.amount_minor += amount_of(line).value_or(0);
    totals.tax_minor += line.tax_minor.value_or(0);
    totals.shipping_minor += line.shipping_minor.value_or(0);
  }
  return totals;
}

/// The units of a line as they are stored: nothing where all are alike, or where it is not known how many they are or
/// what they came to.
template <class Line>
std::optional<std::string> runs_of(Line const& line, std::optional<std::int64_t> amount_minor) {
  if (!line.quantity_units || !amount_minor) return {};
  auto const runs =
      unit_runs({*line.quantity_units, *amount_minor, line.tax_minor.value_or(0), line.shipping_minor.value_or(0)});
  if (runs.size() < 2) return {};
  return text_of(runs);
}

/// Where an order happened as a whole: where its first line did.
OrderTags const& tags_of_order(SaleFacts const& sale) {
  bool const own = !sale.lines.empty() && sale.lines.front().tags;
  return own ? *sale.lines.front().tags : sale.tags;
}

/// It sold something, or is known by its tenders only.
bool is_order(SaleFacts const& sale) { return !sale.lines.empty() || sale.return_lines.empty(); }

store::OrderLineRow row_of(SaleFacts const& sale, std::size_t at, store::Claim const& claim,
                           org::Places const& places) {
  auto const& line = sale.lines[at];
  auto const& tags = line.tags ? *line.tags : sale.tags;
  auto const amount = amount_of(line);
  return {.record_id = claim.record_id,
          .order_id = claim.order_id,
          .line_no = static_cast<std::int32_t>(at + 1),
          .origin_location = places.location(tags.origin_location).value(),
          .fulfilment_location = places.location(tags.fulfilment_location).value(),
          .origin_channel = tags.origin_channel,
          .fulfilment_channel = tags.fulfilment_channel,
          .event_at = sale.event_at,
          .amount_minor = amount,
          .unit_runs = runs_of(line, amount),
          .currency = sale.currency,
          .source = sale.source,
          .line = &line};
}

store::ReturnLineRow return_row_of(SaleFacts const& sale, std::size_t at, store::Claim const& claim,
                                   org::Places const& places) {
  auto const& line = sale.return_lines[at];
  auto const& tags = line.tags ? *line.tags : sale.return_tags;
  auto const amount = amount_of(line);
  return {.record_id = claim.record_id,
          .return_id = claim.return_id,
          .line_no = static_cast<std::int32_t>(at + 1),
          .return_location = places.location(tags.return_location).value(),
          .return_channel = tags.return_channel,
          .event_at = sale.event_at,
          .amount_minor = amount,
          .unit_runs = runs_of(line, amount),
          .currency = sale.currency,
          .source = sale.source,
          .line = &line};
}

}  // namespace

bool tells_only(SaleFacts const& sale, std::string_view channel) {
  auto const own_line = [&](SaleLine const& line) {
    return (line.tags ? line.tags->origin_channel : sale.tags.origin_channel) == channel;
  };
  auto const own_return = [&](ReturnLine const& line) {
    return (line.tags ? line.tags->return_channel : sale.return_tags.return_channel) == channel;
  };
  return std::all_of(sale.lines.begin(), sale.lines.end(), own_line) &&
         std::all_of(sale.return_lines.begin(), sale.return_lines.end(), own_return);
}

Recording::Recording(std::span<SaleFacts const> sales, base::Instant now)
    : sales_{sales},
      now_{now},
      outcomes_(sales.size()),
      fact_of_(sales.size(), kNone),
      entry_of_(sales.size(), kNone),
      said_(sales.size()),
      channels_(sales.size()),
      stood_(sales.size()),
      foreign_(sales.size()),
      returned_entry_of_(sales.size(), kNone) {}

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

/// Before anything is claimed, so that nothing of a document that is refused stays behind.
void Recording::leave_out_foreign(pg::Tx& tx) {
  if (std::all_of(channels_.begin(), channels_.end(), [](auto const& channel) { return channel.empty(); })) return;
  std::vector<std::size_t> held;
  std::vector<store::Document> documents;
  std::vector<std::string_view> channels;
  std::map<store::Document, std::vector<std::size_t>> told;  // in the span
  for (std::size_t i = 0; i < sales_.size(); ++i) {
    if (refused(i)) continue;
    store::Document const document{sales_[i].number, sales_[i].source};
    auto const other = [&](std::size_t earlier) { return !tells_only(sales_[earlier], channels_[i]); };
    auto& earlier = told[document];
    if (!channels_[i].empty() && std::any_of(earlier.begin(), earlier.end(), other)) {
      refuse_foreign(i);
      continue;
    }
    earlier.push_back(i);
    if (channels_[i].empty()) continue;
    held.push_back(i);
    documents.push_back(document);
    channels.push_back(channels_[i]);
  }
  auto const standing = store::find_standing(tx, documents, channels);
  for (std::size_t at = 0; at < held.size(); ++at) {
    auto const i = held[at];
    stood_[i] = standing[at].said;
    if (standing[at].foreign) refuse_foreign(i);
  }
}

void Recording::refuse_foreign(std::size_t i) {
  foreign_[i] = true;
  outcomes_[i].wrong.push_back({"/number", std::string{kForeignChannel.name},
                                "The document stands for another channel than this key speaks for."});
  leave_out(i);
}

void Recording::claim(pg::Tx& tx) {
  check(tx);
  leave_out_foreign(tx);
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
  // A document that is told goes before one that is only named, so that its claim is made for it.
  struct Mention {
    store::Document document;
    bool named{};
    std::size_t sale{};
    auto operator<=>(Mention const&) const = default;
  };
  std::vector<Mention> mentions;
  for (std::size_t i = 0; i < sales_.size(); ++i) {
    if (refused(i)) continue;
    mentions.push_back({{sales_[i].number, sales_[i].source}, false, i});
    if (names_return(i)) mentions.push_back({{sales_[i].returns_number, sales_[i].source}, true, i});
  }
  std::sort(mentions.begin(), mentions.end());
  std::vector<store::Claim> offered;
  for (auto const& [document, named, i] : mentions) {
    if (entries_.empty() || entries_.back().claim.document != document) {
      bool const anonymous = !named && records_->is_guest(fact_of_[i]);
      store::Claim claim{document, record_of(i), OrderId::make(now_), ReturnId::make(now_), anonymous, {}};
      if (!named) claim.said = said_[i];
      entries_.push_back({.claim = claim, .before = claim, .named_only = named, .guest = anonymous ? i : kNone});
      offered.push_back(std::move(claim));
    }
    (named ? returned_entry_of_ : entry_of_)[i] = entries_.size() - 1;
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
    entry.named_only = !entry.said;
  }
  for (std::size_t i = 0; i < sales_.size(); ++i) {
    if (refused(i) || channels_[i].empty() || entries_[entry_of_[i]].said == stood_[i]) continue;
    throw pg::DatabaseError{"40001", "a document held to a channel was told anew", "orders.find_standing"};
  }
  load_held(tx);
}

void Recording::load_held(pg::Tx& tx) {
  std::set<std::size_t> wanted;
  for (std::size_t i = 0; i < sales_.size(); ++i) {
    if (refused(i) || sales_[i].vanished == Vanished::removed) continue;
    auto const& entry = entries_[entry_of_[i]];
    if (entry.stored && entry.said && entry.said->hash != said_[i].hash) wanted.insert(entry_of_[i]);
  }
  std::vector<store::Claim> claims;
  for (auto const e : wanted) claims.push_back(entries_[e].claim);
  auto found = store::read_documents(tx, claims, places_);
  for (std::size_t at = 0; auto const e : wanted)
    entries_[e].held = std::make_shared<store::Held const>(std::move(found[at++]));
}

SaleState Recording::decide(std::size_t i) {
  auto& outcome = outcomes_[i];
  if (refused(i)) return outcome.state;
  auto& entry = entries_[entry_of_[i]];
  outcome.state = standing(entry.said, said_[i]);
  bool const guest = records_->is_guest(fact_of_[i]);
  switch (outcome.state) {
    case SaleState::recorded:
      if (entry.named_only) adopt(entry, i);
      entry.said = said_[i];
      entry.standing = i;
      break;
    case SaleState::replaced:
      merge(entry, i);
      refile(entry, i);
      entry.said = said_[i];
      entry.standing = i;
      break;
    case SaleState::unchanged: entry.said->as_of = as_of_after(*entry.said, said_[i]); [[fallthrough]];
    case SaleState::older:
      if (outcome.state == SaleState::older) outcome.state = merge(entry, i);
      if (guest) records_->drop_guest(fact_of_[i]);
      break;
    case SaleState::refused: break;
  }
  outcome.record_id = entry.claim.record_id;
  if (is_order(sales_[i])) outcome.order_id = entry.claim.order_id;
  if (!sales_[i].return_lines.empty()) outcome.return_id = entry.claim.return_id;
  return outcome.state;
}

/// Another telling of a document: what vanished from it stays as the telling wants. Older, unless it had lines that no
/// newer one has.
SaleState Recording::merge(Entry& entry, std::size_t i) {
  auto const& sale = sales_[i];
  bool const newer = sale.as_of >= entry.said->as_of;
  if (sale.vanished == Vanished::removed) {
    if (newer) entry.held.reset();
    return SaleState::older;
  }
  auto before = entry.held ? *entry.held : store::Held{.facts = facts_of(entry)};
  before.facts.as_of = entry.said->as_of;  // the same content may have been told again since
  auto merged = merge_tellings(before.facts, sale);
  if (!merged.changed) return SaleState::older;
  (sale.vanished == Vanished::kept ? lines_kept_ : lines_cancelled_) += merged.vanished;
  auto const& of = newer ? sale.returns_number : before.facts.returns_number;
  auto returned = before.returned_order;
  if (newer) {
    returned.reset();
    if (names_return(i)) returned = entries_[returned_entry_of_[i]].claim.order_id;
  }
  bool const calls_off = std::any_of(merged.facts.return_lines.begin(), merged.facts.return_lines.end(),
                                     [](ReturnLine const& line) { return line.calls_off.has_value(); });
  if (calls_off && !returned && of.empty()) returned = entry.claim.order_id;  // of what the document itself sold
  entry.held = std::make_shared<store::Held const>(store::Held{std::move(merged.facts), returned});
  entry.standing = i;
  return SaleState::replaced;
}

/// A document that a return had named is told at last: it takes the id that was kept for it.
void Recording::adopt(Entry& entry, std::size_t i) {
  bool const guest = records_->is_guest(fact_of_[i]);
  entry.guest = guest ? i : kNone;
  entry.claim.record_id = record_of(i);
  entry.claim.anonymous = guest;
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
    if (entry.stored && !entry.named_only && entry.before.anonymous && moved)
      abandoned.push_back(entry.before.record_id);
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
    if (!entry.said) continue;  // still only named: its claim is all there is
    entry.claim.said = entry.said;
    store::Home const home{entry.claim.order_id, entry.claim.record_id};
    bool const refiled = entry.before.record_id != entry.claim.record_id;
    if (refiled || entry.before.said != entry.claim.said) changed.push_back(entry.claim);
    if (!entry.stored || entry.named_only) {
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

base::Date Recording::day_at(std::string const& location, base::Instant at) {
  auto found = zones_.find(location);
  if (found == zones_.end()) {
    // org took the zone's name only from those that PostgreSQL knows; a machine with older zoneinfo may lack it.
    auto const zone = base::Zone::find(places_.zone(location));
    found = zones_.emplace(location, zone.value_or(base::Zone{})).first;
  }
  return found->second.day_of(at);
}

/// What an order and a return of one document have in common.
store::Header Recording::header_of(Entry const& entry) {
  auto const& sale = facts_of(entry);
  store::Header header{.record_id = entry.claim.record_id,
                       .id = {},
                       .event_at = sale.event_at,
                       .business_on = {},
                       .channel = {},
                       .location = {},
                       .currency = sale.currency,
                       .source = sale.source,
                       .number = sale.number};
  if (!sale.facts.empty()) header.facts = sale.facts;
  return header;
}

/// The entries whose documents are written, in order of the keys of their rows: what lies side by side in an index is
/// put there one after the other.
std::vector<std::size_t> Recording::written_by_record() const {
  std::vector<std::size_t> out;
  for (std::size_t at = 0; at < entries_.size(); ++at) {
    if (entries_[at].standing != kNone) out.push_back(at);
  }
  std::sort(out.begin(), out.end(), [&](std::size_t left, std::size_t right) {
    return std::pair{entries_[left].claim.record_id, left} < std::pair{entries_[right].claim.record_id, right};
  });
  return out;
}

void Recording::write_documents(pg::Tx& tx) {
  std::vector<store::Header> orders;
  std::vector<store::Header> returns;
  std::vector<store::OrderLineRow> order_lines;
  std::vector<store::ReturnLineRow> return_lines;
  std::vector<store::TenderRow> tenders;
  for (auto const at : written_by_record()) {
    auto const& entry = entries_[at];
    auto const& sale = facts_of(entry);
    auto header = header_of(entry);
    if (is_order(sale)) {
      auto const totals = totals_of(sale.lines);
      header.id = entry.claim.order_id.uuid();
      auto const& tags = tags_of_order(sale);
      header.business_on = day_at(tags.origin_location, sale.event_at);
      header.channel = tags.origin_channel;
      header.location = places_.location(tags.origin_location).value();
      header.amount_minor = totals.amount_minor;
      header.tax_minor = totals.tax_minor;
      header.shipping_minor = totals.shipping_minor;
      if (sale.tax_policy) header.tax_policy = text_of(*sale.tax_policy);
      header.line_count = static_cast<std::int32_t>(sale.lines.size());
      orders.push_back(header);
    }
    if (!sale.return_lines.empty()) {
      header.id = entry.claim.return_id.uuid();
      auto const& first = sale.return_lines.front();
      auto const& tags = first.tags ? *first.tags : sale.return_tags;
      header.business_on = day_at(tags.return_location, sale.event_at);
      header.channel = tags.return_channel;
      header.location = places_.location(tags.return_location).value();
      header.amount_minor = totals_of(sale.return_lines).amount_minor;
      header.line_count = static_cast<std::int32_t>(sale.return_lines.size());
      if (entry.held) {
        header.returned_order_id = entry.held->returned_order;
        if (entry.held->returned_order)
          header.returned_number = sale.returns_number.empty() ? sale.number : sale.returns_number;
      } else if (names_return(entry.standing)) {
        header.returned_order_id = entries_[returned_entry_of_[entry.standing]].claim.order_id;
        header.returned_number = sale.returns_number;
      }
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
    auto const state = entry.stored && !entry.named_only ? SaleState::replaced : SaleState::recorded;
    out.push_back({entry.standing, state, entry.claim.order_id, entry.claim.return_id, entry.claim.record_id, {}});
    bool const refiled = state == SaleState::replaced && entry.before.record_id != entry.claim.record_id;
    if (refiled) out.back().left = entry.before.record_id;
  }
  std::sort(out.begin(), out.end(), [](auto const& left, auto const& right) { return left.sale < right.sale; });
  return out;
}

SaleCounts Recording::counts() const {
  SaleCounts out;
  out.records = records_ ? records_->created() : 0;
  out.lines_kept = lines_kept_;
  out.lines_cancelled = lines_cancelled_;
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
    if (is_order(sales_[i])) count(out.orders_recorded, out.orders_unchanged, out.orders_replaced, out.orders_older);
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
      &SaleCounts::return_lines, &SaleCounts::lines_written, &SaleCounts::records, &SaleCounts::lines_kept,
      &SaleCounts::lines_cancelled);
  return *this;
}

}  // namespace weft::orders
