-- A condition lets only some rows in.
create table t (a int);
copy t from stdin where a > 1;
1
2
3
\.
select * from t;
