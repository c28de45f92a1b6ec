-- A deferred constraint fails at COMMIT, and nothing is kept.
create table p (a int primary key);
create table c (a int references p deferrable initially deferred);
begin;
insert into c values (1);
commit;
select count(*) from c;
