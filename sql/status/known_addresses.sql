-- one row per address whose document landed or was rejected: what else a source holds is still to be read
select source_uri as address
from documents
union distinct
select record_key as address
from rejected_records
where stage in ('ingest', 'clean') and table_name in ('documents', 'raw_documents', 'clean_documents');
