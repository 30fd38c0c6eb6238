-- one row per real-world event that some report as fact or charge and others deny
select
    cluster_id,
    any_value(kind) as kind,
    first(summary order by confidence desc, event_id asc) as summary,
    count(*) filter (where assertion = 'asserted') as asserted,
    count(*) filter (where assertion = 'alleged') as alleged,
    count(*) filter (where assertion = 'denied') as denied,
    list(distinct attributed_to order by attributed_to) filter (where assertion = 'denied' and attributed_to is not null) as denied_by,
    count(distinct document_id) as documents
from events
group by cluster_id
having
    count(*) filter (where assertion = 'denied') > 0
    and count(*) filter (where assertion in ('asserted', 'alleged')) > 0
order by documents desc, cluster_id asc;
