-- one row per run x stage
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
    seconds double,
    documents_per_second double,
    primary key (run_id, stage)
);
