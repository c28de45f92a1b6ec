-- The error is that of its own statement and line, and all behind it fails until the block ends.
create table a (i int primary key, t text);
begin;
insert into a values (1, 'x');
insert into a values (2, 'y');
insert into a
values (1,
        'x');
insert into a values (3, 'z');
update a set t = 'no' where nothing_there = 1;
select 1;
commit;
select count(*) from a;
begin;
insert into a values (1, 'x');
savepoint s;
insert into a values (2, 'x');
insert into a values (2, 'y');
insert into a values (4, 'y');
rollback to s;
insert into a values (5, 'y');
commit;
select * from a order by i;
