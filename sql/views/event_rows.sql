-- one row per event of any kind, told in the same columns: who, with or against whom, what, how far along, who says so
create or replace view event_rows as
with
participants as (
    select
        event_id,
        list(distinct actor_code order by actor_code) as actor_codes,
        string_agg(coalesce(person_name, actor_name), ', ' order by ordinal) as names
    from meeting_participants
    group by event_id
)

select
    event_id,
    'arms_transfer' as kind,
    [code for code in [supplier_code, recipient_code] if code is not null] as actor_codes,
    concat_ws(' ', supplier_name, '->', recipient_name, ':', quantity_text, weapon_text) as summary,
    status,
    cluster_id,
    document_id,
    sentence,
    sentence_start,
    sentence_end,
    trigger,
    trigger_start,
    trigger_end,
    assertion,
    attributed_to,
    event_date_start,
    event_date_end,
    place_name,
    place_country_code,
    confidence,
    rule_id,
    run_id
from arms_transfers
union all by name
select
    meetings.event_id,
    'meeting' as kind,
    participants.actor_codes,
    concat_ws(' ', meetings.mode, ':', participants.names) as summary,
    meetings.status,
    meetings.cluster_id,
    meetings.document_id,
    meetings.sentence,
    meetings.sentence_start,
    meetings.sentence_end,
    meetings.trigger,
    meetings.trigger_start,
    meetings.trigger_end,
    meetings.assertion,
    meetings.attributed_to,
    meetings.event_date_start,
    meetings.event_date_end,
    meetings.place_name,
    meetings.place_country_code,
    meetings.confidence,
    meetings.rule_id,
    meetings.run_id
from meetings
left join participants on meetings.event_id = participants.event_id
union all by name
select
    event_id,
    'trade_figure' as kind,
    [code for code in [reporter_code, partner_code] if code is not null] as actor_codes,
    concat_ws(' ', reporter_name, flow, 'with ' || partner_name, commodity, ':', value_text) as summary,
    observation_status as status,
    cluster_id,
    document_id,
    sentence,
    sentence_start,
    sentence_end,
    trigger,
    trigger_start,
    trigger_end,
    assertion,
    attributed_to,
    coalesce(event_date_start, period_start) as event_date_start,
    coalesce(event_date_end, period_end) as event_date_end,
    place_name,
    place_country_code,
    confidence,
    rule_id,
    run_id
from trade_figures
union all by name
select
    event_id,
    'sanction' as kind,
    [code for code in [authority_code, target_code] if code is not null] as actor_codes,
    concat_ws(' ', authority_name, action, ':', target_name) as summary,
    action as status,
    cluster_id,
    document_id,
    sentence,
    sentence_start,
    sentence_end,
    trigger,
    trigger_start,
    trigger_end,
    assertion,
    attributed_to,
    event_date_start,
    event_date_end,
    place_name,
    place_country_code,
    confidence,
    rule_id,
    run_id
from sanctions;
