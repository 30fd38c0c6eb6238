-- one row per supplier x recipient x weapon that a document tells of
create table if not exists arms_transfers (
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
    -- arms transfers
    supplier_code varchar,
    supplier_name varchar,
    recipient_code varchar,
    recipient_name varchar,
    weapon_text varchar not null,
    weapon_designation varchar,
    weapon_category varchar not null
    check (
        weapon_category in (
            'aircraft', 'helicopter', 'uav', 'air_defence', 'missile', 'armoured_vehicle', 'artillery', 'ship', 'sensor',
            'ammunition', 'small_arms', 'engine', 'space', 'cyber', 'nuclear', 'component', 'other', 'unspecified'
        )
    ),
    sipri_category varchar,
    unroca_category varchar,
    quantity_min bigint,
    quantity_max bigint,
    quantity_text varchar,
    status varchar not null
    check (status in ('requested', 'offered', 'agreed', 'delivered', 'cancelled')),
    deal_type varchar not null
    check (deal_type in ('sale', 'aid', 'licensed_production', 'technology', 'unknown')),
    value_amount double,
    value_currency varchar,
    value_text varchar
);
