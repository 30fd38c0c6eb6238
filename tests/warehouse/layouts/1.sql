-- the tables of layout 1, as they stood before versions were counted, with one finished run in them
create table if not exists documents (
    document_id varchar primary key,
    source_uri varchar not null,
    source_name varchar not null,
    publisher varchar,
    title varchar,
    author varchar,
    language varchar,
    published_at date,
    published_from varchar not null
    check (published_from in ('metadata', 'url', 'dateline', 'text', 'none')),
    fetched_at timestamptz not null,
    media_type varchar not null,
    raw_sha256 varchar not null,
    clean_text varchar not null,
    duplicate_of varchar,
    duplicate_kind varchar
    check (duplicate_kind in ('exact', 'near')),
    extractor_version varchar not null,
    run_id varchar not null
);

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

create table if not exists meetings (
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
    -- meetings
    mode varchar not null
    check (mode in ('visit', 'talks', 'call', 'multilateral')),
    status varchar not null
    check (status in ('held', 'planned', 'cancelled')),
    level varchar,
    host_country_code varchar,
    topics varchar[] not null
    check (
        list_has_all(
            [
                'defence', 'trade', 'energy', 'nuclear', 'conflict', 'sanctions', 'diplomacy', 'economy', 'humanitarian',
                'other'
            ], topics
        )
    )
);

create table if not exists meeting_participants (
    event_id varchar not null,
    ordinal bigint not null,
    actor_code varchar not null,
    actor_name varchar not null,
    person_name varchar,
    person_role varchar,
    primary key (event_id, ordinal)
);

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

create table if not exists event_evidence (
    event_id varchar not null,
    ordinal bigint not null,
    document_id varchar not null,
    sentence varchar not null,
    sentence_start bigint not null,
    sentence_end bigint not null,
    primary key (event_id, ordinal)
);

create table if not exists event_clusters (
    cluster_id varchar primary key,
    kind varchar not null
    check (kind in ('arms_transfer', 'meeting', 'trade_figure', 'sanction')),
    first_seen date,
    last_seen date,
    documents bigint not null,
    publishers bigint not null,
    best_event_id varchar not null
);

create table if not exists rejected_records (
    reject_id varchar primary key,
    run_id varchar not null,
    stage varchar not null
    check (stage in ('ingest', 'clean', 'extract', 'validate', 'land', 'publish')),
    table_name varchar not null,
    record_key varchar not null,
    document_id varchar,
    column_name varchar,
    check_name varchar not null,
    failure_case varchar,
    message varchar not null,
    severity varchar not null
    check (severity in ('error', 'warning')),
    sentence varchar,
    rule_id varchar,
    payload json,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    resolved_at timestamptz
);

create table if not exists runs (
    run_id varchar primary key,
    status varchar not null
    check (status in ('running', 'completed', 'failed')),
    started_at timestamptz not null,
    finished_at timestamptz,
    sources varchar[] not null,
    dragoman_version varchar not null,
    extractor_version varchar not null,
    model_version varchar,
    settings json
);

create table if not exists run_stages (
    run_id varchar not null,
    stage varchar not null
    check (stage in ('ingest', 'clean', 'extract', 'validate', 'land', 'publish')),
    started_at timestamptz not null,
    finished_at timestamptz,
    rows_in bigint not null,
    rows_out bigint not null,
    rows_rejected bigint not null,
    rows_skipped bigint not null,
    sentences bigint,
    primary key (run_id, stage)
);

insert into runs by name select 'run-1' as run_id, 'completed' as status, timestamptz '2026-01-05 06:00:00Z' as started_at,
    timestamptz '2026-01-05 06:01:00Z' as finished_at, ['wire'] as sources, '0.1.0' as dragoman_version, '0.1.0+00000000' as extractor_version;

insert into run_stages by name select 'run-1' as run_id, 'clean' as stage, timestamptz '2026-01-05 06:00:00Z' as started_at,
    timestamptz '2026-01-05 06:00:05Z' as finished_at, 20 as rows_in, 19 as rows_out, 1 as rows_rejected, 0 as rows_skipped;

insert into run_stages by name select 'run-1' as run_id, 'land' as stage, timestamptz '2026-01-05 06:00:50Z' as started_at,
    timestamptz '2026-01-05 06:00:54Z' as finished_at, 31 as rows_in, 31 as rows_out, 0 as rows_rejected, 0 as rows_skipped;
