-- A row count of 0 or 1 is a truth value, a larger one is an error.
select 1 where false;
\if :ROW_COUNT
\echo one
\else
\echo none
\endif
select generate_series(1, 2) as n;
\if :ROW_COUNT
\echo some
\endif
