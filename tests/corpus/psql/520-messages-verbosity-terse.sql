-- Terse messages give the position as a number, and nothing else.
\set VERBOSITY terse
create table t (a int primary key);
insert into t values (1), (1);
select nope;
select outer_nope();
