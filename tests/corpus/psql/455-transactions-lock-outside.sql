-- LOCK needs a block, and so does a cursor without hold.
create table t (a int);
lock table t;
declare c cursor for select 1;
