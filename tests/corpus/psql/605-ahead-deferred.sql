-- Constraints that are checked at the commit of each statement, or at the end of the block.
create table parents (i int primary key);
create table children (i int references parents deferrable initially deferred);
insert into parents values (1);
insert into children values (1);
insert into children values (2);
insert into children values (1);
begin;
insert into children values (3);
insert into parents values (3);
insert into children values (3);
commit;
begin;
insert into children values (4);
insert into parents values (5);
commit;
select * from children order by i;
select * from parents order by i;
