-- Verbose messages add state, schema, table, constraint and the place in the server's source.
\set VERBOSITY verbose
create table t (a int constraint positive check (a > 0));
insert into t values (-1);
