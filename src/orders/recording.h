// recording.h - one span of documents on its way into the record of sales: claim, load, decide, write.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/zone.h"
#include "orders/orders.h"
#include "orders/standing.h"
#include "orders/store.h"

namespace weft::orders {

/// Whether every line of a document was ordered, or came back, on this channel.
bool tells_only(SaleFacts const& sale, std::string_view channel);

/// The memory of one transaction that records a span of documents. Used in this order: leave_out and hold_to, claim,
/// load, decide for each, settle_customers, write. The sales must outlive it and stay where they are.
class Recording {
 public:
  Recording(std::span<SaleFacts const> sales, base::Instant now);
  Recording(Recording const&) = delete;
  Recording& operator=(Recording const&) = delete;

  /// Document i is refused for a reason of the door's; before claim.
  void leave_out(std::size_t i) { outcomes_[i].state = SaleState::refused; }
  /// Document i is told by a key of that channel (empty = of any); before claim. It is refused as `foreign`, at its
  /// number, where it would change what stands, or is told earlier in the span, for another channel.
  void hold_to(std::size_t i, std::string_view channel) { channels_[i] = channel; }
  [[nodiscard]] bool foreign(std::size_t i) const { return foreign_[i]; }
  /// Checks every document, then claims records (their source's ids) and documents (their own numbers, and those of the
  /// orders that returns name), each sorted.
  void claim(pg::Tx& tx);
  /// Locks the claims of documents that were there already, and reads those of which lines may have vanished. Throws a
  /// retryable pg::DatabaseError where one that is held to a channel was told anew since claim.
  void load(pg::Tx& tx);
  /// What document i becomes, in order of the span; memory only.
  SaleState decide(std::size_t i);
  /// Writes the customers' records and joins them: identity claims come last among the locks.
  void settle_customers(pg::Tx& tx);
  /// Writes the documents that stand.
  void write(pg::Tx& tx);

  [[nodiscard]] std::vector<SaleOutcome>& outcomes() { return outcomes_; }
  [[nodiscard]] SaleCounts counts() const;
  /// The ids of the documents that write() writes, in order of the span.
  struct Written {
    std::size_t sale;
    SaleState state;
    OrderId order_id;
    ReturnId return_id;
    customer::RecordId record_id;
    std::optional<customer::RecordId> left{};  ///< the record it was filed under before, if another
  };
  [[nodiscard]] std::vector<Written> written() const;

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  /// One document of a source, however often the span holds it or names it as what came back.
  struct Entry {
    store::Claim claim;            // as it will stand
    store::Claim before;           // as its row says so far
    bool stored = false;           // the row was there before this transaction
    bool named_only = false;       // the row is there, or new, for a return alone: the document itself is not told yet
    std::optional<Said> said{};    // what stands, once anything does
    std::size_t standing = kNone;  // the sale of the span to be written
    std::size_t guest = kNone;     // the sale of the span whose guest record the document hangs on
    /// What is recorded, read where a telling may not have all of its lines; then what is written instead of
    /// `standing`.
    std::shared_ptr<store::Held const> held{};
  };

  void check(pg::Tx& tx);
  void leave_out_foreign(pg::Tx& tx);
  void refuse_foreign(std::size_t i);
  [[nodiscard]] base::Date day_at(std::string const& location, base::Instant at);
  [[nodiscard]] store::Header header_of(Entry const& entry);
  [[nodiscard]] bool names_return(std::size_t i) const {
    return !sales_[i].return_lines.empty() && !sales_[i].returns_number.empty();
  }
  void claim_entries(pg::Tx& tx);
  void load_held(pg::Tx& tx);
  SaleState merge(Entry& entry, std::size_t i);
  [[nodiscard]] SaleFacts const& facts_of(Entry const& entry) const {
    return entry.held ? entry.held->facts : sales_[entry.standing];
  }
  void adopt(Entry& entry, std::size_t i);
  void refile(Entry& entry, std::size_t i);
  void write_claims(pg::Tx& tx);
  [[nodiscard]] std::vector<std::size_t> written_by_record() const;
  void write_documents(pg::Tx& tx);
  [[nodiscard]] bool refused(std::size_t i) const { return outcomes_[i].state == SaleState::refused; }
  [[nodiscard]] customer::RecordId record_of(std::size_t i) const { return records_->settled()[fact_of_[i]].record_id; }

  std::span<SaleFacts const> sales_;
  base::Instant now_;
  org::Places places_;
  std::vector<SaleOutcome> outcomes_;
  std::vector<customer::RecordFacts> facts_;  // of the documents not refused
  std::vector<std::size_t> fact_of_;          // by sale
  std::optional<customer::RecordBatch> records_;
  std::vector<Entry> entries_;                  // in order of (number, source)
  std::vector<std::size_t> entry_of_;           // by sale
  std::vector<Said> said_;                      // by sale
  std::vector<std::string_view> channels_;      // by sale, of the key that tells it; empty = any
  std::vector<std::optional<Said>> stood_;      // by sale held to a channel: what stood before claim
  std::vector<bool> foreign_;                   // by sale
  std::vector<std::size_t> returned_entry_of_;  // by sale, where it names what came back
  std::int64_t lines_kept_ = 0, lines_cancelled_ = 0;
  std::map<std::string, base::Zone, std::less<>> zones_;  // by location
};

}  // namespace weft::orders
