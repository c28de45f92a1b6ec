-- Rights on tables and columns, for everyone.
create table t (a int, b text);
create view v as select 1 as x;
grant select, insert on t to public;
grant update (b) on t to public;
\dp
\z t
