-- one row per run x stage; a later word about the same stage replaces the earlier
insert or replace into run_stages by name
select *
from incoming_run_stages;
