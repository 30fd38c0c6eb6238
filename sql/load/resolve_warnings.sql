-- a claim across rows that holds again is resolved
update rejected_records
set resolved_at = (select max(coalesce(incoming_runs.finished_at, incoming_runs.started_at)) from incoming_runs)
where
    resolved_at is null
    and stage = 'land'
    and reject_id not in (select incoming_rejected_records.reject_id from incoming_rejected_records);
