-- one row per document that was removed for good: runs pass over it where its source still holds it
create schema if not exists internal;

create table if not exists internal.forgotten_documents (
    document_id varchar primary key,
    forgotten_at timestamptz not null
);
