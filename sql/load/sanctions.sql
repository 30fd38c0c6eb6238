-- one row per event of a document that lands
insert into sanctions by name
select incoming_sanctions.*
from incoming_sanctions
semi join documents_to_land on incoming_sanctions.document_id = documents_to_land.document_id
qualify
    row_number() over (
        partition by incoming_sanctions.event_id
        order by incoming_sanctions.confidence desc, incoming_sanctions.sentence_start asc
    ) = 1;
