-- A missing file is an error after which the script goes on.
\ir inc/nowhere.inc
\i inc/nowhere.inc
select 1 as a;
