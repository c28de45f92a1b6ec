-- One dependent object is named in the notice itself.
create table t (a int);
create view v as select * from t;
drop table t cascade;
