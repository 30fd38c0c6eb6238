-- one row per supplier x recipient: how many distinct transfers, of what, how far along, in asserted claims
select
    coalesce(supplier_code, '?') as supplier,
    coalesce(recipient_code, '?') as recipient,
    count(distinct cluster_id) as transfers,
    count(distinct document_id) as documents,
    count(distinct cluster_id) filter (where status = 'delivered') as delivered,
    count(distinct cluster_id) filter (where status = 'agreed') as agreed,
    count(distinct cluster_id) filter (where status in ('requested', 'offered')) as sought,
    count(distinct cluster_id) filter (where status = 'cancelled') as cancelled,
    list(distinct weapon_category order by weapon_category) as weapons
from arms_transfers
where assertion = 'asserted'
group by supplier_code, recipient_code
order by transfers desc, supplier asc, recipient asc;
