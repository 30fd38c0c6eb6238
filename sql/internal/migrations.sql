-- one row per version of the layout that this database has had, the newest last
create schema if not exists internal;

create table if not exists internal.migrations (
    version integer primary key,
    applied_at timestamptz not null,
    dragoman_version varchar not null
);
