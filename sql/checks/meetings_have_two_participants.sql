-- every meeting has at least two participants
-- severity: error
with
counted as (
    select
        meetings.event_id,
        meetings.document_id,
        count(meeting_participants.event_id) as participants
    from meetings
    left join meeting_participants on meetings.event_id = meeting_participants.event_id
    group by meetings.event_id, meetings.document_id
)

select
    'meetings' as table_name,
    event_id as record_key,
    document_id,
    'event_id' as column_name,
    participants::varchar as failure_case
from counted
where participants < 2;
