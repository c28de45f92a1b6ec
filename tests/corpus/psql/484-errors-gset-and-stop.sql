-- A \gset that finds no row stops the script too.
\set ON_ERROR_STOP on
select 1 as a where false \gset
\echo not reached
