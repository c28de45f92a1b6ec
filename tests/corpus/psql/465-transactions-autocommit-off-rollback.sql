-- With AUTOCOMMIT off the first statement opens a block by itself, silently.
\set AUTOCOMMIT off
create table t (a int);
insert into t values (1);
rollback;
select count(*) from t;
commit;
