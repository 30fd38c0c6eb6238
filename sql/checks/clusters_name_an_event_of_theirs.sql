-- the best event of every cluster is one of its own
-- severity: error
select
    'event_clusters' as table_name,
    event_clusters.cluster_id as record_key,
    null::varchar as document_id,
    'best_event_id' as column_name,
    event_clusters.best_event_id as failure_case
from event_clusters
anti join event_rows on event_clusters.best_event_id = event_rows.event_id and event_clusters.cluster_id = event_rows.cluster_id;
