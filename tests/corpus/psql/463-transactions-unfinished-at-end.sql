-- A block that is open at the end of the script is given up.
create table t (a int);
begin;
insert into t values (1);
