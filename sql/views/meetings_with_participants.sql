-- one row per meeting, with its participants as lists in the order of the text
create or replace view meetings_with_participants as
with
participants as (
    select
        event_id,
        list(distinct actor_code order by actor_code) as actor_codes,
        list(actor_name order by ordinal) as actor_names,
        list(person_name order by ordinal) filter (where person_name is not null) as person_names
    from meeting_participants
    group by event_id
)

select
    meetings.*,
    participants.actor_codes,
    participants.actor_names,
    participants.person_names
from meetings
left join participants on meetings.event_id = participants.event_id;
