// org_entries.h - rows that tell of the organisation on their way to org, and what becomes of them.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "integration/connectors/sales_document.h"
#include "integration/connectors/store.h"
#include "org/org.h"

namespace weft::connectors {

/// Gathers entries of one slice and settles them a thousand at a time: locations first, then staff, shifts, visitors.
class OrgEntries {
 public:
  /// Called with each fault; `reason` is empty where the fault names it itself.
  using Reject = std::function<void(RowPlace, RowFault, std::string const& reason)>;
  OrgEntries(pg::Tx& tx, ImportRow& row, Mapping const& mapping, base::Instant now, Reject reject)
      : tx_{tx}, row_{row}, mapping_{mapping}, now_{now}, reject_{std::move(reject)} {}

  /// The rows of one document: one entry, but of shifts, where the document is a person and each row an entry. Sorts
  /// `rows` by content; they must live until flush().
  void add(Target target, std::span<PackedRow> rows);
  void flush();

 private:
  /// What a row, or the rows of a document together, say.
  struct Entry {
    MappedRow said;
    RowPlace place;
    std::int64_t rows = 1;
  };
  void add_entry(Target target, Entry entry, std::vector<RowFault> faults);
  template <class Told, class Make, class Settle>
  void settle(std::vector<Entry>& entries, Make make, Settle settle_all);
  [[nodiscard]] base::Instant as_of(MappedRow const& said) const;
  org::LocationTold location_of(MappedRow const& said) const;
  org::StaffTold staff_of(MappedRow const& said) const;
  org::ShiftTold shift_of(MappedRow const& said) const;
  org::FootfallTold footfall_of(MappedRow const& said) const;

  pg::Tx& tx_;
  ImportRow& row_;
  Mapping const& mapping_;
  base::Instant now_;
  Reject reject_;
  std::vector<Entry> locations_, staff_, shifts_, footfall_;
};

}  // namespace weft::connectors
