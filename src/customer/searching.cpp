// searching.cpp - making records findable, and finding customers a page at a time.
#include <algorithm>
#include <unordered_set>

#include "customer/search.h"
#include "customer/store.h"

namespace weft::customer {
namespace {

constexpr std::string_view kListName = "customer_search";
constexpr std::int64_t kTermsFirst = 60;  // most searches are content with so many
constexpr std::int64_t kTermsPerScan = 200;
constexpr int kScansPerPage = 10;
constexpr std::int64_t kCountMax = 1'000;

/// Of the words of a name the rarest leads, the others are looked for with whoever it leads to.
std::vector<std::string> take_rarest(pg::Tx& tx, std::vector<std::string>& all) {
  auto rarest = all.begin();
  if (all.size() > 1) {
    auto const counts = store::count_terms(tx, all, kCountMax);
    rarest += std::min_element(counts.begin(), counts.end()) - counts.begin();
  }
  std::vector<std::string> out{std::move(*rarest)};
  all.erase(rarest);
  return out;
}

}  // namespace

void add_search_terms(pg::Tx& tx, std::span<SearchTerm const> terms) {
  std::vector<store::TermRow> rows;
  for (auto const& shown : terms) {
    for (auto& term : terms_of(shown.kind, shown.text)) rows.push_back({std::move(term), shown.record_id, shown.kind});
  }
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  store::insert_search_terms(tx, rows);
}

base::Result<base::Page<Match>> search(pg::Tx& tx, std::string_view query, std::optional<std::string> const& cursor,
                                       std::int64_t limit) {
  auto wanted = wanted_of(query);
  if (!wanted) return base::Error{kQueryTooShort};
  std::string term;  // the last one looked at
  RecordId record;
  if (cursor) {
    auto const key = base::decode_cursor(kListName, *cursor, 2);
    if (!key) return key.error();
    auto const uuid = base::Uuid::parse((*key)[1]);
    if (!uuid) return base::Error{base::kBadCursor};
    term = (*key)[0];
    record = RecordId{*uuid};
  }
  if (wanted->any.empty()) wanted->any = take_rarest(tx, wanted->all);
  base::Page<Match> page;
  std::unordered_set<CustomerId> shown;
  for (int scan = 0; scan < kScansPerPage; ++scan) {
    auto const terms = scan == 0 ? std::max(kTermsFirst, limit) : kTermsPerScan;
    auto const rows = store::scan_terms(tx, wanted->any, wanted->all, term, record, terms);
    for (auto const& row : rows) {
      if (row.fits && shown.insert(row.customer_id).second) {
        if (std::ssize(page.items) == limit) {
          page.next_cursor = base::encode_cursor(kListName, {term, record.uuid().text()});
          return page;
        }
        page.items.push_back({row.customer_id, row.record_id, row.kind});
      }
      term = row.term;
      record = row.record_id;
    }
    if (std::ssize(rows) < terms) return page;
  }
  page.next_cursor = base::encode_cursor(kListName, {term, record.uuid().text()});
  return page;
}

}  // namespace weft::customer
