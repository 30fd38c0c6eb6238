-- documents that were fetched before a time keep their rows and lose their text
update documents
set clean_text = ''
where fetched_at < getvariable('before') and clean_text != '';
