-- 0001_goals.sql - what figures are held against: benchmarks that others published, targets that we set.
CREATE SCHEMA IF NOT EXISTS insights;

CREATE TABLE insights.benchmark (
    benchmark text   PRIMARY KEY,
    place     bigint NOT NULL UNIQUE,
    statement text   NOT NULL,
    low_bps   bigint NOT NULL CHECK (low_bps >= 0),
    high_bps  bigint NOT NULL CHECK (high_bps >= low_bps),
    source    text   NOT NULL,
    year      bigint NOT NULL,
    version   bigint NOT NULL DEFAULT 1
);
COMMENT ON TABLE insights.benchmark IS 'shard: reference benchmark. What others published about retailers: a figure or a span in 1/100 %, in one sentence, by whom and in which year.';
COMMENT ON COLUMN insights.benchmark.place IS 'Where it stands in the list.';

INSERT INTO insights.benchmark (place, benchmark, statement, low_bps, high_bps, source, year) VALUES
    (1, 'commerce_mature', 'Retailers who rate their unified commerce as mature.', 1700, 1700,
     'Manhattan Associates, quoted by SALESmanago: Practical Omnichannel Retail Integration Strategies', 2026),
    (2, 'commerce_not_mature', 'Retailers who do not rate their unified commerce as mature.', 8300, 8300,
     'Manhattan Associates, quoted by SALESmanago: Practical Omnichannel Retail Integration Strategies', 2026),
    (3, 'collection_attach', 'Customers who buy something more in the store while they collect an order, where collecting works.', 1400, 1400,
     'SALESmanago: Practical Omnichannel Retail Integration Strategies', 2026),
    (4, 'return_attach', 'Customers who buy something else in the store when they come to return something.', 3000, 4000,
     'SALESmanago: Practical Omnichannel Retail Integration Strategies', 2026),
    (5, 'ship_from_store_saving', 'How much less fulfilment costs with shipping from stores than from central warehouses only.', 2700, 2700,
     'SALESmanago: Practical Omnichannel Retail Integration Strategies', 2026),
    (6, 'retention_strong', 'Customers kept by retailers with a strong engagement across channels.', 8900, 8900,
     'SALESmanago: Practical Omnichannel Retail Integration Strategies', 2026),
    (7, 'retention_weak', 'Customers kept by retailers with a weak one.', 3300, 3300,
     'SALESmanago: Practical Omnichannel Retail Integration Strategies', 2026);

-- No measure here is of one channel: a channel's revenue says where somebody paid, not what a customer is worth.
CREATE TABLE insights.target (
    target_id   uuid   PRIMARY KEY,
    measure     text   NOT NULL CHECK (measure IN ('cross_channel_rate', 'retention_12m', 'lifetime_value', 'return_rate')),
    value_bps   bigint CHECK (value_bps >= 0),
    value_minor bigint CHECK (value_minor >= 0),
    currency    text,
    by_on       date   NOT NULL,
    note        text   NOT NULL,
    version     bigint NOT NULL DEFAULT 1,
    CHECK ((value_bps IS NULL) = (measure = 'lifetime_value')),
    CHECK ((value_minor IS NULL) = (measure <> 'lifetime_value')),
    CHECK (measure <> 'lifetime_value' OR currency IS NOT NULL)
);
COMMENT ON TABLE insights.target IS 'shard: reference target_id. A value that a measure of all channels together shall reach by a day: a rate in 1/100 %, or an amount in minor units.';
COMMENT ON COLUMN insights.target.currency IS 'Of which sales; none = those in the currency with the most orders.';
