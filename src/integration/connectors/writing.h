// writing.h - the documents of one slice: put together, shared out between two hands, and written.
#pragma once

#include <array>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "integration/connectors/org_entries.h"
#include "integration/connectors/sales_document.h"
#include "integration/connectors/store.h"

namespace weft::connectors {

inline constexpr std::int64_t kDocumentRowsMax = static_cast<std::int64_t>(orders::kLinesPerSaleMax);

/// Faults of rows that were staged and do not go in, and the rows of their documents that wait for them. Rows of one
/// document come to one Faults: it numbers the faults of a line.
class Faults {
 public:
  void reject(RowPlace place, RowFault fault);
  /// None of the rows goes in, so that the document stays whole: those without a fault of their own wait for `wrong`.
  void give_back(std::span<PackedRow const> rows, RowPlace wrong);
  /// A row that stands for itself goes back.
  void give_back(RowPlace place);
  /// Rows that are not even given back: their document is too long for that.
  void drop(std::int64_t rows) { rows_rejected_ += rows; }
  /// A reason told by another module, whose words are gone before the faults are stored.
  base::Reason reason_of(std::string const& name);
  /// Stores what was found, after the end of a rehearsal, and adds it to `counts`.
  void store(pg::Tx& tx, ImportId import_id, Counts& counts);

 private:
  std::int64_t rows_rejected_ = 0, rows_held_ = 0;
  std::vector<RejectRow> rejects_;
  std::vector<RejectedRow> given_back_;
  std::set<std::string, std::less<>> reason_names_;
  std::map<std::pair<std::int32_t, std::int64_t>, std::int32_t> next_fault_;  // by file and line
};

/// Documents on their way to orders and customers. Number i of `sales` was put together as number i of `documents`,
/// whose own facts have moved there; likewise people. The rows that they point to live as long as the slice.
struct Share {
  std::vector<orders::SaleFacts> sales;
  std::vector<SalesDocument> documents;
  std::vector<customer::RecordFacts> people;
  std::vector<std::vector<SaidOfPerson>> attributes;
  std::vector<std::int64_t> sale_hashes, person_hashes;
  std::int64_t rows{};

  void add(SalesDocument document, std::int64_t hash);
  void add(customer::RecordFacts person, std::vector<SaidOfPerson> attributes, std::int64_t hash);
};

/// Puts the documents of a slice together. What has a fault goes to `faults`, what tells of the organisation to `org`.
class Gathering {
 public:
  /// Without `org` no document may tell of the organisation.
  Gathering(Mapping const& mapping, base::Instant as_of, OrgEntries* org, Faults& faults)
      : mapping_{mapping}, as_of_{as_of}, org_{org}, faults_{faults} {}

  /// Rows of one hash, which are one document but for the rarest of chances. Sorts them.
  void add(std::span<PackedRow> group, std::int64_t hash);
  [[nodiscard]] bool tells_of_org() const { return tells_of_org_; }
  Share take() { return std::move(share_); }

 private:
  void add_document(std::span<PackedRow> rows, std::int64_t hash);
  void add_person(std::span<PackedRow> rows, std::int64_t hash);
  bool check_attributes(PersonDocument const& document);
  template <class Document>
  void reject_all(Document& document);
  void too_long(std::span<PackedRow const> rows);

  Mapping const& mapping_;
  base::Instant as_of_;
  OrgEntries* org_;
  Faults& faults_;
  Share share_;
  bool tells_of_org_ = false;
};

/// Two shares of about equal weight that have no customer and no document in common, so that two transactions write
/// them at the same time and never wait for one another.
std::array<Share, 2> share_out(Share all);

/// As what the documents of a slice are written.
struct Voice {
  Mapping const& mapping;
  std::string_view channel;  ///< the only one that what stands may be changed for; empty = any
  base::Instant now;
};

/// Records a share, some documents a call. What is refused goes to `faults`; what came of the others is given.
Counts write_share(pg::Tx& tx, Share const& share, Voice const& voice, Faults& faults);

}  // namespace weft::connectors
