-- a failure of a document that landed in this run without it is resolved
update rejected_records
set resolved_at = (select max(coalesce(incoming_runs.finished_at, incoming_runs.started_at)) from incoming_runs)
where
    resolved_at is null
    and reject_id not in (select incoming_rejected_records.reject_id from incoming_rejected_records)
    and (
        document_id in (select documents_to_land.document_id from documents_to_land)
        or record_key in (
            select documents.source_uri
            from documents
            semi join documents_to_land on documents.document_id = documents_to_land.document_id
        )
    );
