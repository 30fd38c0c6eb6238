-- a document marked as a duplicate names one that landed
-- severity: warning
select
    'documents' as table_name,
    document_id as record_key,
    document_id,
    'duplicate_of' as column_name,
    duplicate_of as failure_case
from documents
where duplicate_of is not null and duplicate_of not in (select known.document_id from documents as known);
