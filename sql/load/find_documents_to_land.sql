-- one row per incoming document that is new, was extracted by another version, or is declared otherwise by its source (title, date ...);
-- all others stay as they are, forgotten ones out
create or replace temp table documents_to_land as
with
incoming as (
    select distinct
        document_id,
        extractor_version,
        declared_key
    from incoming_documents
),

unchanged as (
    select incoming.document_id
    from incoming
    inner join documents on incoming.document_id = documents.document_id and incoming.extractor_version = documents.extractor_version
    where coalesce(documents.declared_key = incoming.declared_key, true)
)

select distinct incoming.document_id
from incoming
anti join unchanged on incoming.document_id = unchanged.document_id
anti join internal.forgotten_documents as forgotten on incoming.document_id = forgotten.document_id;
