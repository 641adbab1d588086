// writing.cpp - the documents of one slice: put together, shared out between two hands, and written.
#include "integration/connectors/writing.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <unordered_map>

#include "customer/profile/profile.h"

namespace weft::connectors {

namespace {

constexpr std::size_t kDocumentsPerCall = 1'000;

std::string_view key_in(PackedRow const& row) { return key_of(row.content); }

}  // namespace

// ---- Faults ---------------------------------------------------------------------------------------

void Faults::reject(RowPlace place, RowFault fault) {
  // Two faults of one line need two numbers; rows that came so far were staged, so reading gave them none.
  auto& next = next_fault_[{place.file_no, place.line}];
  rejects_.push_back({.file_no = place.file_no, .line = place.line, .fault_no = next++, .fault = std::move(fault)});
}

void Faults::give_back(std::span<PackedRow const> rows, RowPlace wrong) {
  for (auto const& row : rows) {
    auto const& [file_no, line] = row.place;
    if (file_no > kJoinedFiles || is_rejected(row.content)) continue;  // given back where it was read
    ++rows_rejected_;
    given_back_.push_back({.file_no = file_no, .line = line});
    if (next_fault_.contains({file_no, line})) continue;
    ++rows_held_;
    reject(row.place,
           {kHeldBack, "", "",
            fmt::format("Document {}: the row waits for line {}{}, which was rejected.", number_of(key_in(row)),
                        wrong.line, wrong.file_no == file_no ? "" : " of another file")});
  }
}

void Faults::give_back(RowPlace place) {
  if (next_fault_.contains({place.file_no, place.line})) return;
  given_back_.push_back({.file_no = place.file_no, .line = place.line});
}

base::Reason Faults::reason_of(std::string const& name) {
  return {*reason_names_.insert(name).first, base::Code::invalid_argument, ""};
}

void Faults::store(pg::Tx& tx, ImportId import_id, Counts& counts) {
  counts.rejects += static_cast<std::int64_t>(rejects_.size());
  counts.rows_rejected += rows_rejected_;
  counts.rows_held += rows_held_;
  insert_rejects(tx, import_id, rejects_, true);
  insert_rejected_places(tx, import_id, given_back_);
}

// ---- Putting together -----------------------------------------------------------------------------

void Share::add(SalesDocument document, std::int64_t hash) {
  rows += document.rows;
  sale_hashes.push_back(hash);
  sales.push_back(std::move(document.facts));
  documents.push_back(std::move(document));
}

void Share::add(customer::RecordFacts person, std::vector<SaidOfPerson> said, std::int64_t hash) {
  ++rows;
  person_hashes.push_back(hash);
  people.push_back(std::move(person));
  attributes.push_back(std::move(said));
}

void Gathering::add(std::span<PackedRow> group, std::int64_t hash) {
  bool const one = std::all_of(group.begin(), group.end(),
                               [&](PackedRow const& row) { return key_in(row) == key_in(group.front()); });
  if (!one) {
    std::sort(group.begin(), group.end(),
              [](PackedRow const& left, PackedRow const& right) { return key_in(left) < key_in(right); });
  }
  while (!group.empty()) {
    std::size_t size = 1;
    while (size < group.size() && key_in(group[size]) == key_in(group.front())) ++size;
    auto const document = group.first(size);
    // Of a document with a row that was rejected when it was read, the others wait for that one.
    auto const wrong =
        std::find_if(document.begin(), document.end(), [](PackedRow const& row) { return is_rejected(row.content); });
    if (std::cmp_greater(size, kDocumentRowsMax)) {
      too_long(document);
    } else if (wrong != document.end()) {
      faults_.give_back(document, wrong->place);
    } else {
      add_document(document, hash);
    }
    group = group.subspan(size);
  }
}

void Gathering::add_document(std::span<PackedRow> rows, std::int64_t hash) {
  auto const target = target_of(key_in(rows.front()));
  if (is_of_org(target)) {
    tells_of_org_ = true;
    if (org_ == nullptr) throw std::logic_error{"what tells of the organisation was put together before its turn"};
    return org_->add(target, rows);
  }
  if (target == Target::customers) return add_person(rows, hash);
  auto document = put_together(rows, mapping_, as_of_);
  if (!document.faults.empty()) return reject_all(document);
  share_.add(std::move(document), hash);
}

void Gathering::add_person(std::span<PackedRow> rows, std::int64_t hash) {
  auto document = put_person_together(rows, mapping_, as_of_);
  if (!document.faults.empty()) return reject_all(document);
  auto const wrong = customer::check_record(document.facts);
  for (auto const& error : wrong) {
    auto const blamed = blame(document, mapping_, error.pointer);
    faults_.reject(blamed.place, {faults_.reason_of(error.reason), blamed.column, "", error.detail});
  }
  bool const sound = check_attributes(document) && wrong.empty();
  if (!sound) return faults_.give_back(document.packed, document.first);
  share_.add(std::move(document.facts), std::move(document.attributes), hash);
}

/// False where something said of a person cannot be meant; each such value is a reject of its own row.
bool Gathering::check_attributes(PersonDocument const& document) {
  bool sound = true;
  for (auto const& said : document.attributes) {
    auto const reason = profile::check_attribute(said.name, said.value, said.said_at);
    if (!reason) continue;
    sound = false;
    auto const blamed = blame(said, mapping_);
    faults_.reject(blamed.place, {*reason, blamed.column, shown(said.value), std::string{reason->title}});
  }
  return sound;
}

template <class Document>
void Gathering::reject_all(Document& document) {
  for (auto& fault : document.faults) faults_.reject(document.first, std::move(fault));
  faults_.give_back(document.packed, document.first);
}

void Gathering::too_long(std::span<PackedRow const> rows) {
  faults_.drop(static_cast<std::int64_t>(rows.size()));
  auto const& first = rows.front();
  auto const& part = mapping_.parts[is_rejected(first.content) ? 0 : part_of(first.content)];
  faults_.reject(first.place, {kDocumentTooLong, part.columns[part.number.columns.front()].name,
                               std::string{number_of(key_in(first))},
                               fmt::format("A document has at most {} rows.", kDocumentRowsMax)});
}

// ---- Sharing out ----------------------------------------------------------------------------------

namespace {

/// Which documents hang together, by what they have in common.
class Knots {
 public:
  explicit Knots(std::size_t documents) : above_(documents) { std::iota(above_.begin(), above_.end(), 0U); }

