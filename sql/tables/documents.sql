-- one row per distinct document
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
    declared_key varchar,
    clean_text varchar not null,
    duplicate_of varchar,
    duplicate_kind varchar
    check (duplicate_kind in ('exact', 'near')),
    extractor_version varchar not null,
    run_id varchar not null
);
