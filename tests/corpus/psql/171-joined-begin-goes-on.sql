-- A BEGIN inside a message turns its implicit transaction into a block that lives on after it.
create table t (a int);
insert into t values (1)\; begin\; insert into t values (2);
rollback;
table t;
