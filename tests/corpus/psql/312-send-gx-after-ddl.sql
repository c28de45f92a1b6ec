-- \gx on a statement without rows only prints its tag.
create table t (a int) \gx
insert into t values (1) returning a \gx
