-- A failing statement undoes what the message did before it, and the rest is skipped.
create table t (a int);
insert into t values (1)\; insert into t values (1/0)\; insert into t values (3);
table t;
