-- one row per source and publisher: documents, languages, duplicates, events
with
counted as (
    select
        document_id,
        count(*) as events
    from event_rows
    group by document_id
)

select
    documents.source_name,
    documents.publisher,
    count(*) as documents,
    count(*) filter (where documents.language = 'en') as in_english,
    count(*) filter (where documents.duplicate_of is not null) as duplicates,
    count(counted.document_id) as with_events,
    coalesce(sum(counted.events), 0)::bigint as events,
    min(documents.published_at) as first_published,
    max(documents.published_at) as last_published
from documents
left join counted on documents.document_id = counted.document_id
group by documents.source_name, documents.publisher
order by documents desc, documents.source_name asc, documents.publisher asc nulls last;
