-- ROLLBACK TO revives the block.
create table t (a int);
begin;
insert into t values (1);
savepoint s;
insert into t values ('x');
rollback to s;
insert into t values (2);
release s;
commit;
select * from t;
