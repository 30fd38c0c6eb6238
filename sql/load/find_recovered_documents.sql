-- one row per document of a record that passed after all
create or replace temp table documents_to_land as
select document_id from incoming_documents
union
select document_id from incoming_arms_transfers
union
select document_id from incoming_meetings
union
select document_id from incoming_trade_figures
union
select document_id from incoming_sanctions
union
select document_id from incoming_event_evidence
union
select meetings.document_id
from meetings
semi join incoming_meeting_participants on meetings.event_id = incoming_meeting_participants.event_id;
