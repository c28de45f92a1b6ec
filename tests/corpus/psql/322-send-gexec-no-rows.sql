-- No rows, nothing to run.
select 'select 1' where false \gexec
\echo :ROW_COUNT
