-- an event_id names one event of one kind
-- severity: error
select
    min(kind) || 's' as table_name,
    event_id as record_key,
    min(document_id) as document_id,
    'event_id' as column_name,
    string_agg(kind, ', ' order by kind) as failure_case
from event_rows
group by event_id
having count(*) > 1;
