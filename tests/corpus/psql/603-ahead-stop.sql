-- ON_ERROR_STOP holds from the line behind the one that sets it; nothing behind the error runs.
create table a (i int primary key);
begin;
insert into a values (1);
\set ON_ERROR_STOP on \\ insert into a values (1);
commit;
begin;
insert into a values (1);
insert into a values (2);
insert into a values (2);
insert into a values (3);
\echo not reached
commit;
