// store.cpp - the statements that write the record of sales, each above the function that runs it.
#include "orders/store.h"

namespace weft::orders::store {
namespace {

std::string_view bytes_of(ContentHash const& hash) { return {hash.data(), hash.size()}; }

/// What a claim's row says was said last; nothing where only a return has named the document.
std::optional<Said> said_of(std::string_view hash, base::Instant as_of) {
  if (hash.empty()) return {};
  Said said{.as_of = as_of};
  std::copy_n(hash.begin(), std::min(hash.size(), said.hash.size()), said.hash.begin());
  return said;
}

struct DocumentColumns {
  std::vector<std::string_view> numbers, sources;
  explicit DocumentColumns(std::span<Document const> documents) {
    for (auto const& document : documents) {
      numbers.push_back(document.number);
      sources.push_back(document.source);
    }
  }
};

struct ClaimColumns {
  std::vector<std::string_view> numbers, sources;
  std::vector<customer::RecordId> records;
  std::vector<OrderId> orders;
  std::vector<ReturnId> returns;
  std::vector<bool> anonymous;
  std::vector<pg::Bytes> hashes;
  std::vector<base::Instant> as_ofs;
  explicit ClaimColumns(std::span<Claim const> claims) {
    for (auto const& claim : claims) {
      numbers.push_back(claim.document.number);
      sources.push_back(claim.document.source);
      records.push_back(claim.record_id);
      orders.push_back(claim.order_id);
      returns.push_back(claim.return_id);
      anonymous.push_back(claim.anonymous);
      hashes.push_back({claim.said ? bytes_of(claim.said->hash) : std::string_view{}});
      as_ofs.push_back(claim.said ? claim.said->as_of : base::Instant{});
    }
  }
};

template <class Line>
std::optional<std::string_view> facts_of(Line const& line) {
  return line.facts.empty() ? std::nullopt : std::optional<std::string_view>{line.facts};
}

std::optional<std::string_view> view_of(std::optional<std::string> const& text) {
  return text ? std::optional<std::string_view>{*text} : std::nullopt;
}

}  // namespace

constexpr pg::Query kInsertClaims{"orders.insert_claims", R"sql(
INSERT INTO orders.order_claim (number, source, record_id, order_id, return_id, anonymous, content_hash, as_of)
SELECT * FROM unnest($1::text[], $2::text[], $3::uuid[], $4::uuid[], $5::uuid[], $6::boolean[], $7::bytea[],
                     $8::timestamptz[])
ON CONFLICT DO NOTHING RETURNING order_id)sql"};
std::vector<bool> insert_claims(pg::Tx& tx, std::span<Claim const> claims) {
  std::vector<bool> out(claims.size(), false);
  if (claims.empty()) return out;
  ClaimColumns const columns{claims};
  auto const rows = tx.run(kInsertClaims, columns.numbers, columns.sources, columns.records, columns.orders,
                           columns.returns, columns.anonymous, columns.hashes, columns.as_ofs);
  // RETURNING gives the new ones in the order in which they were given, with gaps.
  std::size_t at = 0;
  for (auto const row : rows) {
    auto const order = row.get<OrderId>(0);
    while (claims[at].order_id != order) ++at;
    out[at++] = true;
  }
  return out;
}

constexpr pg::Query kLockClaims{"orders.lock_claims", R"sql(
SELECT wanted.at, claim.record_id, claim.order_id, claim.return_id, claim.anonymous, claim.content_hash, claim.as_of
FROM orders.order_claim claim
JOIN unnest($1::text[], $2::text[]) WITH ORDINALITY AS wanted (number, source, at) USING (number, source)
ORDER BY claim.number, claim.source FOR UPDATE OF claim)sql"};
std::vector<Claim> lock_claims(pg::Tx& tx, std::span<Document const> documents) {
  std::vector<Claim> out(documents.size());
  if (documents.empty()) return out;
  DocumentColumns const columns{documents};
  for (auto const row : tx.run(kLockClaims, columns.numbers, columns.sources)) {
    auto const at = static_cast<std::size_t>(row.get<std::int64_t>(0) - 1);
    auto& claim = out[at];
    claim = {
        documents[at], row.get<customer::RecordId>(1), row.get<OrderId>(2), row.get<ReturnId>(3), row.get<bool>(4), {}};
    claim.said = said_of(row.get<std::string_view>(5), row.get<base::Instant>(6));
  }
  return out;
}

constexpr pg::Query kFindStanding{"orders.find_standing", R"sql(
SELECT wanted.at, claim.content_hash, claim.as_of,
       EXISTS (SELECT FROM orders.order_line line WHERE line.record_id = claim.record_id
               AND line.order_id = claim.order_id AND line.origin_channel <> wanted.channel)
       OR EXISTS (SELECT FROM orders.return_line line WHERE line.record_id = claim.record_id
                  AND line.return_id = claim.return_id AND line.return_channel <> wanted.channel)
       OR EXISTS (SELECT FROM orders.sales_order made WHERE made.record_id = claim.record_id
                  AND made.order_id = claim.order_id AND made.origin_channel <> wanted.channel) AS foreign
FROM orders.order_claim claim
JOIN unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS wanted (number, source, channel, at)
     USING (number, source))sql"};
std::vector<Standing> find_standing(pg::Tx& tx, std::span<Document const> documents,
                                    std::span<std::string_view const> channels) {
  std::vector<Standing> out(documents.size());
  if (documents.empty()) return out;
  DocumentColumns const columns{documents};
  for (auto const row : tx.run(kFindStanding, columns.numbers, columns.sources, channels)) {
    auto& standing = out[static_cast<std::size_t>(row.get<std::int64_t>(0) - 1)];
    standing = {said_of(row.get<std::string_view>(1), row.get<base::Instant>(2)), row.get<bool>(3)};
  }
  return out;
}

constexpr pg::Query kUpdateClaims{"orders.update_claims", R"sql(
UPDATE orders.order_claim SET record_id = given.record_id, anonymous = given.anonymous,
                              content_hash = given.content_hash, as_of = given.as_of
FROM unnest($1::text[], $2::text[], $3::uuid[], $4::boolean[], $5::bytea[], $6::timestamptz[])
     AS given (number, source, record_id, anonymous, content_hash, as_of)
WHERE order_claim.number = given.number AND order_claim.source = given.source)sql"};
void update_claims(pg::Tx& tx, std::span<Claim const> claims) {
  if (claims.empty()) return;
  ClaimColumns const columns{claims};
  tx.defer(kUpdateClaims, columns.numbers, columns.sources, columns.records, columns.anonymous, columns.hashes,
           columns.as_ofs);
}

constexpr pg::Query kInsertHomes{"orders.insert_homes", R"sql(
INSERT INTO orders.order_home (order_id, record_id) SELECT * FROM unnest($1::uuid[], $2::uuid[]))sql"};
constexpr pg::Query kCopyHomes{"orders.copy_homes", R"sql(
COPY orders.order_home (order_id, record_id) FROM STDIN (FORMAT binary))sql"};
void insert_homes(pg::Tx& tx, std::span<Home const> homes) {
  pg::insert_rows(tx, kInsertHomes, kCopyHomes, homes,
                  [](Home const& home) { return std::tuple{home.order_id, home.record_id}; });
}

constexpr pg::Query kUpdateHomes{"orders.update_homes", R"sql(
UPDATE orders.order_home SET record_id = given.record_id
FROM unnest($1::uuid[], $2::uuid[]) AS given (order_id, record_id) WHERE order_home.order_id = given.order_id)sql"};
void update_homes(pg::Tx& tx, std::span<Home const> homes) {
  if (homes.empty()) return;
  std::vector<OrderId> orders;
  std::vector<customer::RecordId> records;
  for (auto const& home : homes) {
    orders.push_back(home.order_id);
    records.push_back(home.record_id);
  }
  tx.defer(kUpdateHomes, orders, records);
}

constexpr pg::Query kFindHome{"orders.find_home", R"sql(
SELECT record_id FROM orders.order_home WHERE order_id = $1)sql"};
std::optional<customer::RecordId> find_home(pg::Tx& tx, OrderId order) {
  auto const rows = tx.run(kFindHome, order);
  if (rows.empty()) return {};
  return rows[0].get<customer::RecordId>(0);
}

constexpr pg::Query kDeleteOrderLines{"orders.delete_order_lines", R"sql(
DELETE FROM orders.order_line line USING unnest($1::uuid[], $2::uuid[]) AS gone (record_id, order_id)
WHERE line.record_id = gone.record_id AND line.order_id = gone.order_id)sql"};
constexpr pg::Query kDeleteOrders{"orders.delete_orders", R"sql(
DELETE FROM orders.sales_order sale USING unnest($1::uuid[], $2::uuid[]) AS gone (record_id, order_id)
WHERE sale.record_id = gone.record_id AND sale.order_id = gone.order_id)sql"};
constexpr pg::Query kDeleteTenders{"orders.delete_tenders", R"sql(
DELETE FROM orders.tender tender USING unnest($1::uuid[], $2::uuid[]) AS gone (record_id, order_id)
WHERE tender.record_id = gone.record_id AND tender.order_id = gone.order_id)sql"};
constexpr pg::Query kDeleteReturnLines{"orders.delete_return_lines", R"sql(
DELETE FROM orders.return_line line USING unnest($1::uuid[], $2::uuid[]) AS gone (record_id, return_id)
WHERE line.record_id = gone.record_id AND line.return_id = gone.return_id)sql"};
constexpr pg::Query kDeleteReturns{"orders.delete_returns", R"sql(
DELETE FROM orders.sales_return back USING unnest($1::uuid[], $2::uuid[]) AS gone (record_id, return_id)
WHERE back.record_id = gone.record_id AND back.return_id = gone.return_id)sql"};
void delete_documents(pg::Tx& tx, std::span<Claim const> claims) {
  if (claims.empty()) return;
  ClaimColumns const columns{claims};
  tx.defer(kDeleteOrderLines, columns.records, columns.orders);
  tx.defer(kDeleteOrders, columns.records, columns.orders);
  tx.defer(kDeleteTenders, columns.records, columns.orders);
  tx.defer(kDeleteReturnLines, columns.records, columns.returns);
  tx.defer(kDeleteReturns, columns.records, columns.returns);
}

constexpr pg::Query kInsertOrders{"orders.insert_orders", R"sql(
INSERT INTO orders.sales_order (record_id, order_id, event_at, received_at, amount_minor, line_count, currency, source,
                                number, business_on, origin_channel, origin_location, tax_minor, shipping_minor,
                                tax_policy, facts)
SELECT record_id, order_id, event_at, received_at, amount_minor, line_count, currency, source, number, business_on, channel,
       location, tax_minor, shipping_minor, tax_policy, facts::json
FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::bigint[], $6::integer[], $7::text[],
            $8::text[], $9::text[], $10::date[], $11::text[], $12::uuid[], $13::bigint[], $14::bigint[], $15::text[],
            $16::text[])
     AS made (record_id, order_id, event_at, received_at, amount_minor, line_count, currency, source, number, business_on,
              channel, location, tax_minor, shipping_minor, tax_policy, facts))sql"};
