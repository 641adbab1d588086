-- 0005_tags_say_something.sql - a tag that is there but empty is no tag: no path, by hand included, writes a line without.
ALTER TABLE orders.order_line
    ADD CONSTRAINT order_line_tagged CHECK (origin_channel <> '' AND fulfilment_channel <> '');
ALTER TABLE orders.return_line
    ADD CONSTRAINT return_line_tagged CHECK (return_channel <> '');
