-- \c without words, or with dashes, begins a new session in the same place
create temp table t (a int);
set application_name to 'before';
\c
select to_regclass('pg_temp.t') is null as gone, current_setting('application_name') <> 'before' as fresh;
\connect
\c -
\c - -
\c - - - -
select 1 as x;
