-- one row per failure that is not resolved
create or replace view open_rejects as
select *
from rejected_records
where resolved_at is null;
