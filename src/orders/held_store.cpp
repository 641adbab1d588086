// held_store.cpp - the statements that read documents back as they were told, each above the function that runs it.
#include <set>

#include "orders/store.h"

namespace weft::orders::store {

namespace {

/// Which documents are read: number i of each column is claim i's.
struct Wanted {
  std::vector<customer::RecordId> records;
  std::vector<OrderId> orders;
  std::vector<ReturnId> returns;
  explicit Wanted(std::span<Claim const> claims) {
    for (auto const& claim : claims) {
      records.push_back(claim.record_id);
      orders.push_back(claim.order_id);
      returns.push_back(claim.return_id);
    }
  }
};

std::optional<std::int64_t> number_in(pg::Row const& row, std::string_view column) {
  return row.get<std::optional<std::int64_t>>(column);
}

/// What order lines and return lines have in common.
template <class Line>
Line line_in(pg::Row const& row) {
  Line line{};
  line.sku = row.get<std::string>("sku");
  line.description = row.get<std::string>("description");
  line.quantity_units = number_in(row, "quantity_units");
  line.unit_price_minor = number_in(row, "unit_price_minor");
  line.discount_minor = row.get<std::int64_t>("discount_minor");
  line.amount_minor = number_in(row, "amount_minor");
  line.amount_unknown = !line.amount_minor;
  line.tax_minor = number_in(row, "tax_minor");
  line.shipping_minor = number_in(row, "shipping_minor");
  line.facts = row.get<std::optional<std::string>>("facts").value_or("");
  line.key = number_in(row, "line_key");
  line.last_told_at = row.get<std::optional<base::Instant>>("last_told_at");
  return line;
}

std::size_t place_in(pg::Row const& row) { return static_cast<std::size_t>(row.get<std::int64_t>("at") - 1); }

void read_head(pg::Row const& row, Held& held) {
  held.facts.event_at = row.get<base::Instant>("event_at");
  held.facts.currency = base::Currency::parse(row.get<std::string_view>("currency")).value();
  held.facts.facts = row.get<std::optional<std::string>>("facts").value_or("");
}

/// The locations that rows name by their ids.
void add_places(pg::Tx& tx, pg::Rows const& heads, pg::Rows const& lines, pg::Rows const& return_lines,
                org::Places& places) {
  std::set<org::LocationId> ids;
  for (auto const row : heads) ids.insert(row.get<org::LocationId>("origin_location"));
  for (auto const row : lines)
    ids.insert({row.get<org::LocationId>("origin_location"), row.get<org::LocationId>("fulfilment_location")});
  for (auto const row : return_lines) ids.insert(row.get<org::LocationId>("return_location"));
  places.add(org::find_locations(tx, std::vector(ids.begin(), ids.end())));
}

}  // namespace

constexpr pg::Query kReadHeads{"orders.read_heads", R"sql(
SELECT wanted.at, o.event_at, o.currency, o.facts::text AS facts, o.tax_policy, o.origin_channel, o.origin_location
FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS wanted (record_id, order_id, at)
JOIN orders.sales_order o USING (record_id, order_id))sql"};
constexpr pg::Query kReadReturnHeads{"orders.read_return_heads", R"sql(
SELECT wanted.at, r.event_at, r.currency, r.facts::text AS facts, r.order_id, r.order_number
FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS wanted (record_id, return_id, at)
JOIN orders.sales_return r USING (record_id, return_id))sql"};
constexpr pg::Query kReadHeldLines{"orders.read_held_lines", R"sql(
SELECT wanted.at, l.sku, l.description, l.quantity_units, l.unit_price_minor, l.discount_minor, l.amount_minor, l.tax_minor,
       l.shipping_minor, l.facts::text AS facts, l.line_key, l.last_told_at, l.origin_channel, l.origin_location,
       l.fulfilment_channel, l.fulfilment_location
FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS wanted (record_id, order_id, at)
JOIN orders.order_line l USING (record_id, order_id)
ORDER BY wanted.at, l.line_no)sql"};
constexpr pg::Query kReadHeldReturnLines{"orders.read_held_return_lines", R"sql(
SELECT wanted.at, l.kind, l.sku, l.description, l.quantity_units, l.unit_price_minor, l.discount_minor, l.amount_minor,
       l.tax_minor, l.shipping_minor, l.facts::text AS facts, l.line_key, l.last_told_at, l.calls_off, l.return_channel,
       l.return_location
FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS wanted (record_id, return_id, at)
JOIN orders.return_line l USING (record_id, return_id)
ORDER BY wanted.at, l.line_no)sql"};
constexpr pg::Query kReadHeldTenders{"orders.read_held_tenders", R"sql(
SELECT wanted.at, t.kind, t.amount_minor, t.reference
FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS wanted (record_id, order_id, at)
JOIN orders.tender t USING (record_id, order_id)
ORDER BY wanted.at, t.tender_no)sql"};
std::vector<Held> read_documents(pg::Tx& tx, std::span<Claim const> claims, org::Places& places) {
  std::vector<Held> out(claims.size());
  if (claims.empty()) return out;
  Wanted const wanted{claims};
  for (std::size_t at = 0; at < claims.size(); ++at) {
    out[at].facts.source = claims[at].document.source;
    out[at].facts.number = claims[at].document.number;
    out[at].facts.as_of = claims[at].said->as_of;
  }
  for (auto const row : tx.run(kReadReturnHeads, wanted.records, wanted.returns)) {
    auto& held = out[place_in(row)];
    read_head(row, held);
    held.returned_order = row.get<std::optional<OrderId>>("order_id");
    held.facts.returns_number = row.get<std::optional<std::string>>("order_number").value_or("");
  }
  auto const heads = tx.run(kReadHeads, wanted.records, wanted.orders);
  auto const lines = tx.run(kReadHeldLines, wanted.records, wanted.orders);
  auto const return_lines = tx.run(kReadHeldReturnLines, wanted.records, wanted.returns);
  add_places(tx, heads, lines, return_lines, places);
  auto const code_in = [&](pg::Row const& row, std::string_view column) {
    return places.code(row.get<org::LocationId>(column));
  };
  for (auto const row : heads) {
    auto& held = out[place_in(row)];
    read_head(row, held);
    if (auto const policy = row.get<std::optional<std::string>>("tax_policy"))
      held.facts.tax_policy = *policy == text_of(TaxPolicy::included) ? TaxPolicy::included : TaxPolicy::added;
    auto const channel = row.get<std::string>("origin_channel");
    auto const location = code_in(row, "origin_location");
    held.facts.tags = {channel, location, channel, location};
  }
  for (auto const row : lines) {
    auto& line = out[place_in(row)].facts.lines.emplace_back(line_in<SaleLine>(row));
    line.tags = {row.get<std::string>("origin_channel"), code_in(row, "origin_location"),
                 row.get<std::string>("fulfilment_channel"), code_in(row, "fulfilment_location")};
  }
  for (auto const row : return_lines) {
    auto& line = out[place_in(row)].facts.return_lines.emplace_back(line_in<ReturnLine>(row));
    line.kind = parse_return_line_kind(row.get<std::string_view>("kind")).value();
    line.calls_off = number_in(row, "calls_off");
    line.tags = {row.get<std::string>("return_channel"), code_in(row, "return_location")};
  }
  for (auto const row : tx.run(kReadHeldTenders, wanted.records, wanted.orders)) {
    out[place_in(row)].facts.tenders.push_back({.kind = row.get<std::string>("kind"),
                                                .amount_minor = row.get<std::int64_t>("amount_minor"),
                                                .reference = row.get<std::string>("reference")});
  }
  return out;
}

}  // namespace weft::orders::store
