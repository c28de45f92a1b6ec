-- \c rolls an open block back
create table t (a int);
begin;
insert into t values (1);
\c
select count(*) from t;
insert into t values (2);
\c
select count(*) from t;
rollback;
