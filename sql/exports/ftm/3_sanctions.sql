-- one Sanction per act of sanctions that is asserted and was taken; threats, evasion and claims are events
select
    'dragoman-' || sanctions.event_id as id,
    'Sanction' as schema,
    ['dragoman-' || event_parties.party_id] as entity,
    [sanctions.authority_name] as authority,
    [sanctions.authority_code] as country,
    [sanctions.programme] as program,
    [sanctions.reason] as reason,
    sanctions.measures as provisions,
    [sanctions.action] as status,
    case when sanctions.action = 'imposed' then [sanctions.event_date_start] end as "startDate",
    case when sanctions.action = 'lifted' then [sanctions.event_date_start] end as "endDate",
    [sanctions.event_date_start] as date,
    sanctions.date_precision,
    [sanctions.sentence] as summary,
    ['dragoman-' || sanctions.document_id] as proof,
    [documents.publisher] as publisher,
    [sanctions.event_id] as "recordId"
from sanctions
inner join event_parties on sanctions.event_id = event_parties.event_id and event_parties.role = 'target'
inner join documents on sanctions.document_id = documents.document_id
where sanctions.assertion = 'asserted' and sanctions.action in ('imposed', 'in_force', 'eased', 'lifted')
order by id;
