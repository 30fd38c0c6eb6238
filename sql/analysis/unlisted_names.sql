-- one row per name that no list knows, with how often it came and one sentence: candidates for seeds/
select
    table_name,
    check_name,
    failure_case as name,
    count(*) as records,
    count(distinct document_id) as documents,
    first(sentence order by last_seen_at desc, reject_id asc) as example_sentence
from open_rejects
where check_name like '%_is_listed' or check_name = 'unit_of_quantity_is_known'
group by table_name, check_name, failure_case
order by records desc, name asc;
