-- nothing is left of these documents but their hash, by which runs pass over them
insert or replace into internal.forgotten_documents
select
    document_id,
    now() as forgotten_at
from documents_to_forget;

delete from meeting_participants
where
    event_id in (
        select meetings.event_id
        from meetings
        semi join documents_to_forget on meetings.document_id = documents_to_forget.document_id
    );

delete from event_evidence
where document_id in (select document_id from documents_to_forget);

delete from arms_transfers
where document_id in (select document_id from documents_to_forget);

delete from meetings
where document_id in (select document_id from documents_to_forget);

delete from trade_figures
where document_id in (select document_id from documents_to_forget);

delete from sanctions
where document_id in (select document_id from documents_to_forget);

delete from rejected_records
where reject_id in (select reject_id from rejects_to_forget);

delete from documents
where document_id in (select document_id from documents_to_forget);

-- what repeated a forgotten document stands for itself now; the next run reads it
update documents
set duplicate_of = null, duplicate_kind = null, extractor_version = 'not extracted'
where duplicate_of in (select document_id from documents_to_forget);
