-- a column that earlier runs filled is filled in this run too
-- severity: warning
-- judged where both sides have 50 rows or more; a column that was filled in a fifth of them and is now empty throughout is an offender
with
arms_transfers_counted as (
    select
        'arms_transfers' as table_name,
        run_id = getvariable('run_id') as is_new,
        count(*) as all_rows,
        count(columns(* exclude (run_id)))
    from arms_transfers
    group by is_new
),

arms_transfers_filled as (
    select
        table_name,
        column_name,
        is_new,
        all_rows,
        filled
    from arms_transfers_counted
    unpivot (filled for column_name in (columns(* exclude (table_name, is_new, all_rows))))
),

meetings_counted as (
    select
        'meetings' as table_name,
        run_id = getvariable('run_id') as is_new,
        count(*) as all_rows,
        count(columns(* exclude (run_id)))
    from meetings
    group by is_new
),

meetings_filled as (
    select
        table_name,
        column_name,
        is_new,
        all_rows,
        filled
    from meetings_counted
    unpivot (filled for column_name in (columns(* exclude (table_name, is_new, all_rows))))
),

sanctions_counted as (
    select
        'sanctions' as table_name,
        run_id = getvariable('run_id') as is_new,
        count(*) as all_rows,
        count(columns(* exclude (run_id)))
    from sanctions
    group by is_new
),

sanctions_filled as (
    select
        table_name,
        column_name,
        is_new,
        all_rows,
        filled
    from sanctions_counted
    unpivot (filled for column_name in (columns(* exclude (table_name, is_new, all_rows))))
),

trade_figures_counted as (
    select
        'trade_figures' as table_name,
        run_id = getvariable('run_id') as is_new,
        count(*) as all_rows,
        count(columns(* exclude (run_id)))
    from trade_figures
    group by is_new
),

trade_figures_filled as (
    select
        table_name,
        column_name,
        is_new,
        all_rows,
        filled
    from trade_figures_counted
    unpivot (filled for column_name in (columns(* exclude (table_name, is_new, all_rows))))
),

filled_columns as (
    select * from arms_transfers_filled
    union all
    select * from meetings_filled
    union all
    select * from sanctions_filled
    union all
    select * from trade_figures_filled
)

select
    now.table_name,
    now.column_name as record_key,
    null::varchar as document_id,
    now.column_name,
    format('empty in {} rows, filled in {} of {} before', now.all_rows, before.filled, before.all_rows) as failure_case
from filled_columns as now
inner join filled_columns as before on now.table_name = before.table_name and now.column_name = before.column_name
where
    now.is_new and not before.is_new
    and now.all_rows >= 50 and before.all_rows >= 50
    and now.filled = 0 and before.filled >= before.all_rows / 5;
