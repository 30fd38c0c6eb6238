-- one row per event of a document that lands
insert into meetings by name
select incoming_meetings.*
from incoming_meetings
semi join documents_to_land on incoming_meetings.document_id = documents_to_land.document_id
qualify
    row_number() over (
        partition by incoming_meetings.event_id
        order by incoming_meetings.confidence desc, incoming_meetings.sentence_start asc
    ) = 1;
