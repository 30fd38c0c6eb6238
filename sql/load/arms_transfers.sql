-- one row per event of a document that lands
insert into arms_transfers by name
select incoming_arms_transfers.*
from incoming_arms_transfers
semi join documents_to_land on incoming_arms_transfers.document_id = documents_to_land.document_id
qualify
    row_number() over (
        partition by incoming_arms_transfers.event_id
        order by incoming_arms_transfers.confidence desc, incoming_arms_transfers.sentence_start asc
    ) = 1;
