-- Transaction commands in a dead branch are not sent.
create table t (a int);
begin;
insert into t values (1);
\if false
rollback;
\else
commit;
\endif
select count(*) from t;
