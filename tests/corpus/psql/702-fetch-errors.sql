-- FETCH_COUNT: errors before, in and behind a portion
\set FETCH_COUNT 2
select 6 / (4 - g) as n from generate_series(1, 5) g;
\echo :ERROR :SQLSTATE :ROW_COUNT :LAST_ERROR_MESSAGE
select nothing
  from nowhere;
select 1 +
;
create temp table t (i int);
insert into t values (1), (2), (3);
begin;
select * from t;
select 1 / 0;
select * from t;
rollback;
select 1 \; select 2;
\echo :ERROR [:SQLSTATE] :ROW_COUNT [:LAST_ERROR_MESSAGE] [:LAST_ERROR_SQLSTATE]
\errverbose
\set ON_ERROR_STOP on
select 1 / (i - 3) from t;
select 'not reached';