  void tie(std::size_t document, std::string thing) {
    auto const [first, is_new] = first_with_.try_emplace(std::move(thing), document);
    if (!is_new) above_[top_of(document)] = top_of(first->second);
  }
  void tie(std::size_t document, customer::RecordFacts const& facts) {
    if (!facts.source_id.empty()) tie(document, "account " + facts.source_id);
    for (auto const& identifier : facts.identifiers) {
      auto const value = customer::normalised(identifier.kind, identifier.value);
      if (value) tie(document, fmt::format("identifier {} {}", static_cast<int>(identifier.kind), *value));
    }
  }
  std::size_t top_of(std::size_t document) {
    while (above_[document] != document) document = above_[document] = above_[above_[document]];
    return document;
  }

 private:
  std::vector<std::size_t> above_;
  std::unordered_map<std::string, std::size_t> first_with_;
};

}  // namespace

std::array<Share, 2> share_out(Share all) {
  auto const sales = all.sales.size();
  Knots knots{sales + all.people.size()};
  for (std::size_t at = 0; at < sales; ++at) {
    auto const& sale = all.sales[at];
    knots.tie(at, sale.customer);
    knots.tie(at, "document " + sale.number);
    if (!sale.returns_number.empty()) knots.tie(at, "document " + sale.returns_number);
  }
  for (std::size_t at = 0; at < all.people.size(); ++at) knots.tie(sales + at, all.people[at]);
  // Two documents of one hash stay together, since a note of what is done tells them by it.
  for (std::size_t at = 0; at < sales; ++at) knots.tie(at, fmt::format("hash {}", all.sale_hashes[at]));
  for (std::size_t at = 0; at < all.people.size(); ++at)
    knots.tie(sales + at, fmt::format("hash {}", all.person_hashes[at]));
  std::array<Share, 2> out;
  std::unordered_map<std::size_t, std::size_t> share_of;
  auto const share_for = [&](std::size_t at) -> Share& {
    auto const lighter = out[1].rows < out[0].rows ? 1U : 0U;
    return out.at(share_of.try_emplace(knots.top_of(at), lighter).first->second);
  };
  for (std::size_t at = 0; at < sales; ++at) {
    auto& share = share_for(at);
    share.rows += all.documents[at].rows;
    share.sale_hashes.push_back(all.sale_hashes[at]);
    share.sales.push_back(std::move(all.sales[at]));
    share.documents.push_back(std::move(all.documents[at]));
  }
  for (std::size_t at = 0; at < all.people.size(); ++at)
    share_for(sales + at).add(std::move(all.people[at]), std::move(all.attributes[at]), all.person_hashes[at]);
  return out;
}

// ---- Writing --------------------------------------------------------------------------------------

namespace {

void add(Counts& counts, orders::SaleCounts const& more) {
  counts.orders_new += more.orders_recorded;
  counts.orders_changed += more.orders_replaced;
  counts.orders_unchanged += more.orders_unchanged;
  counts.orders_older += more.orders_older;
  counts.returns_new += more.returns_recorded;
  counts.returns_changed += more.returns_replaced;
  counts.returns_unchanged += more.returns_unchanged;
  counts.returns_older += more.returns_older;
  counts.order_lines += more.order_lines;
  counts.return_lines += more.return_lines;
  counts.records += more.records;
  counts.lines_kept += more.lines_kept;
  counts.lines_cancelled += more.lines_cancelled;
}

void reject_refused(SalesDocument const& document, std::string const& number, orders::SaleOutcome const& outcome,
                    Mapping const& mapping, Faults& faults) {
  std::set<std::string, std::less<>> said;  // a place told for ordering is often that of fulfilment too
  for (auto const& wrong : outcome.wrong) {
    auto blamed = blame(document, mapping, wrong.pointer);
    if (blamed.place.file_no > kJoinedFiles) blamed.place = document.first;
    if (!said.insert(fmt::format("{} {} {}", blamed.place.file_no, blamed.place.line, wrong.detail)).second) continue;
    faults.reject(blamed.place, {faults.reason_of(wrong.reason), blamed.column, "",
                                 fmt::format("Document {}: {}", number, wrong.detail)});
  }
  faults.give_back(document.packed, document.first);
}

void write_people(pg::Tx& tx, Share const& share, Mapping const& mapping, base::Instant now, Counts& counts) {
  for (std::size_t begin = 0; begin < share.people.size(); begin += kDocumentsPerCall) {
    auto const people =
        std::span{share.people}.subspan(begin, std::min(kDocumentsPerCall, share.people.size() - begin));
    auto const settled = customer::settle_records(tx, people, now);
    std::vector<profile::Statement> statements;
    for (std::size_t at = 0; at < settled.size(); ++at) {
      counts.records += settled[at].created ? 1 : 0;
      for (auto const& said : share.attributes[begin + at]) {
        statements.push_back(
            {settled[at].record_id, said.name, said.value, mapping.source, said.provenance, said.said_at});
      }
    }
    profile::state(tx, statements, now);
  }
}

}  // namespace

Counts write_share(pg::Tx& tx, Share const& share, Voice const& voice, Faults& faults) {
  Counts counts;
  write_people(tx, share, voice.mapping, voice.now, counts);
  for (std::size_t begin = 0; begin < share.sales.size();) {
    std::size_t end = begin;
    for (std::int64_t rows = 0; end < share.sales.size() && end - begin < kDocumentsPerCall; ++end) {
      rows += share.documents[end].rows;
      if (end > begin && rows > kDocumentRowsMax) break;
    }
    auto const recorded =
        orders::record_sales(tx, std::span{share.sales}.subspan(begin, end - begin), voice.now, voice.channel);
    add(counts, recorded.counts);
    for (std::size_t at = begin; at < end; ++at) {
      auto const& outcome = recorded.outcomes[at - begin];
      if (outcome.state == orders::SaleState::refused)
        reject_refused(share.documents[at], share.sales[at].number, outcome, voice.mapping, faults);
    }
    begin = end;
  }
  return counts;
}

}  // namespace weft::connectors
