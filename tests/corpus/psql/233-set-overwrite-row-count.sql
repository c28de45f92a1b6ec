-- The variables that psql sets may be overwritten until the next statement.
select 1 as a;
\set ROW_COUNT mine
\echo :ROW_COUNT
select 2 as a;
\echo :ROW_COUNT
