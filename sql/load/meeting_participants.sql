-- one row per participant of a meeting of a document that lands
insert into meeting_participants by name
with
landed_meetings as (
    select meetings.event_id
    from meetings
    semi join documents_to_land on meetings.document_id = documents_to_land.document_id
)

select incoming_meeting_participants.*
from incoming_meeting_participants
semi join landed_meetings on incoming_meeting_participants.event_id = landed_meetings.event_id
qualify
    row_number() over (
        partition by incoming_meeting_participants.event_id, incoming_meeting_participants.ordinal
        order by incoming_meeting_participants.actor_code, incoming_meeting_participants.person_name
    ) = 1;
