-- one row per authority x target state: what was imposed, eased, lifted and evaded, with which measures, and who is named
with
listed as (
    select
        *,
        unnest(measures) as listed_measure
    from sanctions
    where assertion = 'asserted'
)

select
    coalesce(authority_code, '?') as authority,
    target_code as target,
    count(distinct cluster_id) filter (where action = 'imposed') as imposed,
    count(distinct cluster_id) filter (where action = 'in_force') as in_force,
    count(distinct cluster_id) filter (where action = 'threatened') as threatened,
    count(distinct cluster_id) filter (where action in ('eased', 'lifted')) as eased_or_lifted,
    count(distinct cluster_id) filter (where action = 'evaded') as evaded,
    list(distinct listed_measure order by listed_measure) as measures,
    list(distinct target_name order by target_name) filter (where target_type in ('entity', 'person', 'vessel')) as named_targets
from listed
group by authority_code, target_code
order by imposed desc, authority asc, target asc;
