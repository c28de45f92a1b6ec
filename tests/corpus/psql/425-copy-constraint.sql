-- A broken constraint at one line undoes all of them.
create table t (a int primary key);
copy t from stdin;
1
2
1
\.
select count(*) from t;
