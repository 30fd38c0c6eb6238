-- every participant belongs to a meeting
-- severity: error
select
    'meeting_participants' as table_name,
    event_id || '#' || ordinal as record_key,
    null::varchar as document_id,
    'event_id' as column_name,
    event_id as failure_case
from meeting_participants
where event_id not in (select meetings.event_id from meetings);
