-- one row per run, the last ones first: how it ended, how long it took, what it brought
select
    runs.run_id,
    runs.status,
    runs.started_at,
    runs.finished_at,
    list_aggregate(runs.sources, 'string_agg', ', ') as sources,
    epoch(runs.finished_at - runs.started_at) as seconds,
    max(run_stages.rows_in) filter (where run_stages.stage = 'ingest') as documents,
    max(run_stages.rows_out) filter (where run_stages.stage = 'validate') as event_rows,
    sum(run_stages.rows_rejected) as rejected,
    max(run_stages.documents_per_second) filter (where run_stages.stage = 'extract') as extracted_per_second
from runs
left join run_stages on runs.run_id = run_stages.run_id
group by all
order by runs.started_at desc
limit 10;
