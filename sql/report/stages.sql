-- one row per stage of the reported run, in the order they ran
select
    stage,
    rows_in,
    rows_out,
    rows_rejected,
    rows_skipped,
    sentences,
    epoch(finished_at - started_at) as seconds
from run_stages
where run_id = getvariable('run_id')
order by started_at asc;
