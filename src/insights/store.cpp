// store.cpp - the only SQL of insights.
#include "insights/store.h"

namespace weft::insights {

constexpr pg::Query kListSpans{"insights.list_spans", R"sql(
  SELECT currency::text AS currency, min((event_at AT TIME ZONE 'UTC')::date) AS first_on,
         max((event_at AT TIME ZONE 'UTC')::date) AS last_on, count(*) AS orders
  FROM orders.order_facts GROUP BY currency ORDER BY currency)sql"};
std::vector<RecordSpan> list_spans(pg::Tx& tx) { return tx.run(kListSpans).all<RecordSpan>(); }

constexpr pg::Query kListMixes{"insights.list_mixes", R"sql(
  WITH line AS (
    SELECT r.customer_id, l.order_id, l.origin_channel, sum(l.amount_minor) AS amount_minor
    FROM orders.order_line_facts l JOIN customer.record_facts r USING (record_id)
    WHERE r.identified AND l.currency = $1 AND l.event_at >= $2 AND l.event_at < $3
    GROUP BY r.customer_id, l.order_id, l.origin_channel),
  buyer AS (
    SELECT customer_id, string_agg(DISTINCT origin_channel, '+' ORDER BY origin_channel) AS mix,
           count(DISTINCT order_id) AS orders, sum(amount_minor) AS amount_minor
    FROM line GROUP BY customer_id),
  returned AS (
    SELECT r.customer_id, sum(l.amount_minor) AS amount_minor
    FROM orders.return_line_facts l JOIN customer.record_facts r USING (record_id)
    WHERE r.identified AND l.kind <> 'adjustment' AND l.currency = $1 AND l.event_at >= $2 AND l.event_at < $3
    GROUP BY r.customer_id)
  SELECT b.mix, count(*) AS customers, sum(b.orders)::bigint AS orders, sum(b.amount_minor)::bigint AS amount_minor,
         coalesce(sum(t.amount_minor), 0)::bigint AS returned_minor
  FROM buyer b LEFT JOIN returned t USING (customer_id) GROUP BY b.mix ORDER BY b.mix)sql"};
std::vector<MixFacts> list_mixes(pg::Tx& tx, std::string_view currency, base::Instant from, base::Instant to) {
  return tx.run(kListMixes, currency, from, to).all<MixFacts>();
}

constexpr pg::Query kGetTotals{"insights.get_totals", R"sql(
  WITH line AS (
    SELECT r.customer_id, r.identified, l.order_id, l.origin_channel, sum(l.amount_minor) AS amount_minor
    FROM orders.order_line_facts l JOIN customer.record_facts r USING (record_id)
    WHERE l.currency = $1 AND l.event_at >= $2 AND l.event_at < $3
    GROUP BY r.customer_id, r.identified, l.order_id, l.origin_channel),
  buyer AS (
    SELECT customer_id, count(DISTINCT origin_channel) AS channels, count(DISTINCT order_id) AS orders,
           sum(amount_minor) AS amount_minor
    FROM line WHERE identified GROUP BY customer_id),
  nobody AS (SELECT count(DISTINCT order_id) AS orders, coalesce(sum(amount_minor), 0) AS amount_minor FROM line WHERE NOT identified),
  returned AS (
    SELECT coalesce(sum(l.amount_minor) FILTER (WHERE r.identified), 0) AS of_customers,
           coalesce(sum(l.amount_minor) FILTER (WHERE NOT r.identified), 0) AS of_nobody
    FROM orders.return_line_facts l JOIN customer.record_facts r USING (record_id)
    WHERE l.kind <> 'adjustment' AND l.currency = $1 AND l.event_at >= $2 AND l.event_at < $3)
  SELECT count(*) AS customers, count(*) FILTER (WHERE channels >= 2) AS customers_two_channels,
         count(*) FILTER (WHERE b.orders >= 2) AS customers_two_orders, coalesce(sum(b.orders), 0)::bigint AS orders,
         coalesce(sum(b.amount_minor), 0)::bigint AS amount_minor,
         (SELECT of_customers FROM returned)::bigint AS returned_minor,
         (SELECT orders FROM nobody) AS anonymous_orders, (SELECT amount_minor FROM nobody)::bigint AS anonymous_amount_minor,
         (SELECT of_nobody FROM returned)::bigint AS anonymous_returned_minor
  FROM buyer b)sql"};
TotalFacts get_totals(pg::Tx& tx, std::string_view currency, base::Instant from, base::Instant to) {
  return tx.run(kGetTotals, currency, from, to).one().as<TotalFacts>();
}

constexpr pg::Query kListMonths{"insights.list_months", R"sql(
  SELECT to_char(o.event_at AT TIME ZONE 'UTC', 'YYYY-MM') AS month, count(DISTINCT r.customer_id) AS customers,
         count(*) AS orders, sum(o.amount_minor)::bigint AS amount_minor
  FROM orders.order_facts o JOIN customer.record_facts r USING (record_id)
  WHERE r.identified AND o.currency = $1 AND o.event_at >= $2 AND o.event_at < $3
  GROUP BY 1 ORDER BY 1)sql"};
std::vector<MonthFacts> list_months(pg::Tx& tx, std::string_view currency, base::Instant from, base::Instant to) {
  return tx.run(kListMonths, currency, from, to).all<MonthFacts>();
}

constexpr pg::Query kListRetention{"insights.list_retention", R"sql(
  WITH bought AS (
    SELECT DISTINCT r.customer_id, l.origin_channel, (l.event_at AT TIME ZONE 'UTC')::date AS day
    FROM orders.order_line_facts l JOIN customer.record_facts r USING (record_id)
    WHERE r.identified AND l.currency = $1),
  first AS (SELECT customer_id, min(day) AS day0 FROM bought GROUP BY customer_id),
  person AS (
    SELECT f.customer_id, f.day0, $4::date - f.day0 AS seen_days,
           string_agg(DISTINCT b.origin_channel, '+' ORDER BY b.origin_channel) FILTER (WHERE b.day < f.day0 + 90) AS mix,
           bool_or(b.day >= f.day0 + 90 AND b.day < f.day0 + 455) AS came_back,
           bool_or(b.day >= f.day0 + 90) AS came_back_so_far
    FROM first f JOIN bought b USING (customer_id)
    WHERE f.day0 >= ($2::timestamptz AT TIME ZONE 'UTC')::date AND f.day0 < ($3::timestamptz AT TIME ZONE 'UTC')::date
    GROUP BY f.customer_id, f.day0)
  SELECT mix, count(*) FILTER (WHERE seen_days >= 455) AS eligible,
         count(*) FILTER (WHERE seen_days >= 455 AND came_back) AS retained,
         count(*) FILTER (WHERE seen_days >= 90) AS young,
         count(*) FILTER (WHERE seen_days >= 90 AND came_back_so_far) AS young_retained,
         coalesce(max(least(seen_days, 455)) FILTER (WHERE seen_days >= 90), 0)::bigint AS observed_days
  FROM person GROUP BY mix ORDER BY mix)sql"};
std::vector<RetentionFacts> list_retention(pg::Tx& tx, std::string_view currency, base::Instant from, base::Instant to,
                                           base::Date end) {
  return tx.run(kListRetention, currency, from, to, end).all<RetentionFacts>();
}

}  // namespace weft::insights
