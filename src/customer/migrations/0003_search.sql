-- 0003_search.sql - what people are found by: the beginnings of names, e-mails, telephones, loyalty numbers, accounts.

-- Terms are only ever added: whatever a record has shown finds it, a former name too. Collated by bytes, so that the
-- words that begin with some letters are one range of the key.
CREATE TABLE customer.search_term (
    term      text COLLATE "C" NOT NULL,
    record_id uuid             NOT NULL,
    kind      text             NOT NULL CHECK (kind IN ('account', 'loyalty', 'email', 'name', 'phone')),
    PRIMARY KEY (term, record_id, kind)
);
CREATE INDEX search_term_by_record ON customer.search_term (record_id, term);
COMMENT ON TABLE customer.search_term IS 'shard: identifier term. A folded word by which a record is found; telephones also from their end, behind a <.';
