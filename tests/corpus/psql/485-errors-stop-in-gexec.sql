-- With ON_ERROR_STOP \gexec ends at the first error, and the script with it.
\set ON_ERROR_STOP on
values ('select 1 as a'), ('select nope'), ('select 2 as a') \gexec
\echo not reached
