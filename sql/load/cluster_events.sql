-- one row per event with the real-world event it reports: same kind, same core fields, close in time
-- Core fields are those of the annotation guidelines. "Close" is a gap between neighbouring reports of at most 60 days for an arms
-- transfer, 7 for a meeting, 45 for a sanction, 30 for a trade figure without a period; a figure's period is part of its identity. The
-- name of a cluster is a hash of its core fields and its first day: it depends on the rows alone, never on the order of runs.
create or replace temp table clustered_events as
with
named_participants as (
    select
        event_id,
        if(actor_code = 'UNK', 'UNK ' || lower(actor_name), actor_code) as actor
    from meeting_participants
),

participants as (
    select
        event_id,
        string_agg(distinct actor, '+' order by actor) as actors
    from named_participants
    group by event_id
),

cores as (
    select
        event_id,
        document_id,
        'arms_transfer' as kind,
        assertion,
        confidence,
        event_date_start,
        60 as days_apart,
        concat_ws(
            '|',
            if(supplier_code = 'UNK', 'UNK ' || lower(supplier_name), coalesce(supplier_code, '-')),
            if(recipient_code = 'UNK', 'UNK ' || lower(recipient_name), coalesce(recipient_code, '-')),
            weapon_category,
            lower(coalesce(weapon_designation, '-'))
        ) as core
    from arms_transfers
    union all by name
    select
        meetings.event_id,
        meetings.document_id,
        'meeting' as kind,
        meetings.assertion,
        meetings.confidence,
        meetings.event_date_start,
        7 as days_apart,
        coalesce(participants.actors, '-') as core
    from meetings
    left join participants on meetings.event_id = participants.event_id
    union all by name
    select
        event_id,
        document_id,
        'trade_figure' as kind,
        assertion,
        confidence,
        period_start as event_date_start,
        30 as days_apart,
        concat_ws(
            '|',
            if(reporter_code = 'UNK', 'UNK ' || lower(reporter_name), reporter_code),
            if(partner_code = 'UNK', 'UNK ' || lower(partner_name), coalesce(partner_code, '-')),
            flow,
            measure,
            format('{:.3g}', value),
            lower(unit),
            lower(coalesce(commodity, '-')),
            coalesce(period_start::varchar, '-'),
            coalesce(period_end::varchar, '-')
        ) as core
    from trade_figures
    union all by name
    select
        event_id,
        document_id,
        'sanction' as kind,
        assertion,
        confidence,
        event_date_start,
        45 as days_apart,
        concat_ws(
            '|',
            if(authority_code = 'UNK', 'UNK ' || lower(authority_name), coalesce(authority_code, '-')),
            target_code,
            if(target_type in ('country', 'sector', 'group') and target_code != 'UNK', target_type, lower(target_name)),
            action
        ) as core
    from sanctions
),

dated as (
    select
        cores.*,
        documents.published_at,
        coalesce(documents.publisher, documents.source_name) as publisher,
        coalesce(cores.event_date_start, documents.published_at, date '1900-01-01') as happened_on
    from cores
    inner join documents on cores.document_id = documents.document_id
),

gaps as (
    select
        *,
        coalesce(
            happened_on - lag(happened_on) over (partition by kind, core order by happened_on, event_id) > days_apart, false
        ) as opens_cluster
    from dated
),

numbered as (
    select
        *,
        sum(opens_cluster::integer) over (partition by kind, core order by happened_on, event_id rows unbounded preceding) as cluster_number
    from gaps
),

named as (
    select
        *,
        left(
            sha256(concat_ws('|', kind, core, (min(happened_on) over (partition by kind, core, cluster_number))::varchar)), 24
        ) as cluster_id
    from numbered
)

select
    event_id,
    document_id,
    kind,
    cluster_id,
    assertion,
    confidence,
    published_at,
    publisher
from named;

update arms_transfers
set cluster_id = clustered_events.cluster_id
from clustered_events
where arms_transfers.event_id = clustered_events.event_id and arms_transfers.cluster_id is distinct from clustered_events.cluster_id;

update meetings
set cluster_id = clustered_events.cluster_id
from clustered_events
where meetings.event_id = clustered_events.event_id and meetings.cluster_id is distinct from clustered_events.cluster_id;

update trade_figures
set cluster_id = clustered_events.cluster_id
from clustered_events
where trade_figures.event_id = clustered_events.event_id and trade_figures.cluster_id is distinct from clustered_events.cluster_id;

update sanctions
set cluster_id = clustered_events.cluster_id
from clustered_events
where sanctions.event_id = clustered_events.event_id and sanctions.cluster_id is distinct from clustered_events.cluster_id;
