-- one Article per document that holds an event
select
    'dragoman-' || document_id as id,
    'Article' as schema,
    [regexp_extract(source_uri, '[^/]+$')] as "fileName",
    [title] as title,
    [author] as author,
    [publisher] as publisher,
    [published_at] as "publishedAt",
    [fetched_at] as "retrievedAt",
    [case when source_uri like 'http%' then source_uri end] as "sourceUrl",
    [source_uri] as keywords
from documents
where document_id in (select event_rows.document_id from event_rows)
order by id;
