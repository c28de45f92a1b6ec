-- A missing file is the client's error.
create table t (a int);
\copy t from inc/nowhere.csv
\copy nope from inc/data.csv
select 1 as a;
