-- one entity per party of an event: PublicBody (states), Organization, Person, Vessel, LegalEntity
select
    'dragoman-' || event_parties.party_id as id,
    case event_parties.party_type
        when 'state' then 'PublicBody'
        when 'person' then 'Person'
        when 'vessel' then 'Vessel'
        when 'entity' then 'LegalEntity'
        else 'Organization'
    end as schema,
    case when event_parties.party_type in ('state', 'organisation') then [event_parties.actor_code] end as code,
    list(distinct event_parties.party_name order by event_parties.party_name) as name,
    case when event_parties.party_type != 'organisation' and event_parties.party_type != 'unlisted' then [event_parties.actor_code] end
        as country,
    case
        when
            event_parties.party_type not in ('state', 'organisation')
            and bool_or(event_parties.role = 'target' and sanctions.assertion = 'asserted' and sanctions.action in ('imposed', 'in_force'))
            then ['sanction']
    end as topics
from event_parties
left join sanctions on event_parties.event_id = sanctions.event_id
group by event_parties.party_id, event_parties.party_type, event_parties.actor_code
order by id;
