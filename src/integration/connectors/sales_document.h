// sales_document.h - the rows of one document become one SaleFacts, those of one person one RecordFacts; pure.
#pragma once

#include <span>
#include <vector>

#include "integration/connectors/row.h"
#include "orders/orders.h"

namespace weft::connectors {

/// Where a staged row stands in its file.
struct RowPlace {
  std::int32_t file_no{};
  std::int64_t line{};
  friend auto operator<=>(RowPlace const&, RowPlace const&) = default;
};

/// A staged row as it is read back.
struct PackedRow {
  RowPlace place;
  std::string_view content;
};

/// One document put together, and which row each of its lines came from, so that a refusal can name the line of a file.
struct SalesDocument {
  orders::SaleFacts facts;
  std::vector<RowPlace> line_places;         ///< of facts.lines
  std::vector<RowPlace> return_line_places;  ///< of facts.return_lines
  std::vector<RowPlace> tender_places;       ///< of facts.tenders
  std::vector<Field> identifier_fields;      ///< of facts.customer.identifiers
  std::vector<RowFault> faults;              ///< not empty: the document cannot be recorded
  std::span<PackedRow const> packed;         ///< its rows
  RowPlace first;                            ///< of its rows, by file and line
  std::size_t part{};                        ///< that row's
  std::int64_t rows{};
};

/// Takes what a row says of its document as a whole into `said`, as the part wants it; where rows disagree that must
/// agree, a fault, once a field.
void merge_field(Field field, MappedRow const& row, Part const& part, MappedRow& said, std::bitset<kFields>& disagreed,
                 std::vector<RowFault>& faults);
/// The column that a field comes from, or its own name.
std::string column_of(Field field, Part const& part);

/// Puts the rows of one document together, in order of their content (never of file or line), and sorts `rows` so.
/// `as_of` stands where the rows give none.
SalesDocument put_together(std::span<PackedRow> rows, Mapping const& mapping, base::Instant as_of);

/// What one row says of a person beyond who they are: an attribute of their profile.
struct SaidOfPerson {
  std::string name;
  std::string value;
  base::Instant said_at;
  profile::Provenance provenance{};
  RowPlace place;
  std::size_t part{};
};

/// What the rows of one person come to.
struct PersonDocument {
  customer::RecordFacts facts;
  std::vector<SaidOfPerson> attributes;  ///< of every row, each at its own time
  std::vector<Field> identifier_fields;
  std::vector<RowFault> faults;
  std::span<PackedRow const> packed;
  RowPlace first;
  std::size_t part{};
  std::int64_t rows{};
};
PersonDocument put_person_together(std::span<PackedRow> rows, Mapping const& mapping, base::Instant as_of);

/// The column or field that a JSON pointer of orders ("/lines/3/quantity_units") means, and the row it lies in.
struct Blamed {
  RowPlace place;
  std::string column;
};
Blamed blame(SalesDocument const& document, Mapping const& mapping, std::string_view pointer);
/// The same of customer's pointers ("/identifiers/0/value").
Blamed blame(PersonDocument const& document, Mapping const& mapping, std::string_view pointer);
/// Where an attribute stands.
Blamed blame(SaidOfPerson const& said, Mapping const& mapping);

}  // namespace weft::connectors
