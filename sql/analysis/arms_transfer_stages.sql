-- one row per supplier x recipient x weapon with the first report of each stage, from request to delivery
with
dated as (
    select
        arms_transfers.supplier_code,
        arms_transfers.recipient_code,
        coalesce(arms_transfers.weapon_designation, arms_transfers.weapon_category) as weapon,
        arms_transfers.status,
        coalesce(arms_transfers.event_date_start, documents.published_at) as day
    from arms_transfers
    inner join documents on arms_transfers.document_id = documents.document_id
    where arms_transfers.assertion in ('asserted', 'alleged')
)

select
    supplier_code as supplier,
    recipient_code as recipient,
    weapon,
    min(day) filter (where status = 'requested') as requested,
    min(day) filter (where status = 'offered') as offered,
    min(day) filter (where status = 'agreed') as agreed,
    min(day) filter (where status = 'delivered') as delivered,
    min(day) filter (where status = 'cancelled') as cancelled
from dated
group by supplier_code, recipient_code, weapon
order by supplier asc, recipient asc, weapon asc;
