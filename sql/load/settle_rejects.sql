-- a failure that was tried again and is settled is resolved
update rejected_records
set resolved_at = (select max(coalesce(incoming_runs.finished_at, incoming_runs.started_at)) from incoming_runs)
where
    resolved_at is null
    and reject_id in (select settled_rejects.reject_id from settled_rejects);
