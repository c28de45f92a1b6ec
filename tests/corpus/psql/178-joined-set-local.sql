-- The implicit transaction of a message keeps SET LOCAL until its end.
set local work_mem = '8MB'\; select current_setting('work_mem') as inside;
select current_setting('work_mem') <> '8MB' as outside;
