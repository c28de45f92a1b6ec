-- \copy of a table and of a query to standard output.
create table t (a int, b text);
insert into t values (1, 'x'), (2, null);
\copy t to stdout
\copy (select a, b from t where a = 2) to stdout csv header
