-- 0004_search_terms.sql - back-fill: records told before there was a search are found by what they have shown.
INSERT INTO customer.search_term (term, record_id, kind)
SELECT left(lower(source_id), 60), record_id, 'account' FROM customer.record WHERE claim_kind = 'account'
UNION
SELECT left(lower(value), 60), record_id, kind FROM customer.identifier
UNION
SELECT left(word, 60), record_id, 'name'
FROM customer.record CROSS JOIN LATERAL regexp_split_to_table(lower(name), '[^[:alnum:]]+') AS word
WHERE word <> '';
