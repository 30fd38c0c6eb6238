-- one row per run
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
