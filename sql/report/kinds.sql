-- one row per kind of event: how many rows landed in the reported run, and how many are stored
select
    kinds.kind,
    count(event_rows.event_id) filter (where event_rows.run_id = getvariable('run_id')) as landed,
    count(event_rows.event_id) as stored
from (values (1, 'arms_transfer'), (2, 'meeting'), (3, 'trade_figure'), (4, 'sanction')) as kinds (ordinal, kind)
left join event_rows on kinds.kind = event_rows.kind
group by kinds.ordinal, kinds.kind
order by kinds.ordinal asc;
