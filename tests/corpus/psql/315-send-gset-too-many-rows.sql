-- More than one row sets nothing.
select n from generate_series(1, 2) as n \gset
\echo :{?n} :ROW_COUNT
select 1 as n where false \gset
\echo :{?n} :ROW_COUNT
