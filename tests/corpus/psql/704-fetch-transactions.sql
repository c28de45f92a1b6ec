-- FETCH_COUNT: a transaction of its own, or the one that is open
\set FETCH_COUNT 3
create table f (i int);
create function f_add(i int) returns int language plpgsql as $$ begin raise notice 'adds %', i; insert into f values (i); return i; end $$;
select f_add(g) from generate_series(1, 7) g;
begin;
select f_add(g) from generate_series(8, 9) g;
rollback;
\set AUTOCOMMIT off
select f_add(10);
commit;
\set AUTOCOMMIT on
\set ON_ERROR_ROLLBACK on
begin;
select f_add(11);
select 1 / 0;
select count(*) from f;
commit;
select * from f order by i;
