-- one row per authority x target x act that a document tells of
create table if not exists sanctions (
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
    -- sanctions
    authority_code varchar,
    authority_name varchar,
    target_code varchar not null,
    target_name varchar not null,
    target_type varchar not null
    check (target_type in ('country', 'entity', 'person', 'vessel', 'sector', 'group')),
    action varchar not null
    check (action in ('imposed', 'in_force', 'threatened', 'eased', 'lifted', 'evaded')),
    measures varchar[] not null
    check (
        list_has_all(
            [
                'asset_freeze', 'travel_ban', 'export_control', 'import_ban', 'arms_embargo', 'financial', 'transport',
                'investment', 'aid_suspension', 'tariff', 'sectoral', 'unspecified'
            ], measures
        )
    ),
    programme varchar,
    reason varchar
);
