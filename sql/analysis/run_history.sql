-- one row per run x stage: what came in, went out, was rejected and passed over, and how long it took
select
    runs.run_id,
    runs.started_at as run_started_at,
    runs.status,
    run_stages.stage,
    run_stages.rows_in,
    run_stages.rows_out,
    run_stages.rows_rejected,
    run_stages.rows_skipped,
    round(run_stages.seconds, 2) as seconds,
    round(run_stages.documents_per_second, 1) as documents_per_second
from runs
left join run_stages on runs.run_id = run_stages.run_id
order by runs.started_at desc, run_stages.started_at asc;
