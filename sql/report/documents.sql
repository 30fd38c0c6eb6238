-- one row: the documents that landed in the reported run, those that were not read and why, and the sentences that state an event
with
landed as (
    select *
    from documents
    where run_id = getvariable('run_id')
),

stating as (
    select distinct
        event_evidence.document_id,
        event_evidence.sentence_start
    from event_evidence
    where event_evidence.document_id in (select landed.document_id from landed)
)

select
    count(*) as landed,
    count(*) filter (where duplicate_kind = 'exact') as exact_duplicates,
    count(*) filter (where duplicate_kind = 'near') as near_duplicates,
    count(*) filter (where duplicate_kind is distinct from 'exact' and language is distinct from 'en') as other_languages,
    (select count(*) from stating) as stating_sentences,
    (select count(*) from documents) as stored
from landed;
