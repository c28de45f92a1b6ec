-- No data at all.
create table t (a int);
copy t from stdin;
\.
\echo :ROW_COUNT
