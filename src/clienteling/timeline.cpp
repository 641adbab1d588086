// timeline.cpp - a page of each source of events, merged by time.
#include <algorithm>

#include "clienteling/clienteling.h"

namespace weft::clienteling {
namespace {

constexpr std::string_view kListName = "customer_timeline";

base::TimePlace place_of(Entry const& entry) { return {entry.event_at, entry.id}; }

/// Stands after a place in a list from the newest to the oldest.
bool is_after(base::TimePlace const& entry, base::TimePlace const& place) {
  return std::tie(entry.at, entry.id) < std::tie(place.at, place.id);
}

/// A page of one customer's events in the making.
class Gathering {
 public:
  Gathering(pg::Tx& tx, std::span<customer::RecordId const> records, TimelineQuery const& query, base::TimePlace after)
      : tx_{tx}, records_{records}, query_{query}, after_{after}, from_{query.from.value_or(kBeginning)} {
    // A window's end is a place like a cursor's: no id is smaller than the empty one.
    if (query.to && is_after({*query.to, {}}, after_)) after_ = {*query.to, {}};
  }

  base::Page<Entry> page() {
    if (wants(EntryKind::order)) add_documents(orders::list_person_orders(tx_, documents()), EntryKind::order);
    if (wants(EntryKind::returned)) add_documents(orders::list_person_returns(tx_, documents()), EntryKind::returned);
    // What has no channel happened in none.
    if (wants(EntryKind::attributes) && query_.channel.empty()) add_changes();
    if (wants(EntryKind::joined) && query_.channel.empty()) add_joins();
    std::sort(found_.begin(), found_.end(),
              [](Entry const& left, Entry const& right) { return is_after(place_of(right), place_of(left)); });
    if (std::ssize(found_) > query_.limit + 1) found_.resize(static_cast<std::size_t>(query_.limit + 1));
    return base::cut_page(std::move(found_), query_.limit,
                          [](Entry const& last) { return base::cursor_of_place(kListName, place_of(last)); });
  }

 private:
  static constexpr base::Instant kBeginning{std::chrono::sys_days{std::chrono::year{1} / 1 / 1}};

  [[nodiscard]] bool wants(EntryKind kind) const { return !query_.kind || *query_.kind == kind; }
  [[nodiscard]] orders::DocumentQuery documents() const {
    return {records_, after_, from_, query_.channel, query_.limit + 1};
  }

  void add_documents(std::vector<orders::PersonDocument> documents, EntryKind kind) {
    for (auto& one : documents) {
      Entry entry{kind, one.id, one.event_at, one.received_at, one.record_id, {}, {}, {}};
      entry.document = std::move(one);
      found_.push_back(std::move(entry));
    }
  }

  void add_changes() {
    for (auto& one : profile::list_changes(tx_, records_, after_, from_, query_.limit + 1)) {
      Entry entry{EntryKind::attributes, one.id, one.said_at, one.received_at, one.record_id, {}, {}, {}};
      entry.change = std::move(one);
      found_.push_back(std::move(entry));
    }
  }

  /// Joins are few: at most as many as the customer's records show identifiers.
  void add_joins() {
    for (auto& one : customer::joins_of(tx_, records_)) {
      if (!one.joined || one.at < from_ || !is_after({one.at, one.id}, after_)) continue;
      Entry entry{EntryKind::joined, one.id, one.at, one.at, one.record_b, {}, {}, {}};
      entry.join = std::move(one);
      found_.push_back(std::move(entry));
    }
  }

  pg::Tx& tx_;
  std::span<customer::RecordId const> records_;
  TimelineQuery const& query_;
  base::TimePlace after_;
  base::Instant from_;
  std::vector<Entry> found_;
};

}  // namespace

base::Result<base::Page<Entry>> get_timeline(pg::Tx& tx, customer::CustomerId customer, TimelineQuery const& query) {
  auto const after = base::place_of_cursor(kListName, query.cursor);
  if (!after) return after.error();
  if (query.from && query.to && *query.to < *query.from) return base::Error{kEmptyWindow};
  auto const component = customer::get_component(tx, customer);
  if (!component) return component.error();
  return Gathering{tx, component->records, query, *after}.page();
}

}  // namespace weft::clienteling
