-- one row per rejected record that holds something of these documents, or of a document of that name that never landed
create or replace temp table rejects_to_forget as
select reject_id
from rejected_records
where
    document_id in (select documents_to_forget.document_id from documents_to_forget)
    or record_key in (select documents_to_forget.source_uri from documents_to_forget)
    or getvariable('name') in (document_id, record_key)
    or starts_with(record_key, 'file:' || getvariable('name') || '/');
