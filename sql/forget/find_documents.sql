-- one row per document that a name means: its identity, its address, or the source it came from
create or replace temp table documents_to_forget as
select
    document_id,
    source_uri
from documents
where getvariable('name') in (document_id, source_uri, source_name);
