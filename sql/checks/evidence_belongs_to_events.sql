-- every passage of evidence belongs to an event of the same document
-- severity: error
select
    'event_evidence' as table_name,
    event_evidence.event_id || '#' || event_evidence.ordinal as record_key,
    event_evidence.document_id,
    'event_id' as column_name,
    event_evidence.event_id as failure_case
from event_evidence
anti join event_rows on event_evidence.event_id = event_rows.event_id and event_evidence.document_id = event_rows.document_id;
