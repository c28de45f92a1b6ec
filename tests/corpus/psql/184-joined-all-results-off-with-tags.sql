-- With SHOW_ALL_RESULTS off only the last result is printed, and a tag is one.
\set SHOW_ALL_RESULTS off
select 1\; create table t (a int);
select 1\; select 2 as b;
