-- one row per real-world event
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
