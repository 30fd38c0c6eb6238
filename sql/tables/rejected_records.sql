-- one row per failed record x failed check; the same failure seen again moves last_seen_at
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
