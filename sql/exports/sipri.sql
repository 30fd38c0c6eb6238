-- one row per supplier x recipient x weapon in the columns of a trade register: ordered, delivered, and what is said of it
with
told as (
    select
        arms_transfers.*,
        coalesce(arms_transfers.weapon_designation, arms_transfers.weapon_text) as designation,
        coalesce(year(arms_transfers.event_date_start), year(documents.published_at)) as told_year,
        arms_transfers.event_date_start is null as is_year_guessed
    from arms_transfers
    inner join documents on arms_transfers.document_id = documents.document_id
    where
        arms_transfers.assertion = 'asserted'
        and arms_transfers.status in ('agreed', 'delivered')
        and arms_transfers.supplier_code is not null
        and arms_transfers.recipient_code is not null
        and arms_transfers.sipri_category is not null
)

select
    supplier_code as supplier,
    recipient_code as recipient,
    max(quantity_min) as number_ordered,
    designation as weapon_designation,
    mode(sipri_category) as weapon_category,
    min(told_year) filter (where status = 'agreed') as year_of_order,
    bool_or(is_year_guessed) filter (where status = 'agreed') as is_order_year_of_publication,
    list(distinct told_year order by told_year) filter (where status = 'delivered') as years_of_delivery,
    max(quantity_min) filter (where status = 'delivered') as number_delivered,
    list(distinct deal_type order by deal_type) filter (where deal_type != 'unknown') as deal_types,
    list(distinct value_text order by value_text) filter (where value_text is not null) as deal_values,
    count(distinct document_id) as documents,
    arg_max(sentence, confidence) as comments
from told
group by supplier_code, recipient_code, designation
order by supplier asc, recipient asc, weapon_designation asc;
