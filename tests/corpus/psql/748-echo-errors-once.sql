-- ECHO=errors repeats the script's statement, also where psql sent another text
\set ECHO errors
\set FETCH_COUNT 1
select 1 / 0;
\unset FETCH_COUNT
select 'select 1/0', 'bad sql' \gexec
select 1 \; select 1 / 0 \; select 2;
\d no_such_table
select nope \gdesc
\set ON_ERROR_ROLLBACK on
begin;
select 2 / 0;
rollback;
