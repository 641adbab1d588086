-- 0002_whole_documents.sql - what documents of foreign sources say beyond lines with a price: tax, shipping, what is not known, units, the rest as given.

-- A return may name an order that Weft has not been told of yet: it claims the order's number ahead, with the id that
-- the order will have. Such a claim has said nothing: its content_hash is empty.
COMMENT ON COLUMN orders.order_claim.content_hash IS 'SHA-256 of what the document said last; empty while only a return has named it.';

ALTER TABLE orders.sales_order
    ADD COLUMN business_on     date,
    ADD COLUMN origin_channel  text,
    ADD COLUMN origin_location uuid,
    ADD COLUMN tax_minor       bigint NOT NULL DEFAULT 0,
    ADD COLUMN shipping_minor  bigint NOT NULL DEFAULT 0,
    ADD COLUMN tax_policy      text CHECK (tax_policy IN ('included', 'added')),
    ADD COLUMN facts           json,
    DROP CONSTRAINT sales_order_line_count_check,
    ADD CONSTRAINT sales_order_line_count_check CHECK (line_count >= 0);
COMMENT ON COLUMN orders.sales_order.business_on IS 'The day of event_at in the zone of the location where it was ordered.';
COMMENT ON COLUMN orders.sales_order.tax_policy IS 'Whether amounts hold their tax (included) or it came on top (added); empty where the source does not say.';
COMMENT ON COLUMN orders.sales_order.facts IS 'What else the source says of the document, as given.';

ALTER TABLE orders.sales_return
    ADD COLUMN business_on     date,
    ADD COLUMN return_channel  text,
    ADD COLUMN return_location uuid,
    ADD COLUMN facts           json;
COMMENT ON COLUMN orders.sales_return.order_id IS 'The order that came back, if the source names it; it may not have been told yet.';

-- What a source does not know stays unknown: no quantity or amount is made up.
ALTER TABLE orders.order_line
    ALTER COLUMN quantity_units DROP NOT NULL,
    ALTER COLUMN amount_minor DROP NOT NULL,
    ADD COLUMN tax_minor      bigint,
    ADD COLUMN shipping_minor bigint,
    ADD COLUMN unit_runs      bigint[],
    ADD COLUMN facts          json;
COMMENT ON COLUMN orders.order_line.unit_runs IS 'What each unit costs, as runs of four numbers: units, and the amount, tax and shipping of each of them. Empty where all units are alike.';

ALTER TABLE orders.return_line
    ALTER COLUMN quantity_units DROP NOT NULL,
    ALTER COLUMN amount_minor DROP NOT NULL,
    ADD COLUMN tax_minor      bigint,
    ADD COLUMN shipping_minor bigint,
    ADD COLUMN unit_runs      bigint[],
    ADD COLUMN facts          json;
