-- one row per failed record x failed check; the same failure seen again moves last_seen_at and is open again
insert into rejected_records by name
select incoming_rejected_records.*
from incoming_rejected_records
qualify
    row_number() over (
        partition by incoming_rejected_records.reject_id
        order by incoming_rejected_records.last_seen_at desc, incoming_rejected_records.failure_case asc
    ) = 1
on conflict (reject_id) do update set
    run_id = excluded.run_id,
    failure_case = excluded.failure_case,
    message = excluded.message,
    severity = excluded.severity,
    sentence = excluded.sentence,
    rule_id = excluded.rule_id,
    payload = excluded.payload,
    last_seen_at = greatest(rejected_records.last_seen_at, excluded.last_seen_at),
    resolved_at = null;
