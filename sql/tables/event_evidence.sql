-- one row per passage that states an event, the most explicit first
create table if not exists event_evidence (
    event_id varchar not null,
    ordinal bigint not null,
    document_id varchar not null,
    sentence varchar not null,
    sentence_start bigint not null,
    sentence_end bigint not null,
    primary key (event_id, ordinal)
);
