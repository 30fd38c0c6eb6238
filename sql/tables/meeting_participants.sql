-- one row per meeting x participant
create table if not exists meeting_participants (
    event_id varchar not null,
    ordinal bigint not null,
    actor_code varchar not null,
    actor_name varchar not null,
    person_name varchar,
    person_role varchar,
    primary key (event_id, ordinal)
);
