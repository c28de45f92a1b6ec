-- With ON_ERROR_ROLLBACK the script's own savepoints still work.
create table t (a int);
\set ON_ERROR_ROLLBACK on
begin;
savepoint s;
insert into t values (1);
select nope;
rollback to s;
insert into t values (2);
commit;
select * from t;
