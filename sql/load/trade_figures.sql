-- one row per event of a document that lands
insert into trade_figures by name
select incoming_trade_figures.*
from incoming_trade_figures
semi join documents_to_land on incoming_trade_figures.document_id = documents_to_land.document_id
qualify
    row_number() over (
        partition by incoming_trade_figures.event_id
        order by incoming_trade_figures.confidence desc, incoming_trade_figures.sentence_start asc
    ) = 1;
