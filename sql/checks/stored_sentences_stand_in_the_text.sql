-- the sentence and the trigger of every event stand at their offsets in clean_text
-- severity: error
select
    event_rows.kind || 's' as table_name,
    event_rows.event_id as record_key,
    event_rows.document_id,
    'sentence' as column_name,
    event_rows.sentence as failure_case
from event_rows
inner join documents on event_rows.document_id = documents.document_id
where
    documents.clean_text != '' -- a text that was kept long enough is gone, its sentences stay
    and (
        substring(documents.clean_text, event_rows.sentence_start + 1, event_rows.sentence_end - event_rows.sentence_start)
        != event_rows.sentence
        or substring(documents.clean_text, event_rows.trigger_start + 1, event_rows.trigger_end - event_rows.trigger_start)
        != event_rows.trigger
    );
