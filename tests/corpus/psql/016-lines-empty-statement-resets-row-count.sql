-- An empty statement is sent, prints nothing and sets ROW_COUNT to 0.
select generate_series(1, 3) as n;
\echo :ROW_COUNT
;
\echo :ROW_COUNT :ERROR
