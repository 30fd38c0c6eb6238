-- one row per month x kind: how many real-world events, by their own date or else by publication
select
    date_trunc('month', coalesce(event_date_start, published_at))::date as month,
    kind,
    count(*) as events,
    count(*) filter (where assertion = 'asserted') as asserted
from unique_events
where coalesce(event_date_start, published_at) is not null
group by all
order by month desc, kind asc;
