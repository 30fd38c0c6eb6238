-- one row per pair of actors: how many distinct meetings were held, planned and called off, and who came
with
pairs as (
    select distinct
        meetings.cluster_id,
        meetings.status,
        one.actor_code as first_actor,
        other.actor_code as second_actor,
        one.person_name as first_person,
        other.person_name as second_person
    from meetings
    inner join meeting_participants as one on meetings.event_id = one.event_id
    inner join meeting_participants as other on one.event_id = other.event_id and one.actor_code < other.actor_code
    where meetings.assertion = 'asserted'
)

select
    first_actor,
    second_actor,
    count(distinct cluster_id) filter (where status = 'held') as held,
    count(distinct cluster_id) filter (where status = 'planned') as planned,
    count(distinct cluster_id) filter (where status = 'cancelled') as cancelled,
    list(distinct first_person order by first_person) filter (where first_person is not null) as first_persons,
    list(distinct second_person order by second_person) filter (where second_person is not null) as second_persons
from pairs
group by first_actor, second_actor
order by held desc, planned desc, first_actor asc, second_actor asc;
