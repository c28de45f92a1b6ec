-- Several dependent objects are listed in the detail.
create table t (a int);
create view v1 as select * from t;
create view v2 as select * from v1;
drop table t cascade;
