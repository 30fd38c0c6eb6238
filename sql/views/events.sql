-- one row per event of any kind, with the document that tells it
create or replace view events as
select
    event_rows.*,
    documents.published_at,
    documents.publisher,
    documents.title,
    documents.source_uri,
    documents.duplicate_of is not null as is_duplicate
from event_rows
inner join documents on event_rows.document_id = documents.document_id;
