-- a kind's share of a run's events is like that of the runs before
-- severity: warning
-- judged where both sides have 100 events or more; a share that moves by more than 20 points is an offender
with
counted as (
    select
        kind,
        count(*) filter (where run_id = getvariable('run_id')) as now,
        count(*) filter (where run_id != getvariable('run_id')) as before
    from event_rows
    group by kind
),

shared as (
    select
        kind,
        100.0 * now / sum(now) over () as percent_now,
        100.0 * before / sum(before) over () as percent_before,
        sum(now) over () as all_now,
        sum(before) over () as all_before
    from counted
)

select
    'event_clusters' as table_name,
    kind as record_key,
    null::varchar as document_id,
    'kind' as column_name,
    format('{:.0f} percent of this run, {:.0f} percent before', percent_now, percent_before) as failure_case
from shared
where all_now >= 100 and all_before >= 100 and abs(percent_now - percent_before) > 20;
