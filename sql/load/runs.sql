-- one row per run; a later word about the same run replaces the earlier
insert or replace into runs by name
select *
from incoming_runs;
