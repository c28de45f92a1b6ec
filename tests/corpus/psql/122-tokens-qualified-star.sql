-- Points and stars are single characters.
create schema s;
create table s.t (a int, b text);
insert into s.t values (1, 'x');
select t.*, s.t.a from s.t;
