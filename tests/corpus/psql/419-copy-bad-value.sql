-- A value of the wrong type: the context names the column.
create table t (a int);
copy t from stdin;
1
x
\.
select count(*) from t;
