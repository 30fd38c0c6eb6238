-- one row per event x party with its role: states and organisations by code, persons, firms and ships by name
create or replace view event_parties as
with
parties as (
    select
        event_id,
        'supplier' as role,
        supplier_code as actor_code,
        supplier_name as party_name,
        'actor' as party_type
    from arms_transfers
    union all
    select
        event_id,
        'recipient' as role,
        recipient_code as actor_code,
        recipient_name as party_name,
        'actor' as party_type
    from arms_transfers
    union all
    select
        event_id,
        'participant' as role,
        actor_code,
        actor_name as party_name,
        'actor' as party_type
    from meeting_participants
    union all
    select
        event_id,
        'participant' as role,
        actor_code,
        person_name as party_name,
        'person' as party_type
    from meeting_participants
    union all
    select
        event_id,
        'authority' as role,
        authority_code as actor_code,
        authority_name as party_name,
        'actor' as party_type
    from sanctions
    union all
    select
        event_id,
        'target' as role,
        target_code as actor_code,
        target_name as party_name,
        case when target_type in ('country', 'sector') then 'actor' else target_type end as party_type
    from sanctions
),

typed as (
    select distinct
        event_id,
        role,
        actor_code,
        party_name,
        case
            when party_type != 'actor' then party_type
            when actor_code = 'UNK' then 'unlisted'
            when length(actor_code) = 3 then 'state'
            else 'organisation'
        end as party_type
    from parties
    where actor_code is not null and party_name is not null
)

select
    event_id,
    role,
    party_type,
    case
        when party_type in ('state', 'organisation') then actor_code else md5(concat_ws('|', party_type, lower(party_name), actor_code))
    end as party_id,
    actor_code,
    party_name
from typed;
