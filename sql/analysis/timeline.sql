-- one row per real-world event with a known day or published date, newest first
select
    coalesce(event_date_start, published_at) as day,
    event_date_start is null as is_day_of_publication,
    kind,
    summary,
    status,
    assertion,
    attributed_to,
    documents,
    source_uri
from unique_events
where coalesce(event_date_start, published_at) is not null
order by day desc, kind asc, event_id asc;
