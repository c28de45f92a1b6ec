-- ON_ERROR_ROLLBACK undoes the failing statement only.
create table t (a int);
\set ON_ERROR_ROLLBACK on
begin;
insert into t values (1);
insert into t values ('x');
insert into t values (2);
commit;
select * from t;
