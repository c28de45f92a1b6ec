-- FETCH_COUNT: SELECT and VALUES come by a cursor and are printed in portions
\set FETCH_COUNT 2
select g, repeat('x', g) as word from generate_series(1, 5) g;
select g, repeat('x', g) as word from generate_series(1, 4) g;
select g from generate_series(1, 0) g;
\echo :ROW_COUNT
(select g from generate_series(1, 3) g);
values (1), (2), (3);
/* a comment */ -- and another
 ( ( select 1 as one ) );
\echo :ROW_COUNT :ERROR :SQLSTATE
table pg_catalog.pg_am limit 0;
with x as (select 1) select * from x;
selectx;
