-- Too few columns: the context names table, line and text.
create table t (a int, b int);
copy t from stdin;
1	2
3
\.
select count(*) from t;
