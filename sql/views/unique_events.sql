-- one row per real-world event: the row that tells it best, with how often it was reported
create or replace view unique_events as
select
    events.*,
    event_clusters.first_seen,
    event_clusters.last_seen,
    event_clusters.documents,
    event_clusters.publishers
from event_clusters
inner join events on event_clusters.best_event_id = events.event_id;
