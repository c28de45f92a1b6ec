-- With ON_ERROR_STOP the script ends with its block open, and the exit status is 3.
\set ON_ERROR_STOP on
create table t (a int);
begin;
insert into t values (1);
insert into t values ('x');
commit;