constexpr pg::Query kCopyOrders{"orders.copy_orders", R"sql(
COPY orders.sales_order (record_id, order_id, event_at, received_at, amount_minor, line_count, currency, source, number,
                         business_on, origin_channel, origin_location, tax_minor, shipping_minor, tax_policy, facts)
FROM STDIN (FORMAT binary))sql"};
void insert_orders(pg::Tx& tx, std::span<Header const> orders, base::Instant now) {
  pg::insert_rows(tx, kInsertOrders, kCopyOrders, orders, [&](Header const& row) {
    return std::tuple{
        row.record_id,  row.id,     row.event_at,    now,         row.amount_minor, row.line_count, row.currency.text(),
        row.source,     row.number, row.business_on, row.channel, row.location,     row.tax_minor,  row.shipping_minor,
        row.tax_policy, row.facts};
  });
}

constexpr pg::Query kInsertReturns{"orders.insert_returns", R"sql(
INSERT INTO orders.sales_return (record_id, return_id, event_at, received_at, amount_minor, line_count, currency, source,
                                 number, order_id, order_number, business_on, return_channel, return_location, facts)
SELECT record_id, return_id, event_at, received_at, amount_minor, line_count, currency, source, number, order_id,
       order_number, business_on, channel, location, facts::json
FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::bigint[], $6::integer[], $7::text[],
            $8::text[], $9::text[], $10::uuid[], $11::text[], $12::date[], $13::text[], $14::uuid[], $15::text[])
     AS made (record_id, return_id, event_at, received_at, amount_minor, line_count, currency, source, number, order_id,
              order_number, business_on, channel, location, facts))sql"};
