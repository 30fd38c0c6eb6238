-- one row per figure that several documents give: reporter, partner, flow, period, and how far the numbers lie apart
select
    reporter_code as reporter,
    coalesce(partner_code, 'world') as partner,
    flow,
    measure,
    unit,
    coalesce(commodity, 'all goods') as commodity,
    period_start,
    period_end,
    count(distinct document_id) as documents,
    min(value) as lowest,
    max(value) as highest,
    round(100 * (max(value) - min(value)) / nullif(abs(min(value)), 0), 1) as percent_apart,
    list(distinct observation_status order by observation_status) as observations
from trade_figures
where assertion = 'asserted' and period_start is not null
group by all
having count(distinct document_id) > 1
order by percent_apart desc nulls last, documents desc, reporter asc, partner asc, flow asc;
