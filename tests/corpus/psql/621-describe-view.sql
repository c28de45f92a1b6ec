-- A view in short and long form.
create table t (a int, b text);
create view v as select a, upper(b) as b, count(*) over () as n from t where a > 0;
\d v
\d+ v
\dv
