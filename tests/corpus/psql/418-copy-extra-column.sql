-- Too many columns.
create table t (a int);
copy t from stdin;
1	2
\.
