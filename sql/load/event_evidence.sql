-- one row per passage of an event of a document that lands
insert into event_evidence by name
select incoming_event_evidence.*
from incoming_event_evidence
semi join documents_to_land on incoming_event_evidence.document_id = documents_to_land.document_id
qualify
    row_number() over (
        partition by incoming_event_evidence.event_id, incoming_event_evidence.ordinal
        order by incoming_event_evidence.sentence_start
    ) = 1;
