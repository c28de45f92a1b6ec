-- SET CONSTRAINTS brings the check forward.
create table p (a int primary key);
create table c (a int references p deferrable initially deferred);
begin;
insert into c values (1);
set constraints all immediate;
rollback;
