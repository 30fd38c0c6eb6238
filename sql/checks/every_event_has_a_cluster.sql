-- every event belongs to a cluster of its kind
-- severity: error
select
    event_rows.kind || 's' as table_name,
    event_rows.event_id as record_key,
    event_rows.document_id,
    'cluster_id' as column_name,
    event_rows.cluster_id as failure_case
from event_rows
left join event_clusters on event_rows.cluster_id = event_clusters.cluster_id and event_rows.kind = event_clusters.kind
where event_clusters.cluster_id is null;
