-- An end marker with its backslash doubled is data, alone and in the middle of a line.
create table t (a text);
copy t from stdin;
\\.
a\\.b
\.
select * from t;
