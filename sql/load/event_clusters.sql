-- one row per real-world event, made anew from the rows that report it
delete from event_clusters;

insert into event_clusters by name
select
    cluster_id,
    any_value(kind) as kind,
    min(published_at) as first_seen,
    max(published_at) as last_seen,
    count(distinct document_id) as documents,
    count(distinct publisher) as publishers,
    first(event_id order by assertion = 'asserted' desc, confidence desc, published_at asc nulls last, event_id asc) as best_event_id
from clustered_events
group by cluster_id;
