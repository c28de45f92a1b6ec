-- A COMMIT inside a message ends its implicit transaction: what was before it stays.
create table t (a int);
insert into t values (1)\; commit\; insert into t values (2)\; select 1/0;
table t;
