-- one row: the run that is reported, with the run before it over the same sources
with
this as (
    select *
    from runs
    where run_id = getvariable('run_id')
)

select
    this.run_id,
    this.status,
    this.started_at,
    this.finished_at,
    this.sources,
    this.dragoman_version,
    this.extractor_version,
    this.model_version,
    cast(this.settings as varchar) as settings,
    earlier.run_id as earlier_run_id,
    earlier.started_at as earlier_started_at
from this
left join runs as earlier
    on
        list_sort(this.sources) = list_sort(earlier.sources)
        and this.started_at > earlier.started_at
        and earlier.run_id in (select run_stages.run_id from run_stages)
order by earlier.started_at desc
limit 1;