constexpr pg::Query kCopyReturns{"orders.copy_returns", R"sql(
COPY orders.sales_return (record_id, return_id, event_at, received_at, amount_minor, line_count, currency, source, number,
                          order_id, order_number, business_on, return_channel, return_location, facts)
FROM STDIN (FORMAT binary))sql"};
void insert_returns(pg::Tx& tx, std::span<Header const> returns, base::Instant now) {
  pg::insert_rows(tx, kInsertReturns, kCopyReturns, returns, [&](Header const& row) {
    return std::tuple{row.record_id,
                      row.id,
                      row.event_at,
                      now,
                      row.amount_minor,
                      row.line_count,
                      row.currency.text(),
                      row.source,
                      row.number,
                      row.returned_order_id,
                      view_of(row.returned_number),
                      row.business_on,
                      row.channel,
                      row.location,
                      row.facts};
  });
}

constexpr pg::Query kInsertOrderLines{"orders.insert_order_lines", R"sql(
INSERT INTO orders.order_line (record_id, order_id, origin_location, fulfilment_location, event_at, received_at,
                               quantity_units, unit_price_minor, discount_minor, amount_minor, line_no, currency,
                               origin_channel, fulfilment_channel, source, sku, description, tax_minor, shipping_minor,
                               unit_runs, facts, line_key, last_told_at)
SELECT record_id, order_id, origin_location, fulfilment_location, event_at, received_at, quantity_units, unit_price_minor,
       discount_minor, amount_minor, line_no, currency, origin_channel, fulfilment_channel, source, sku, description,
       tax_minor, shipping_minor, unit_runs, facts::json, line_key, last_told_at
FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::timestamptz[], $6::timestamptz[], $7::bigint[],
            $8::bigint[], $9::bigint[], $10::bigint[], $11::integer[], $12::text[], $13::text[], $14::text[], $15::text[],
            $16::text[], $17::text[], $18::bigint[], $19::bigint[], $20::text[], $21::text[], $22::bigint[],
            $23::timestamptz[])
     AS made (record_id, order_id, origin_location, fulfilment_location, event_at, received_at, quantity_units,
              unit_price_minor, discount_minor, amount_minor, line_no, currency, origin_channel, fulfilment_channel, source,
              sku, description, tax_minor, shipping_minor, unit_runs, facts, line_key, last_told_at))sql"};
