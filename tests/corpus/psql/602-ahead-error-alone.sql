-- Outside a block an error undoes its own statement and nothing else.
create table a (i int primary key, t text);
insert into a values (1, 'x');
insert into a values (2, 'y');
insert into a values (1, 'again');
insert into a values (3, 'z');
insert into a values (3, 'z');
delete from a where i = 2;
update a set t = repeat(t, 3) where i = 1;
update a set t = 1 / (i - 1);
insert into a values (4, 'w') returning i, t;
select * from a order by i;
