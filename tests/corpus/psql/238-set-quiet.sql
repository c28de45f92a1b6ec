-- With QUIET on command tags and the messages of \pset are left out, results are not.
\set QUIET on
create table t (a int);
insert into t values (1) returning a;
\pset null N
\a
select null as n;
