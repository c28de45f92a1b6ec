-- A COPY statement is interpolated, its data is not.
\set t goods
\set x 9
create table goods (a text);
copy :t from stdin;
:x
:'x'
\.
select * from :t;
