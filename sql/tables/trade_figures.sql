-- one row per number that a document gives for the trade of a country
create table if not exists trade_figures (
    -- identity
    event_id varchar primary key,
    cluster_id varchar,
    document_id varchar not null,
    -- evidence: offsets count characters of clean_text, ends are exclusive
    sentence varchar not null,
    sentence_start bigint not null,
    sentence_end bigint not null,
    trigger varchar not null,
    trigger_start bigint not null,
    trigger_end bigint not null,
    -- claim
    assertion varchar not null
    check (assertion in ('asserted', 'alleged', 'denied', 'hypothetical')),
    attributed_to varchar,
    attribution_cue varchar,
    -- when and where
    event_date_start date,
    event_date_end date,
    event_date_text varchar,
    date_precision varchar
    check (date_precision in ('day', 'week', 'month', 'quarter', 'year', 'range')),
    place_name varchar,
    place_country_code varchar,
    -- provenance
    confidence double not null
    check (confidence between 0 and 1),
    rule_id varchar not null,
    extractor_version varchar not null,
    run_id varchar not null,
    extracted_at timestamptz not null,
    -- trade figures
    reporter_code varchar not null,
    reporter_name varchar not null,
    partner_code varchar,
    partner_name varchar,
    flow varchar not null
    check (flow in ('export', 'import', 'total', 'balance')),
    measure varchar not null
    check (measure in ('value', 'pct_change', 'share', 'quantity')),
    value double not null,
    unit varchar not null,
    value_text varchar not null,
    commodity varchar,
    period_start date,
    period_end date,
    period_text varchar,
    comparison varchar,
    observation_status varchar not null
    check (observation_status in ('actual', 'estimate', 'forecast'))
);
