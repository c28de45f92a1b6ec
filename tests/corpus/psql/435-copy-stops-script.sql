-- With ON_ERROR_STOP a failing COPY ends the script after its data was read.
\set ON_ERROR_STOP on
create table t (a int);
copy t from stdin;
x
\.
\echo not reached