constexpr pg::Query kCopyOrderLines{"orders.copy_order_lines", R"sql(
COPY orders.order_line (record_id, order_id, origin_location, fulfilment_location, event_at, received_at, quantity_units,
                        unit_price_minor, discount_minor, amount_minor, line_no, currency, origin_channel,
                        fulfilment_channel, source, sku, description, tax_minor, shipping_minor, unit_runs, facts,
                        line_key, last_told_at)
FROM STDIN (FORMAT binary))sql"};
void insert_order_lines(pg::Tx& tx, std::span<OrderLineRow const> lines, base::Instant now) {
  pg::insert_rows(tx, kInsertOrderLines, kCopyOrderLines, lines, [&](OrderLineRow const& row) {
    auto const& line = *row.line;
    return std::tuple{row.record_id,
                      row.order_id,
                      row.origin_location,
                      row.fulfilment_location,
                      row.event_at,
                      now,
                      line.quantity_units,
                      line.unit_price_minor,
                      line.discount_minor,
                      row.amount_minor,
                      row.line_no,
                      row.currency.text(),
                      row.origin_channel,
                      row.fulfilment_channel,
                      row.source,
                      std::string_view{line.sku},
                      std::string_view{line.description},
                      line.tax_minor,
                      line.shipping_minor,
                      view_of(row.unit_runs),
                      facts_of(line),
                      line.key,
                      line.last_told_at};
  });
}

