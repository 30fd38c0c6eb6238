-- one row per open failure, at most 50 for each check, those of the reported run first
with
this as (
    select *
    from runs
    where run_id = getvariable('run_id')
)

select
    rejected_records.reject_id,
    rejected_records.severity,
    rejected_records.stage,
    rejected_records.table_name,
    rejected_records.check_name,
    rejected_records.column_name,
    rejected_records.failure_case,
    rejected_records.message,
    rejected_records.sentence,
    rejected_records.rule_id,
    rejected_records.record_key,
    cast(rejected_records.payload as varchar) as payload,
    rejected_records.first_seen_at,
    coalesce(documents.source_uri, rejected_records.payload ->> 'source_uri') as source_uri,
    coalesce(documents.title, rejected_records.payload ->> 'title') as title,
    case
        when rejected_records.first_seen_at >= this.started_at then 'new'
        when rejected_records.run_id = this.run_id then 'again'
        else 'earlier'
    end as state
from rejected_records
cross join this
left join documents on rejected_records.document_id = documents.document_id
where
    rejected_records.resolved_at is null
    and rejected_records.first_seen_at <= coalesce(this.finished_at, 'infinity')
qualify
    row_number() over (
        partition by rejected_records.severity, rejected_records.stage, rejected_records.table_name, rejected_records.check_name
        order by rejected_records.last_seen_at desc, rejected_records.first_seen_at desc, rejected_records.reject_id asc
    ) <= 50
order by
    rejected_records.severity asc, rejected_records.check_name asc, rejected_records.last_seen_at desc, rejected_records.record_key asc;
