-- The number of rows is in ROW_COUNT.
create table t (a int);
copy t from stdin;
1
2
\.
\echo :ROW_COUNT
copy t to stdout;
\echo :ROW_COUNT
