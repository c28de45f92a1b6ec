-- Variables that a reply sets, in the text right behind the statement that sets them.
create table a (i int primary key, t text);
begin;
insert into a values (1, 'x'), (2, 'y');
insert into a values (3, 'z');
\echo :ROW_COUNT
insert into a values (4, 'w'), (5, 'v');
select :ROW_COUNT as inserted_before;
insert into a values (6, 'u'); insert into a values (7, 't'), (8, 's'); select :'SQLSTATE' as state, :ROW_COUNT as rows;
commit;
insert into a values (9, 'r');
insert into a values (9, 'r');
select :'SQLSTATE' as state, :'LAST_ERROR_MESSAGE' as message;
insert into a values (10, 'q');
select count(*) from a;
