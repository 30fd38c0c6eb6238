-- one row per document that lands; of a document that came twice in one run, the first source wins
insert into documents by name
select incoming_documents.*
from incoming_documents
semi join documents_to_land on incoming_documents.document_id = documents_to_land.document_id
qualify row_number() over (partition by incoming_documents.document_id order by incoming_documents.source_uri) = 1;
