-- one row per check that records fail: how many, how many for the first time in the reported run, and how many passed in it after all
with
this as (
    select *
    from runs
    where run_id = getvariable('run_id')
),

counted as (
    select
        rejected_records.severity,
        rejected_records.stage,
        rejected_records.table_name,
        rejected_records.check_name,
        count(*) filter (where rejected_records.resolved_at is null) as open,
        count(*) filter (
            where rejected_records.resolved_at is null and rejected_records.first_seen_at >= this.started_at
        ) as new,
        count(*) filter (
            where
            rejected_records.resolved_at is null
            and rejected_records.first_seen_at < this.started_at
            and rejected_records.run_id = this.run_id
        ) as again,
        count(*) filter (
            where rejected_records.resolved_at between this.started_at and coalesce(this.finished_at, this.started_at)
        ) as resolved
    from rejected_records
    cross join this
    where rejected_records.first_seen_at <= coalesce(this.finished_at, 'infinity')
    group by all
)

select *
from counted
where open > 0 or resolved > 0
order by severity asc, open desc, check_name asc;
