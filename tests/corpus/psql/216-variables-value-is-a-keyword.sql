-- Keywords may come from variables; COMMIT too.
\set finish rollback
create table t (a int);
begin;
insert into t values (1);
:finish;
select count(*) from t;
