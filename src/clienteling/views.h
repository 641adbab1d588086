// views.h - the shapes that clienteling answers with.
#pragma once

#include "clienteling/clienteling.h"
#include "platform/json/json.h"

namespace weft::clienteling {

/// By what somebody was found.
enum class FoundBy : std::uint8_t { account, loyalty, email, name, phone, order };
BOOST_DESCRIBE_ENUM(FoundBy, account, loyalty, email, name, phone, order)

struct CustomerSummary {
  customer::CustomerId customer_id;
  FoundBy found_by{};
  std::string name;
  std::vector<std::string> emails;
  std::vector<std::string> phones;
  std::vector<std::string> loyalty_numbers;
  std::optional<std::string> birth_date;
  std::optional<std::string> city;
  std::optional<std::string> country;
  std::vector<std::string> sources;
  std::int64_t records{};
  static constexpr json::Note kNotes[] = {
      {"found_by",
       "What fits: the account's id at its source, a loyalty number, an e-mail, a name, a telephone, or the "
       "number of an order or return."},
      {"name", "What to call the person; empty where no source says."},
      {"emails", "All that the records show, by alphabet."},
      {"phones", "What stands first, then what other sources say now."},
      {"sources", "The systems that know the person, by alphabet."},
      {"records", "How many views of the person are joined."},
  };
};
BOOST_DESCRIBE_STRUCT(CustomerSummary, (),
                      (customer_id, found_by, name, emails, phones, loyalty_numbers, birth_date, city, country, sources,
                       records))

struct EntryDocument {
  std::optional<orders::OrderId> order_id;
  std::string number;
  base::Currency currency;
  std::int64_t amount_minor{};
  std::int32_t line_count{};
  std::vector<std::string> channels;
  static constexpr std::string_view kSchemaName = "TimelineDocument";
  static constexpr json::Note kNotes[] = {
      {"order_id", "Of a return the order it came from, where its source says; it may not be known yet."},
      {"amount_minor", "The sum of its lines; of a return positive too."},
      {"channels", "Where its lines were ordered, or came back."},
  };
};
BOOST_DESCRIBE_STRUCT(EntryDocument, (), (order_id, number, currency, amount_minor, line_count, channels))

struct EntryAttribute {
  std::string name;
  std::string value;
  static constexpr std::string_view kSchemaName = "TimelineAttribute";
  static constexpr json::Note kNotes[] = {{"value", "Empty where the source took back what it had said."}};
};
BOOST_DESCRIBE_STRUCT(EntryAttribute, (), (name, value))

struct EntryChange {
  profile::Provenance provenance{};
  std::vector<EntryAttribute> attributes;
  static constexpr std::string_view kSchemaName = "TimelineChange";
};
BOOST_DESCRIBE_STRUCT(EntryChange, (), (provenance, attributes))

struct EntryJoin {
  customer::RecordId record_a;
  customer::RecordId record_b;
  customer::IdentifierKind kind{};
  std::string value;
  static constexpr std::string_view kSchemaName = "TimelineJoin";
  static constexpr json::Note kNotes[] = {{"record_a", "The record that showed the identifier first."}};
};
BOOST_DESCRIBE_STRUCT(EntryJoin, (), (record_a, record_b, kind, value))

struct EntryView {
  EntryKind kind{};
  std::string entry_id;
  base::Instant event_at;
  base::Instant received_at;
  customer::RecordId record_id;
  std::optional<std::string> source;
  std::optional<EntryDocument> document;
  std::optional<EntryChange> change;
  std::optional<EntryJoin> join;
  static constexpr std::string_view kSchemaName = "TimelineEntry";
  static constexpr json::Note kNotes[] = {
      {"kind",
       "order; returned (brought back, or called off); attributes (a source said something new of the person); "
       "joined (two records were found to be one person). More kinds will come."},
      {"entry_id", "The same in every answer; of an order or return its own id."},
      {"event_at", "When it happened."},
      {"received_at", "When Weft heard of it."},
      {"record_id", "The view of the person that it hangs on; it stays there whatever customers join."},
      {"source", "Which system told of it; left out for joins, which Weft sees by itself."},
      {"document", "Of order and returned."},
      {"change", "Of attributes."},
      {"join", "Of joined."},
  };
};
BOOST_DESCRIBE_STRUCT(EntryView, (), (kind, entry_id, event_at, received_at, record_id, source, document, change, join))

/// As it is shown.
EntryView view_of(Entry entry);

/// Summaries of these customers, in order; `found` says by what each was found.
struct Found {
  customer::CustomerId customer_id;
  FoundBy found_by{};
};
std::vector<CustomerSummary> summaries_of(pg::Tx& tx, std::vector<Found> const& found);

}  // namespace weft::clienteling
