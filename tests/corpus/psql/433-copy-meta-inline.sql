-- \copy from standard input reads the script; errors name the line in the data.
create table t (a int);
\copy t from stdin
1
two
\.
select count(*) from t;