constexpr pg::Query kInsertReturnLines{"orders.insert_return_lines", R"sql(
INSERT INTO orders.return_line (record_id, return_id, return_location, event_at, received_at, quantity_units,
                                unit_price_minor, discount_minor, amount_minor, line_no, currency, kind, return_channel,
                                source, sku, description, tax_minor, shipping_minor, unit_runs, facts, line_key,
                                last_told_at, calls_off)
SELECT record_id, return_id, return_location, event_at, received_at, quantity_units, unit_price_minor, discount_minor,
       amount_minor, line_no, currency, kind, return_channel, source, sku, description, tax_minor, shipping_minor,
       unit_runs, facts::json, line_key, last_told_at, calls_off
FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[], $5::timestamptz[], $6::bigint[], $7::bigint[],
            $8::bigint[], $9::bigint[], $10::integer[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[],
            $16::text[], $17::bigint[], $18::bigint[], $19::text[], $20::text[], $21::bigint[], $22::timestamptz[],
            $23::bigint[])
     AS made (record_id, return_id, return_location, event_at, received_at, quantity_units, unit_price_minor,
              discount_minor, amount_minor, line_no, currency, kind, return_channel, source, sku, description, tax_minor,
              shipping_minor, unit_runs, facts, line_key, last_told_at, calls_off))sql"};
constexpr pg::Query kCopyReturnLines{"orders.copy_return_lines", R"sql(
COPY orders.return_line (record_id, return_id, return_location, event_at, received_at, quantity_units, unit_price_minor,
                         discount_minor, amount_minor, line_no, currency, kind, return_channel, source, sku, description,
                         tax_minor, shipping_minor, unit_runs, facts, line_key, last_told_at, calls_off)
FROM STDIN (FORMAT binary))sql"};
void insert_return_lines(pg::Tx& tx, std::span<ReturnLineRow const> lines, base::Instant now) {
  pg::insert_rows(tx, kInsertReturnLines, kCopyReturnLines, lines, [&](ReturnLineRow const& row) {
    auto const& line = *row.line;
    return std::tuple{row.record_id,
                      row.return_id,
                      row.return_location,
                      row.event_at,
                      now,
                      line.quantity_units,
                      line.unit_price_minor,
                      line.discount_minor,
                      row.amount_minor,
                      row.line_no,
                      row.currency.text(),
                      text_of(line.kind),
                      row.return_channel,
                      row.source,
                      std::string_view{line.sku},
                      std::string_view{line.description},
                      line.tax_minor,
                      line.shipping_minor,
                      view_of(row.unit_runs),
                      facts_of(line),
                      line.key,
                      line.last_told_at,
                      line.calls_off};
  });
}

constexpr pg::Query kInsertTenders{"orders.insert_tenders", R"sql(
INSERT INTO orders.tender (record_id, order_id, tender_no, amount_minor, currency, kind, reference)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::integer[], $4::bigint[], $5::text[], $6::text[], $7::text[]))sql"};
constexpr pg::Query kCopyTenders{"orders.copy_tenders", R"sql(
COPY orders.tender (record_id, order_id, tender_no, amount_minor, currency, kind, reference)
FROM STDIN (FORMAT binary))sql"};
void insert_tenders(pg::Tx& tx, std::span<TenderRow const> tenders) {
  pg::insert_rows(tx, kInsertTenders, kCopyTenders, tenders, [](TenderRow const& row) {
    return std::tuple{row.record_id,
                      row.order_id,
                      row.tender_no,
                      row.tender->amount_minor,
                      row.currency.text(),
                      std::string_view{row.tender->kind},
                      std::string_view{row.tender->reference}};
  });
}

}  // namespace weft::orders::store
