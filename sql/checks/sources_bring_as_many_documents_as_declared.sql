-- a source brings as many documents a run as seeds/sources.yml declares
-- severity: warning
-- where the run does not say how many documents it met, unchanged ones count for the minimum and not for the maximum
with
met as (
    select
        source_bounds.source_name,
        source_bounds.least_documents,
        source_bounds.most_documents,
        source_bounds.documents_seen,
        count(distinct incoming_documents.document_id) as new_documents
    from source_bounds
    left join incoming_documents on source_bounds.source_name = incoming_documents.source_name
    group by all
),

known as (
    select
        met.*,
        count(documents.document_id) as landed_documents
    from met
    left join documents on met.source_name = documents.source_name
    group by all
),

counted as (
    select
        source_name,
        least_documents,
        most_documents,
        coalesce(documents_seen, greatest(new_documents, landed_documents)) as most_met,
        coalesce(documents_seen, new_documents) as least_met
    from known
)

select
    'documents' as table_name,
    source_name as record_key,
    null::varchar as document_id,
    'source_name' as column_name,
    concat(
        if(most_met < least_documents, most_met, least_met), ' documents, expected ', coalesce(least_documents, 0), ' to ',
        coalesce(most_documents::varchar, 'any')
    ) as failure_case
from counted
where most_met < least_documents or least_met > most_documents;
