-- one Event per arms transfer, per meeting, and per act of sanctions that is threatened, evaded or only claimed
with
precisions as (
    select
        event_id,
        date_precision
    from arms_transfers
    union all
    select
        event_id,
        date_precision
    from meetings
    union all
    select
        event_id,
        date_precision
    from sanctions
),

sides as (
    select
        event_id,
        list(distinct 'dragoman-' || party_id order by 'dragoman-' || party_id) as involved
    from event_parties
    where party_type != 'vessel'
    group by event_id
)

select
    'dragoman-' || events.event_id as id,
    'Event' as schema,
    [concat_ws(' ', case when events.assertion != 'asserted' then events.assertion || ':' end, events.summary)] as name,
    [events.sentence] as summary,
    [
        concat_ws(
            '; ', events.assertion, 'by ' || events.attributed_to, 'status ' || events.status, 'confidence ' || round(events.confidence, 2)
        )
    ] as notes,
    [events.kind, events.status, events.assertion] as keywords,
    [events.event_date_start] as "startDate",
    [events.event_date_end] as "endDate",
    precisions.date_precision,
    [events.place_name] as location,
    [events.place_country_code] as country,
    sides.involved,
    ['dragoman-' || events.document_id] as proof,
    [events.publisher] as publisher,
    [events.event_id] as "recordId"
from events
inner join precisions on events.event_id = precisions.event_id
left join sides on events.event_id = sides.event_id
where events.kind != 'sanction' or events.assertion != 'asserted' or events.status in ('threatened', 'evaded')
order by id;
