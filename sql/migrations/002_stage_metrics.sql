-- run_stages says how long a stage worked and how many documents a second it read; for runs that landed before, as far as it is known
alter table run_stages add column if not exists seconds double;

update run_stages
set seconds = epoch(finished_at - started_at)
where finished_at is not null;

alter table run_stages add column if not exists documents_per_second double;

update run_stages
set documents_per_second = rows_in / seconds
where seconds > 0 and stage in ('ingest', 'clean', 'extract');
