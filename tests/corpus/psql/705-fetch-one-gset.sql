-- FETCH_COUNT: \gset fetches two rows even where a portion is one, to see that there is no second
\set FETCH_COUNT 1
select 1 as one, 2 as two \gset a_
\echo :a_one :a_two :ROW_COUNT
select g as one from generate_series(1, 2) g \gset b_
\echo :ERROR :SQLSTATE :ROW_COUNT
select 1 as one where false \gset c_
\echo :{?c_one}
