-- one row per source of claims: how often it asserts, alleges and denies what the texts report, by kind of event
select
    coalesce(attributed_to, '(no named source)') as claimed_by,
    count(*) as claims,
    count(*) filter (where assertion = 'asserted') as asserted,
    count(*) filter (where assertion = 'alleged') as alleged,
    count(*) filter (where assertion = 'denied') as denied,
    count(*) filter (where assertion = 'hypothetical') as hypothetical,
    list(distinct kind order by kind) as kinds
from events
group by attributed_to
order by claims desc, claimed_by asc;
