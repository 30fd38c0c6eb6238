-- one row per word that no list knows: how often it came, in how many documents, and three sentences at most
with
unknown as (
    select
        rejected_records.*,
        case
            when rejected_records.check_name = 'weapon_is_listed' then 'weapon'
            when rejected_records.check_name in ('unit_is_listed', 'unit_of_quantity_is_known') then 'unit'
            when
                rejected_records.check_name in ('currency_is_listed', 'unit_of_money_is_a_currency', 'value_currency_is_known')
                then 'currency'
            when rejected_records.check_name like '%_is_listed' then 'actor'
            else 'term'
        end as kind,
        trim(rejected_records.failure_case) as word
    from rejected_records
    where
        rejected_records.resolved_at is null
        and (
            rejected_records.stage = 'extract'
            or (rejected_records.stage = 'validate' and rejected_records.table_name <> 'documents')
        )
        and rejected_records.failure_case is not null
        and (
            rejected_records.check_name like '%_is_listed'
            or rejected_records.check_name like '%_is_known'
            or rejected_records.check_name = 'unit_of_money_is_a_currency'
        )
)

select
    kind,
    min(word) as word,
    count(*) as records,
    count(distinct coalesce(document_id, record_key)) as documents,
    count(*) filter (where run_id = getvariable('run_id')) as records_of_the_run,
    list(distinct table_name order by table_name) as table_names,
    list(distinct sentence order by sentence) filter (where sentence is not null)[1:3] as sentences
from unknown
group by kind, lower(word)
order by records desc, lower(word) asc;
