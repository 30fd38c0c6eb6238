-- a source brings as many documents a run as seeds/sources.yml declares
-- severity: warning
with
counted as (
    select
        source_bounds.source_name,
        source_bounds.least_documents,
        source_bounds.most_documents,
        count(distinct incoming_documents.document_id) as documents
    from source_bounds
    left join incoming_documents on source_bounds.source_name = incoming_documents.source_name
    group by source_bounds.source_name, source_bounds.least_documents, source_bounds.most_documents
)

select
    'documents' as table_name,
    source_name as record_key,
    null::varchar as document_id,
    'source_name' as column_name,
    documents || ' documents, expected ' || coalesce(least_documents::varchar, '0') || ' to ' || coalesce(most_documents::varchar, 'any')
        as failure_case
from counted
where documents < least_documents or documents > most_documents;
