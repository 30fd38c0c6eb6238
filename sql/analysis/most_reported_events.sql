-- one row per real-world event, those that most documents report first
select
    kind,
    summary,
    status,
    assertion,
    documents,
    publishers,
    first_seen,
    last_seen,
    round(confidence, 2) as confidence,
    sentence
from unique_events
order by documents desc, publishers desc, confidence desc, event_id asc
limit 50;
