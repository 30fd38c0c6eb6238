-- a document that lands again leaves none of its former rows behind
delete from meeting_participants
where
    event_id in (
        select meetings.event_id
        from meetings
        semi join documents_to_land on meetings.document_id = documents_to_land.document_id
    );

delete from event_evidence
where document_id in (select document_id from documents_to_land);

delete from arms_transfers
where document_id in (select document_id from documents_to_land);

delete from meetings
where document_id in (select document_id from documents_to_land);

delete from trade_figures
where document_id in (select document_id from documents_to_land);

delete from sanctions
where document_id in (select document_id from documents_to_land);

delete from documents
where document_id in (select document_id from documents_to_land);
