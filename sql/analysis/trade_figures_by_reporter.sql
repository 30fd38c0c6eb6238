-- one row per trade value: whose trade with whom, in which period, how much, and the change reported in the same sentence
with
amounts as (
    select *
    from trade_figures
    where measure = 'value' and assertion = 'asserted'
),

changes as (
    select
        document_id,
        sentence_start,
        reporter_code,
        flow,
        any_value(value) as change_percent
    from trade_figures
    where measure = 'pct_change'
    group by document_id, sentence_start, reporter_code, flow
)

select
    amounts.reporter_code as reporter,
    coalesce(amounts.partner_code, 'world') as partner,
    amounts.flow,
    coalesce(amounts.commodity, 'all goods') as commodity,
    amounts.period_start,
    amounts.period_end,
    amounts.value,
    amounts.unit,
    changes.change_percent,
    amounts.comparison,
    amounts.observation_status,
    amounts.sentence
from amounts
left join changes
    on
        amounts.document_id = changes.document_id
        and amounts.sentence_start = changes.sentence_start
        and amounts.reporter_code = changes.reporter_code
        and amounts.flow = changes.flow
order by amounts.reporter_code asc, amounts.period_start desc nulls last, amounts.value desc, amounts.event_id asc;
