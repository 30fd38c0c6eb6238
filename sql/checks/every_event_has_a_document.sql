-- every event belongs to a document that landed
-- severity: error
select
    kind || 's' as table_name,
    event_id as record_key,
    document_id,
    'document_id' as column_name,
    document_id as failure_case
from event_rows
where document_id not in (select documents.document_id from documents);
