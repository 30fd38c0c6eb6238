-- one row per failed check: how many records, open and resolved, with one example
select
    severity,
    stage,
    table_name,
    check_name,
    count(*) as records,
    count(*) filter (where resolved_at is null) as open,
    max(last_seen_at) as last_seen_at,
    first(failure_case order by last_seen_at desc, reject_id asc) as example_value,
    first(sentence order by last_seen_at desc, reject_id asc) as example_sentence,
    any_value(message) as message
from rejected_records
group by severity, stage, table_name, check_name
order by severity asc, open desc, check_name asc;
