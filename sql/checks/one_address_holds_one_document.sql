-- a source_uri keeps its content: a second document under it means that the first was changed or corrected
-- severity: warning
select
    'documents' as table_name,
    documents.document_id as record_key,
    documents.document_id,
    'source_uri' as column_name,
    documents.source_uri as failure_case
from documents
inner join documents as others on documents.source_uri = others.source_uri and documents.document_id != others.document_id
where documents.run_id = getvariable('run_id');
