-- Without a name all relations of the search path are listed.
create table b (a int);
create table a (id serial);
create view v as select 1 as x;
\d
\dt
