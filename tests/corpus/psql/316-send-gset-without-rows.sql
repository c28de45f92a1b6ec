-- A statement that returns no rows sets nothing, and is no error.
create table t (a int) \gset
insert into t values (7) returning a \gset
\echo :a
